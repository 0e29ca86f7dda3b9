//! One cluster as a deployment of the model, for the rules to judge.

use std::collections::BTreeMap;

use super::{
    draft::{Draft, word},
    gate::Gate,
    kafka,
    kraft::{self, Mode},
    membership::Cluster,
    node_pool,
    operator::{self, Chosen, Operator},
    resource::Resource,
    rules::{TOPIC_TWICE, Told},
    topic,
    unchecked::Unchecked,
    user,
};
use crate::{
    catalog::operator::Release,
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
    findings.extend(kraft::wrong(cluster, release));
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
    let mode = kraft::mode(cluster.kafka, release);
    shut(mode, gate);
    if mode == Mode::ZooKeeper && cluster.pools.is_empty() {
        let nodes = node_pool::of_zookeeper(cluster.kafka, findings);
        pools.enter("kafka", cluster.kafka.place(), nodes);
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

/// Shuts the rules that speak of KRaft where the metadata is kept elsewhere.
fn shut(mode: Mode, gate: &mut Gate) {
    let why = match mode {
        Mode::Kraft => return,
        Mode::ZooKeeper => "it runs on ZooKeeper, and the model has KRaft alone",
        Mode::Migration => {
            "it is between ZooKeeper and KRaft, and how far it has come stands in its status alone"
        }
    };
    gate.shut(
        &[
            "version/metadata-level",
            "version/metadata-newer",
            "version/metadata-older",
            "broker-config/message-format",
        ],
        why,
    );
    if mode == Mode::ZooKeeper {
        let rules = ["node-pool/", "storage/volume-count", "name/length"];
        gate.shut(&rules, why);
    }
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
