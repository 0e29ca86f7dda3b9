//! The verification's own quota bites: who writes faster than it is held back by the brokers.
//!
//! It sets no quota, for which it has no right; it tries the one that the model gives it. A broker
//! counts over eleven seconds (Kafka: `quota.window.num`), so ten times the quota pass before it
//! holds anybody back: with a high quota, that is more than a check should write.

use krafka::producer::{Acks, Record};

use super::{Came, Trial, doing, outcome, stage};
use crate::outcome::{Difference, Outcome};

pub(super) const NAME: &str = "functional/quotas";

/// The highest quota that is tried, in bytes a second: it takes twelve times as many to see it.
const HIGHEST: u64 = 1024 * 1024;

/// How much of its window a broker must have seen, and a little more, in seconds.
const SECONDS: u64 = 12;

/// How many bytes each record has.
const BYTES: usize = 64 * 1024;

pub(super) async fn bites(trial: Trial<'_>) -> Came {
    let quota = match own(trial) {
        Ok(quota) => quota,
        Err(why) => return Ok(Outcome::NotChecked(why)),
    };
    let topic = trial.name("quota");
    // One partition, so that all of it goes to one broker; one copy, since nothing is kept.
    let new = krafka::admin::NewTopic::new(&topic, 1, 1).map_err(|e| e.to_string())?;
    trial
        .make(vec![new.with_config("min.insync.replicas", "1")])
        .await?;
    let kafka = trial.connection.open().await.map_err(doing("a producer"))?;
    let producer = kafka.producer().acks(Acks::Leader).idempotent(false);
    let producer = producer.build().await.map_err(doing("a producer"))?;
    let bytes = quota * SECONDS;
    let count = usize::try_from(bytes).unwrap_or(usize::MAX) / BYTES + 1;
    let records = (0..count).map(|_| Record::new(&topic, vec![b'.'; BYTES]));
    stage::write_with(&producer, records.collect()).await?;
    // What is held back is the answer to come: one more request meets it.
    stage::write_with(&producer, vec![Record::new(&topic, "last")]).await?;
    let metrics = producer.metrics().connections;
    let held = metrics.throttle_delay_ms;
    let _ = producer.close().await;
    trial.drop_topics([topic]).await;
    Ok(judge(quota, bytes, held))
}

/// Returns the quota of the verification's own user, or why none is tried.
fn own(trial: Trial<'_>) -> Result<u64, String> {
    let Some(principal) = trial.principal else {
        return Err("it was not told whom the cluster takes it for".to_owned());
    };
    let users = &trial.expected.users;
    let own = users.iter().find(|user| user.principal == principal);
    match own.and_then(|user| user.quotas.producer_byte_rate) {
        None => Err("the model gives the verification no quota for writing".to_owned()),
        Some(quota) if quota > HIGHEST => Err(format!(
            "it takes more than {} MiB to reach a quota of {quota} bytes a second",
            (HIGHEST * SECONDS) >> 20
        )),
        Some(quota) => Ok(quota),
    }
}

fn judge(quota: u64, bytes: u64, held: u64) -> Outcome {
    let mut found = Vec::new();
    if held == 0 {
        let thing = format!("who writes {bytes} bytes at once with a quota of {quota} a second");
        let expected = "the brokers hold it back";
        found.push(Difference::new(thing, expected, "they do not"));
    }
    let evidence = format!("{bytes} bytes with a quota of {quota} a second: held back {held} ms");
    outcome(evidence, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_that_nobody_feels_has_failed() {
        assert!(matches!(judge(1_000, 12_000, 300), Outcome::Passed(_)));
        assert!(matches!(judge(1_000, 12_000, 0), Outcome::Failed(_)));
    }
}
