//! What the model expects of the running cluster, as JSON files in ConfigMaps.
//!
//! Each file names its form in `schema`. Topics and users of large deployments are split over
//! several files and ConfigMaps: client-side apply keeps a copy of an object in an annotation,
//! which holds at most 262,144 bytes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    derive::{
        bootstrap,
        grant::Target,
        node,
        principal::{self, Principal, Right, RightResource},
        schema_registry, topic, version,
    },
    model::{
        Deployment, acl::Operation, cluster::Authorization, quantity::Bytes, quota::Percent,
        verification::Verification,
    },
    render::topics,
};

/// The form of the files; a change that old readers cannot read gets another number.
const SCHEMA: &str = "kafka-blueprint/expectations/v1";

/// How many bytes a file, and the ConfigMap around it, has at most.
const LARGEST: usize = 96 * 1024;

/// Returns the ConfigMaps by name, each with its files.
pub fn config_maps(
    deployment: &Deployment,
    verification: &Verification,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut files = vec![("cluster".to_owned(), cluster(deployment))];
    files.extend(parts("topics", topic_list(deployment)));
    files.extend(parts("users", users(deployment)));
    files.extend(parts("subjects", subjects(deployment)));
    let mut maps: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let (mut number, mut size) = (0, 0);
    for (name, value) in files {
        let text = format!("{value:#}\n");
        if size > 0 && size + text.len() > LARGEST {
            number += 1;
            size = 0;
        }
        size += text.len();
        let map = format!("{}-expectations-{number}", verification.name);
        maps.entry(map)
            .or_default()
            .insert(format!("{name}.json"), text);
    }
    maps
}

/// Returns items in as many files as their size asks for.
fn parts(name: &str, items: Vec<Value>) -> Vec<(String, Value)> {
    let mut parts: Vec<Vec<Value>> = Vec::new();
    let mut size = LARGEST;
    for item in items {
        let length = format!("{item:#}").len() * 2;
        if size + length > LARGEST {
            parts.push(Vec::new());
            size = 0;
        }
        size += length;
        if let Some(part) = parts.last_mut() {
            part.push(item);
        }
    }
    parts
        .into_iter()
        .enumerate()
        .map(|(number, items)| {
            let value = json!({"schema": SCHEMA, name: items});
            (format!("{name}-{number:03}"), value)
        })
        .collect()
}

fn cluster(deployment: &Deployment) -> Value {
    let cluster = &deployment.cluster;
    let listeners: Vec<Value> = cluster
        .listeners
        .iter()
        .map(|(name, door)| {
            json!({
                "name": name.as_str(),
                "port": door.port.get(),
                "tls": door.tls,
                "authentication": door.authentication.word(),
                "bootstrap": bootstrap::servers(cluster, name),
            })
        })
        .collect();
    let config: BTreeMap<&str, &str> = cluster
        .config
        .iter()
        .chain(&cluster.extra_config)
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    json!({
        "schema": SCHEMA,
        "cluster": {
            "name": cluster.name.as_str(),
            "kafkaVersion": version::kafka(deployment).to_string(),
            "metadataVersion": version::metadata(deployment).to_string(),
            "brokers": node::broker_ids(cluster),
            "listeners": listeners,
            "config": config,
            "authorization": matches!(cluster.authorization, Authorization::Simple(_)),
        },
    })
}

fn topic_list(deployment: &Deployment) -> Vec<Value> {
    topic::all(deployment)
        .iter()
        .map(|(name, topic)| {
            let config: Map<String, Value> = topics::settings(topic)
                .into_iter()
                .map(|(key, value)| (key, Value::String(kafka_text(&value))))
                .collect();
            json!({
                "name": name.as_str(),
                "partitions": topic.partitions.get(),
                "replicas": topics::replicas(deployment, topic),
                "config": config,
            })
        })
        .collect()
}

/// Kafka gives every setting back as text.
fn kafka_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn users(deployment: &Deployment) -> Vec<Value> {
    let authorized = matches!(deployment.cluster.authorization, Authorization::Simple(_));
    principal::all(deployment)
        .iter()
        .map(|user| {
            let rights = if authorized { &user.rights[..] } else { &[] };
            json!({
                "principal": user.kafka_name(),
                "authentication": user.authentication.word(),
                "acls": rights.iter().map(acl).collect::<Vec<_>>(),
                "quotas": quotas(user),
            })
        })
        .collect()
}

fn acl(right: &Right) -> Value {
    let (resource, name, pattern) = match &right.resource {
        RightResource::Cluster => ("cluster", "kafka-cluster", "literal"),
        RightResource::Named(target, name, pattern) => {
            let resource = match target {
                Target::Topic => "topic",
                Target::Group => "group",
                Target::TransactionalId => "transactionalId",
            };
            (resource, name.as_str(), pattern.word())
        }
    };
    let operations: Vec<&str> = right
        .operations
        .iter()
        .copied()
        .map(Operation::word)
        .collect();
    json!({
        "type": right.acl_type.word(),
        "resource": resource,
        "name": name,
        "pattern": pattern,
        "operations": operations,
        "host": right.host.as_deref().unwrap_or("*"),
    })
}

/// Quotas have the names that Kafka gives them (KIP-13, KIP-124).
fn quotas(user: &Principal) -> Map<String, Value> {
    [
        (
            "producer_byte_rate",
            user.quotas.producer_rate.as_ref().map(Bytes::get),
        ),
        (
            "consumer_byte_rate",
            user.quotas.consumer_rate.as_ref().map(Bytes::get),
        ),
        (
            "request_percentage",
            user.quotas.request_percent.map(Percent::get).map(u64::from),
        ),
    ]
    .into_iter()
    .filter_map(|(name, limit)| Some((name.to_owned(), Value::from(limit?))))
    .collect()
}

fn subjects(deployment: &Deployment) -> Vec<Value> {
    if deployment.schema_registry.is_none() {
        return Vec::new();
    }
    schema_registry::subjects(deployment)
        .iter()
        .map(|subject| {
            json!({
                "subject": subject.name(),
                "compatibility": subject.schema.compatibility.word(),
            })
        })
        .collect()
}
