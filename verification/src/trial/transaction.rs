//! A transaction that is given up leaves nothing for readers of committed records; one that is
//! committed leaves everything.

use std::time::{Duration, Instant};

use krafka::{
    consumer::{AutoOffsetReset, IsolationLevel},
    producer::{Record, TransactionalProducer},
};

use super::{LIMIT, PARTITIONS, Trial};
use crate::observed::Seen;

/// How many records each transaction writes.
const RECORDS: usize = 5;

pub(super) async fn given_up_and_committed(trial: Trial<'_>) -> Seen<String> {
    write(trial).await.map_err(|e| format!("writing: {e}"))?;
    let (kept, given_up) = read(trial).await.map_err(|e| format!("reading: {e}"))?;
    if given_up > 0 {
        return Err(format!(
            "{given_up} records of a transaction that was given up were read"
        ));
    }
    if kept != RECORDS {
        return Err(format!("{kept} of {RECORDS} committed records were read"));
    }
    Ok(format!(
        "{RECORDS} committed records read, {RECORDS} given up not"
    ))
}

async fn write(trial: Trial<'_>) -> krafka::Result<()> {
    let producer = trial
        .kafka
        .producer()
        .transaction_timeout(Duration::from_mins(1))
        .delivery_timeout(LIMIT)
        .build_transactional(format!("{}trial", trial.prefix))
        .await?;
    producer.begin()?;
    send(trial, &producer, "given-up").await?;
    producer.abort().await?;
    producer.begin()?;
    send(trial, &producer, "committed").await?;
    producer.commit().await?;
    producer.close().await
}

async fn send(
    trial: Trial<'_>,
    producer: &TransactionalProducer,
    value: &'static str,
) -> krafka::Result<()> {
    for _ in 0..RECORDS {
        // The transaction decides whether it counts, not where it was written.
        let _ = producer.send(Record::new(trial.topic(), value)).await?;
    }
    Ok(())
}

/// Returns how many records of the committed and of the given up transaction were read.
async fn read(trial: Trial<'_>) -> krafka::Result<(usize, usize)> {
    let consumer = trial
        .kafka
        .consumer_without_group()
        .auto_offset_reset(AutoOffsetReset::Earliest)
        .isolation_level(IsolationLevel::ReadCommitted)
        .build()
        .await?;
    consumer
        .assign(&trial.topic(), (0..PARTITIONS).collect())
        .await?;
    let (mut kept, mut given_up, started) = (0, 0, Instant::now());
    while kept < RECORDS && started.elapsed() < LIMIT {
        for record in consumer.poll(Duration::from_millis(500)).await? {
            let is = |value: &[u8]| record.value.as_deref() == Some(value);
            kept += usize::from(is(b"committed"));
            given_up += usize::from(is(b"given-up"));
        }
    }
    consumer.close().await?;
    Ok((kept, given_up))
}
