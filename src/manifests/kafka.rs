//! A Kafka as the cluster of the model.

use super::{
    draft::Draft,
    gate::Gate,
    listener, node_pool,
    resource::{Resource, Text, at, items, scalar},
    setting::{self, Lists},
    super_user,
};
use crate::{
    catalog::{kafka::KafkaVersion, kafka_config, operator::Release},
    environment::document::{Entry, Node, Value},
    finding::{Finding, ModelPath, nearest},
};

/// What of a Kafka the model can say, beside its listeners.
pub const KNOWN: &[&str] = &[
    "apiVersion",
    "kind",
    "metadata",
    "status",
    "spec/kafka/version",
    "spec/kafka/metadataVersion",
    "spec/kafka/config",
    "spec/kafka/authorization/type",
    "spec/kafka/authorization/superUsers",
    "spec/kafka/image",
    "spec/kafka/quotas/minAvailableBytesPerVolume",
    "spec/kafka/quotas/minAvailableRatioPerVolume",
    "spec/kafka/rack/type",
    "spec/kafka/rack/topologyKey",
    "spec/kafka/rack/envVarName",
    "spec/kafka/metricsConfig/type",
    "spec/kafka/metricsConfig/valueFrom",
    "spec/cruiseControl/metricsConfig/type",
    "spec/cruiseControl/metricsConfig/valueFrom",
    "spec/clusterCa/generateCertificateAuthority",
    "spec/clusterCa/validityDays",
    "spec/clusterCa/renewalDays",
    "spec/clientsCa/generateCertificateAuthority",
    "spec/clientsCa/validityDays",
    "spec/clientsCa/renewalDays",
    "spec/maintenanceTimeWindows",
    "spec/entityOperator/topicOperator/resources/limits",
    "spec/entityOperator/topicOperator/resources/requests",
    "spec/entityOperator/topicOperator/watchedNamespace",
    "spec/entityOperator/userOperator/resources/limits",
    "spec/entityOperator/userOperator/resources/requests",
    "spec/entityOperator/userOperator/watchedNamespace",
    "spec/kafkaExporter/topicRegex",
    "spec/kafkaExporter/groupRegex",
    "spec/kafkaExporter/resources/limits",
    "spec/kafkaExporter/resources/requests",
    "spec/cruiseControl/config",
    "spec/cruiseControl/resources/limits",
    "spec/cruiseControl/resources/requests",
];

/// What of the nodes of a cluster on ZooKeeper the model can say.
pub const KNOWN_WITHOUT_POOLS: &[&str] = &[
    "spec/kafka/replicas",
    "spec/kafka/storage",
    "spec/kafka/jvmOptions/-Xmx",
    "spec/kafka/jvmOptions/-Xms",
    "spec/kafka/resources/requests",
    "spec/kafka/resources/limits",
];

/// How many unknown settings are compared with every known one; a file has room for a million.
const MOST_COMPARED: usize = 200;

/// Returns whether an annotation switches something on.
#[must_use]
pub fn enabled(kafka: &Resource, annotation: &str) -> bool {
    let text = kafka.annotation(annotation);
    text.is_some_and(|text| text.text.eq_ignore_ascii_case("enabled"))
}

/// Drafts the cluster without its node pools.
pub fn draft(
    kafka: &Resource,
    release: &Release,
    gate: &mut Gate,
    findings: &mut Vec<Finding>,
) -> Draft {
    let mut cluster = Draft::new(kafka.place());
    cluster.copy("name", kafka.entry(&["metadata", "name"]));
    cluster.copy("version", kafka.entry(&["spec", "kafka", "version"]));
    let metadata = kafka.entry(&["spec", "kafka", "metadataVersion"]);
    cluster.copy("metadataVersion", metadata);
    listener::enter(&mut cluster, kafka, gate, findings);
    authorization(&mut cluster, kafka, gate);
    tiered_storage(kafka, gate);
    config(&mut cluster, kafka, release, gate, findings);
    metrics(&mut cluster, kafka);
    exporter(&mut cluster, kafka);
    certificates(&mut cluster, kafka);
    let windows = kafka.entry(&["spec", "maintenanceTimeWindows"]);
    cluster.copy("maintenanceWindows", windows);
    entity_operator(&mut cluster, kafka);
    cruise_control(&mut cluster, kafka, findings);
    let rack = kafka.entry(&["spec", "kafka", "rack", "topologyKey"]);
    cluster.copy("rack", rack);
    cluster
}

/// Returns the version of Kafka that a Kafka runs.
#[must_use]
pub fn version(kafka: &Resource, release: &Release) -> KafkaVersion {
    let written = kafka.text(&["spec", "kafka", "version"]);
    let written = written.and_then(|version| version.text.parse().ok());
    written.unwrap_or_else(|| release.default_kafka())
}

/// Strimzi turns tiered storage on where the Kafka has some (`KafkaBrokerConfigurationBuilder`).
fn tiered_storage(kafka: &Resource, gate: &mut Gate) {
    if kafka.entry(&["spec", "kafka", "tieredStorage"]).is_some() {
        let why = "the model has no tiered storage";
        gate.shut(&["topic/tiered-storage"], why);
    }
}

fn authorization(cluster: &mut Draft, kafka: &Resource, gate: &mut Gate) {
    let path = ["spec", "kafka", "authorization"];
    let Some(entry) = kafka.entry(&path).filter(|entry| !entry.node.is_null()) else {
        cluster.fill("authorization", "none");
        return;
    };
    let kind = at(&entry.node, &["type"]);
    let text = kind.and_then(|kind| scalar(&kind.node));
    let (Some(kind), true) = (kind, text.is_some_and(|text| text.text == "simple")) else {
        let why = "the authorization is of a kind that the model does not have";
        gate.shut(
            &["user/authorization", "user/no-rights", "user/super-user"],
            why,
        );
        gate.shut(&["listener/open", "listener/anonymous"], why);
        cluster.fill("authorization", "none");
        return;
    };
    let mut simple = Draft::new(kind.node.place);
    if let Some(list) = at(&entry.node, &["superUsers"]) {
        let users = items(&entry.node, &["superUsers"]).iter();
        let node = Node {
            place: list.key,
            value: Value::Sequence(users.filter_map(|user| super_user(user, gate)).collect()),
        };
        simple.enter("superUsers", list.key, node);
    }
    let mut authorization = Draft::new(entry.key);
    authorization.nest("simple", kind.node.place, simple);
    cluster.nest("authorization", entry.key, authorization);
}

/// Returns the user of `CN=name`. Other names are those of users with passwords, of whoever has no
/// authentication, and of certificates that Strimzi did not make; none of them is written so in a
/// model, and none of the rules may say that they have no rights.
fn super_user(node: &Node, gate: &mut Gate) -> Option<Node> {
    let name = scalar(node)?.text.as_str();
    if name == super_user::ANONYMOUS {
        let listeners = ModelPath::of(&["cluster", "listeners"]);
        gate.refute("listener/anonymous", listeners);
        return None;
    }
    let Some(certified) = name.strip_prefix("CN=") else {
        gate.refute("user/no-rights", ModelPath::of(&["users", name]));
        return None;
    };
    (!certified.contains(',')).then(|| super::draft::word(node.place, certified))
}

/// Keys that Kafka does not know and that are near none that it knows may be those of a plugin.
fn config(
    cluster: &mut Draft,
    kafka: &Resource,
    release: &Release,
    gate: &mut Gate,
    findings: &mut Vec<Finding>,
) {
    let Some(entry) = kafka.entry(&["spec", "kafka", "config"]) else {
        return;
    };
    let known = kafka_config::broker(version(kafka, release));
    let (mut config, mut extra) = (Draft::new(entry.key), Draft::new(entry.key));
    let mut compared = 0;
    for (key, setting, text) in setting::all(entry, Lists::Refused, findings) {
        let unknown = known.is_some_and(|known| known.get(key).is_none());
        compared += usize::from(unknown);
        let foreign = known
            .filter(|_| unknown && compared <= MOST_COMPARED)
            .is_some_and(|known| {
                let names = known.iter().map(|(name, _)| name);
                nearest(key, names).is_none()
            });
        if foreign && !key.starts_with("cruise.control.") && !key.starts_with("listener.name.") {
            let why = "Kafka does not know the setting, so a plugin may read it";
            let path = ModelPath::of(&["cluster", "extraConfig", key]);
            gate.shut_below("broker-config/unknown-key", path, why);
            extra.follow(key, setting, text);
        } else {
            config.follow(key, setting, text);
        }
    }
    cluster.nest("config", entry.key, config);
    if !extra.is_empty() {
        cluster.nest("extraConfig", entry.key, extra);
    }
}

fn metrics(cluster: &mut Draft, kafka: &Resource) {
    match kafka.entry(&["spec", "kafka", "metricsConfig"]) {
        Some(entry) if !entry.node.is_null() => cluster.follow("metrics", entry, "jmxExporter"),
        _ => cluster.fill("metrics", "none"),
    }
}

fn exporter(cluster: &mut Draft, kafka: &Resource) {
    let Some(entry) = kafka.entry(&["spec", "kafkaExporter"]) else {
        return;
    };
    let mut exporter = Draft::new(entry.key);
    exporter.copy("topics", at(&entry.node, &["topicRegex"]));
    exporter.copy("groups", at(&entry.node, &["groupRegex"]));
    size(&mut exporter, "resources", entry);
    cluster.nest("kafkaExporter", entry.key, exporter);
}

fn size(draft: &mut Draft, key: &str, component: &Entry) {
    if let Some(resources) = node_pool::resources(&component.node) {
        let place = at(&component.node, &["resources"]).map_or(component.key, |entry| entry.key);
        draft.nest(key, place, resources);
    }
}

fn certificates(cluster: &mut Draft, kafka: &Resource) {
    let mut certificates = Draft::new(kafka.place());
    let mut place = kafka.place();
    for (name, field) in [("cluster", "clusterCa"), ("clients", "clientsCa")] {
        let Some(entry) = kafka.entry(&["spec", field]) else {
            continue;
        };
        let mut authority = Draft::new(entry.key);
        authority.copy("validityDays", at(&entry.node, &["validityDays"]));
        authority.copy("renewalDays", at(&entry.node, &["renewalDays"]));
        let generate = at(&entry.node, &["generateCertificateAuthority"]);
        authority.copy("generate", generate);
        certificates.nest(name, entry.key, authority);
        place = entry.key;
    }
    cluster.nest("certificates", place, certificates);
}

fn entity_operator(cluster: &mut Draft, kafka: &Resource) {
    let Some(entry) = kafka.entry(&["spec", "entityOperator"]) else {
        return;
    };
    let mut operators = Draft::new(entry.key);
    for name in ["topicOperator", "userOperator"] {
        if let Some(operator) = at(&entry.node, &[name]) {
            size(&mut operators, name, operator);
        }
    }
    cluster.nest("entityOperator", entry.key, operators);
}

fn cruise_control(cluster: &mut Draft, kafka: &Resource, findings: &mut Vec<Finding>) {
    let Some(entry) = kafka.entry(&["spec", "cruiseControl"]) else {
        return;
    };
    let mut control = Draft::new(entry.key);
    if let Some(config) = at(&entry.node, &["config"]) {
        let mut settings = Draft::new(config.key);
        for (key, setting, text) in setting::all(config, Lists::Refused, findings) {
            settings.follow(key, setting, text);
        }
        control.nest("config", config.key, settings);
    }
    size(&mut control, "resources", entry);
    cluster.nest("cruiseControl", entry.key, control);
}

/// Returns the namespace that the operator of topics or users watches.
#[must_use]
pub fn watched<'a>(kafka: &'a Resource, operator: &str) -> Option<&'a str> {
    let path = ["spec", "entityOperator", operator, "watchedNamespace"];
    let written = kafka.text(&path).map(|text: Text<'_>| text.text);
    written.or(kafka.namespace.as_deref())
}
