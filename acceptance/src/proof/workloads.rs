//! Controllers, scheduler and nodes make every rendered workload available.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Proof, api_server};
use crate::component::control_plane::ControlPlane;
use crate::component::kubectl::Kubectl;
use crate::error::Result;
use crate::harness::{Harness, LOAD_PODS};
use crate::manifest;
use crate::patience;
use crate::prerequisite::Prerequisite;
use crate::release::RELEASES;
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
const TIMEOUT: &str = "--timeout=180s";

/// How long a pod may wait for the scheduler to say that it fits nowhere.
const LIMIT: Duration = Duration::from_mins(2);

/// The label of a Job's pods that no other Job's have; a load takes its name from it.
const RUN_LABEL: &str = "batch.kubernetes.io/controller-uid";

/// The label that says which of an Indexed Job's pods one is.
const INDEX_LABEL: &str = "batch.kubernetes.io/job-completion-index";

/// What Kubernetes itself puts into a namespace and takes out with it.
const OF_KUBERNETES: [&str; 2] = ["configmap/kube-root-ca.crt", "serviceaccount/default"];

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    if harness.sets().environments().is_empty() {
        checks.not_proved(CLAIM, "no environment is rendered yet");
    }
    for release in RELEASES {
        // What one set leaves behind would be found by its own teardown.
        let plane = ControlPlane::start_with_nodes(harness)?;
        api_server::load_definitions(harness, plane.kubectl(), release)?;
        harness.each_environment(release, checks, CLAIM, |set, checks| {
            let set = with_images(harness, set, checks)?;
            become_available(plane.kubectl(), &set, checks)?;
            if release == RELEASES[0] {
                tells_what_does_not_fit(plane.kubectl(), &set, checks)?;
            }
            load_is_scheduled(plane.kubectl(), &set, checks)?;
            leave_nothing(plane.kubectl(), &set, checks)
        })?;
    }
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
    let objections = api_server::apply_in_order(kubectl, set)?;
    checks.unless(
        format!("{set}: applies to a cluster with nodes"),
        &objections,
    );
    let wait = kubectl
        .call()
        .args(["wait", "--for=condition=Available", TIMEOUT])
        .args(["--namespace", NAMESPACE, "deployment", "--all"])
        .output()?;
    let mut waiting = unavailable(kubectl, set)?;
    if !waiting.is_empty() || !wait.success() {
        waiting.push(events(kubectl)?);
    }
    let workloads = deployments(set)?;
    let claim = format!(
        "{set}: all {} Deployments become available, those of {} applications among them",
        workloads.len(),
        applications(set)?
    );
    checks.unless(claim, &waiting);
    Ok(())
}

/// Starts the load: each of its pods gets an index, a node, and the label that names the run.
fn load_is_scheduled(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let claim = format!("{set}: every pod of a load gets its index and a node");
    let files = set.started_by_hand()?;
    let [file] = &files[..] else {
        checks.not_proved(claim, "the set has no load");
        return Ok(());
    };
    let started = kubectl.start_by_hand(file)?;
    let name = manifest::read(file)?
        .first()
        .map(|job| job.name().to_owned());
    let of_job = format!("batch.kubernetes.io/job-name={}", name.unwrap_or_default());
    let indexes = || -> Result<BTreeSet<String>> {
        let list = kubectl.get(&["pods", "--namespace", NAMESPACE, "--selector", &of_job])?;
        let pods = list["items"].as_array().into_iter().flatten();
        let placed = pods.filter(|pod| {
            let labels = &pod["metadata"]["labels"];
            pod["spec"]["nodeName"].is_string() && labels[RUN_LABEL].is_string()
        });
        let index = placed.map(|pod| &pod["metadata"]["labels"][INDEX_LABEL]);
        Ok(index.filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let wanted: BTreeSet<String> = (0..LOAD_PODS).map(|index| index.to_string()).collect();
    let is_there = patience::until(LIMIT, || Ok(indexes()? == wanted))?;
    let seen = format!("{:?}; {}", indexes()?, events(kubectl)?);
    checks.expect(claim, started.success() && is_there, || {
        format!("{seen}; {}", started.last_words())
    });
    Ok(())
}

/// Asks for more memory than a node has: the scheduler must tell of it.
fn tells_what_does_not_fit(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?.into_iter();
    let mut of_kind = objects.filter(|object| object.kind() == "Deployment");
    let Some(deployment) = of_kind.next() else {
        checks.not_proved(
            format!("{set}: a workload that fits nowhere is told"),
            "the set has no Deployment",
        );
        return Ok(());
    };
    let resources = "/spec/template/spec/containers/0/resources";
    let huge = json!({"requests": {"memory": "64Gi"}, "limits": {"memory": "64Gi"}});
    let wrong = deployment.clone().with(resources, huge);
    kubectl.create(&wrong)?;
    let told = || Ok(events(kubectl)?.contains("Insufficient memory"));
    let claim = format!("{set}: a {deployment} that fits on no node is told");
    let is_told = patience::until(LIMIT, told)?;
    let seen = events(kubectl)?;
    checks.expect(claim, is_told, || seen);
    kubectl.create(&deployment)
}

/// Returns the names of the set's Deployments.
fn deployments(set: &Rendered) -> Result<BTreeSet<String>> {
    let objects = set.objects()?.into_iter();
    let of_kind = objects.filter(|object| object.kind() == "Deployment");
    Ok(of_kind.map(|object| object.name().to_owned()).collect())
}

/// Counts the Deployments of applications in a set.
fn applications(set: &Rendered) -> Result<usize> {
    let file = set.directory().join("applications.yaml");
    if !file.exists() {
        return Ok(0);
    }
    let objects = manifest::read(&file)?.into_iter();
    Ok(objects
        .filter(|object| object.kind() == "Deployment")
        .count())
}

/// Returns the Deployments of the set that are not available.
fn unavailable(kubectl: &Kubectl, set: &Rendered) -> Result<Vec<String>> {
    let list = kubectl.get(&["deployments", "--namespace", NAMESPACE])?;
    let is_available = |item: &&Value| {
        let conditions = item["status"]["conditions"].as_array();
        let mut conditions = conditions.into_iter().flatten();
        conditions.any(|one| one["type"] == "Available" && one["status"] == "True")
    };
    let items = list["items"].as_array().into_iter().flatten();
    let available: BTreeSet<_> = items
        .filter(is_available)
        .filter_map(|item| item["metadata"]["name"].as_str())
        .collect();
    let wanted = deployments(set)?.into_iter();
    Ok(wanted
        .filter(|name| !available.contains(name.as_str()))
        .map(|name| format!("{name} is not available"))
        .collect())
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
    checks.unless(format!("{set}: the teardown leaves nothing"), &objections);
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
