//! Events take the paths that the model draws: from the sources of an application through a step
//! that reads, changes and writes, to its target, and what can't be handled to the dead letters.
//!
//! Each path has topics of its own, which stand for the model's. Where the model asks for exactly
//! once, the step reads, writes and commits in one transaction, and gives its first one up, as an
//! application does that dies in the middle.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use expectations::{Path, Subject};
use futures::future::join_all;
use jsonschema::Validator;
use krafka::{
    Kafka,
    consumer::{AutoOffsetReset, Consumer, ConsumerRecord, IsolationLevel},
    dlq::record_for,
    producer::{Acks, Producer, Record, TopicPartitionOffset, TransactionalProducer},
};
use serde_json::{Value, json};

use super::{
    Came, LIMIT, SESSION, Trial, dead_letters, doing, outcome, stage, transaction::Transactions,
};
use crate::{
    message,
    observed::Seen,
    outcome::{Difference, Outcome},
};

pub(super) const NAMES: [&str; 2] = ["end-to-end/paths", "end-to-end/exactly-once"];

/// How many paths, and how many sources of each, are tried at most.
const PATHS: usize = 12;
const SOURCES: usize = 4;

/// How many events of each source can be handled, and how many can not.
const EVENTS: u64 = 30;
const BROKEN: u64 = 3;

/// How many partitions each topic has.
const PARTITIONS: i32 = 3;

/// The header with the number of an event.
const NUMBER: &str = "number";

/// How long one question for records waits.
const POLL: Duration = Duration::from_millis(250);

/// A path in topics of the trial's own.
struct Way<'a> {
    path: &'a Path,
    number: usize,
    /// Each source of the model with what stands for it.
    sources: BTreeMap<String, &'a str>,
    target: String,
    dead: String,
}

/// What came out of a path.
#[derive(Clone, Debug, Default)]
struct Out {
    /// The events in the target: the source and the number of each.
    events: Vec<(String, u64)>,
    /// Where each dead letter says it came from.
    dead: Vec<[String; 3]>,
}

/// Returns what came of both checks.
pub(super) async fn events(trial: Trial<'_>) -> [Came; 2] {
    let all = &trial.expected.paths;
    if all.is_empty() {
        let none = || {
            Ok(Outcome::NotChecked(
                "no application of the model consumes".to_owned(),
            ))
        };
        return [none(), none()];
    }
    let ways: Vec<_> = (0..)
        .zip(&all[..all.len().min(PATHS)])
        .map(|(at, path)| way(trial, at, path))
        .collect();
    match walked(trial, &ways).await {
        Ok((outs, took)) => {
            let [paths, once] = judge(&ways, &outs, took);
            [Ok(paths), Ok(once)]
        }
        Err(why) => [Err(why.clone()), Err(why)],
    }
}

fn way<'a>(trial: Trial<'_>, number: usize, path: &'a Path) -> Way<'a> {
    let name = |what: &str| trial.name(&format!("path-{number}-{what}"));
    let sources = path.consumes.iter().take(SOURCES).enumerate();
    Way {
        path,
        number,
        sources: sources
            .map(|(at, source)| (name(&format!("in-{at}")), source.as_str()))
            .collect(),
        target: name("out"),
        dead: name("dead"),
    }
}

async fn walked(trial: Trial<'_>, ways: &[Way<'_>]) -> Seen<(Vec<Seen<Out>>, Duration)> {
    let strip = |name: &String| name.trim_start_matches(trial.prefix).to_owned();
    let names: Vec<String> = ways.iter().flat_map(Way::topics).cloned().collect();
    let topics: Seen<Vec<_>> = names
        .iter()
        .map(|name| trial.topic(&strip(name), PARTITIONS))
        .collect();
    trial.make(topics?).await?;
    let started = Instant::now();
    let outs = join_all(ways.iter().map(|way| walk(trial, way))).await;
    let took = started.elapsed();
    trial.drop_topics(names).await;
    Ok((outs, took))
}

impl Way<'_> {
    fn topics(&self) -> impl Iterator<Item = &String> {
        self.sources.keys().chain([&self.target, &self.dead])
    }

    fn count(&self, of_each: u64) -> usize {
        self.sources.len() * usize::try_from(of_each).unwrap_or_default()
    }
}

/// Sends events along one path.
async fn walk(trial: Trial<'_>, way: &Way<'_>) -> Seen<Out> {
    let subjects = &trial.expected.subjects;
    let of_source = |(topic, source): (&String, &&str)| {
        let subject = subjects.iter().find(|subject| subject.topic == **source);
        // Where no sample can be made of a schema, anything stands for an event.
        let subject = subject.filter(|subject| !message::samples(&subject.schema).is_empty());
        (topic.clone(), subject)
    };
    let families: BTreeMap<String, Option<&Subject>> = way.sources.iter().map(of_source).collect();
    let written = families
        .iter()
        .flat_map(|(topic, subject)| records(topic, *subject));
    trial.write(written.collect()).await?;
    stepped(trial, way, &families).await?;
    let isolation = IsolationLevel::ReadCommitted;
    let target = [(way.target.clone(), PARTITIONS)];
    let target = trial.read(&target, way.count(EVENTS), isolation).await?;
    let dead = [(way.dead.clone(), PARTITIONS)];
    let dead = trial.read(&dead, way.count(BROKEN), isolation).await?;
    Ok(Out {
        events: target.iter().filter_map(event).collect(),
        dead: dead.iter().map(dead_letters::origin).collect(),
    })
}

/// Returns the events of a source: samples of its schema, and some that are none.
fn records(topic: &str, subject: Option<&Subject>) -> Vec<Record> {
    let samples = subject.map_or_else(
        || vec![json!({})],
        |subject| message::samples(&subject.schema),
    );
    let mut samples = samples.iter().cycle().map(Value::to_string);
    let mut records: Vec<_> = (1..=EVENTS)
        .zip(&mut samples)
        .map(|(number, event)| record(topic, number, event))
        .collect();
    // Each of them comes in the middle of others.
    for (at, number) in (1..).step_by(7).zip(EVENTS + 1..=EVENTS + BROKEN) {
        records.insert(at, record(topic, number, "{\"broken\": ".to_owned()));
    }
    records
}

fn record(topic: &str, number: u64, value: String) -> Record {
    let record = Record::new(topic, value).key(format!("key-{}", number % 5));
    record.header(NUMBER, number.to_string())
}

/// Returns what the step writes for a record: a result, or a dead letter.
fn result(way: &Way<'_>, record: &ConsumerRecord, schemas: &BTreeMap<String, Validator>) -> Record {
    match handled(record, schemas) {
        Ok(number) => {
            let value = json!({"source": &*record.topic, "number": number});
            let mut result = Record::new(&way.target, value.to_string());
            result.key.clone_from(&record.key);
            result
        }
        Err(why) => record_for(&way.dead, record, &why),
    }
}

fn handled(record: &ConsumerRecord, schemas: &BTreeMap<String, Validator>) -> Result<u64, String> {
    let value: Value = serde_json::from_str(&stage::value(record)).map_err(|e| e.to_string())?;
    if let Some(schema) = schemas.get(&*record.topic) {
        schema.validate(&value).map_err(|e| e.to_string())?;
    }
    let number = record
        .header_str(NUMBER)
        .and_then(|number| number.parse().ok());
    number.ok_or_else(|| "it has no number".to_owned())
}

fn event(record: &ConsumerRecord) -> Option<(String, u64)> {
    let value: Value = serde_json::from_str(&stage::value(record)).ok()?;
    Some((
        value["source"].as_str()?.to_owned(),
        value["number"].as_u64()?,
    ))
}

/// Runs the step until everything is handled.
async fn stepped(
    trial: Trial<'_>,
    way: &Way<'_>,
    families: &BTreeMap<String, Option<&Subject>>,
) -> Seen<()> {
    let mut schemas = BTreeMap::new();
    for (topic, subject) in families {
        if let Some(subject) = subject {
            schemas.insert(topic.clone(), message::validator(&subject.schema)?);
        }
    }
    if way.path.exactly_once {
        in_transactions(trial, way, &schemas).await
    } else {
        at_least_once(trial, way, &schemas).await
    }
}

async fn consumer(trial: Trial<'_>, way: &Way<'_>, kafka: &Kafka, name: &str) -> Seen<Consumer> {
    let consumer = kafka
        .consumer(trial.name(&format!("path-{}{name}", way.number)))
        .auto_offset_reset(AutoOffsetReset::Earliest)
        .isolation_level(IsolationLevel::ReadCommitted)
        .enable_auto_commit(false)
        .session_timeout(SESSION)
        .heartbeat_interval(SESSION / 3)
        .build()
        .await
        .map_err(doing("a consumer"))?;
    let joined = consumer.subscribe(way.sources.keys()).await;
    joined.map_err(doing("joining a group"))?;
    Ok(consumer)
}

async fn at_least_once(
    trial: Trial<'_>,
    way: &Way<'_>,
    schemas: &BTreeMap<String, Validator>,
) -> Seen<()> {
    let kafka = trial.connection.open().await.map_err(doing("a consumer"))?;
    let consumer = consumer(trial, way, &kafka, "").await?;
    let producer: Producer = kafka
        .producer()
        .acks(Acks::All)
        .build()
        .await
        .map_err(doing("a producer"))?;
    let (mut left, started) = (way.count(EVENTS + BROKEN), Instant::now());
    while left > 0 && started.elapsed() < LIMIT {
        let records = consumer.poll(POLL).await.map_err(doing("reading"))?;
        let results = records.iter().map(|record| result(way, record, schemas));
        stage::write_with(&producer, results.collect()).await?;
        if !records.is_empty() {
            consumer.commit().await.map_err(doing("committing"))?;
        }
        left = left.saturating_sub(records.len());
    }
    let _ = producer.close().await;
    consumer.close().await.map_err(doing("leaving a group"))
}

async fn in_transactions(
    trial: Trial<'_>,
    way: &Way<'_>,
    schemas: &BTreeMap<String, Validator>,
) -> Seen<()> {
    let kafka = trial.connection.open().await.map_err(doing("a consumer"))?;
    let name = format!("path-{}", way.number);
    let Transactions { producer, .. } = &Transactions::named(trial, &name).await?;
    let consumer = consumer(trial, way, &kafka, "-once").await?;
    let ended = transactions(way, schemas, &consumer, producer).await;
    let _ = producer.close().await;
    let _ = consumer.close().await;
    ended
}

async fn transactions(
    way: &Way<'_>,
    schemas: &BTreeMap<String, Validator>,
    consumer: &Consumer,
    producer: &TransactionalProducer,
) -> Seen<()> {
    let (mut left, started) = (way.count(EVENTS + BROKEN), Instant::now());
    let mut is_first = true;
    while left > 0 && started.elapsed() < LIMIT {
        let records = consumer.poll(POLL).await.map_err(doing("reading"))?;
        if records.is_empty() {
            continue;
        }
        producer.begin().map_err(doing("a transaction"))?;
        for record in &records {
            // The transaction decides whether it counts, not where it was written.
            let sent = producer.send(result(way, record, schemas)).await;
            let _ = sent.map_err(doing("writing in a transaction"))?;
        }
        if std::mem::take(&mut is_first) {
            producer
                .abort()
                .await
                .map_err(doing("giving a transaction up"))?;
            rewind(consumer, &records).await?;
            continue;
        }
        let member = consumer
            .group_metadata()
            .await
            .ok_or("it is no member of its group")?;
        let offsets: Vec<_> = ends(&records);
        let sent = producer.send_offsets(&offsets, &member).await;
        sent.map_err(doing("offsets in a transaction"))?;
        producer
            .commit()
            .await
            .map_err(doing("committing a transaction"))?;
        left = left.saturating_sub(records.len());
    }
    Ok(())
}

/// Lets a consumer read records again.
async fn rewind(consumer: &Consumer, records: &[ConsumerRecord]) -> Seen<()> {
    let mut first: BTreeMap<(&str, i32), i64> = BTreeMap::new();
    for record in records {
        let offset = first
            .entry((&record.topic, record.partition))
            .or_insert(record.offset);
        *offset = record.offset.min(*offset);
    }
    for ((topic, partition), offset) in first {
        let sought = consumer.seek(topic, partition, offset).await;
        sought.map_err(doing("reading again"))?;
    }
    Ok(())
}

/// Returns the offsets behind records.
fn ends(records: &[ConsumerRecord]) -> Vec<TopicPartitionOffset> {
    let mut last: BTreeMap<(&str, i32), i64> = BTreeMap::new();
    for record in records {
        let offset = last
            .entry((&record.topic, record.partition))
            .or_insert(record.offset);
        *offset = record.offset.max(*offset);
    }
    let last = last.into_iter();
    last.map(|((topic, partition), offset)| TopicPartitionOffset::new(topic, partition, offset + 1))
        .collect()
}

fn judge(ways: &[Way<'_>], outs: &[Seen<Out>], took: Duration) -> [Outcome; 2] {
    let (mut paths, mut once) = (Vec::new(), Vec::new());
    let (mut events, mut sum, mut dead, mut exactly) = (0, 0, 0, 0);
    for (way, out) in ways.iter().zip(outs) {
        let thing = format!("the path of {}", way.path.application);
        match out {
            Err(why) => paths.push(Difference::new(thing, "events pass it", why)),
            Ok(out) => {
                events += out.events.len();
                sum += out.events.iter().map(|(_, number)| number).sum::<u64>();
                dead += out.dead.len();
                paths.extend(lost(&thing, way, out));
                if way.path.exactly_once {
                    exactly += 1;
                    once.extend(repeated(&thing, out));
                }
            }
        }
    }
    let seconds = took.as_secs_f64();
    let evidence = format!(
        "{} paths: {events} events with the sum {sum}, {dead} dead letters, in {seconds:.1} s",
        ways.len()
    );
    let asked = ways.iter().filter(|way| way.path.exactly_once).count();
    let once = match exactly {
        0 if asked == 0 => {
            Outcome::NotChecked("no application of the model asks for it".to_owned())
        }
        0 => Outcome::NotChecked("no event passed a path that asks for it".to_owned()),
        _ => outcome(
            format!("{exactly} paths, each with a transaction given up"),
            once,
        ),
    };
    [outcome(evidence, paths), once]
}

/// Returns what is not at the end of a path.
fn lost(thing: &str, way: &Way<'_>, out: &Out) -> Vec<Difference> {
    let mut found = Vec::new();
    for (topic, source) in &way.sources {
        let there = out.events.iter().filter(|(of, _)| of == topic);
        let there: BTreeSet<u64> = there.map(|(_, number)| *number).collect();
        let wanted: BTreeSet<u64> = (1..=EVENTS).collect();
        if there != wanted {
            let expected = format!(
                "{EVENTS} events of {source} with the sum {}",
                wanted.iter().sum::<u64>()
            );
            let sum = format!("{} with the sum {}", there.len(), there.iter().sum::<u64>());
            found.push(Difference::new(thing, expected, sum));
        }
        let dead = out.dead.iter().filter(|[of, ..]| of == topic);
        let dead = dead.collect::<BTreeSet<_>>().len();
        if u64::try_from(dead) != Ok(BROKEN) {
            let expected = format!("{BROKEN} dead letters of {source}");
            found.push(Difference::new(thing, expected, dead));
        }
    }
    found
}

/// Returns what is at the end of a path more than once.
fn repeated(thing: &str, out: &Out) -> Vec<Difference> {
    let events: BTreeSet<_> = out.events.iter().collect();
    let dead: BTreeSet<_> = out.dead.iter().collect();
    let counts = [
        ("every event once", out.events.len() - events.len()),
        ("every dead letter once", out.dead.len() - dead.len()),
    ];
    let more = counts.into_iter().filter(|(_, more)| *more > 0);
    more.map(|(expected, more)| Difference::new(thing, expected, format!("{more} repeated")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> Path {
        Path {
            application: "counter".to_owned(),
            consumes: vec!["clicks".to_owned()],
            produces: vec!["counts".to_owned()],
            dead_letters: None,
            exactly_once: true,
        }
    }

    fn way(path: &Path) -> Way<'_> {
        Way {
            path,
            number: 0,
            sources: [("in".to_owned(), "clicks")].into(),
            target: "out".to_owned(),
            dead: "dead".to_owned(),
        }
    }

    fn right() -> Out {
        let dead = |offset| ["in", "0", offset].map(str::to_owned);
        Out {
            events: (1..=EVENTS)
                .map(|number| ("in".to_owned(), number))
                .collect(),
            dead: ["1", "8", "15"].map(dead).to_vec(),
        }
    }

    fn failed(out: Seen<Out>) -> [bool; 2] {
        failed_on(&path(), out)
    }

    fn failed_on(path: &Path, out: Seen<Out>) -> [bool; 2] {
        let outcomes = judge(&[way(path)], &[out], Duration::ZERO);
        outcomes.map(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    #[test]
    fn what_is_lost_or_repeated_on_the_way_is_told() {
        assert_eq!(failed(Ok(right())), [false, false]);
        let mut lost = right();
        lost.events.pop();
        assert_eq!(failed(Ok(lost)), [true, false]);
        let mut letters = right();
        letters.dead.pop();
        assert_eq!(failed(Ok(letters)), [true, false]);
        let mut twice = right();
        twice.events.push(twice.events[0].clone());
        assert_eq!(failed(Ok(twice.clone())), [false, true]);
        let at_least_once = Path {
            exactly_once: false,
            ..path()
        };
        assert_eq!(
            failed_on(&at_least_once, Ok(twice)),
            [false, false],
            "at least once may repeat"
        );
        assert_eq!(failed(Err("refused".to_owned())), [true, false]);
    }

    #[test]
    fn the_step_handles_events_and_buries_what_is_none() {
        let path = path();
        let way = way(&path);
        let written = records("in", None);
        assert_eq!(written.len(), usize::try_from(EVENTS + BROKEN).unwrap());
        let results = written.iter().map(|written| {
            let mut record =
                ConsumerRecord::new("in", 0, 0, written.key.clone(), written.value.clone());
            record.headers.clone_from(&written.headers);
            result(&way, &record, &BTreeMap::new()).topic
        });
        let dead = results.filter(|topic| topic == "dead").count();
        assert_eq!(u64::try_from(dead), Ok(BROKEN));
    }
}
