//! Damaged objects, each of which the tools must find: a check that can't fail proves nothing.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::component::kube_score::KubeScore;
use crate::component::kubeconform::Kubeconform;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::{self, Object};
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// Damages objects of a set and expects both tools to say so.
pub(super) fn are_found(
    harness: &Harness,
    kubeconform: &Kubeconform,
    kube_score: &KubeScore,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    let objects = set.objects()?;
    let file = harness.directory("policy-controls")?.join("damaged.yaml");
    let release = set.release();
    for (kind, pointer, value, told) in damages() {
        let claim = format!("{release}: kubeconform refuses a {kind} with {pointer} {value}");
        let Some(object) = objects.iter().find(|object| object.kind() == kind) else {
            checks.not_proved(claim, "the set has none");
            continue;
        };
        manifest::write(&file, &[object.clone().with(pointer, value)])?;
        let objections = kubeconform.judge(std::slice::from_ref(&file))?.objections;
        let found = objections.len() == 1 && objections.iter().all(|line| line.contains(told));
        checks.expect(claim, found, || objections.join("\n"));
    }
    finds_a_careless_container(kube_score, &objects, &file, set, checks)
}

/// The kind, what is damaged, what it becomes, and a word that kubeconform must say of it.
fn damages() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        (
            "Deployment",
            "/spec/template/spec/containerz",
            json!([]),
            "containerz",
        ),
        ("Deployment", "/spec/replicas", json!("two"), "replicas"),
        ("Service", "/metadata/lables", json!({}), "lables"),
        ("Kafka", "/spec/kafka/replicaz", json!(3), "replicaz"),
        ("Kafka", "/metadata/lables", json!({}), "lables"),
        ("KafkaTopic", "/spec/partitions", json!(0), "partitions"),
        (
            "PodMonitor",
            "/spec/podMetricsEndpointz",
            json!([]),
            "podMetricsEndpointz",
        ),
        (
            "NetworkPolicy",
            "/apiVersion",
            json!("networking.k8s.io/v9"),
            "schema",
        ),
    ]
}

fn finds_a_careless_container(
    kube_score: &KubeScore,
    objects: &[Object],
    file: &PathBuf,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    let claim = format!(
        "{}: kube-score finds a container without limits",
        set.release()
    );
    let Some(at) = objects
        .iter()
        .position(|object| object.kind() == "Deployment")
    else {
        checks.not_proved(claim, "the set has no Deployment");
        return Ok(());
    };
    let resources = "/spec/template/spec/containers/0/resources";
    let mut damaged = objects.to_vec();
    damaged[at] = damaged[at].clone().with(resources, json!({}));
    manifest::write(file, &damaged)?;
    let score = kube_score.score(std::slice::from_ref(file))?;
    let object = objects[at].to_string();
    let found = score
        .critical
        .iter()
        .any(|finding| finding.check == "container-resources" && finding.object == object);
    checks.expect(claim, found, || format!("{:?}", score.critical));
    Ok(())
}
