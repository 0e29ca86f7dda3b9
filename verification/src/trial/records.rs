//! Records are written and read back: all of them, once, and those of a key in order.

use std::{collections::BTreeMap, time::Instant};

use krafka::{
    consumer::{AutoOffsetReset, Consumer, ConsumerRecord},
    producer::{Acks, Record},
};

use super::{LIMIT, SESSION, Trial};
use crate::observed::Seen;

/// How many keys there are, and how many records of each.
const KEYS: usize = 10;
const OF_EACH: usize = 20;

pub(super) async fn round_trip(trial: Trial<'_>) -> Seen<String> {
    write(trial).await.map_err(|e| format!("writing: {e}"))?;
    let consumer = trial
        .kafka
        .consumer(format!("{}trial", trial.prefix))
        .auto_offset_reset(AutoOffsetReset::Earliest)
        .enable_auto_commit(false)
        .session_timeout(SESSION)
        .heartbeat_interval(SESSION / 3)
        .build()
        .await
        .map_err(|e| format!("a consumer: {e}"))?;
    let read = read(&consumer, &trial.topic()).await;
    let _ = consumer.close().await;
    in_order(&read.map_err(|e| format!("reading: {e}"))?)
}

async fn write(trial: Trial<'_>) -> krafka::Result<()> {
    let producer = trial.kafka.producer().acks(Acks::All).build().await?;
    let mut written = Vec::new();
    for number in 0..OF_EACH {
        for key in 0..KEYS {
            let mut record = Record::new(trial.topic(), number.to_string());
            record.key = Some(format!("key-{key}").into());
            written.push(producer.enqueue(record).await?);
        }
    }
    producer.flush().await?;
    for record in written {
        // What is read back tells where it was written.
        let _ = record.await?;
    }
    producer.close().await
}

async fn read(consumer: &Consumer, topic: &str) -> krafka::Result<Vec<ConsumerRecord>> {
    consumer.subscribe([topic]).await?;
    let (mut records, started) = (Vec::new(), Instant::now());
    while records.len() < KEYS * OF_EACH && started.elapsed() < LIMIT {
        records.extend(consumer.poll(std::time::Duration::from_millis(500)).await?);
    }
    consumer.commit().await?;
    Ok(records)
}

fn in_order(records: &[ConsumerRecord]) -> Seen<String> {
    let mut of_keys: BTreeMap<Vec<u8>, Vec<String>> = BTreeMap::new();
    for record in records {
        let key = record.key.as_deref().unwrap_or_default().to_vec();
        let value = record.value.as_deref().unwrap_or_default();
        let value = String::from_utf8_lossy(value).into_owned();
        of_keys.entry(key).or_default().push(value);
    }
    let wanted: Vec<String> = (0..OF_EACH).map(|number| number.to_string()).collect();
    if of_keys.len() != KEYS {
        let written = KEYS * OF_EACH;
        return Err(format!("{} of {written} records came back", records.len()));
    }
    match of_keys.iter().find(|(_, values)| **values != wanted) {
        Some((key, values)) => {
            let key = String::from_utf8_lossy(key);
            Err(format!(
                "the records of {key} came back as {}",
                values.join(", ")
            ))
        }
        None => Ok(format!(
            "{} records of {KEYS} keys, in order",
            records.len()
        )),
    }
}
