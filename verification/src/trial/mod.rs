//! What is tried: records written and read back, a transaction given up, and what must be refused.
//!
//! Everything that is made has a name that begins with the trial prefix, and is taken away at the
//! end; what a killed run left behind is taken away by the next one.

mod records;
mod refusals;
mod remains;
mod transaction;

use std::time::Duration;

use krafka::{Kafka, admin::CreateTopicsOptions, admin::NewTopic};

pub use remains::{SESSION, remove};

use crate::{
    observed::Seen,
    outcome::{Check, Difference},
};

/// How long one step of a trial may take.
const LIMIT: Duration = Duration::from_secs(30);

/// How many partitions the trial's topic has.
const PARTITIONS: i32 = 3;

/// What a trial needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// The cluster.
    pub kafka: &'a Kafka,
    /// The beginning of every name it makes.
    pub prefix: &'a str,
    /// The Kafka version, such as `3.7.0`.
    pub release: &'a str,
    /// How many copies of a record there are to be.
    pub replicas: i16,
}

impl Trial<'_> {
    fn topic(&self) -> String {
        format!("{}trial", self.prefix)
    }

    /// Tries everything and takes it away again.
    pub async fn all(self, topics: &[String]) -> Vec<Check> {
        let mut checks = refusals::checks(self, topics).await;
        let left = remove(self.kafka, self.prefix).await;
        let made = match left {
            Ok(_) => self.make_topic().await,
            Err(why) => Err(why),
        };
        match made {
            Ok(()) => {
                checks.push(judged(
                    "functional/records",
                    records::round_trip(self).await,
                ));
                checks.push(self.transactions().await);
            }
            Err(why) => checks.extend(
                ["functional/records", "functional/transactions"]
                    .map(|name| judged(name, Err(format!("the trial's topic: {why}")))),
            ),
        }
        let removed = remove(self.kafka, self.prefix).await;
        checks.push(judged("functional/clean-up", removed));
        checks
    }

    /// Kafka 3 offers clients a version of `AddPartitionsToTxn` that it keeps for brokers, and
    /// krafka 0.28.1 takes the newest that is offered; Kafka 4 has one for clients again.
    async fn transactions(self) -> Check {
        const NAME: &str = "functional/transactions";
        match transaction::given_up_and_committed(self).await {
            Err(why) if self.release.starts_with("3.") && why.contains("AddPartitionsToTxn v4") => {
                let why = "the client of this program makes no transactions with Kafka 3";
                Check::not_made(NAME, why)
            }
            came_of_it => judged(NAME, came_of_it),
        }
    }

    async fn make_topic(self) -> Seen<()> {
        let topic = NewTopic::new(self.topic(), PARTITIONS, self.replicas);
        let topic = topic.map_err(|e| e.to_string())?;
        let admin = self.kafka.admin();
        let options = CreateTopicsOptions::default();
        let made = admin.create_topics([topic], options).await;
        let answers = made.map_err(|e| e.to_string())?;
        answers
            .into_iter()
            .try_for_each(|(_, answer)| answer.map_err(|e| e.to_string()))
    }
}

fn judged(name: &'static str, came_of_it: Seen<String>) -> Check {
    match came_of_it {
        Ok(evidence) => Check::of(name, evidence, Vec::new()),
        Err(why) => Check::of(
            name,
            "",
            vec![Difference::new("the trial", "it works", why)],
        ),
    }
}
