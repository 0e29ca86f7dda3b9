//! What the trials have in common: topics of their own, records written into them and everything
//! read back.

use std::time::{Duration, Instant};

use krafka::{
    admin::{CreateTopicsOptions, DeleteTopicsOptions, NewTopic},
    consumer::{AutoOffsetReset, ConsumerRecord, IsolationLevel},
    producer::{Acks, Producer, Record},
};

use super::{LIMIT, Trial, doing};
use crate::observed::Seen;

/// How long a reader waits for records that should not be there.
const EXTRA: Duration = Duration::from_millis(300);

/// How long one question for records waits.
const POLL: Duration = Duration::from_millis(250);

impl Trial<'_> {
    /// Describes a topic of the trials.
    pub(super) fn topic(self, of: &str, partitions: i32) -> Seen<NewTopic> {
        let topic = NewTopic::new(self.name(of), partitions, self.replicas());
        topic.map_err(|e| e.to_string())
    }

    /// Makes topics, all of them new.
    pub(super) async fn make(self, topics: Vec<NewTopic>) -> Seen<()> {
        let admin = self.kafka.admin();
        let options = CreateTopicsOptions::default();
        let made = admin.create_topics(topics, options).await;
        let mut answers = made.map_err(doing("making topics"))?.into_iter();
        answers.try_for_each(|(name, answer)| {
            answer.map_err(|e| format!("making the topic {name}: {e}"))
        })
    }

    /// Takes topics away, so that no trial leaves more than its own on the brokers. What can't be
    /// taken away now is told by the check of the clean-up.
    pub(super) async fn drop_topics(self, topics: impl IntoIterator<Item = String>) {
        let options = DeleteTopicsOptions::default();
        let _ = self.kafka.admin().delete_topics(topics, options).await;
    }

    /// Writes records and waits until all of them count as written.
    pub(super) async fn write(self, records: Vec<Record>) -> Seen<()> {
        let producer = self.kafka.producer().acks(Acks::All);
        let producer = producer.build().await.map_err(doing("a producer"))?;
        let written = write_with(&producer, records).await;
        let closed = producer.close().await.map_err(doing("closing a producer"));
        written.and(closed)
    }

    /// Reads topics from their beginnings until `count` records came, and a moment longer for
    /// those that should not be there.
    pub(super) async fn read(
        self,
        topics: &[(String, i32)],
        count: usize,
        isolation: IsolationLevel,
    ) -> Seen<Vec<ConsumerRecord>> {
        let consumer = self
            .kafka
            .consumer_without_group()
            .auto_offset_reset(AutoOffsetReset::Earliest)
            .isolation_level(isolation)
            .build()
            .await
            .map_err(doing("a consumer"))?;
        for (topic, partitions) in topics {
            let assigned = consumer.assign(topic, (0..*partitions).collect()).await;
            assigned.map_err(doing("reading"))?;
        }
        let (mut records, started) = (Vec::new(), Instant::now());
        while records.len() < count && started.elapsed() < LIMIT {
            records.extend(consumer.poll(POLL).await.map_err(doing("reading"))?);
        }
        records.extend(consumer.poll(EXTRA).await.map_err(doing("reading"))?);
        let _ = consumer.close().await;
        Ok(records)
    }
}

/// Writes records with a producer and waits until all of them count as written.
pub(super) async fn write_with(producer: &Producer, records: Vec<Record>) -> Seen<()> {
    let mut written = Vec::new();
    for record in records {
        written.push(producer.enqueue(record).await.map_err(doing("writing"))?);
    }
    producer.flush().await.map_err(doing("writing"))?;
    for record in written {
        // What is read back tells where it was written.
        let _ = record.await.map_err(doing("writing"))?;
    }
    Ok(())
}

/// Returns a record's value as text.
pub(super) fn value(record: &ConsumerRecord) -> String {
    let value = record.value.as_deref().unwrap_or_default();
    String::from_utf8_lossy(value).into_owned()
}

/// Returns a record's key as text.
pub(super) fn key(record: &ConsumerRecord) -> String {
    let key = record.key.as_deref().unwrap_or_default();
    String::from_utf8_lossy(key).into_owned()
}
