//! A transaction that is given up leaves nothing for readers of committed records; one that is
//! committed leaves everything.

use std::time::Duration;

use krafka::{
    Kafka,
    consumer::{ConsumerRecord, IsolationLevel},
    producer::{Record, TransactionalProducer},
};

use super::{Came, LIMIT, Trial, doing, outcome, stage};
use crate::{
    observed::Seen,
    outcome::{Difference, Outcome},
    wire::Gateway,
};

pub(super) const NAME: &str = "functional/transactions";

/// How many records each transaction writes.
const RECORDS: usize = 5;

/// How many partitions the topic has.
const PARTITIONS: i32 = 3;

/// The values of the records of the transaction that is given up, and of the one that is not.
const GIVEN_UP: &str = "given-up";
const COMMITTED: &str = "committed";

pub(super) async fn checked(trial: Trial<'_>) -> Came {
    let topic = trial.name("transactions");
    trial
        .make(vec![trial.topic("transactions", PARTITIONS)?])
        .await?;
    write(trial, &topic).await?;
    let read = trial
        .read(
            &[(topic.clone(), PARTITIONS)],
            RECORDS,
            IsolationLevel::ReadCommitted,
        )
        .await?;
    trial.drop_topics([topic]).await;
    Ok(judge(&read))
}

/// A producer of transactions, with the way by which it comes to the brokers.
pub(super) struct Transactions {
    pub(super) producer: TransactionalProducer,
    /// The gateway outlives the client that came through it.
    _way: Option<(Kafka, Gateway)>,
}

impl Transactions {
    /// Returns a producer of transactions of this name.
    pub(super) async fn named(trial: Trial<'_>, name: &str) -> Seen<Self> {
        let way = way(trial).await?;
        let kafka = way.as_ref().map_or(trial.kafka, |(kafka, _)| kafka);
        let producer = kafka
            .producer()
            .transaction_timeout(Duration::from_mins(1))
            .delivery_timeout(LIMIT)
            .build_transactional(trial.name(name))
            .await
            .map_err(doing("a transaction"))?;
        Ok(Self {
            producer,
            _way: way,
        })
    }
}

/// Kafka 3 offers clients a version of `AddPartitionsToTxn` that it keeps for brokers, and
/// krafka 0.28.1 takes the newest that is offered; Kafka 4 has one for clients again.
async fn way(trial: Trial<'_>) -> Seen<Option<(Kafka, Gateway)>> {
    if !trial.expected.cluster.kafka_version.starts_with("3.") {
        return Ok(None);
    }
    let gateway = trial.connection.gateway().await;
    let gateway = gateway.map_err(|e| e.to_string())?;
    let kafka = trial.connection.through(&gateway).await;
    Ok(Some((kafka.map_err(doing("a transaction"))?, gateway)))
}

async fn write(trial: Trial<'_>, topic: &str) -> Seen<()> {
    let transactions = Transactions::named(trial, "transactions").await?;
    let written = write_with(&transactions.producer, topic).await;
    written.map_err(doing("writing in a transaction"))?;
    let closed = transactions.producer.close().await;
    closed.map_err(doing("closing a producer"))
}

async fn write_with(producer: &TransactionalProducer, topic: &str) -> krafka::Result<()> {
    producer.begin()?;
    send(producer, topic, GIVEN_UP).await?;
    producer.abort().await?;
    producer.begin()?;
    send(producer, topic, COMMITTED).await?;
    producer.commit().await
}

async fn send(
    producer: &TransactionalProducer,
    topic: &str,
    value: &'static str,
) -> krafka::Result<()> {
    for _ in 0..RECORDS {
        // The transaction decides whether it counts, not where it was written.
        let _ = producer.send(Record::new(topic, value)).await?;
    }
    Ok(())
}

fn judge(records: &[ConsumerRecord]) -> Outcome {
    let count = |wanted| {
        let own = records
            .iter()
            .filter(|record| stage::value(record) == wanted);
        own.count()
    };
    let (kept, given_up) = (count(COMMITTED), count(GIVEN_UP));
    let mut found = Vec::new();
    if given_up > 0 {
        let thing = "the records of a transaction that was given up";
        found.push(Difference::new(thing, "none can be read", given_up));
    }
    if kept != RECORDS {
        let thing = "the records of a transaction that was committed";
        found.push(Difference::new(thing, RECORDS, kept));
    }
    let evidence = format!("{RECORDS} committed records read, {RECORDS} given up not");
    outcome(evidence, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_must_not_be_read_and_the_rest_must() {
        let of = |values: &[&'static str]| {
            let records = values
                .iter()
                .map(|value| ConsumerRecord::new("t", 0, 0, None, Some((*value).into())));
            let records: Vec<_> = records.collect();
            matches!(judge(&records), Outcome::Failed(_))
        };
        assert!(!of(&[COMMITTED; RECORDS]));
        assert!(of(&[COMMITTED; RECORDS - 1]));
        assert!(of(&[COMMITTED; RECORDS + 1]));
        let mut both = [COMMITTED; RECORDS + 1];
        both[0] = GIVEN_UP;
        assert!(of(&both));
    }
}
