//! What is tried: records written and read back, groups that change, transactions given up, and
//! what must be refused.
//!
//! Everything that is made has a name that begins with the trial prefix, and is taken away at the
//! end; what a killed run left behind is taken away by the next one. A trial writes some hundred
//! records, each topic of a trial goes when its trial ends, and every trial ends in time.

mod cleanup;
mod dead_letters;
mod load;
mod path;
mod presence;
mod quota;
mod rebalance;
mod records;
mod refusals;
mod remains;
mod shapes;
mod shared_load;
mod stage;
mod transaction;
mod turn;
mod wire;

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    future::Future,
    process,
    time::{Duration, Instant, SystemTime},
};

use expectations::Expectations;
use krafka::Kafka;

pub use remains::{SESSION, remove, remove_run};
pub use shared_load::{names as names_of_shared_load, topics as topics_of_shared_load};
pub use turn::{Held, give_back};

use crate::{
    connection::Connection,
    error::Error,
    observed::Seen,
    outcome::{Check, Difference, Outcome},
    progress::Progress,
    selection::Selection,
};

/// How long one step of a trial may take.
const LIMIT: Duration = Duration::from_secs(30);

/// How long a whole trial may take.
const LONGEST: Duration = Duration::from_secs(90);

/// The check that everything is taken away again.
const CLEAN_UP: &str = "functional/clean-up";

/// The checks of trials that write.
const WRITING: [&str; 13] = [
    records::NAME,
    shapes::NAME,
    dead_letters::NAME,
    rebalance::NAME,
    transaction::NAME,
    wire::NAME,
    cleanup::NAMES[0],
    cleanup::NAMES[1],
    path::NAMES[0],
    path::NAMES[1],
    load::NAMES[0],
    load::NAMES[1],
    quota::NAME,
];

/// Returns the names of the checks of all trials, in their order.
pub fn names() -> impl Iterator<Item = &'static str> {
    let writing = WRITING.into_iter().chain([CLEAN_UP]);
    refusals::NAMES.into_iter().chain(writing)
}

/// What a trial needs to know.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The cluster.
    pub kafka: &'a Kafka,
    /// How to reach it once more, for clients that must not share a connection.
    pub connection: &'a Connection,
    /// The beginning of every name it makes.
    pub prefix: &'a str,
    /// What is expected of the cluster.
    pub expected: &'a Expectations,
    /// Whom the cluster takes it for, if that was said.
    pub principal: Option<&'a str>,
    /// Where the schema registry answers, if it was said.
    pub registry: Option<&'a str>,
    /// How long Kafka may take to compact a topic and to drop what is old.
    pub cleanup: Duration,
    /// Whether this run has its turn.
    pub turn: &'a Held,
    /// Which checks are wanted.
    pub selection: &'a Selection,
    /// Who is told what is being done.
    pub progress: &'a Progress,
}

/// What a trial came to, or why it could not even be made.
type Came = Seen<Outcome>;

impl Trial<'_> {
    /// Tries everything that is wanted and takes it away again; another run that is at it may take
    /// until `until`.
    pub async fn all(self, until: Instant) -> Result<Vec<Check>, Error> {
        let mut checks = Vec::new();
        if self.selection.has_of("rights/") {
            self.progress.step("what must be refused");
            let started = Instant::now();
            let refused = refusals::checks(self).await.into_iter();
            let took = started.elapsed();
            checks.extend(refused.map(|check| check.within(took)));
        }
        checks.retain(|check| self.selection.has(&check.name));
        if WRITING.iter().any(|name| self.selection.has(name)) {
            checks.extend(self.writing(until).await?);
        }
        Ok(checks)
    }

    /// Takes its turn, tries what writes, and takes away what it made.
    async fn writing(self, until: Instant) -> Result<Vec<Check>, Error> {
        self.progress.step("what an earlier run left");
        let turn = match turn::Turn::take(self, until).await? {
            Ok(turn) => turn,
            Err(why) => return Ok(self.nothing(&why)),
        };
        if let Err(why) = remove(self.kafka, self.prefix).await {
            // What is wrong with the rest is wrong with this too.
            let _ = turn.end(self).await;
            return Ok(self.nothing(&format!(
                "what an earlier run left can't be taken away: {why}"
            )));
        }
        let mut checks = self.each().await;
        self.progress.step("taking everything away");
        let started = Instant::now();
        let removed = remove(self.kafka, self.prefix).await;
        let ended = turn.end(self).await;
        let removed = removed.and_then(|evidence| ended.map(|()| Outcome::Passed(evidence)));
        checks.push(judged(CLEAN_UP, removed).within(started.elapsed()));
        Ok(checks)
    }

    /// Says that nothing could be tried.
    fn nothing(self, why: &str) -> Vec<Check> {
        let wanted = WRITING.into_iter().filter(|name| self.selection.has(name));
        let mut checks: Vec<_> = wanted.map(|name| Check::not_made(name, why)).collect();
        checks.push(Check::of(CLEAN_UP, "", vec![broken(why.to_owned())]));
        checks
    }

    /// Makes each trial that is wanted.
    async fn each(self) -> Vec<Check> {
        let checks = [
            self.one(records::NAME, records::round_trip(self)).await,
            self.one(shapes::NAME, shapes::every(self)).await,
            self.one(dead_letters::NAME, dead_letters::letters(self))
                .await,
            self.one(rebalance::NAME, rebalance::members(self)).await,
            self.one(transaction::NAME, transaction::checked(self))
                .await,
            self.one(wire::NAME, wire::events(self)).await,
        ];
        let mut checks: Vec<_> = checks.into_iter().flatten().collect();
        let longest = self.cleanup + LONGEST;
        checks.extend(
            self.two(cleanup::NAMES, longest, cleanup::tidied(self))
                .await,
        );
        checks.extend(self.two(path::NAMES, LONGEST, path::events(self)).await);
        checks.extend(self.load().await);
        // The last of all: whoever was held back is held back for a while.
        checks.extend(self.one(quota::NAME, quota::bites(self)).await);
        checks
    }

    /// Makes one trial, if its check is wanted.
    async fn one(self, name: &'static str, trial: impl Future<Output = Came>) -> Option<Check> {
        if !self.selection.has(name) {
            return None;
        }
        self.progress.step(name);
        let started = Instant::now();
        let came = tokio::time::timeout(LONGEST, trial).await;
        let came = came.unwrap_or_else(|_| Err(format!("no end after {} s", LONGEST.as_secs())));
        Some(judged(name, came).within(started.elapsed()))
    }

    /// Measures the load, if it is wanted.
    async fn load(self) -> Vec<Check> {
        let longest = self.expected.load.as_ref().map_or(LONGEST, load::duration);
        let kept = OnceCell::new();
        let loads = async {
            let (came, measures) = load::loads(self).await;
            // It is set once: the load runs once.
            let _ = kept.set(measures);
            came
        };
        let checks = self.two(load::NAMES, longest, loads).await;
        let measures = kept.into_inner().unwrap_or_default();
        let by_name: BTreeMap<_, _> = load::NAMES.into_iter().zip(measures).collect();
        let with = |check: Check| {
            let own = by_name.get(&*check.name).cloned();
            check.measured(own.unwrap_or_default())
        };
        checks.into_iter().map(with).collect()
    }

    /// Makes a trial of two checks, if one of them is wanted.
    async fn two(
        self,
        names: [&'static str; 2],
        longest: Duration,
        trial: impl Future<Output = [Came; 2]>,
    ) -> Vec<Check> {
        if !names.iter().any(|name| self.selection.has(name)) {
            return Vec::new();
        }
        self.progress.step(names[0]);
        let started = Instant::now();
        let late = || Err(format!("no end after {} s", longest.as_secs()));
        let came = tokio::time::timeout(longest, trial).await;
        let came = came.unwrap_or_else(|_| [late(), late()]);
        let took = started.elapsed();
        let checks = names.into_iter().zip(came);
        checks
            .map(|(name, came)| judged(name, came).within(took))
            .filter(|check| self.selection.has(&check.name))
            .collect()
    }

    /// Returns the name of a topic, a group or a transaction of a trial.
    fn name(self, of: &str) -> String {
        format!("{}{of}", self.prefix)
    }

    /// Returns how many copies a topic of a trial has.
    fn replicas(self) -> i16 {
        i16::try_from(self.expected.cluster.brokers.len().min(3)).unwrap_or(1)
    }
}

fn judged(name: &'static str, came: Came) -> Check {
    match came {
        Ok(Outcome::Passed(evidence)) => Check::of(name, evidence, Vec::new()),
        Ok(Outcome::Failed(found)) => Check::of(name, "", found),
        Ok(Outcome::NotChecked(why)) => Check::not_made(name, why),
        Err(why) => Check::of(name, "", vec![broken(why)]),
    }
}

fn broken(why: String) -> Difference {
    Difference::new("the trial", "it works", why)
}

/// Returns what failed if there is any difference, else what was seen.
fn outcome(evidence: String, found: Vec<Difference>) -> Outcome {
    if found.is_empty() {
        Outcome::Passed(evidence)
    } else {
        Outcome::Failed(found)
    }
}

/// Puts a client's error into words that say what was being done.
fn doing(what: &str) -> impl Fn(krafka::KrafkaError) -> String {
    move |error| format!("{what}: {error}")
}

/// Returns what tells this process from any other, on whatever machine.
fn unlike_others() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    format!("{}-{}", now.unwrap_or_default().as_nanos(), process::id())
}
