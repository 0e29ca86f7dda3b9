//! One cluster as a deployment of the model, for the rules to judge.

use std::collections::BTreeMap;

use super::{
    draft::{Draft, word},
    gate::Gate,
    kafka,
    membership::Cluster,
    node_pool,
    operator::{self, Chosen, Operator},
    resource::Resource,
    rules::{KRAFT, TOPIC_TWICE, Told, ZOOKEEPER},
    topic,
    unchecked::Unchecked,
    user,
};
use crate::{
    catalog::operator::{KraftAnnotations, Release},
    environment::{FromNode, Node, document::Scalar, locate},
    finding::{Finding, Outcome, Place, Severity, Site, Trail},
    model::{
        Deployment,
        name::{TopicName, UserName},
        topic::Topic,
        user::User,
    },
    rules,
};

/// What a cluster is held against.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The release.
    pub chosen: &'a Chosen,
    /// The operator, where it is among the manifests.
    pub operator: Option<Operator<'a>>,
}

/// What came of a cluster.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The deployment as the model would write it; paths of findings are looked up in it.
    pub document: Node,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// Drafts a cluster as a deployment and holds it against the rules.
#[must_use]
pub fn judge(cluster: &Cluster<'_>, around: Surroundings<'_>, unchecked: &mut Unchecked) -> Judged {
    let release = Release::of(around.chosen.version);
    let mut gate = Gate::default();
    let mut findings = Vec::new();
    let document = draft(cluster, around, &mut gate, &mut findings);
    let read = Deployment::from_node(&document, &Trail::TOP, &mut findings);
    let kafka = cluster.kafka;
    let subject = format!("the cluster `{}`", kafka.name);
    match read {
        Some(deployment) if gate.all().is_none() => {
            let found = rules::check(&deployment, None);
            findings.extend(found.into_iter().filter(|finding| gate.lets(finding)));
        }
        _ => {
            let why = gate.all().unwrap_or("its errors must be mended first");
            let message = format!("{subject} by the rules about clusters, because {why}");
            unchecked.say(kafka.place(), message);
        }
    }
    for (why, rules) in gate.reasons() {
        let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
        let message = format!("{subject} by {}, because {why}", rules.join(", "));
        unchecked.say(kafka.place(), message);
    }
    findings.extend(kraft(cluster, release));
    Judged { document, findings }
}

fn draft(
    cluster: &Cluster<'_>,
    around: Surroundings<'_>,
    gate: &mut Gate,
    findings: &mut Vec<Finding>,
) -> Node {
    let release = Release::of(around.chosen.version);
    let kafka = cluster.kafka;
    let place = kafka.place();
    let mut deployment = Draft::new(kafka.node.place);
    match kafka.entry(&["metadata", "namespace"]) {
        Some(entry) => deployment.copy("namespace", Some(entry)),
        None => deployment.enter("namespace", place, word(place, kafka.namespace_or_any())),
    }
    let platform = operator::platform(release, around.operator, place);
    deployment.nest("platform", place, platform);
    let operator = operator::draft(around.chosen, around.operator, place);
    deployment.nest("operator", place, operator);
    let mut drafted = kafka::draft(kafka, release, gate, findings);
    drafted.nest("nodePools", place, pools(cluster, release, gate, findings));
    deployment.nest("cluster", place, drafted);
    deployment.nest("topics", place, topics(cluster, findings));
    deployment.nest("users", place, users(cluster, gate, findings));
    deployment.finish()
}

fn pools(
    cluster: &Cluster<'_>,
    release: &Release,
    gate: &mut Gate,
    findings: &mut Vec<Finding>,
) -> Draft {
    let mut pools = Draft::new(cluster.kafka.place());
    if is_on_zookeeper(cluster, release) {
        let why = "it runs on ZooKeeper, and the model has KRaft alone";
        gate.shut(
            &[
                "node-pool/",
                "storage/volume-count",
                "version/metadata-level",
            ],
            why,
        );
        gate.shut(&["version/metadata-newer", "version/metadata-older"], why);
        gate.shut(&["broker-config/message-format", "name/length"], why);
        if cluster.pools.is_empty() {
            let nodes = node_pool::of_zookeeper(cluster.kafka, findings);
            pools.enter("kafka", cluster.kafka.place(), nodes);
        }
    }
    let with_ids = cluster
        .pools
        .iter()
        .all(|pool| node_pool::asks_for_ids(pool));
    // The lowest that is free, as the operator gives them where nothing is asked for.
    let mut free = (!with_ids).then_some(0_u16);
    for pool in &cluster.pools {
        findings.extend(node_pool::node_ids(pool));
        let draft = node_pool::draft(pool, free, findings);
        let count = node_pool::replicas(pool).unwrap_or_default();
        free = free.and_then(|free| free.checked_add(u16::try_from(count).ok()?));
        pools.enter(pool.name.as_str(), pool.place(), draft);
    }
    pools
}

/// Enters every topic that the model can say; one that it can't is a finding and left out.
fn topics(cluster: &Cluster<'_>, findings: &mut Vec<Finding>) -> Draft {
    let mut topics = Draft::new(cluster.kafka.place());
    let default = cluster
        .kafka
        .text(&["spec", "kafka", "config", "num.partitions"]);
    let default = default.map_or("1", |text| text.text);
    let default = if default.parse::<u32>().is_ok_and(|n| n > 0) {
        default
    } else {
        "1"
    };
    let mut first = BTreeMap::new();
    for resource in &cluster.topics {
        let name = topic::name(resource);
        let Some(text) = sound::<TopicName>(&name, findings) else {
            continue;
        };
        if let Some(other) = first.insert(text.clone(), &resource.name) {
            findings.push(topic_twice(resource, &text, other, name.place));
            continue;
        }
        let node = topic::draft(resource, default, findings);
        if readable::<Topic>(&node, findings) {
            topics.enter(text, name.place, node);
        }
    }
    topics
}

fn topic_twice(resource: &Resource, topic: &str, other: &str, place: Place) -> Finding {
    let message = format!(
        "the KafkaTopics `{other}` and `{}` both stand for the topic `{topic}`",
        resource.name
    );
    let finding = TOPIC_TWICE.error(place, message).outcome(Outcome::Refused);
    finding.help("delete one of them")
}

fn users(cluster: &Cluster<'_>, gate: &mut Gate, findings: &mut Vec<Finding>) -> Draft {
    let mut users = Draft::new(cluster.kafka.place());
    for resource in &cluster.users {
        let name = word(resource.place(), &resource.name);
        let Some(text) = sound::<UserName>(&name, findings) else {
            continue;
        };
        let node = user::draft(resource);
        if resource.text(&["spec", "authentication", "type"]).is_none() {
            let path = crate::finding::ModelPath::of(&["users", &text]);
            let why = "a user without authentication is one that the model does not have";
            gate.shut_below("user/listener", path, why);
        }
        if readable::<User>(&node, findings) {
            users.enter(text, name.place, node);
        }
    }
    users
}

/// Returns the text of a name, or says what is wrong with it.
fn sound<T: crate::environment::read::Scalar>(
    name: &Node,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let mut found = Vec::new();
    let read = T::from_node(name, &Trail::TOP, &mut found);
    findings.extend(placed(found, name));
    let crate::environment::document::Value::Scalar(Scalar { text, .. }) = &name.value else {
        return None;
    };
    read.map(|_| text.clone())
}

/// Says whether a part of the model can be read; what is wrong with it is told at its place.
fn readable<T: FromNode>(node: &Node, findings: &mut Vec<Finding>) -> bool {
    let mut found = Vec::new();
    let read = T::from_node(node, &Trail::TOP, &mut found);
    let whole = found
        .iter()
        .all(|finding| finding.severity != Severity::Error);
    findings.extend(placed(found, node));
    read.is_some() && whole
}

/// Ties findings to the places of a node that is not part of the document.
fn placed(findings: Vec<Finding>, node: &Node) -> impl Iterator<Item = Finding> {
    findings.into_iter().map(|mut finding| {
        let place = match &finding.site {
            Site::Value(path) => Some(locate::value(node, path)),
            Site::Key(path) => Some(locate::key(node, path)),
            Site::Source(_) | Site::File(_) => None,
        };
        if let Some(place) = place {
            finding.site = Site::Source(place);
        }
        finding
    })
}

/// Returns whether a cluster runs on ZooKeeper. One whose pools have controllers is meant for
/// KRaft, whatever its annotations say.
fn is_on_zookeeper(cluster: &Cluster<'_>, release: &Release) -> bool {
    let mut pools = cluster.pools.iter();
    kafka::is_on_zookeeper(cluster.kafka, release)
        && !pools.any(|pool| node_pool::has_controllers(pool))
}

/// Returns what is wrong with how a Kafka asks for KRaft, or for ZooKeeper.
fn kraft(cluster: &Cluster<'_>, release: &Release) -> Vec<Finding> {
    let kafka = cluster.kafka;
    let annotations = release.kraft_annotations();
    let number = release.number();
    let mut findings = Vec::new();
    let wanted = ["strimzi.io/node-pools", "strimzi.io/kraft"];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|key| !kafka::enabled(kafka, key))
        .collect();
    let on_zookeeper = is_on_zookeeper(cluster, release);
    if annotations != KraftAnnotations::Ignored && !on_zookeeper && !missing.is_empty() {
        let missing = missing.join(": enabled` and `");
        let message = format!(
            "the Kafka `{}` lacks `{missing}: enabled`, without which Strimzi {number} does not run it in KRaft mode",
            kafka.name
        );
        let finding = KRAFT
            .error(kafka.place(), message)
            .outcome(Outcome::Refused);
        findings.push(finding.help("add the annotations below `metadata.annotations`"));
    }
    if on_zookeeper {
        let pools = "strimzi.io/node-pools";
        if !cluster.pools.is_empty() && !kafka::enabled(kafka, pools) {
            let message = format!(
                "the Kafka `{}` lacks `{pools}: enabled`, without which Strimzi {number} passes over its node pools",
                kafka.name
            );
            let finding = KRAFT
                .error(kafka.place(), message)
                .outcome(Outcome::Ignored);
            findings.push(finding.help("add the annotation below `metadata.annotations`"));
        }
        return findings;
    }
    for path in [
        &["spec", "zookeeper"][..],
        &["spec", "kafka", "replicas"],
        &["spec", "kafka", "storage"],
    ] {
        let Some(entry) = kafka.entry(path) else {
            continue;
        };
        let field = path.join(".");
        let finding = if annotations == KraftAnnotations::Select {
            let message = format!("a cluster in KRaft mode ignores `{field}`");
            ZOOKEEPER
                .warning(entry.key, message)
                .outcome(Outcome::Ignored)
                .help("take it away")
        } else if path.len() == 2 {
            let message = format!("Strimzi {number} runs no ZooKeeper");
            let finding = ZOOKEEPER
                .error(entry.key, message)
                .outcome(Outcome::Refused);
            finding.help("migrate to KRaft with Strimzi 0.45 first, or hold it against the release that runs with `--operator-version`")
        } else {
            continue;
        };
        findings.push(finding);
    }
    findings
}
