//! The brokers, their configuration and the controllers' quorum.

use std::collections::BTreeMap;

use krafka::admin::{
    AdminClient, ConfigResource, DescribeClusterOptions, DescribeConfigsOptions,
    DescribeMetadataQuorumOptions,
};

use super::{id, said};
use crate::observed::{Broker, Quorum, Seen, Setting};

/// The sources of a value that was set while brokers run: of one broker, and of all
/// (Kafka: `DescribeConfigsResponse.ConfigSource`).
const DYNAMIC: [i8; 2] = [2, 3];

pub(super) async fn registered(admin: &AdminClient) -> Seen<Vec<Broker>> {
    let options = DescribeClusterOptions::default();
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
            port: u16::try_from(broker.port).unwrap_or_default(),
            rack: broker.rack,
            is_fenced: broker.is_fenced,
        })
        .collect();
    brokers.sort_by_key(|broker| broker.id);
    Ok(brokers)
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
) -> BTreeMap<u32, Seen<BTreeMap<String, Setting>>> {
    let mut configs = BTreeMap::new();
    for id in ids {
        configs.insert(*id, config(admin, *id).await);
    }
    configs
}

async fn config(admin: &AdminClient, id: u32) -> Seen<BTreeMap<String, Setting>> {
    let number = i32::try_from(id).map_err(|e| e.to_string())?;
    let resource = ConfigResource::broker(number);
    let options = DescribeConfigsOptions::default();
    let answers = admin
        .describe_configs([resource], options)
        .await
        .map_err(|e| said(&e))?;
    let entries = answers.into_values().next().ok_or("no answer")?;
    let entries = entries.map_err(|e| said(&e))?.into_iter();
    Ok(entries
        .map(|entry| {
            let setting = Setting {
                value: entry.value,
                is_dynamic: DYNAMIC.contains(&entry.config_source),
            };
            (entry.name, setting)
        })
        .collect())
}
