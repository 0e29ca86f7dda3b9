//! What can't be handled goes to a topic of dead letters as it came, with headers that say where
//! it came from and why it is there.

use std::collections::BTreeSet;

use krafka::{
    consumer::{ConsumerRecord, IsolationLevel},
    dlq::{
        HEADER_EXCEPTION_MESSAGE, HEADER_ORIGINAL_OFFSET, HEADER_ORIGINAL_PARTITION,
        HEADER_ORIGINAL_TOPIC, record_for,
    },
    producer::Record,
};
use serde_json::Value;

use super::{Came, Trial, outcome, stage};
use crate::outcome::{Difference, Outcome};

pub(super) const NAME: &str = "functional/dead-letters";

/// How many records can be handled, and how many can not.
const GOOD: usize = 8;
const BAD: usize = 2;

/// The header that each record has from its producer.
const TRACE: &str = "traceparent";

pub(super) async fn letters(trial: Trial<'_>) -> Came {
    let (source, letters) = (trial.name("letters-in"), trial.name("letters-dead"));
    let topics = vec![
        trial.topic("letters-in", 2)?,
        trial.topic("letters-dead", 1)?,
    ];
    trial.make(topics).await?;
    trial.write(records(&source)).await?;
    let isolation = IsolationLevel::ReadUncommitted;
    let came = trial
        .read(&[(source.clone(), 2)], GOOD + BAD, isolation)
        .await?;
    let refused = came.iter().filter_map(|record| dead(record, &letters));
    trial.write(refused.collect()).await?;
    let dead = trial.read(&[(letters.clone(), 1)], BAD, isolation).await?;
    trial.drop_topics([source, letters]).await;
    Ok(judge(&came, &dead))
}

fn records(source: &str) -> Vec<Record> {
    let good = (0..GOOD).map(|number| (number, format!("{{\"number\": {number}}}")));
    let bad = (0..BAD).map(|number| (GOOD + number, format!("{{\"number\": {number}")));
    let records = good.chain(bad).map(|(number, value)| {
        let trace = format!("00-{number:032x}-{number:016x}-01");
        Record::new(source, value)
            .key(format!("key-{number}"))
            .header(TRACE, trace)
    });
    records.collect()
}

/// Returns the dead letter of a record that can't be handled: one that is no JSON.
pub(super) fn dead(record: &ConsumerRecord, letters: &str) -> Option<Record> {
    let read: Result<Value, _> = serde_json::from_str(&stage::value(record));
    read.err().map(|error| record_for(letters, record, &error))
}

fn judge(came: &[ConsumerRecord], dead: &[ConsumerRecord]) -> Outcome {
    let mut found = Vec::new();
    if came.len() != GOOD + BAD {
        let thing = "the records to handle";
        found.push(Difference::new(thing, GOOD + BAD, came.len()));
    }
    if dead.len() != BAD {
        found.push(Difference::new("the dead letters", BAD, dead.len()));
    }
    found.extend(dead.iter().filter_map(|letter| otherwise(came, letter)));
    let origins: BTreeSet<_> = dead.iter().map(origin).collect();
    if origins.len() != dead.len() {
        let thing = "the dead letters";
        found.push(Difference::new(
            thing,
            "each of another record",
            origins.len(),
        ));
    }
    let evidence = format!("{GOOD} records handled, {BAD} dead letters that say why");
    outcome(evidence, found)
}

/// Returns where a letter says it came from: topic, partition and offset.
pub(super) fn origin(letter: &ConsumerRecord) -> [String; 3] {
    let names = [
        HEADER_ORIGINAL_TOPIC,
        HEADER_ORIGINAL_PARTITION,
        HEADER_ORIGINAL_OFFSET,
    ];
    names.map(|name| letter.header_str(name).unwrap_or_default().to_owned())
}

/// Returns what is otherwise in a letter than in the record that it says it came from.
fn otherwise(came: &[ConsumerRecord], letter: &ConsumerRecord) -> Option<Difference> {
    let from = origin(letter);
    let thing = format!("the dead letter of {}", from.join("/"));
    let is_origin = |record: &&ConsumerRecord| {
        let own = [
            record.topic.to_string(),
            record.partition.to_string(),
            record.offset.to_string(),
        ];
        own == from
    };
    let Some(record) = came.iter().find(is_origin) else {
        return Some(Difference::new(
            thing,
            "a record that was read",
            "none is there",
        ));
    };
    if letter
        .header_str(HEADER_EXCEPTION_MESSAGE)
        .is_none_or(str::is_empty)
    {
        return Some(Difference::new(thing, "a header that says why", "none"));
    }
    let same = letter.key == record.key
        && letter.value == record.value
        && letter.header_str(TRACE) == record.header_str(TRACE);
    let expected = "the key, the value and the headers of the record";
    (!same).then(|| Difference::new(thing, expected, "others"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consumed(record: &Record, offset: i64) -> ConsumerRecord {
        let (key, value) = (record.key.clone(), record.value.clone());
        let mut own = ConsumerRecord::new(record.topic.as_str(), 0, offset, key, value);
        own.headers.clone_from(&record.headers);
        own
    }

    fn right() -> (Vec<ConsumerRecord>, Vec<ConsumerRecord>) {
        let written = records("in");
        let came: Vec<_> = (0..)
            .zip(&written)
            .map(|(at, one)| consumed(one, at))
            .collect();
        let letters: Vec<_> = came.iter().filter_map(|one| dead(one, "dead")).collect();
        let letters = (0..).zip(&letters).map(|(at, one)| consumed(one, at));
        let letters = letters.collect();
        (came, letters)
    }

    #[test]
    fn a_letter_is_the_record_with_its_origin_and_its_reason() {
        let failed = |came: &[_], letters: &[_]| matches!(judge(came, letters), Outcome::Failed(_));
        let (came, letters) = right();
        assert!(!failed(&came, &letters));
        assert!(failed(&came, &letters[1..]), "a letter is lost");
        assert!(failed(&came[1..], &letters), "a record is lost");
        let twice = [letters[0].clone(), letters[0].clone()];
        assert!(failed(&came, &twice), "one letter came twice");
        let mut other = letters.clone();
        other[0].value = Some("{}".into());
        assert!(failed(&came, &other), "another value");
        let mut silent = letters.clone();
        silent[0]
            .headers
            .retain(|(name, _)| name != HEADER_EXCEPTION_MESSAGE);
        assert!(failed(&came, &silent), "no reason");
        let mut lost = letters;
        lost[0].headers.retain(|(name, _)| name != TRACE);
        assert!(failed(&came, &lost), "a header is lost");
    }
}
