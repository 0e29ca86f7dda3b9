//! Records are written and read back: all of them, once, each key in one partition and in order.

use std::collections::{BTreeMap, BTreeSet};

use krafka::{
    consumer::{ConsumerRecord, IsolationLevel},
    producer::Record,
};

use super::{Came, Trial, outcome, stage};
use crate::outcome::{Difference, Outcome};

pub(super) const NAME: &str = "functional/records";

/// How many keys there are, and how many records of each.
const KEYS: usize = 10;
const OF_EACH: usize = 20;

/// How many partitions the topic has.
const PARTITIONS: i32 = 3;

pub(super) async fn round_trip(trial: Trial<'_>) -> Came {
    let topic = trial.name("records");
    trial
        .make(vec![trial.topic("records", PARTITIONS)?])
        .await?;
    let of_key = |number: usize, key: usize| {
        Record::new(&topic, number.to_string()).key(format!("key-{key}"))
    };
    let records = (0..OF_EACH).flat_map(|number| (0..KEYS).map(move |key| (number, key)));
    trial
        .write(records.map(|(number, key)| of_key(number, key)).collect())
        .await?;
    let read = trial
        .read(
            &[(topic.clone(), PARTITIONS)],
            KEYS * OF_EACH,
            IsolationLevel::ReadUncommitted,
        )
        .await?;
    trial.drop_topics([topic]).await;
    Ok(in_order(&read))
}

fn in_order(records: &[ConsumerRecord]) -> Outcome {
    let mut of_keys: BTreeMap<String, (BTreeSet<i32>, Vec<String>)> = BTreeMap::new();
    for record in records {
        let (partitions, values) = of_keys.entry(stage::key(record)).or_default();
        partitions.insert(record.partition);
        values.push(stage::value(record));
    }
    let wanted: Vec<String> = (0..OF_EACH).map(|number| number.to_string()).collect();
    let mut found = Vec::new();
    if of_keys.len() != KEYS {
        let written = format!("{} of {KEYS} keys", KEYS * OF_EACH);
        let read = format!("{} of {} keys", records.len(), of_keys.len());
        found.push(Difference::new(
            "the records that were written",
            written,
            read,
        ));
    }
    for (key, (partitions, values)) in &of_keys {
        if *values != wanted {
            let (wanted, values) = (wanted.join(", "), values.join(", "));
            found.push(Difference::new(
                format!("the records of {key}"),
                wanted,
                values,
            ));
        } else if partitions.len() != 1 {
            let thing = format!("the records of {key}");
            found.push(Difference::new(thing, "in one partition", partitions.len()));
        }
    }
    outcome(
        format!("{} records of {KEYS} keys, in order", records.len()),
        found,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right() -> Vec<ConsumerRecord> {
        let all = (0..KEYS).flat_map(|key| (0..OF_EACH).map(move |number| (key, number)));
        all.map(|(key, number)| {
            let partition = i32::try_from(key).unwrap() % PARTITIONS;
            let (key, value) = (format!("key-{key}"), number.to_string());
            let offset = i64::try_from(number).unwrap();
            ConsumerRecord::new("t", partition, offset, Some(key.into()), Some(value.into()))
        })
        .collect()
    }

    #[test]
    fn what_is_lost_or_doubled_or_in_another_order_is_told() {
        let failed = |records: &[ConsumerRecord]| matches!(in_order(records), Outcome::Failed(_));
        assert!(!failed(&right()));
        assert!(failed(&right()[1..]), "one is lost");
        assert!(failed(&right()[OF_EACH..]), "a key is lost");
        let mut doubled = right();
        doubled.push(doubled[0].clone());
        assert!(failed(&doubled), "one came twice");
        let mut turned = right();
        turned.swap(0, 1);
        assert!(failed(&turned), "two came in another order");
        let mut strayed = right();
        strayed[0].partition += 1;
        assert!(failed(&strayed), "one key in two partitions");
        assert!(failed(&[]));
    }
}
