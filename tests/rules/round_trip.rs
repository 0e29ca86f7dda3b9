//! What a model and its own manifests have in common: both checks find the same.
//!
//! Every case of every rule is rendered, read back as if somebody else had written it, and checked
//! again. What only a model says, and what only manifests show, is named here with its reason.

use std::sync::{LazyLock, Mutex, PoisonError};

use kafka_blueprint::{
    finding::{Finding, ModelPath, Segment},
    kubernetes::object::Object,
    manifests::{self, Definitions, Manifests},
    model::{Deployment, name::ObjectName},
    render,
};
use serde_json::json;

/// Rules, or families, that ask for what no manifest says.
const OF_A_MODEL: &[&str] = &[
    // Applications, their profiles and what they do with topics.
    "client/",
    "reference/profile-cycle",
    "reference/unknown-listener",
    "reference/unknown-profile",
    "reference/unknown-topic",
    "monitoring/lag",
    "name/user-twice",
    // Components that are workloads like any other once they are rendered.
    "registry/",
    "ui/",
    "monitoring/certificate-days",
    "name/verification-prefix",
    "verification/",
    // Kubernetes itself, unless the operator is told about it.
    "network/",
    "version/kubernetes-minimum",
    "version/operator-start",
    // How a model is written.
    "broker-config/set-twice",
    "broker-config/unknown-key",
    "topic/config",
    "topic/personal-data",
    "storage/rate",
    "name/topic-resource",
    "waiver/",
    // Topics and users may exist that nobody has described.
    "acl/unreachable",
    "reference/unknown-super-user",
];

static DEFINITIONS: LazyLock<Mutex<Definitions>> = LazyLock::new(Mutex::default);

/// Reads what a deployment is rendered to as manifests and returns what is found in them.
fn of_manifests(deployment: &Deployment) -> Vec<Finding> {
    let components = render::render(deployment);
    let objects = components.iter().flat_map(|(_, objects)| objects);
    let items: Vec<_> = objects.map(Object::value).collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
    let mut manifests = Manifests::default();
    manifests.add("render.json", list.to_string().into_bytes());
    let asked = (!deployment.operator.install).then_some(deployment.operator.version);
    let mut definitions = DEFINITIONS.lock().unwrap_or_else(PoisonError::into_inner);
    manifests::check(&manifests, asked, &mut definitions).findings
}

fn both_see(finding: &Finding) -> bool {
    let rule = finding.rule.as_str();
    let of_model = |name: &str| name == rule || name.ends_with('/') && rule.starts_with(name);
    !OF_A_MODEL.iter().any(|name| of_model(name))
}

/// Parts of the model that are workloads, or nothing at all, once they are rendered.
const UNSEEN: [&str; 6] = [
    "applications",
    "clientProfiles",
    "kafkaUi",
    "monitoring",
    "schemaRegistry",
    "verification",
];

/// Returns whether a finding is about something that model and manifests both say. Users of
/// applications and components, and the registry's topics, are written by nobody in a model.
fn is_about_both(deployment: &Deployment, finding: &Finding) -> bool {
    let steps = finding.path().map(ModelPath::segments).unwrap_or_default();
    let keys: Vec<&str> = steps
        .iter()
        .map(|step| match step {
            Segment::Key(key) => key.as_str(),
            Segment::Index(_) => "",
        })
        .collect();
    match keys[..] {
        ["users", name, ..] => deployment.users.contains_key(name),
        ["topics", name, ..] => deployment.topics.contains_key(name),
        [part, ..] => !UNSEEN.contains(&part),
        [] => true,
    }
}

/// Returns whether rendering mends or hides what is wrong, so that no manifest can show it.
fn is_mended(deployment: &Deployment, finding: &Finding) -> bool {
    match finding.rule.as_str() {
        // A role that is named more than once is rendered once.
        "node-pool/roles" => ["twice", "more roles"]
            .iter()
            .any(|much| finding.message.contains(much)),
        // Without authorization no access control list is rendered.
        "user/authorization" => true,
        // The Secrets of the Kafka UI and of the registry are named in templates of pods.
        "name/user-secret" => {
            let pull = &deployment.platform.image_pull_secrets;
            let pulls = |secret: &ObjectName| finding.message.contains(&format!("`{secret}`"));
            deployment.kafka_ui.is_some() || pull.iter().any(pulls)
        }
        _ => false,
    }
}

/// A number of copies that no resource can hold is rendered as Kafka's default.
fn is_within_a_resource(deployment: &Deployment) -> bool {
    let copies = deployment.cluster.config.get("default.replication.factor");
    copies.is_none_or(|copies| copies.as_str().parse::<u16>().is_ok())
}

fn told<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut told: Vec<String> = findings
        .map(|finding| format!("{} {}: {}", finding.severity, finding.rule, finding.message))
        .collect();
    told.sort();
    told
}

/// Fails the test where a deployment and its manifests are judged differently.
pub fn agree(deployment: &Deployment, found: &[Finding]) {
    if !is_within_a_resource(deployment) {
        return;
    }
    let of_model = told(found.iter().filter(|finding| {
        both_see(finding) && is_about_both(deployment, finding) && !is_mended(deployment, finding)
    }));
    let again = of_manifests(deployment);
    let again = again.iter().filter(|finding| {
        both_see(finding)
            && !finding.rule.as_str().starts_with("manifest/")
            && is_about_both(deployment, finding)
    });
    assert_eq!(
        told(again),
        of_model,
        "the manifests on the left, the model on the right"
    );
}
