//! The board: a topic of the run in which its pods leave each other notes.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use krafka::{
    KrafkaError,
    admin::CreateTopicsOptions,
    consumer::{AutoOffsetReset, Consumer},
    error::ErrorCode,
    producer::{Acks, Producer, Record},
};
use tokio::task::JoinSet;

use super::note::{Awaited, Came, Lost, Note, Notes, Says};
use crate::{
    observed::Seen,
    share::Share,
    trial::{LIMIT, Trial, doing, load, presence::BEAT, unlike_others},
};

/// How long one question for notes waits; it is answered as soon as there is one.
const POLL: Duration = Duration::from_millis(500);

/// How the name of a board ends.
pub(super) const END: &str = "board";

/// The board, as one pod writes and reads it.
pub(super) struct Board {
    writer: Arc<Writer>,
    consumer: Consumer,
    notes: Notes,
    /// Says that the pod is there until the board is dropped.
    beats: JoinSet<()>,
}

struct Writer {
    producer: Producer,
    topic: String,
    index: u32,
    pods: u32,
    process: String,
}

/// Why a load came to nothing.
#[derive(Debug)]
pub(super) enum Failure {
    /// The trial itself did not work.
    Trial(String),
    /// Pods that were waited for did not do their part.
    Lost(Vec<Lost>),
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self::Trial(why)
    }
}

impl Board {
    /// Comes to the board of a run, and makes it if nobody did so before.
    pub(super) async fn open(trial: Trial<'_>, share: &Share) -> Seen<Self> {
        let topic = trial.name(&super::topic(&share.run, END));
        make(trial, &topic, share).await?;
        let producer = trial
            .kafka
            .producer()
            .acks(Acks::All)
            .linger(Duration::ZERO);
        let producer = producer.delivery_timeout(LIMIT).max_block(LIMIT);
        let consumer = trial
            .kafka
            .consumer_without_group()
            .auto_offset_reset(AutoOffsetReset::Earliest);
        let consumer = consumer.build().await.map_err(doing("a consumer"))?;
        let assigned = consumer.assign(&topic, vec![0]).await;
        assigned.map_err(doing("reading the notes of the load"))?;
        let writer = Writer {
            producer: producer.build().await.map_err(doing("a producer"))?,
            topic,
            index: share.index,
            pods: share.pods,
            process: unlike_others(),
        };
        Ok(Self {
            writer: Arc::new(writer),
            consumer,
            notes: Notes::new(share.index, share.pods),
            beats: JoinSet::new(),
        })
    }

    /// Takes the index for this process, and says from now on that it is there.
    pub(super) async fn enter(&mut self) -> Seen<()> {
        self.writer.post(Says::Beat, Vec::new()).await?;
        let Writer { index, process, .. } = &*self.writer;
        let (index, process) = (*index, process.clone());
        let end = Instant::now() + LIMIT;
        while self.notes.process(index).is_none() {
            if Instant::now() > end {
                return Err("the notes of the load can't be read".to_owned());
            }
            self.read().await?;
        }
        if self.notes.process(index) != Some(&process) {
            return Err(format!(
                "another process has, or had, index {index} of this run: give each an index of \
                 its own, and each run a new name"
            ));
        }
        let writer = Arc::clone(&self.writer);
        self.beats.spawn(async move {
            loop {
                tokio::time::sleep(BEAT).await;
                // Whoever can't say that it is there falls silent, and the others tell so.
                let _ = writer.post(Says::Beat, Vec::new()).await;
            }
        });
        Ok(())
    }

    /// Leaves a note.
    pub(super) async fn post(&self, says: Says, value: Vec<u8>) -> Seen<()> {
        self.writer.post(says, value).await
    }

    /// Waits until what is awaited came from every pod, at most `limit`, and not for a pod that
    /// is gone.
    pub(super) async fn wait(&mut self, awaited: Awaited, limit: Duration) -> Result<(), Failure> {
        let end = Instant::now() + limit;
        loop {
            match self.notes.came(awaited) {
                Came::All => return Ok(()),
                Came::Never(lost) => return Err(Failure::Lost(lost)),
                Came::Some if Instant::now() > end => {
                    return Err(Failure::Lost(self.notes.late(awaited, limit)));
                }
                Came::Some => self.read().await?,
            }
        }
    }

    /// Returns all notes so far.
    pub(super) fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }

    /// Leaves the board.
    pub(super) async fn leave(mut self) {
        self.beats.shutdown().await;
        let _ = self.consumer.close().await;
        load::close(&self.writer.producer).await;
    }

    async fn read(&mut self) -> Seen<()> {
        let records = self.consumer.poll(POLL).await;
        for record in records.map_err(doing("reading the notes of the load"))? {
            let key = record.key.as_deref().unwrap_or_default();
            let note: Note = serde_json::from_slice(key)
                .map_err(|e| format!("a note of the load is of another program: {e}"))?;
            self.notes
                .take(note, record.value.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }
}

impl Writer {
    async fn post(&self, says: Says, value: Vec<u8>) -> Seen<()> {
        let note = Note {
            index: self.index,
            process: self.process.clone(),
            pods: self.pods,
            says,
        };
        let key = serde_json::to_string(&note).map_err(|e| e.to_string())?;
        let record = Record::new(&self.topic, value).key(key);
        let sent = self.producer.send(record).await;
        sent.map(drop)
            .map_err(doing("telling the other pods of the load"))
    }
}

async fn make(trial: Trial<'_>, topic: &str, share: &Share) -> Seen<()> {
    let described = trial.topic(&super::topic(&share.run, END), 1)?;
    let options = CreateTopicsOptions::default();
    let admin = trial.kafka.admin();
    let made = admin.create_topics(vec![described], options).await;
    for answer in made.map_err(doing("making topics"))?.into_values() {
        match answer {
            Ok(())
            | Err(KrafkaError::Broker {
                code: ErrorCode::TopicAlreadyExists,
                ..
            }) => {}
            Err(why) => return Err(format!("making the topic {topic}: {why}")),
        }
    }
    Ok(())
}
