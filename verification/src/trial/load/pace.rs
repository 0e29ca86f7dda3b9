//! A pace that does not wait for anybody: record number n is due at n / rate, and counts from
//! then, whether or not the producer got to it.
//!
//! A generator that waits for a slow answer before it sends the next record measures the slow
//! answer once and leaves out all who would have waited behind it (Gil Tene: "coordinated
//! omission").

use std::time::Duration;

use hdrhistogram::Histogram;
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
pub(super) struct Sample {
    /// From when a record was due to its acknowledgement, in microseconds.
    latencies: Histogram<u64>,
    /// How long it took until the last one was acknowledged, at least the time measured.
    lasted: Duration,
    /// How many records were not acknowledged.
    pub(super) failed: u64,
    /// Why the first of them was not.
    pub(super) first_failure: Option<String>,
}

impl Sample {
    pub(super) fn new(lasted: Duration) -> Self {
        Self {
            latencies: Histogram::new_with_bounds(1, LONGEST, DIGITS)
                .expect("the bounds are a factor of two apart, and the digits are few"),
            lasted,
            failed: 0,
            first_failure: None,
        }
    }

    pub(super) fn acknowledged(&mut self, took: Duration) {
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.latencies.saturating_record(microseconds);
    }

    pub(super) fn failed(&mut self, why: String) {
        self.failed += 1;
        self.first_failure.get_or_insert(why);
    }

    /// Returns what so many per cent of the records took at most; none where none was
    /// acknowledged.
    pub(super) fn percentile(&self, of: f64) -> Option<Duration> {
        let some = !self.latencies.is_empty();
        some.then(|| Duration::from_micros(self.latencies.value_at_percentile(of)))
    }

    /// Returns how many records were acknowledged a second.
    #[allow(
        clippy::cast_precision_loss,
        reason = "far fewer records are counted than 2^53"
    )]
    pub(super) fn throughput(&self) -> f64 {
        self.latencies.len() as f64 / self.lasted.as_secs_f64()
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
