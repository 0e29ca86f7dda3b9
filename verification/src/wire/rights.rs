//! What whoever is connected may do, as the broker's authorizer tells it.
//!
//! Nothing is changed: `Metadata` and `DescribeGroups` tell the operations, and a transactional id
//! is tried with a timeout that Kafka refuses, after it has looked at the right
//! (`KafkaApis.handleInitProducerIdRequest`), so that no running producer is fenced.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Failure, Question, Wire};
use crate::{
    observed::{Known, Rights},
    operations,
};

/// Kafka's codes of the errors that say that a right is missing (`Errors`).
const NOT_AUTHORIZED: [i16; 4] = [29, 30, 31, 53];

/// Kafka's code of `INVALID_TRANSACTION_TIMEOUT`.
const BAD_TIMEOUT: i16 = 50;

/// What somebody is asked about.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The topics.
    pub topics: Vec<String>,
    /// The groups; they need not exist.
    pub groups: Vec<String>,
    /// The transactional ids; they need not exist.
    pub transactional_ids: Vec<String>,
}

impl Wire {
    /// Asks for everything.
    pub async fn rights(&mut self, asked: &Asked) -> Result<Rights, Failure> {
        let (cluster, topics) = self.topics(&asked.topics).await?;
        let groups = self.groups(&asked.groups).await?;
        let mut transactional_ids = BTreeMap::new();
        for id in &asked.transactional_ids {
            transactional_ids.insert(id.clone(), self.transactional_id(id).await?);
        }
        Ok(Rights {
            cluster,
            topics,
            groups,
            transactional_ids,
        })
    }

    /// `Metadata`, version 8: the only one before `DescribeTopicPartitions` that tells both.
    async fn topics(
        &mut self,
        topics: &[String],
    ) -> Result<(BTreeSet<String>, BTreeMap<String, Known>), Failure> {
        let question = Question::new(3, 8).texts(topics);
        let question = question.flag(false).flag(true).flag(true);
        let mut answer = self.ask(&question).await?;
        metadata(&mut answer).ok_or_else(unreadable)
    }

    /// `DescribeGroups`, version 3.
    async fn groups(&mut self, groups: &[String]) -> Result<BTreeMap<String, Known>, Failure> {
        let question = Question::new(15, 3).texts(groups).flag(true);
        let mut answer = self.ask(&question).await?;
        let described = answer.i32().and_then(|_| answer.each(group));
        Ok(described.ok_or_else(unreadable)?.into_iter().collect())
    }

    /// `InitProducerId`, version 1, with a timeout that can't be.
    async fn transactional_id(&mut self, id: &str) -> Result<Known, Failure> {
        let question = Question::new(22, 1).text(id).number(-1);
        let mut answer = self.ask(&question).await?;
        match answer.i32().and_then(|_| answer.i16()) {
            Some(BAD_TIMEOUT) => Ok(Known::All(BTreeSet::from(["Write".to_owned()]))),
            Some(code) if NOT_AUTHORIZED.contains(&code) => Ok(Known::Nothing),
            Some(code) => Ok(Known::Hidden(code)),
            None => Err(unreadable()),
        }
    }
}

fn unreadable() -> Failure {
    Failure::Refused("the answer has another form".to_owned())
}

fn known(code: i16, operations: i32) -> Known {
    match code {
        0 if operations != i32::MIN => Known::All(operations::of_bits(operations)),
        code if NOT_AUTHORIZED.contains(&code) => Known::Nothing,
        code => Known::Hidden(code),
    }
}

fn metadata(answer: &mut Answer) -> Option<(BTreeSet<String>, BTreeMap<String, Known>)> {
    answer.i32()?;
    answer.each(|broker| {
        broker.skip(4)?;
        broker.text()?;
        broker.skip(4)?;
        broker.text()
    })?;
    answer.text()?;
    answer.skip(4)?;
    let topics = answer.each(topic)?;
    let cluster = operations::of_bits(answer.i32()?);
    Some((cluster, topics.into_iter().collect()))
}

fn topic(answer: &mut Answer) -> Option<(String, Known)> {
    let code = answer.i16()?;
    let name = answer.text()?;
    answer.skip(1)?;
    answer.each(|partition| {
        partition.skip(14)?;
        partition.skip_numbers()?;
        partition.skip_numbers()?;
        partition.skip_numbers()
    })?;
    Some((name, known(code, answer.i32()?)))
}

fn group(answer: &mut Answer) -> Option<(String, Known)> {
    let code = answer.i16()?;
    let name = answer.text()?;
    for _ in 0..3 {
        answer.text()?;
    }
    answer.each(|member| {
        for _ in 0..3 {
            member.text()?;
        }
        member.skip_bytes()?;
        member.skip_bytes()
    })?;
    Some((name, known(code, answer.i32()?)))
}
