//! One run at a time: whoever tries something has a topic in which it says that it is still there.
//!
//! Kafka makes a topic of a name once, so that of runs that begin at the same time one has it. A
//! killed run falls silent; of those that hear so, the one whose word comes first takes its place.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use krafka::{
    Kafka, KrafkaError,
    admin::{CreateTopicsOptions, NewTopic},
    consumer::IsolationLevel,
    error::ErrorCode,
    producer::{Acks, Producer, Record},
};
use tokio::task::JoinSet;

use super::{
    LIMIT, Trial, doing, load,
    presence::{self, BEAT, PAUSE, SILENCE},
    remains, stage, unlike_others,
};
use crate::{error::Error, observed::Seen};

/// The topic, behind the prefix of all trials.
pub(super) const TOPIC: &str = "turn";

/// Whether this process has the turn: then what trials made is its own to take away.
#[derive(Clone, Debug, Default)]
pub struct Held(Arc<AtomicBool>);

impl Held {
    /// Returns whether it has the turn.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, held: bool) {
        self.0.store(held, Ordering::Relaxed);
    }
}

/// The turn of this run, which says that it is there until this is dropped.
pub(super) struct Turn {
    /// Nothing where the cluster lets no such topic be made: the trials tell why.
    voice: Option<Arc<Producer>>,
    beats: JoinSet<()>,
}

/// What is heard of the run that has the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    /// It is there.
    Word,
    /// It is over, and its topic gone.
    End,
    /// Nothing, and its topic ends here.
    Nothing(i64),
}

/// Whether the topic could be made.
enum Made {
    Yes,
    /// Another run has made it.
    No,
    /// Nobody can make it now.
    Never,
}

impl Turn {
    /// Waits for the turn, until `until` and then no longer than it takes to hear that another run
    /// has it.
    pub(super) async fn take(trial: Trial<'_>, until: Instant) -> Result<Seen<Self>, Error> {
        let began = Instant::now();
        loop {
            match Self::ask(trial).await {
                Ok(Some(turn)) => return Ok(Ok(turn)),
                Ok(None) if Instant::now() > until => {
                    return Err(Error::Busy(trial.name(TOPIC), began.elapsed()));
                }
                Ok(None) => {
                    trial.progress.step("waiting for another run");
                    tokio::time::sleep(PAUSE).await;
                }
                Err(why) => return Ok(Err(why)),
            }
        }
    }

    /// Returns the turn, if no other run has it.
    async fn ask(trial: Trial<'_>) -> Seen<Option<Self>> {
        match make(trial).await? {
            Made::Yes => {
                trial.turn.set(true);
                return Ok(Some(Self::begin(trial, voice(trial).await?)));
            }
            Made::Never => {
                trial.turn.set(true);
                let beats = JoinSet::new();
                return Ok(Some(Self { voice: None, beats }));
            }
            Made::No => {}
        }
        let Heard::Nothing(end) = listen(trial).await? else {
            return Ok(None);
        };
        let voice = voice(trial).await?;
        if is_first(trial, &voice, end).await? {
            trial.turn.set(true);
            return Ok(Some(Self::begin(trial, voice)));
        }
        load::close(&voice).await;
        Ok(None)
    }

    fn begin(trial: Trial<'_>, voice: Producer) -> Self {
        let voice = Arc::new(voice);
        let (topic, own) = (trial.name(TOPIC), Arc::clone(&voice));
        let mut beats = JoinSet::new();
        beats.spawn(async move {
            loop {
                // Whoever can't say that it is there falls silent.
                let _ = own.send(Record::new(&topic, Vec::new())).await;
                tokio::time::sleep(BEAT).await;
            }
        });
        let voice = Some(voice);
        Self { voice, beats }
    }

    /// Lets the next run have its turn; nothing of this one may be left but the topic.
    pub(super) async fn end(mut self, trial: Trial<'_>) -> Seen<()> {
        self.beats.shutdown().await;
        if let Some(voice) = self.voice {
            load::close(&voice).await;
            give_back(trial.kafka, trial.prefix).await?;
        }
        trial.turn.set(false);
        Ok(())
    }
}

/// Takes the topic away.
pub async fn give_back(kafka: &Kafka, prefix: &str) -> Seen<()> {
    let topic = format!("{prefix}{TOPIC}");
    remains::remove_topics(&kafka.admin(), vec![topic]).await
}

/// Makes the topic: on one broker, so that a run gets its turn while another broker is down.
async fn make(trial: Trial<'_>) -> Seen<Made> {
    let new = NewTopic::new(trial.name(TOPIC), 1, 1).map_err(|e| e.to_string())?;
    let new = new.with_config("min.insync.replicas", "1");
    let options = CreateTopicsOptions::default();
    let made = trial.kafka.admin().create_topics(vec![new], options).await;
    let answers = made.map_err(doing("making a topic"))?.into_values();
    Ok(answers.fold(Made::Yes, |_, answer| match answer {
        Ok(()) => Made::Yes,
        Err(KrafkaError::Broker {
            code: ErrorCode::TopicAlreadyExists,
            ..
        }) => Made::No,
        Err(_) => Made::Never,
    }))
}

/// Listens to the run that has the turn, until it says a word or was silent for too long.
async fn listen(trial: Trial<'_>) -> Seen<Heard> {
    let (topic, admin) = (trial.name(TOPIC), trial.kafka.admin());
    let mut heard = Vec::new();
    let end = Instant::now() + SILENCE;
    loop {
        heard.push(presence::ends(&admin, &[&topic]).await?.remove(&topic));
        match what(&heard) {
            Heard::Nothing(_) if Instant::now() < end => tokio::time::sleep(PAUSE).await,
            other => return Ok(other),
        }
    }
}

/// Judges where a topic ended whenever it was looked at; nothing where it was gone.
fn what(ends: &[Option<i64>]) -> Heard {
    match (ends.first(), ends.last()) {
        (Some(Some(first)), Some(Some(last))) if first == last => Heard::Nothing(*last),
        (Some(Some(_)), Some(Some(_))) => Heard::Word,
        _ => Heard::End,
    }
}

async fn voice(trial: Trial<'_>) -> Seen<Producer> {
    let producer = trial.kafka.producer().acks(Acks::All);
    let producer = producer.linger(Duration::ZERO).delivery_timeout(LIMIT);
    let producer = producer.max_block(LIMIT).build().await;
    producer.map_err(doing("a producer"))
}

/// Says a word behind `end`, and returns whether it is the first one there: two runs may both have
/// heard nothing.
async fn is_first(trial: Trial<'_>, voice: &Producer, end: i64) -> Seen<bool> {
    let (topic, own) = (trial.name(TOPIC), unlike_others());
    let said = voice.send(Record::new(&topic, own.clone())).await;
    let _ = said.map_err(doing("taking the turn of a run that was killed"))?;
    let count = usize::try_from(end).unwrap_or_default() + 1;
    let isolation = IsolationLevel::ReadUncommitted;
    let words = trial.read(&[(topic, 1)], count, isolation).await?;
    let first = words.iter().find(|word| word.offset == end);
    Ok(first.is_some_and(|word| stage::value(word) == own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_writes_is_there_and_one_whose_topic_is_gone_is_over() {
        assert_eq!(what(&[Some(4)]), Heard::Nothing(4));
        assert_eq!(what(&[Some(4), Some(4), Some(4)]), Heard::Nothing(4));
        assert_eq!(what(&[Some(4), Some(5)]), Heard::Word);
        assert_eq!(what(&[None]), Heard::End);
        assert_eq!(what(&[Some(4), None]), Heard::End);
        // Over, and the next one has begun.
        assert_eq!(what(&[Some(4), Some(0)]), Heard::Word);
    }

    #[test]
    fn a_process_has_the_turn_for_all_who_ask() {
        let held = Held::default();
        let other = held.clone();
        assert!(!other.is_held());
        held.set(true);
        assert!(other.is_held());
    }
}
