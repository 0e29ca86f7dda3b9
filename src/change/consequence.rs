//! What a change does to the cluster, as people are told it.

mod alert;
mod authorization;
mod broker_config;
mod budget;
mod certificate_authority;
mod cluster;
mod component;
mod config;
mod config_map;
mod connect;
mod connector;
mod consumer_group;
mod definition;
mod delivery;
mod existence;
mod index;
mod ingress;
mod job;
pub mod judge;
mod kafka;
mod kafka_version;
mod listener;
mod listener_configuration;
mod logging;
mod metadata;
mod metadata_log;
mod mirror;
mod network_policy;
mod node_ids;
mod node_pool;
mod operator;
mod quota;
mod reach;
mod reading;
mod rebalance;
mod reference;
mod rights;
mod scene;
mod secret;
mod service;
mod source_ranges;
mod storage;
mod storage_class;
mod template;
mod threads;
mod topic;
mod user;
mod volume_claim;
mod watch;
mod worker;
mod workload;

use std::fmt;

use super::{Class, FieldPath};

/// The stable name of one fact about changes: what it is about and the fact, such as
/// `topic/partitions-decreased`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact(&'static str);

impl Fact {
    /// Names a fact; the text is `noun/fact` in lower case with hyphens.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Returns the name as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Pods that restart one after the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Restart {
    /// What they are, such as `node pool brokers` or `Deployment todo-chatbot-schema-registry`.
    pub what: String,
    /// How many of them there are; none where the objects do not say.
    pub pods: Option<u64>,
}

/// That somebody knows of a destructive change and wants it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acknowledged {
    /// The name of the acknowledgement in the model.
    pub name: String,
    /// Why the change is wanted.
    pub reason: String,
    /// The last day on which it holds, such as `2027-06-30`.
    pub until: String,
}

/// That somebody wanted a destructive change until a day that is over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expired {
    /// The name of the acknowledgement in the model.
    pub name: String,
    /// The last day on which it held.
    pub until: String,
}

/// What the model says of it, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// The path in the model, such as `topics.orders.retention`.
    pub path: String,
    /// The file, as it was named when it was read.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
}

/// One thing that a change of an object does to the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// How bad it is.
    pub class: Class,
    /// Which fact says so.
    pub fact: Fact,
    /// What happens, in one sentence without a closing full stop.
    pub effect: String,
    /// Why, in one sentence without a closing full stop.
    pub reason: String,
    /// What to do, in one sentence without a closing full stop; none where there is nothing to do.
    pub action: Option<String>,
    /// The fields that have this consequence; none when the object as a whole has it.
    pub fields: Vec<FieldPath>,
    /// The pods that restart.
    pub restarts: Vec<Restart>,
    /// The applications and people that are cut off or let in, sorted.
    pub who: Vec<String>,
    /// Who accepted it, if it is destructive and somebody did.
    pub acknowledged: Option<Acknowledged>,
    /// Who accepted it until a day that is over, if nobody does now.
    pub expired: Option<Expired>,
    /// Where the model says so, sorted; none where the side after is no model, or where it is not
    /// certain.
    pub written: Vec<Written>,
}

impl Consequence {
    /// States a consequence of an object as a whole.
    #[must_use]
    pub fn new(
        class: Class,
        fact: Fact,
        effect: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            class,
            fact,
            effect: effect.into(),
            reason: reason.into(),
            action: None,
            fields: Vec::new(),
            restarts: Vec::new(),
            who: Vec::new(),
            acknowledged: None,
            expired: None,
            written: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// Says which fields have the consequence.
    #[must_use]
    pub fn of(mut self, fields: impl IntoIterator<Item = FieldPath>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// Says which pods restart.
    #[must_use]
    pub fn restarts(mut self, restarts: Vec<Restart>) -> Self {
        self.restarts = restarts;
        self
    }

    /// Says who is concerned.
    #[must_use]
    pub fn who(mut self, who: impl IntoIterator<Item = String>) -> Self {
        self.who.extend(who);
        self.who.sort();
        self.who.dedup();
        self
    }

    /// Returns whether somebody still has to acknowledge it.
    #[must_use]
    pub fn is_unacknowledged(&self) -> bool {
        self.class.is_destructive() && self.acknowledged.is_none()
    }
}
