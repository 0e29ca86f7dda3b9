//! Topics of the shapes that the model's topics have: each is made as it is said, takes records
//! into every partition as safely as it asks for, and gives them back.
//!
//! A shape is what a topic is made of: copies, partitions and configuration. Of a topic with many
//! partitions a few are tried, since each costs the brokers files and memory.

use std::collections::BTreeMap;

use expectations::Topic;
use krafka::{
    Compression,
    admin::{ConfigResource, DescribeConfigsOptions, NewTopic},
    consumer::{ConsumerRecord, IsolationLevel},
    producer::{Acks, Record},
};

use super::{Came, Trial, doing, outcome, stage};
use crate::{observed::Seen, outcome::Difference};

pub(super) const NAME: &str = "functional/topic-shapes";

/// How many shapes, and how many partitions of each, are tried at most.
const SHAPES: usize = 12;
const PARTITIONS: u32 = 6;

/// How many records go to each partition, and how many bytes each has.
const OF_EACH: usize = 4;
const BYTES: usize = 512;

/// The source of a value that was set for the topic (Kafka: `ConfigSource.TOPIC_CONFIG`).
const OF_TOPIC: i8 = 1;

/// What a topic is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape<'a> {
    /// The first topic of the model that has it.
    like: &'a str,
    partitions: i32,
    replicas: i16,
    config: &'a BTreeMap<String, String>,
}

/// What came back of a shape.
#[derive(Clone, Debug, Default)]
struct Back {
    /// The number of records of each partition.
    records: BTreeMap<i32, usize>,
    /// How many records have another value than was written.
    spoilt: usize,
    /// The configuration of the topic.
    config: BTreeMap<String, String>,
}

pub(super) async fn every(trial: Trial<'_>) -> Came {
    let all = shapes(&trial.expected.topics);
    let tried = &all[..all.len().min(SHAPES)];
    let name = |number: usize| trial.name(&format!("shape-{number}"));
    let topics: Vec<_> = (0..)
        .zip(tried)
        .map(|(at, shape)| (name(at), *shape))
        .collect();
    let made: Seen<Vec<_>> = topics
        .iter()
        .map(|(name, shape)| new(name, shape))
        .collect();
    trial.make(made?).await?;
    let mut found = Vec::new();
    for (name, shape) in &topics {
        let thing = format!("a topic like {}", shape.like);
        match one(trial, name, shape).await {
            Ok(back) => found.extend(judge(&thing, shape, &back)),
            Err(why) => found.push(Difference::new(thing, "it takes records", why)),
        }
    }
    trial
        .drop_topics(topics.iter().map(|(name, _)| name.clone()))
        .await;
    Ok(outcome(
        format!("{} of {} shapes of topics", tried.len(), all.len()),
        found,
    ))
}

/// Returns each shape once.
fn shapes(topics: &[Topic]) -> Vec<Shape<'_>> {
    let mut shapes: Vec<Shape<'_>> = Vec::new();
    for topic in topics {
        let shape = Shape {
            like: &topic.name,
            partitions: i32::try_from(topic.partitions.min(PARTITIONS)).unwrap_or(1),
            replicas: i16::try_from(topic.replicas).unwrap_or(i16::MAX),
            config: &topic.config,
        };
        let is_same = |other: &Shape<'_>| {
            Shape {
                like: other.like,
                ..shape
            } == *other
        };
        if !shapes.iter().any(is_same) {
            shapes.push(shape);
        }
    }
    shapes
}

fn new(name: &str, shape: &Shape<'_>) -> Seen<NewTopic> {
    let topic = NewTopic::new(name, shape.partitions, shape.replicas);
    let topic = topic.map_err(|e| e.to_string())?;
    let settings = shape.config.iter();
    Ok(settings.fold(topic, |topic, (key, value)| topic.with_config(key, value)))
}

async fn one(trial: Trial<'_>, name: &str, shape: &Shape<'_>) -> Seen<Back> {
    let producer = trial.kafka.producer().acks(Acks::All);
    let producer = producer
        .compression(compression(shape.config))
        .build()
        .await;
    let producer = producer.map_err(doing("a producer"))?;
    let written = stage::write_with(&producer, records(name, shape)).await;
    let _ = producer.close().await;
    written?;
    let partitions = usize::try_from(shape.partitions).unwrap_or_default();
    let topic = [(name.to_owned(), shape.partitions)];
    let isolation = IsolationLevel::ReadUncommitted;
    let read = trial.read(&topic, partitions * OF_EACH, isolation).await?;
    let mut back = counted(&read);
    back.config = config(trial, name).await?;
    Ok(back)
}

/// krafka writes no zstd without a C library; the broker makes it of what comes otherwise.
fn compression(config: &BTreeMap<String, String>) -> Compression {
    match config.get("compression.type").map(String::as_str) {
        Some("gzip" | "zstd") => Compression::Gzip,
        Some("snappy") => Compression::Snappy,
        Some("lz4") => Compression::Lz4,
        _ => Compression::None,
    }
}

fn records(name: &str, shape: &Shape<'_>) -> Vec<Record> {
    let all = (0..shape.partitions).flat_map(|of| (0..OF_EACH).map(move |at| (of, at)));
    all.map(|(partition, at)| {
        // Compacted topics take no record without a key, and keep the last one of each.
        let key = format!("{partition}-{at}");
        Record::new(name, body(&key)).key(key).partition(partition)
    })
    .collect()
}

fn body(key: &str) -> String {
    format!("{key:.<BYTES$}")
}

fn counted(records: &[ConsumerRecord]) -> Back {
    let mut back = Back::default();
    for record in records {
        *back.records.entry(record.partition).or_default() += 1;
        let same = stage::value(record) == body(&stage::key(record));
        back.spoilt += usize::from(!same);
    }
    back
}

async fn config(trial: Trial<'_>, name: &str) -> Seen<BTreeMap<String, String>> {
    let admin = trial.kafka.admin();
    let resource = ConfigResource::topic(name);
    let options = DescribeConfigsOptions::default();
    let found = admin.describe_configs([resource.clone()], options).await;
    let mut found = found.map_err(doing("the configuration"))?;
    let entries = found.remove(&resource).ok_or("no configuration came")?;
    let entries = entries.map_err(doing("the configuration"))?.into_iter();
    let own = entries.filter(|entry| entry.config_source == OF_TOPIC);
    Ok(own
        .filter_map(|entry| Some((entry.name, entry.value?)))
        .collect())
}

fn judge(thing: &str, shape: &Shape<'_>, back: &Back) -> Vec<Difference> {
    let mut found = Vec::new();
    for partition in 0..shape.partitions {
        let read = back.records.get(&partition).copied().unwrap_or_default();
        if read != OF_EACH {
            let expected = format!("{OF_EACH} records in partition {partition}");
            found.push(Difference::new(thing, expected, read));
        }
    }
    if back.spoilt > 0 {
        let expected = "every value as it was written";
        found.push(Difference::new(
            thing,
            expected,
            format!("{} others", back.spoilt),
        ));
    }
    for (key, value) in shape.config {
        let there = back.config.get(key).map_or("the default", String::as_str);
        if there != value {
            found.push(Difference::new(thing, format!("{key}={value}"), there));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str, partitions: u32, policy: &str) -> Topic {
        Topic {
            name: name.to_owned(),
            partitions,
            replicas: 3,
            config: [("cleanup.policy".to_owned(), policy.to_owned())].into(),
        }
    }

    #[test]
    fn topics_that_differ_in_their_name_alone_are_tried_once() {
        let topics = [
            topic("a", 3, "delete"),
            topic("b", 3, "delete"),
            topic("c", 3, "compact"),
            topic("d", 4, "delete"),
            topic("e", 700, "delete"),
        ];
        let shapes = shapes(&topics);
        let like: Vec<_> = shapes
            .iter()
            .map(|shape| (shape.like, shape.partitions))
            .collect();
        assert_eq!(like, [("a", 3), ("c", 3), ("d", 4), ("e", 6)]);
    }

    #[test]
    fn a_record_a_value_and_a_setting_that_are_not_back_are_told() {
        let topics = [topic("a", 2, "delete")];
        let shape = shapes(&topics)[0];
        let right = Back {
            records: [(0, OF_EACH), (1, OF_EACH)].into(),
            spoilt: 0,
            config: topics[0].config.clone(),
        };
        let count = |back: &Back| judge("a topic like a", &shape, back).len();
        assert_eq!(count(&right), 0);
        let mut lost = right.clone();
        lost.records.remove(&1);
        assert_eq!(count(&lost), 1);
        let mut doubled = right.clone();
        doubled.records.insert(0, OF_EACH + 1);
        assert_eq!(count(&doubled), 1);
        assert_eq!(
            count(&Back {
                spoilt: 1,
                ..right.clone()
            }),
            1
        );
        let config = BTreeMap::new();
        assert_eq!(count(&Back { config, ..right }), 1);
    }

    #[test]
    fn what_comes_back_is_counted_by_partition() {
        let record = |partition, value: String| {
            ConsumerRecord::new("t", partition, 0, Some("0-0".into()), Some(value.into()))
        };
        let back = counted(&[record(0, body("0-0")), record(1, "other".to_owned())]);
        assert_eq!((back.records, back.spoilt), ([(0, 1), (1, 1)].into(), 1));
    }
}
