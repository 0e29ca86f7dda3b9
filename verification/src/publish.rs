//! Keeps the report in a topic: one record for each run, under the cluster's name as its key.

use std::time::Duration;

use krafka::producer::{Acks, Record};

use crate::{
    connection::Connection,
    observed::Seen,
    outcome::{Check, Difference},
    report::{self, Report},
};

/// The name of the check that tells whether the report was kept.
pub const NAME: &str = "report/topic";

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Writes a report to a topic, and returns the check that tells whether it is there.
pub async fn publish(connection: &Connection, topic: &str, report: &Report) -> Check {
    let written = tokio::time::timeout(LIMIT, write(connection, topic, report)).await;
    judged(
        topic,
        written.unwrap_or_else(|_| Err("no answer".to_owned())),
    )
}

fn judged(topic: &str, written: Seen<String>) -> Check {
    match written {
        Ok(evidence) => Check::of(NAME, evidence, Vec::new()),
        Err(why) => {
            let lost = Difference::new(format!("topic {topic}"), "it takes the report", why);
            Check::of(NAME, "", vec![lost])
        }
    }
}

async fn write(connection: &Connection, topic: &str, report: &Report) -> Seen<String> {
    let kafka = connection.open().await.map_err(|e| e.to_string())?;
    let producer = kafka.producer().acks(Acks::All).max_block(LIMIT / 2);
    let producer = producer.build().await.map_err(|e| e.to_string())?;
    let outcome = if report.has_failed() {
        "failed"
    } else {
        "passed"
    };
    let record = Record::new(topic, report::record(report))
        .key(report.cluster.clone())
        .header("content-type", "application/json")
        .header("outcome", outcome);
    let written = producer.send(record).await.map_err(|e| e.to_string())?;
    producer.close().await.map_err(|e| e.to_string())?;
    Ok(format!(
        "partition {}, offset {}",
        written.partition, written.offset
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_is_not_kept_fails() {
        assert!(!judged("reports", Ok("partition 0, offset 3".to_owned())).has_failed());
        assert!(judged("reports", Err("not authorized".to_owned())).has_failed());
    }
}
