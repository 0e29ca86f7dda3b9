//! Controllers, scheduler and nodes make every rendered workload available.

use std::collections::BTreeSet;

use super::{Proof, api_server};
use crate::component::control_plane::ControlPlane;
use crate::component::kubectl::Kubectl;
use crate::error::Result;
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::rendered::{NAMESPACE, Rendered};
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "workloads",
    summary: "Every Deployment becomes available, everything fits, the teardown leaves nothing",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Kubectl,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
    ],
    prove,
};

/// What is claimed of a set as a whole.
const CLAIM: &str = "its workloads become available";

/// How long the workloads of one set may take, as kubectl writes it.
const TIMEOUT: &str = "--timeout=120s";

/// What Kubernetes itself puts into a namespace and takes out with it.
const OF_KUBERNETES: [&str; 2] = ["configmap/kube-root-ca.crt", "serviceaccount/default"];

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    // Nodes of kwok are given up after 40 s, so every set gets a cluster of its own.
    harness.each_set(checks, CLAIM, |set, checks| {
        let set = with_images(harness, set, checks)?;
        let plane = ControlPlane::start_with_nodes(harness)?;
        api_server::load_definitions(harness, plane.kubectl(), set.release())?;
        become_available(plane.kubectl(), &set, checks)?;
        leave_nothing(plane.kubectl(), &set, checks)
    })?;
    checks.not_proved(
        "finalizers that only the operators add let go at teardown",
        "the cluster, topic and user operators are published by no package registry",
    );
    Ok(())
}

/// Returns the set with everything switched on that waits for an image, if it can be rendered.
fn with_images(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<Rendered> {
    let switched_on = harness.switched_on(set.environment(), set.release(), "1")?;
    if switched_on.is_none() {
        checks.not_proved(
            format!("{set}: the applications become available"),
            "there is no model to render them with images from",
        );
    }
    Ok(switched_on.unwrap_or_else(|| set.clone()))
}

fn become_available(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let name = format!("{} {}", set.environment(), set.release());
    let objections = api_server::apply_in_order(kubectl, set)?;
    checks.unless(
        format!("{name}: applies to a cluster with nodes"),
        &objections,
    );
    let deployments: BTreeSet<_> = set
        .objects()?
        .iter()
        .filter(|object| object.kind() == "Deployment")
        .map(|object| object.name().to_owned())
        .collect();
    for deployment in deployments {
        let available = kubectl
            .call()
            .args([
                "wait",
                "--for=condition=Available",
                "--namespace",
                NAMESPACE,
                TIMEOUT,
            ])
            .arg(format!("deployment/{deployment}"))
            .output()?;
        let claim = format!("{name}: the Deployment {deployment} becomes available");
        let events = events(kubectl)?;
        checks.expect(claim, available.success(), || events);
    }
    Ok(())
}

/// Deletes the set in the order that its README documents and looks for what is left.
fn leave_nothing(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let before = cluster_objects(kubectl)?;
    let mut objections = forgotten(set)?;
    for file in set.teardown()? {
        let delete = kubectl
            .call()
            .args(["delete", "--wait=true", TIMEOUT, "--filename"]);
        let output = delete.arg(file).output()?;
        if !output.success() {
            objections.push(output.last_words());
        }
    }
    objections.extend(left(kubectl, &before, set)?);
    let name = format!("{} {}", set.environment(), set.release());
    checks.unless(format!("{name}: the teardown leaves nothing"), &objections);
    Ok(())
}

/// Returns the files of the set that its documented teardown does not delete.
fn forgotten(set: &Rendered) -> Result<Vec<String>> {
    let teardown = set.teardown()?;
    let files = set.files()?.into_iter();
    Ok(files
        .filter(|file| !teardown.contains(file))
        .map(|file| format!("the README does not delete {}", file.display()))
        .collect())
}

/// Returns what is left of the set in the namespace and in the cluster.
fn left(kubectl: &Kubectl, before: &BTreeSet<String>, set: &Rendered) -> Result<Vec<String>> {
    let kinds = kinds(kubectl, true)?;
    let list = kubectl
        .call()
        .args(["get", &kinds, "--namespace", NAMESPACE]);
    let listed = list
        .args(["--ignore-not-found", "--output", "name"])
        .stdout()?;
    let own = |line: &&str| !OF_KUBERNETES.contains(line) && !line.starts_with("event");
    let mut left: Vec<_> = listed.lines().filter(own).map(str::to_owned).collect();
    let rendered: BTreeSet<_> = set
        .objects()?
        .iter()
        .map(|object| format!("/{}", object.name()))
        .collect();
    let after = cluster_objects(kubectl)?;
    let still = after.intersection(before);
    left.extend(
        still
            .filter(|line| rendered.iter().any(|name| line.ends_with(name)))
            .cloned(),
    );
    Ok(left)
}

/// Lists every object of the cluster that belongs to no namespace.
fn cluster_objects(kubectl: &Kubectl) -> Result<BTreeSet<String>> {
    let kinds = kinds(kubectl, false)?;
    let listed = kubectl
        .call()
        .args(["get", &kinds, "--output", "name"])
        .stdout()?;
    Ok(listed.lines().map(str::to_owned).collect())
}

/// Lists the kinds that can be listed, as `kubectl get` takes them.
fn kinds(kubectl: &Kubectl, namespaced: bool) -> Result<String> {
    let namespaced = format!("--namespaced={namespaced}");
    let call = kubectl
        .call()
        .args(["api-resources", "--verbs=list,delete", "--output=name"]);
    Ok(call
        .arg(namespaced)
        .stdout()?
        .lines()
        .collect::<Vec<_>>()
        .join(","))
}

/// Returns what the controllers and the scheduler complained about.
fn events(kubectl: &Kubectl) -> Result<String> {
    let call = kubectl
        .call()
        .args(["get", "events", "--namespace", NAMESPACE]);
    let columns = "custom-columns=OBJECT:.involvedObject.name,MESSAGE:.message";
    let warnings = call
        .args(["--field-selector", "type=Warning", "--output", columns])
        .stdout()?;
    Ok(warnings.trim().to_owned())
}
