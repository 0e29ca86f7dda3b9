//! The brokers, their configuration and the controllers' quorum.

use std::collections::{BTreeMap, BTreeSet};

use krafka::admin::{
    AdminClient, ConfigResource, DescribeClusterOptions, DescribeConfigsOptions,
    DescribeMetadataQuorumOptions,
};

use super::{id, said};
use crate::observed::{Broker, Quorum, Seen};

/// Kafka's operations by the bit that stands for each (`AclOperation`).
const OPERATIONS: [(u32, &str); 10] = [
    (3, "Read"),
    (4, "Write"),
    (5, "Create"),
    (6, "Delete"),
    (7, "Alter"),
    (8, "Describe"),
    (9, "ClusterAction"),
    (10, "DescribeConfigs"),
    (11, "AlterConfigs"),
    (12, "IdempotentWrite"),
];

pub(super) async fn registered(admin: &AdminClient) -> Seen<(Vec<Broker>, Seen<BTreeSet<String>>)> {
    let options = DescribeClusterOptions::default().include_authorized_operations(true);
    let cluster = admin
        .describe_cluster(options)
        .await
        .map_err(|e| said(&e))?;
    let mut brokers: Vec<Broker> = cluster
        .brokers
        .into_iter()
        .map(|broker| Broker {
            id: id(broker.id),
            host: broker.host,
            rack: broker.rack,
            is_fenced: broker.is_fenced,
        })
        .collect();
    brokers.sort_by_key(|broker| broker.id);
    let operations = cluster
        .authorized_operations
        .filter(|bits| *bits != i32::MIN);
    let operations = operations.map(operations_of);
    Ok((
        brokers,
        operations.ok_or_else(|| "Kafka did not tell".to_owned()),
    ))
}

fn operations_of(bits: i32) -> BTreeSet<String> {
    let set = OPERATIONS.iter().filter(|(bit, _)| bits & (1 << bit) != 0);
    set.map(|(_, name)| (*name).to_owned()).collect()
}

pub(super) async fn quorum(admin: &AdminClient) -> Seen<Quorum> {
    let options = DescribeMetadataQuorumOptions::default();
    let quorum = admin
        .describe_metadata_quorum(options)
        .await
        .map_err(|e| said(&e))?;
    let end = quorum.high_watermark;
    let voters = quorum.voters.into_iter();
    Ok(Quorum {
        leader: quorum.leader_id,
        voters: voters
            .map(|voter| (id(voter.replica_id), (end - voter.log_end_offset).max(0)))
            .collect(),
    })
}

pub(super) async fn configs(
    admin: &AdminClient,
    ids: &[u32],
) -> BTreeMap<u32, Seen<BTreeMap<String, Option<String>>>> {
    let mut configs = BTreeMap::new();
    for id in ids {
        configs.insert(*id, config(admin, *id).await);
    }
    configs
}

async fn config(admin: &AdminClient, id: u32) -> Seen<BTreeMap<String, Option<String>>> {
    let number = i32::try_from(id).map_err(|e| e.to_string())?;
    let resource = ConfigResource::broker(number);
    let options = DescribeConfigsOptions::default();
    let answers = admin
        .describe_configs([resource], options)
        .await
        .map_err(|e| said(&e))?;
    let entries = answers.into_values().next().ok_or("no answer")?;
    let entries = entries.map_err(|e| said(&e))?.into_iter();
    Ok(entries.map(|entry| (entry.name, entry.value)).collect())
}
