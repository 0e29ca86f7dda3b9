//! A transaction that is given up leaves nothing for readers of committed records; one that is
//! committed leaves everything.

use std::time::Duration;

use krafka::{
    consumer::{ConsumerRecord, IsolationLevel},
    producer::{Record, TransactionalProducer},
};

use super::{Came, LIMIT, Trial, doing, outcome, stage};
use crate::{
    observed::Seen,
    outcome::{Difference, Outcome},
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
    match given_up_and_committed(trial).await {
        Err(why) => known(trial, &why).map_or(Err(why), |why| Ok(Outcome::NotChecked(why))),
        came => came,
    }
}

/// Kafka 3 offers clients a version of `AddPartitionsToTxn` that it keeps for brokers, and
/// krafka 0.28.1 takes the newest that is offered; Kafka 4 has one for clients again.
pub(super) fn known(trial: Trial<'_>, why: &str) -> Option<String> {
    let is_old = trial.expected.cluster.kafka_version.starts_with("3.");
    (is_old && why.contains("AddPartitionsToTxn v4"))
        .then(|| "the client of this program makes no transactions with Kafka 3".to_owned())
}

async fn given_up_and_committed(trial: Trial<'_>) -> Came {
    let topic = trial.name("transactions");
    trial
        .make(vec![trial.topic("transactions", PARTITIONS)?])
        .await?;
    let written = write(trial, &topic).await;
    written.map_err(doing("writing in a transaction"))?;
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

/// Returns a producer of transactions of this name.
pub(super) async fn producer(trial: Trial<'_>, name: &str) -> Seen<TransactionalProducer> {
    trial
        .kafka
        .producer()
        .transaction_timeout(Duration::from_mins(1))
        .delivery_timeout(LIMIT)
        .build_transactional(trial.name(name))
        .await
        .map_err(doing("a transaction"))
}

async fn write(trial: Trial<'_>, topic: &str) -> krafka::Result<()> {
    let producer = trial
        .kafka
        .producer()
        .transaction_timeout(Duration::from_mins(1))
        .delivery_timeout(LIMIT)
        .build_transactional(trial.name("transactions"))
        .await?;
    producer.begin()?;
    send(&producer, topic, GIVEN_UP).await?;
    producer.abort().await?;
    producer.begin()?;
    send(&producer, topic, COMMITTED).await?;
    producer.commit().await?;
    producer.close().await
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
