//! A load at a stated rate: how long records take to be acknowledged, and how many are.
//!
//! The load goes into a topic of the trial's own, one way of writing after the other, each with a
//! warm-up that does not count.

mod pace;

use std::{fmt, time::Duration};

use expectations::{Acks, Compression, Load, Thresholds};
use krafka::producer::{Producer, Record};

use self::pace::Pace;
pub(super) use self::pace::Sample;
use super::{Came, LIMIT, Trial, doing, outcome};
use crate::{
    observed::Seen,
    outcome::{Difference, Measure, Outcome},
};

pub(super) const NAMES: [&str; 2] = ["performance/latency", "performance/throughput"];

/// How many partitions a topic has for each broker, and at most.
const PARTITIONS: (usize, usize) = (2, 12);

/// How much of its load a producer may hold back before it waits.
const BUFFER: usize = 16 * 1024 * 1024;

/// The percentiles that a load is told with.
pub(super) const PERCENTILES: [f64; 3] = [50.0, 99.0, 99.9];

/// Returns what came of both checks, and what was measured for each.
pub(super) async fn loads(trial: Trial<'_>) -> ([Came; 2], [Vec<Measure>; 2]) {
    let Some(load) = &trial.expected.load else {
        let none = || Ok(Outcome::NotChecked("the model states no load".to_owned()));
        return ([none(), none()], Default::default());
    };
    match samples(trial, load).await {
        Ok(samples) => (judge(load, &samples).map(Ok), measures(&samples)),
        Err(why) => ([Err(why.clone()), Err(why)], Default::default()),
    }
}

pub(super) fn measures(samples: &[(Way, Sample)]) -> [Vec<Measure>; 2] {
    let (mut latencies, mut rates) = (Vec::new(), Vec::new());
    for (way, sample) in samples {
        let labels = || vec![("acks", way.acks()), ("compression", way.compression())];
        for percentile in PERCENTILES {
            latencies.extend(sample.percentile(percentile).map(|took| {
                let mut labels = labels();
                labels.push(("percentile", percentile.to_string()));
                Measure {
                    name: "latency_seconds",
                    labels,
                    value: took.as_secs_f64(),
                }
            }));
        }
        rates.push(Measure {
            name: "throughput_records_per_second",
            labels: labels(),
            value: sample.throughput(),
        });
    }
    [latencies, rates]
}

/// Returns how long all ways of writing take together.
pub(super) fn duration(load: &Load) -> Duration {
    let ways = u32::try_from(load.acks.len() * load.compression.len()).unwrap_or(u32::MAX);
    let each = load.warm_up_milliseconds.saturating_add(load.milliseconds);
    (Duration::from_millis(each) + LIMIT).saturating_mul(ways)
}

/// Returns what came of each way of writing, by its name.
async fn samples(trial: Trial<'_>, load: &Load) -> Seen<Vec<(Way, Sample)>> {
    let mut samples = Vec::new();
    for (number, way) in ways(load).into_iter().enumerate() {
        let topic = format!("load-{number}");
        let partitions = partitions(trial);
        trial.make(vec![trial.topic(&topic, partitions)?]).await?;
        let topic = trial.name(&topic);
        let producer = producer(trial, way).await?;
        let sample = sampled(&producer, &topic, load).await;
        close(&producer).await;
        trial.drop_topics([topic]).await;
        samples.push((way, sample));
    }
    Ok(samples)
}

/// Returns how many partitions the topic of a load has.
pub(super) fn partitions(trial: Trial<'_>) -> i32 {
    let brokers = trial.expected.cluster.brokers.len();
    let partitions = (brokers * PARTITIONS.0).clamp(1, PARTITIONS.1);
    i32::try_from(partitions).unwrap_or(1)
}

/// Ends a producer; what it still held back has its outcome already.
pub(super) async fn close(producer: &Producer) {
    let _ = producer
        .close_with(krafka::CloseOptions::new().timeout(LIMIT))
        .await;
}

pub(super) async fn producer(trial: Trial<'_>, Way(acks, compression): Way) -> Seen<Producer> {
    let kafka = trial.connection.open().await.map_err(doing("a producer"))?;
    let builder = kafka
        .producer()
        .acks(match acks {
            Acks::None => krafka::producer::Acks::None,
            Acks::Leader => krafka::producer::Acks::Leader,
            Acks::All => krafka::producer::Acks::All,
        })
        .idempotent(acks == Acks::All)
        .compression(match compression {
            Compression::None => krafka::Compression::None,
            Compression::Gzip => krafka::Compression::Gzip,
            Compression::Snappy => krafka::Compression::Snappy,
            Compression::Lz4 => krafka::Compression::Lz4,
        })
        .buffer_memory(BUFFER)
        .delivery_timeout(LIMIT)
        .max_block(LIMIT);
    builder.build().await.map_err(doing("a producer"))
}

pub(super) async fn sampled(producer: &Producer, topic: &str, load: &Load) -> Sample {
    let pace = Pace {
        rate: load.rate,
        warm_up: Duration::from_millis(load.warm_up_milliseconds),
        measured: Duration::from_millis(load.milliseconds),
        patience: LIMIT,
    };
    let size = usize::try_from(load.record_bytes).unwrap_or(usize::MAX);
    pace.keep(async |number| {
        let record = Record::new(topic, body(number, size));
        let queued = producer.enqueue(record).await.map_err(doing("writing"))?;
        Ok(async move { queued.await.map(drop).map_err(doing("writing")) })
    })
    .await
}

/// Returns bytes of which half can be made smaller, as those of events can.
fn body(number: u64, size: usize) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let byte = |at: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        if at.is_multiple_of(2) {
            b'.'
        } else {
            state.to_le_bytes()[0]
        }
    };
    (0..size).map(byte).collect()
}

/// A way of writing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way(Acks, Compression);

/// Returns the ways of writing of a load, in their order.
pub(super) fn ways(load: &Load) -> Vec<Way> {
    let of = |acks: &Acks| {
        let acks = *acks;
        load.compression.iter().map(move |kind| Way(acks, *kind))
    };
    load.acks.iter().flat_map(of).collect()
}

impl Way {
    pub(super) fn acks(self) -> String {
        let acks = match self.0 {
            Acks::None => "0",
            Acks::Leader => "1",
            Acks::All => "all",
        };
        acks.to_owned()
    }

    pub(super) fn compression(self) -> String {
        let compression = match self.1 {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Snappy => "snappy",
            Compression::Lz4 => "lz4",
        };
        compression.to_owned()
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "acks {}, compression {}",
            self.acks(),
            self.compression()
        )
    }
}

pub(super) fn judge(load: &Load, samples: &[(Way, Sample)]) -> [Outcome; 2] {
    let (mut slow, mut few) = (Vec::new(), Vec::new());
    let (mut latencies, mut rates) = (Vec::new(), Vec::new());
    for (way, sample) in samples {
        let thing = format!("{} records a second with {way}", load.rate);
        slow.extend(late(&thing, &load.thresholds, sample));
        few.extend(missing(&thing, &load.thresholds, sample));
        let [p50, p99, p999] = PERCENTILES.map(|of| shown(sample.percentile(of)));
        latencies.push(format!("{way}: p50 {p50}, p99 {p99}, p99.9 {p999}"));
        rates.push(format!("{way}: {:.0}/s", sample.throughput()));
    }
    [
        outcome(latencies.join("; "), slow),
        outcome(rates.join("; "), few),
    ]
}

fn late(thing: &str, thresholds: &Thresholds, sample: &Sample) -> Vec<Difference> {
    let limits = [
        (50.0, thresholds.p50_milliseconds),
        (99.0, thresholds.p99_milliseconds),
        (99.9, thresholds.p999_milliseconds),
    ];
    let mut found = Vec::new();
    for (percentile, limit) in limits {
        let Some(limit) = limit.map(Duration::from_millis) else {
            continue;
        };
        let took = sample.percentile(percentile);
        if took.is_none_or(|took| took > limit) {
            let expected = format!("{percentile} % within {}", shown(Some(limit)));
            found.push(Difference::new(thing, expected, shown(took)));
        }
    }
    found
}

fn missing(thing: &str, thresholds: &Thresholds, sample: &Sample) -> Vec<Difference> {
    let mut found = Vec::new();
    if let Some(why) = &sample.first_failure {
        let expected = "every record is acknowledged";
        let failed = format!("{} are not, the first for: {why}", sample.failed);
        found.push(Difference::new(thing, expected, failed));
    }
    if let Some(least) = thresholds.throughput
        && sample.throughput() < f64::from(least)
    {
        let expected = format!("at least {least} acknowledged a second");
        found.push(Difference::new(
            thing,
            expected,
            format!("{:.1}", sample.throughput()),
        ));
    }
    found
}

pub(super) fn shown(duration: Option<Duration>) -> String {
    duration.map_or_else(
        || "nothing was acknowledged".to_owned(),
        |duration| format!("{:.1} ms", duration.as_secs_f64() * 1_000.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load() -> Load {
        Load {
            rate: 100,
            record_bytes: 10,
            warm_up_milliseconds: 0,
            milliseconds: 1_000,
            acks: vec![Acks::All],
            compression: vec![Compression::None],
            thresholds: Thresholds {
                p50_milliseconds: Some(10),
                p99_milliseconds: Some(50),
                p999_milliseconds: None,
                throughput: Some(95),
            },
        }
    }

    fn failed(milliseconds: impl Iterator<Item = u64>) -> [bool; 2] {
        let mut sample = Sample::new(Duration::from_secs(1));
        for took in milliseconds {
            sample.acknowledged(Duration::from_millis(took));
        }
        let outcomes = judge(&load(), &[(Way(Acks::All, Compression::None), sample)]);
        outcomes.map(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    #[test]
    fn each_threshold_is_held_against_what_was_measured() {
        let fast = || (0..100).map(|_| 5);
        assert_eq!(failed(fast()), [false, false]);
        let tail = (0..100).map(|number| if number < 97 { 5 } else { 80 });
        assert_eq!(
            failed(tail),
            [true, false],
            "the slowest three of a hundred"
        );
        assert_eq!(failed((0..100).map(|_| 20)), [true, false], "half of them");
        assert_eq!(failed(fast().skip(10)), [false, true], "too few");
        assert_eq!(failed(std::iter::empty()), [true, true]);
    }

    #[test]
    fn a_record_that_is_refused_is_told() {
        let mut sample = Sample::new(Duration::from_secs(1));
        (0..100).for_each(|_| sample.acknowledged(Duration::from_millis(1)));
        sample.failed("not enough replicas".to_owned());
        let [latency, throughput] = judge(&load(), &[(Way(Acks::All, Compression::None), sample)]);
        assert!(matches!(latency, Outcome::Passed(_)));
        assert!(matches!(throughput, Outcome::Failed(_)));
    }

    #[test]
    fn half_of_a_body_can_be_made_smaller_and_no_two_are_the_same() {
        let (one, other) = (body(1, 64), body(2, 64));
        assert!(one.iter().step_by(2).all(|byte| *byte == b'.'));
        assert_ne!(one, other);
    }
}
