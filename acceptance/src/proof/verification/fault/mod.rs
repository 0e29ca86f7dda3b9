//! The faults that are put into the running cluster, as data, by noun.

mod acl;
mod broker;
mod listener;
mod quota;
mod registry;
mod topic;
mod user;
mod version;

use serde_json::Value;

pub(super) use quota::LIMITED;

use crate::component::kafka::Flaw;

/// One fault.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// What is wrong, as the claim says it.
    pub(super) name: &'static str,
    /// What makes it.
    pub(super) make: Vec<Step>,
    /// What mends it.
    pub(super) mend: Vec<Step>,
    /// The check that must fail, alone.
    pub(super) check: &'static str,
    /// What one of its differences must say.
    pub(super) told: Told,
    /// What the verification does beside looking.
    pub(super) beside: Beside,
}

/// What the verification does beside looking.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    /// It writes nothing.
    Nothing,
    /// It tries what writes.
    Trials,
    /// It tries what writes, and measures a load.
    TrialsAndLoad,
}

/// What a difference must say.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The thing, whole; `{N}` stands for the address of node N.
    pub(super) thing: String,
    /// What was expected, whole.
    pub(super) expected: String,
    /// What was found, or the beginning of it.
    pub(super) found: String,
}

/// One thing that is done.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A step of `KafkaControl`.
    Control(Value),
    /// A listener of a broker gets a flawed certificate, or its own back.
    Certificate(usize, &'static str, Option<Flaw>),
    /// A listener of a broker trusts whom nobody else does.
    Trust(usize, &'static str, bool),
    /// A node is killed.
    Kill(usize),
    /// A node is started again, with other settings.
    Start(usize, Vec<(&'static str, Given)>),
    /// A node is started again with a disk that stalls now and then.
    Slow(usize),
    /// A node answers nobody, or goes on.
    Pause(usize, bool),
    /// A subject of the registry is changed: the method, the path and the body.
    Registry(&'static str, &'static str, Option<Value>),
    /// A further version of a subject's schema is registered, which says the same in other words.
    Reword(&'static str),
    /// The registry answers nobody, or goes on.
    PauseRegistry(bool),
    /// The schemas are registered again.
    Register,
    /// The model expects something else of the cluster: the pointer into it, and what.
    Expect(&'static str, Value),
    /// The model expects what it did.
    ExpectAsRendered,
    /// A user has the certificate of another one.
    Swap(&'static str, &'static str),
}

/// The value of a setting.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// As it stands; in this and the others `{}` stands for the node's address.
    Text(&'static str),
    /// What was rendered, and more.
    More(&'static str),
    /// What was rendered, with something in the place of something.
    Instead(&'static str, &'static str),
    /// The file of a flawed certificate of the node.
    Certificate(Flaw),
    /// The file of a store that trusts the node itself and an authority of the right name with
    /// another key, as after a renewal that the other nodes took no part in.
    RenewedAuthority,
}

/// Returns every fault: first those that are mended while all nodes run, then those that start a
/// node with other settings, and last those that stop one and mend what came before.
pub(super) fn all() -> Vec<Fault> {
    let mut faults = [
        topic::all(),
        acl::all(),
        quota::all(),
        version::all(),
        registry::all(),
        user::all(),
        listener::all(),
        broker::all(),
    ]
    .concat();
    faults.sort_by_key(|fault| {
        let stops = fault.make.iter().any(Step::stops_a_node);
        (stops, fault.mend.is_empty())
    });
    faults
}

impl Step {
    fn stops_a_node(&self) -> bool {
        matches!(self, Self::Kill(_) | Self::Pause(..))
    }
}

impl Fault {
    fn new(name: &'static str, check: &'static str, told: [&str; 3]) -> Self {
        let [thing, expected, found] = told.map(str::to_owned);
        Self {
            name,
            make: Vec::new(),
            mend: Vec::new(),
            check,
            told: Told {
                thing,
                expected,
                found,
            },
            beside: Beside::Nothing,
        }
    }

    fn make(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.make.extend(steps);
        self
    }

    fn mend(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.mend.extend(steps);
        self
    }

    /// The verification also tries what writes.
    fn tried(mut self) -> Self {
        self.beside = Beside::Trials;
        self
    }

    /// The verification also tries what writes, and measures a load.
    fn measured(mut self) -> Self {
        self.beside = Beside::TrialsAndLoad;
        self
    }
}
