//! Kafka tidies topics up as they ask for: of a compacted topic the last record of each key stays,
//! of another one what is old goes.
//!
//! Both are done from time to time (Kafka: `log.cleaner.backoff.ms`,
//! `log.retention.check.interval.ms`), so they are tried only when somebody wants to wait so long.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use krafka::{
    admin::{ConfigResource, DescribeConfigsOptions},
    consumer::{ConsumerRecord, IsolationLevel},
    producer::Record,
};

use super::{Came, Trial, doing, outcome, stage};
use crate::{
    observed::Seen,
    outcome::{Difference, Outcome},
};

pub(super) const NAMES: [&str; 2] = ["functional/compaction", "functional/retention"];

/// How many keys there are, and how many records of each.
const KEYS: usize = 5;
const OF_EACH: usize = 4;

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_secs(2);

/// The settings that say how often Kafka tidies up, in milliseconds, with their defaults.
const CLEANER: (&str, u64) = ("log.cleaner.backoff.ms", 15_000);
const RETENTION: (&str, u64) = ("log.retention.check.interval.ms", 300_000);

/// Returns what came of both checks.
pub(super) async fn tidied(trial: Trial<'_>) -> [Came; 2] {
    let (compaction, retention) = futures::join!(compaction(trial), retention(trial));
    [compaction, retention]
}

/// Returns why it is not tried to wait for what Kafka does so often.
async fn too_long(trial: Trial<'_>, (setting, usual): (&str, u64)) -> Option<String> {
    let every = setting_of(trial, setting).await.unwrap_or(usual);
    // A broker looks at all of its topics in turn, and then again.
    let needed = Duration::from_millis(every) + PAUSE * 5;
    (needed > trial.cleanup).then(|| {
        let (needed, given) = (needed.as_secs(), trial.cleanup.as_secs());
        format!("Kafka may take {needed} s for it ({setting}), and {given} s are given")
    })
}

async fn setting_of(trial: Trial<'_>, setting: &str) -> Option<u64> {
    let broker = trial.expected.cluster.brokers.first()?;
    let resource = ConfigResource::broker(i32::try_from(*broker).ok()?);
    let options = DescribeConfigsOptions::default();
    let admin = trial.kafka.admin();
    let found = admin.describe_configs([resource.clone()], options).await;
    let entries = found.ok()?.remove(&resource)?.ok()?;
    let entry = entries.into_iter().find(|entry| entry.name == setting)?;
    entry.value?.parse().ok()
}

async fn compaction(trial: Trial<'_>) -> Came {
    if let Some(why) = too_long(trial, CLEANER).await {
        return Ok(Outcome::NotChecked(why));
    }
    let topic = trial.name("compacted");
    let new = trial
        .topic("compacted", 1)?
        .with_config("cleanup.policy", "compact")
        .with_config("segment.ms", "500")
        .with_config("min.cleanable.dirty.ratio", "0.01");
    trial.make(vec![new]).await?;
    let all = (0..OF_EACH).flat_map(|number| (0..KEYS).map(move |key| (key, number)));
    let records = all.map(|(key, number)| keyed(&topic, key, number));
    trial.write(records.collect()).await?;
    // The last segment is never compacted: further records close the one before.
    for number in 0..2 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        trial
            .write(vec![
                Record::new(&topic, "later").key(format!("later-{number}")),
            ])
            .await?;
    }
    let started = Instant::now();
    let mut read = first_keys(trial, &topic).await?;
    while read.len() > KEYS && started.elapsed() < trial.cleanup {
        tokio::time::sleep(PAUSE).await;
        read = first_keys(trial, &topic).await?;
    }
    trial.drop_topics([topic]).await;
    Ok(compacted(&read, started.elapsed()))
}

fn keyed(topic: &str, key: usize, number: usize) -> Record {
    Record::new(topic, number.to_string()).key(format!("key-{key}"))
}

/// Returns the records of the keys that were written first.
async fn first_keys(trial: Trial<'_>, topic: &str) -> Seen<Vec<ConsumerRecord>> {
    let isolation = IsolationLevel::ReadUncommitted;
    // Those and the two that came later are there at the least.
    let read = trial
        .read(&[(topic.to_owned(), 1)], KEYS + 2, isolation)
        .await?;
    let own = read.into_iter();
    Ok(own
        .filter(|record| stage::key(record).starts_with("key-"))
        .collect())
}

fn compacted(records: &[ConsumerRecord], took: Duration) -> Outcome {
    let mut of_keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in records {
        let values = of_keys.entry(stage::key(record)).or_default();
        values.push(stage::value(record));
    }
    let last = vec![(OF_EACH - 1).to_string()];
    let mut found = Vec::new();
    for key in (0..KEYS).map(|key| format!("key-{key}")) {
        let there = of_keys.remove(&key).unwrap_or_default();
        if there != last {
            let thing = format!("{key} of a compacted topic");
            found.push(Difference::new(
                thing,
                "its last record alone",
                there.join(", "),
            ));
        }
    }
    outcome(
        format!(
            "one record of each of {KEYS} keys after {} s",
            took.as_secs()
        ),
        found,
    )
}

async fn retention(trial: Trial<'_>) -> Came {
    if let Some(why) = too_long(trial, RETENTION).await {
        return Ok(Outcome::NotChecked(why));
    }
    let topic = trial.name("retained");
    let new = trial
        .topic("retained", 1)?
        .with_config("cleanup.policy", "delete")
        .with_config("segment.ms", "500")
        .with_config("retention.ms", "1000");
    trial.make(vec![new]).await?;
    let records = (0..KEYS).map(|key| keyed(&topic, key, 0));
    trial.write(records.collect()).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let started = Instant::now();
    let mut start = begins(trial, &topic).await?;
    while start == 0 && started.elapsed() < trial.cleanup {
        tokio::time::sleep(PAUSE).await;
        start = begins(trial, &topic).await?;
    }
    trial.drop_topics([topic]).await;
    Ok(retained(start, started.elapsed()))
}

/// Returns the offset at which a topic of one partition begins.
async fn begins(trial: Trial<'_>, topic: &str) -> Seen<i64> {
    use krafka::admin::{ListOffsetsOptions, OffsetSpec, TopicPartition};
    let partition = TopicPartition::new(topic, 0);
    let asked = [(partition.clone(), OffsetSpec::Earliest)];
    let admin = trial.kafka.admin();
    let found = admin
        .list_offsets(asked, ListOffsetsOptions::default())
        .await;
    let mut found = found.map_err(doing("the first offset"))?;
    let offset = found.remove(&partition).ok_or("no offset came")?;
    Ok(offset.map_err(doing("the first offset"))?.offset)
}

fn retained(start: i64, took: Duration) -> Outcome {
    let mut found = Vec::new();
    if start == 0 {
        let thing = "records that are older than their topic keeps them";
        let found_there = format!("they are there after {} s", took.as_secs());
        found.push(Difference::new(thing, "they are gone", found_there));
    }
    outcome(
        format!("old records gone after {} s", took.as_secs()),
        found,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_record_of_each_key_stays_and_no_other() {
        let record = |key: usize, number: usize| {
            let key = format!("key-{key}");
            ConsumerRecord::new("t", 0, 0, Some(key.into()), Some(number.to_string().into()))
        };
        let failed = |records: &[ConsumerRecord]| {
            matches!(compacted(records, Duration::ZERO), Outcome::Failed(_))
        };
        let right: Vec<_> = (0..KEYS).map(|key| record(key, OF_EACH - 1)).collect();
        assert!(!failed(&right));
        let mut more = right.clone();
        more.insert(0, record(0, 0));
        assert!(failed(&more), "an older one is there");
        assert!(failed(&right[1..]), "a key is lost");
        let mut old = right;
        old[0] = record(0, 0);
        assert!(failed(&old), "an older one is there in its place");
    }

    #[test]
    fn old_records_that_stay_are_told() {
        assert!(matches!(retained(0, Duration::ZERO), Outcome::Failed(_)));
        assert!(matches!(retained(5, Duration::ZERO), Outcome::Passed(_)));
    }
}
