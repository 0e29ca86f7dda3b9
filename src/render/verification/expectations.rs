//! What the model expects of the running cluster, as JSON files in ConfigMaps.
//!
//! The crate `expectations` has the form of the files. Topics and users of large deployments are
//! split over several files and ConfigMaps: client-side apply keeps a copy of an object in an
//! annotation, which holds at most 262,144 bytes.

use std::collections::BTreeMap;

use ::expectations::{self as contract, Document, Subject, Topic};
use serde::Serialize;
use serde_json::Value;

use super::{cluster, load, monitoring, paths, users};
use crate::{
    derive::{schema_registry, topic, verification as derived},
    model::{Deployment, schema::Compatibility, verification::Verification},
    render::topics,
};

/// How many bytes a file, and the ConfigMap around it, has at most.
const LARGEST: usize = 96 * 1024;

/// Returns the ConfigMaps by name, each with its files.
pub fn config_maps(
    deployment: &Deployment,
    verification: &Verification,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let cluster = Document {
        cluster: Some(cluster::expected(deployment)),
        ..Document::default()
    };
    let mut files = vec![("cluster".to_owned(), text(&cluster))];
    files.extend(parts("topics", topic_list(deployment), |topics| Document {
        topics,
        ..Document::default()
    }));
    files.extend(parts("users", users::expected(deployment), |users| {
        Document {
            users,
            ..Document::default()
        }
    }));
    files.extend(parts("subjects", subjects(deployment), |subjects| {
        Document {
            subjects,
            ..Document::default()
        }
    }));
    files.extend(parts("paths", paths::expected(deployment), |paths| {
        Document {
            paths,
            ..Document::default()
        }
    }));
    files.extend(monitoring::expected(deployment).map(|monitoring| {
        let document = Document {
            monitoring: Some(monitoring),
            ..Document::default()
        };
        ("monitoring".to_owned(), text(&document))
    }));
    files.extend(loads(verification));
    let mut maps: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let (mut number, mut size) = (0, 0);
    for (name, text) in files {
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

/// Returns the load of a run, and that of several pods.
fn loads(verification: &Verification) -> impl Iterator<Item = (String, String)> {
    let own = derived::performance(verification).map(|writing| {
        let document = Document {
            load: Some(load::expected(&writing)),
            ..Document::default()
        };
        ("load".to_owned(), text(&document))
    });
    let pods = verification.load.as_ref().map(|load| load.pods);
    let shared = derived::shared_load(verification).zip(pods);
    let shared = shared.map(|(writing, pods)| {
        let document = Document {
            shared_load: Some(load::shared(&writing, pods)),
            ..Document::default()
        };
        ("shared-load".to_owned(), text(&document))
    });
    own.into_iter().chain(shared)
}

/// Returns items in as many files as their size asks for.
fn parts<T: Serialize>(
    name: &str,
    items: Vec<T>,
    document: impl Fn(Vec<T>) -> Document,
) -> Vec<(String, String)> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut size = LARGEST;
    for item in items {
        let length = text(&item).len() * 2;
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
        .map(|(number, items)| (format!("{name}-{number:03}"), text(&document(items))))
        .collect()
}

/// The forms have neither maps with other keys than text nor floats, so that all of them are JSON.
fn text(value: &impl Serialize) -> String {
    serde_json::to_value(value).map_or_else(|_| String::new(), |value| format!("{value:#}\n"))
}

fn topic_list(deployment: &Deployment) -> Vec<Topic> {
    topic::all(deployment)
        .iter()
        .map(|(name, topic)| Topic {
            name: name.to_string(),
            partitions: topic.partitions.get(),
            replicas: topics::replicas(deployment, topic),
            config: topics::settings(topic)
                .into_iter()
                .map(|(key, value)| (key, kafka_text(&value)))
                .collect(),
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

fn subjects(deployment: &Deployment) -> Vec<Subject> {
    if deployment.schema_registry.is_none() {
        return Vec::new();
    }
    schema_registry::subjects(deployment)
        .iter()
        .map(|subject| Subject {
            subject: subject.name(),
            compatibility: compatibility(subject.schema.compatibility),
            topic: subject.topic.to_string(),
            schema: subject.schema.file.schema().clone(),
        })
        .collect()
}

fn compatibility(level: Compatibility) -> contract::Compatibility {
    match level {
        Compatibility::None => contract::Compatibility::None,
        Compatibility::Backward => contract::Compatibility::Backward,
        Compatibility::BackwardTransitive => contract::Compatibility::BackwardTransitive,
        Compatibility::Forward => contract::Compatibility::Forward,
        Compatibility::ForwardTransitive => contract::Compatibility::ForwardTransitive,
        Compatibility::Full => contract::Compatibility::Full,
        Compatibility::FullTransitive => contract::Compatibility::FullTransitive,
    }
}
