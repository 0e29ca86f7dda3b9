//! The topics with their partitions and their own configuration.

use std::collections::BTreeMap;

use krafka::KrafkaError;
use krafka::admin::{
    AdminClient, ConfigResource, DescribeConfigsOptions, DescribeTopicsOptions, ListTopicsOptions,
    TopicDescription,
};
use krafka::error::ErrorCode;

use super::said;
use crate::observed::{Partition, Seen, Topic};

/// The source of a value that was set for the topic (Kafka: `ConfigSource.TOPIC_CONFIG`).
const OF_TOPIC: i8 = 1;

/// How many topics one request asks for.
const AT_ONCE: usize = 500;

pub(super) async fn all(admin: &AdminClient) -> Seen<BTreeMap<String, Topic>> {
    let options = ListTopicsOptions::default();
    let names = admin.list_topics(options).await.map_err(|e| said(&e))?;
    let mut topics = BTreeMap::new();
    for names in names.chunks(AT_ONCE) {
        described(admin, names, &mut topics).await?;
        configured(admin, names, &mut topics).await?;
    }
    Ok(topics)
}

async fn described(
    admin: &AdminClient,
    names: &[String],
    topics: &mut BTreeMap<String, Topic>,
) -> Seen<()> {
    let options = DescribeTopicsOptions::default();
    let found = admin.describe_topics(names, options).await;
    let mut found = found.map_err(|e| said(&e))?;
    for name in names {
        let Some(answer) = found.remove(name) else {
            continue;
        };
        let description = if_there(answer).map_err(|e| format!("topic {name}: {e}"))?;
        if let Some(description) = description {
            topics.insert(name.clone(), topic(&description));
        }
    }
    Ok(())
}

/// A topic of the list that the brokers do not know was deleted since, such as one of another run
/// of the verification, and the list is older than they are; a topic that is new is not known to
/// every broker yet, and is waited for as a missing one.
fn if_there<T>(answer: krafka::Result<T>) -> krafka::Result<Option<T>> {
    match answer {
        Err(KrafkaError::Broker {
            code: ErrorCode::UnknownTopicOrPartition,
            ..
        }) => Ok(None),
        answer => answer.map(Some),
    }
}

fn topic(description: &TopicDescription) -> Topic {
    let partitions = description.partitions.iter();
    Topic {
        partitions: partitions
            .map(|partition| Partition {
                leader: partition.leader,
                replicas: partition.replicas.clone(),
                in_sync: partition.isr.clone(),
            })
            .collect(),
        config: BTreeMap::new(),
    }
}

async fn configured(
    admin: &AdminClient,
    names: &[String],
    topics: &mut BTreeMap<String, Topic>,
) -> Seen<()> {
    let resources = names.iter().map(ConfigResource::topic);
    let options = DescribeConfigsOptions::default();
    let found = admin.describe_configs(resources, options).await;
    let mut found = found.map_err(|e| said(&e))?;
    for name in names {
        let Some(answer) = found.remove(&ConfigResource::topic(name)) else {
            continue;
        };
        let entries =
            if_there(answer).map_err(|e| format!("configuration of topic {name}: {e}"))?;
        let Some(entries) = entries else {
            topics.remove(name);
            continue;
        };
        let own = entries
            .into_iter()
            .filter(|one| one.config_source == OF_TOPIC);
        let own = own.filter_map(|entry| Some((entry.name, entry.value?)));
        if let Some(topic) = topics.get_mut(name) {
            topic.config = own.collect();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_that_was_deleted_since_it_was_listed_is_not_there() {
        let answer = |code| if_there::<()>(Err(KrafkaError::broker(code, "the broker says so")));
        assert!(matches!(
            answer(ErrorCode::UnknownTopicOrPartition),
            Ok(None)
        ));
        assert!(answer(ErrorCode::TopicAuthorizationFailed).is_err());
        assert!(matches!(if_there(Ok(1)), Ok(Some(1))));
    }
}
