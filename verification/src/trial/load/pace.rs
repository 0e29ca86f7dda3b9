//! A pace that does not wait for anybody: record number n is due at n / rate, and counts from
//! then, whether or not the producer got to it.
//!
//! A generator that waits for a slow answer before it sends the next record measures the slow
//! answer once and leaves out all who would have waited behind it (Gil Tene: "coordinated
//! omission").

use std::time::Duration;

use hdrhistogram::{
    Histogram,
    serialization::{Deserializer, Serializer, V2DeflateSerializer},
};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until, timeout_at},
};

use crate::observed::Seen;

/// How many of a histogram's digits count.
const DIGITS: u8 = 3;

/// The longest time that is told from longer ones, in microseconds: ten minutes.
const LONGEST: u64 = 600_000_000;

/// How fast, and how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Records a second.
    pub(super) rate: u32,
    /// How long records are sent that do not count.
    pub(super) warm_up: Duration,
    /// How long records are sent that count.
    pub(super) measured: Duration,
    /// How long behind the last one answers are waited for.
    pub(super) patience: Duration,
}

/// What was measured.
#[derive(Clone, Debug)]
pub(in crate::trial) struct Sample {
    /// From when a record was due to its acknowledgement, in microseconds.
    latencies: Histogram<u64>,
    /// How long it took until the last one was acknowledged, at least the time measured.
    pub(in crate::trial) lasted: Duration,
    /// How many records were not acknowledged.
    pub(in crate::trial) failed: u64,
    /// Why the first of them was not.
    pub(in crate::trial) first_failure: Option<String>,
}

impl Sample {
    pub(in crate::trial) fn new(lasted: Duration) -> Self {
        Self {
            latencies: Histogram::new_with_bounds(1, LONGEST, DIGITS)
                .expect("the bounds are a factor of two apart, and the digits are few"),
            lasted,
            failed: 0,
            first_failure: None,
        }
    }

    pub(in crate::trial) fn acknowledged(&mut self, took: Duration) {
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.latencies.saturating_record(microseconds);
    }

    pub(in crate::trial) fn failed(&mut self, why: String) {
        self.failed += 1;
        self.first_failure.get_or_insert(why);
    }

    /// Returns what so many per cent of the records took at most; none where none was
    /// acknowledged.
    pub(in crate::trial) fn percentile(&self, of: f64) -> Option<Duration> {
        let some = !self.latencies.is_empty();
        some.then(|| Duration::from_micros(self.latencies.value_at_percentile(of)))
    }

    /// Returns how many records were acknowledged a second.
    #[allow(
        clippy::cast_precision_loss,
        reason = "far fewer records are counted than 2^53"
    )]
    pub(in crate::trial) fn throughput(&self) -> f64 {
        self.latencies.len() as f64 / self.lasted.as_secs_f64()
    }

    /// Returns how many records were acknowledged.
    pub(in crate::trial) fn records(&self) -> u64 {
        self.latencies.len()
    }

    /// Returns the latencies as HdrHistogram's compressed V2 form, which every tool for it reads.
    pub(in crate::trial) fn latencies(&self) -> Seen<Vec<u8>> {
        let mut bytes = Vec::new();
        let written = V2DeflateSerializer::new().serialize(&self.latencies, &mut bytes);
        written.map_err(|e| format!("the latencies can't be written: {e}"))?;
        Ok(bytes)
    }

    /// Returns the same with the latencies of that form.
    pub(in crate::trial) fn with_latencies(mut self, mut bytes: &[u8]) -> Seen<Self> {
        let read = Deserializer::new().deserialize(&mut bytes);
        let read: Histogram<u64> = read.map_err(|e| format!("the latencies can't be read: {e}"))?;
        self.latencies
            .add(&read)
            .map_err(|e| format!("the latencies are not of this form: {e}"))?;
        Ok(self)
    }

    /// Adds what somebody else measured at the same time: every record counts once, as if one had
    /// measured all of them, and it lasted as long as the longest.
    pub(in crate::trial) fn add(&mut self, other: &Self) -> Seen<()> {
        let added = self.latencies.add(&other.latencies);
        added.map_err(|e| format!("the latencies are not of this form: {e}"))?;
        self.lasted = self.lasted.max(other.lasted);
        self.failed += other.failed;
        if self.first_failure.is_none() {
            self.first_failure.clone_from(&other.first_failure);
        }
        Ok(())
    }
}

/// One record: when it was due, when its answer came, and which.
type Answer = (Instant, Instant, Seen<()>);

impl Pace {
    /// Sends records at this pace. `send` queues one, for which it may have to wait, and returns
    /// what waits for its acknowledgement.
    pub(super) async fn keep<Acknowledged>(
        self,
        send: impl AsyncFn(u64) -> Seen<Acknowledged>,
    ) -> Sample
    where
        Acknowledged: Future<Output = Seen<()>> + Send + 'static,
    {
        let started = Instant::now();
        let measured_from = started + self.warm_up;
        let end = measured_from + self.measured + self.patience;
        let mut sample = Sample::new(self.measured);
        let mut waiting: JoinSet<Answer> = JoinSet::new();
        let mut last = measured_from + self.measured;
        let mut take = |sample: &mut Sample, (due, came, answer): Answer| {
            if due < measured_from {
                return;
            }
            match answer {
                Ok(()) => {
                    last = last.max(came);
                    sample.acknowledged(came - due);
                }
                Err(why) => sample.failed(why),
            }
        };
        for number in 0..self.count() {
            let due = started + self.due(number);
            sleep_until(due).await;
            match timeout_at(end, send(number)).await {
                Ok(Ok(acknowledged)) => {
                    waiting.spawn(async move {
                        let answer = acknowledged.await;
                        (due, Instant::now(), answer)
                    });
                }
                Ok(Err(why)) => take(&mut sample, (due, due, Err(why))),
                Err(_) => take(
                    &mut sample,
                    (due, due, Err("it could not be sent".to_owned())),
                ),
            }
            while let Some(answer) = waiting.try_join_next() {
                if let Ok(answer) = answer {
                    take(&mut sample, answer);
                }
            }
        }
        while let Ok(Some(answer)) = timeout_at(end, waiting.join_next()).await {
            if let Ok(answer) = answer {
                take(&mut sample, answer);
            }
        }
        for _ in 0..waiting.len() {
            sample.failed("no answer came".to_owned());
        }
        sample.lasted = last - measured_from;
        sample
    }

    fn count(self) -> u64 {
        let milliseconds = (self.warm_up + self.measured).as_millis();
        u64::try_from(milliseconds * u128::from(self.rate) / 1_000).unwrap_or(u64::MAX)
    }

    fn due(self, number: u64) -> Duration {
        Duration::from_nanos(number.saturating_mul(1_000_000_000) / u64::from(self.rate.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    const PACE: Pace = Pace {
        rate: 200,
        warm_up: Duration::from_millis(100),
        measured: Duration::from_millis(400),
        patience: Duration::from_secs(5),
    };

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread()
            .enable_time()
            .build()
            .unwrap()
    }

    #[test]
    fn several_samples_are_judged_as_if_one_had_measured_all() {
        let of = |numbers: &mut dyn Iterator<Item = u64>| {
            let mut sample = Sample::new(Duration::from_secs(1));
            numbers.for_each(|number| sample.acknowledged(Duration::from_micros(number * number)));
            sample
        };
        let whole = of(&mut (1..=3_000));
        let mut merged = Sample::new(Duration::ZERO);
        for part in 0..3 {
            let mut part = of(&mut (1..=3_000).filter(|number| number % 3 == part));
            part.lasted = Duration::from_millis(1_000 + part.records());
            part.failed(format!("the part of {}", part.records()));
            let bytes = part.latencies().unwrap();
            let read = Sample::new(part.lasted).with_latencies(&bytes).unwrap();
            assert_eq!(read.latencies, part.latencies);
            merged.add(&part).unwrap();
        }
        assert_eq!(merged.latencies, whole.latencies);
        for of in [0.0, 50.0, 99.0, 99.9, 100.0] {
            assert_eq!(merged.percentile(of), whole.percentile(of), "{of}");
        }
        assert_eq!((merged.records(), merged.failed), (3_000, 3));
        assert_eq!(merged.lasted, Duration::from_secs(2));
        assert_eq!(merged.first_failure.as_deref(), Some("the part of 1000"));
    }

    #[test]
    fn what_is_no_histogram_is_refused() {
        let read = |bytes: &[u8]| Sample::new(Duration::ZERO).with_latencies(bytes);
        let mut bytes = Sample::new(Duration::ZERO).latencies().unwrap();
        assert!(read(&bytes).is_ok());
        bytes.truncate(bytes.len() / 2);
        assert!(read(&bytes).is_err());
        assert!(read(b"").is_err());
    }

    #[test]
    fn a_warm_up_does_not_count() {
        let sent = AtomicU64::new(0);
        let sample = runtime().block_on(PACE.keep(async |_| {
            sent.fetch_add(1, Ordering::Relaxed);
            Ok(async { Ok(()) })
        }));
        assert_eq!(sent.into_inner(), 100);
        assert_eq!(sample.latencies.len(), 80);
        assert!(sample.throughput() > 100.0, "{}", sample.throughput());
    }

    #[test]
    fn whoever_waits_behind_a_stall_is_counted_from_when_it_was_due() {
        let sample = runtime().block_on(PACE.keep(async |number| {
            if number == 30 {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            Ok(async { Ok(()) })
        }));
        // One record of eighty stalled; the forty that were due meanwhile waited as well.
        let most = sample.percentile(60.0).unwrap();
        assert!(most > Duration::from_millis(40), "{most:?}");
    }

    #[test]
    fn what_is_refused_or_never_answered_has_failed() {
        let pace = Pace {
            patience: Duration::from_millis(200),
            ..PACE
        };
        let refused = runtime().block_on(pace.keep(async |number| {
            if number == 50 {
                return Err("refused".to_owned());
            }
            Ok(async { Ok(()) })
        }));
        assert_eq!((refused.failed, refused.latencies.len()), (1, 79));
        let silent = runtime().block_on(pace.keep(async |number| {
            Ok(async move {
                if number == 50 {
                    std::future::pending::<()>().await;
                }
                Ok(())
            })
        }));
        assert_eq!((silent.failed, silent.latencies.len()), (1, 79));
    }
}
