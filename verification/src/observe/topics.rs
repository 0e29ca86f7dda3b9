//! The topics with their partitions and their own configuration.

use std::collections::BTreeMap;

use krafka::admin::{
    AdminClient, ConfigResource, DescribeConfigsOptions, DescribeTopicsOptions, ListTopicsOptions,
    TopicDescription,
};

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
    for name in names {
        let description = match found.as_ref().map_err(said)?.get(name) {
            Some(Ok(description)) => description,
            Some(Err(error)) => return Err(format!("topic {name}: {error}")),
            None => continue,
        };
        topics.insert(name.clone(), topic(description));
    }
    Ok(())
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
        let entries = match found.remove(&ConfigResource::topic(name)) {
            Some(entries) => entries.map_err(|e| format!("configuration of topic {name}: {e}"))?,
            None => continue,
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
