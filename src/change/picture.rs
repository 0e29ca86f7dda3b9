//! A cluster at a glance: what a person would draw of one side of a comparison.

use serde_json::Value;

use super::Objects;
use crate::finding::counted;

/// What one side of a comparison holds, in the order in which a person would draw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The boxes, sorted by group and name.
    pub boxes: Vec<Box>,
}

/// One thing in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Box {
    /// What kind of thing it is, such as `Node pool`.
    pub group: &'static str,
    /// Its name.
    pub name: String,
    /// What to know of it, such as `broker, 3 nodes`.
    pub text: String,
}

impl Picture {
    /// Draws a set of objects.
    #[must_use]
    pub fn of(objects: &Objects) -> Self {
        let mut boxes = Vec::new();
        let mut add = |group, name: &str, text: String| {
            let name = name.to_owned();
            boxes.push(Box { group, name, text });
        };
        for (id, kafka) in objects.of_kind("Kafka") {
            add("Cluster", &id.name, cluster(kafka));
            for listener in list(&kafka["spec"]["kafka"]["listeners"]) {
                let name = listener["name"].as_str().unwrap_or_default();
                add("Listener", name, entrance(listener));
            }
        }
        for (id, pool) in objects.of_kind("KafkaNodePool") {
            add("Node pool", &id.name, nodes(pool));
        }
        for (id, workload) in objects.of_kind("Deployment") {
            let pods = workload["spec"]["replicas"].as_u64().unwrap_or(1);
            add("Deployment", &id.name, many(pods, "pod", "pods"));
        }
        let topics: Vec<&Value> = objects
            .of_kind("KafkaTopic")
            .map(|(_, topic)| topic)
            .collect();
        let partitions = topics
            .iter()
            .filter_map(|topic| topic["spec"]["partitions"].as_u64());
        if !topics.is_empty() {
            let text = many(partitions.sum(), "partition", "partitions");
            add("Topics", &counted(topics.len(), "topic", "topics"), text);
        }
        let users = objects.of_kind("KafkaUser").count();
        if users > 0 {
            add("Users", &counted(users, "user", "users"), String::new());
        }
        Self { boxes }
    }
}

fn cluster(kafka: &Value) -> String {
    let version = kafka["spec"]["kafka"]["version"].as_str();
    version.map_or_else(String::new, |version| format!("Kafka {version}"))
}

fn entrance(listener: &Value) -> String {
    let kind = listener["type"].as_str().unwrap_or("unknown");
    let mut text = format!("port {}, {kind}", listener["port"]);
    if listener["tls"] == true {
        text.push_str(", TLS");
    }
    match listener["authentication"]["type"].as_str() {
        Some(authentication) => text.extend([", ", authentication]),
        None => text.push_str(", anonymous"),
    }
    text
}

fn nodes(pool: &Value) -> String {
    let roles: Vec<&str> = list(&pool["spec"]["roles"])
        .filter_map(Value::as_str)
        .collect();
    let nodes = pool["spec"]["replicas"].as_u64().unwrap_or(0);
    let storage = &pool["spec"]["storage"];
    let volumes: Vec<&str> = list(&storage["volumes"])
        .chain(std::iter::once(storage))
        .filter_map(|volume| volume["size"].as_str())
        .collect();
    let mut text = format!("{}, {}", roles.join(" and "), many(nodes, "node", "nodes"));
    if !volumes.is_empty() {
        text.extend([", ", &volumes.join(" + ")]);
    }
    text
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn many(count: u64, one: &str, many: &str) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_drawn_with_its_ways_in_and_its_nodes() {
        let mut objects = Objects::default();
        let text = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {version: 4.2.0, listeners: [{name: tls, port: 9093, type: internal, tls: true, authentication: {type: tls}}]}}}\n---\n\
            {apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [broker], replicas: 3, storage: {volumes: [{size: 1Gi}, {size: 2Gi}]}}}\n---\n\
            {apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: t}, spec: {partitions: 6}}\n";
        objects.read("a.yaml", text.as_bytes()).unwrap();
        let drawn = Picture::of(&objects).boxes;
        let drawn = drawn
            .iter()
            .map(|found| format!("{}: {}, {}", found.group, found.name, found.text));
        insta::assert_snapshot!(drawn.collect::<Vec<_>>().join("\n"), @"
        Cluster: k, Kafka 4.2.0
        Listener: tls, port 9093, internal, TLS, tls
        Node pool: p, broker, 3 nodes, 1Gi + 2Gi
        Topics: 1 topic, 6 partitions
        ");
    }
}
