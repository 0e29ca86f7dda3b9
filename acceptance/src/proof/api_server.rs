//! A real API server accepts every rendered object, strictly, and nothing else.
//!
//! Each release gets a fresh API server with the definitions that Strimzi's own generator makes.
//! There each environment's set is applied as a whole with `kubectl apply -k`, taken out, applied
//! file by file in the documented order, twice, and then changed: other images, the next release.
//! Warnings, those of Pod Security among them, count against it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Proof;
use crate::component::control_plane::ControlPlane;
use crate::component::kubectl::Kubectl;
use crate::component::{prometheus_operator, strimzi_crds};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::process::Output;
use crate::release::{RELEASES, Release};
use crate::rendered::{NAMESPACE, Rendered};
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "api-server",
    summary: "A real API server accepts every object, strictly and twice, and an upgrade of it",
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
const CLAIM: &str = "is accepted by the API server";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    if harness.sets().environments().is_empty() {
        checks.not_proved(CLAIM, "no environment is rendered yet");
    }
    for release in RELEASES {
        let plane = ControlPlane::start(harness)?;
        load_definitions(harness, plane.kubectl(), release)?;
        harness.each_environment(release, checks, CLAIM, |set, checks| {
            let kubectl = plane.kubectl();
            applies_as_a_whole(kubectl, set, checks)?;
            plane.clear(std::slice::from_ref(set))?;
            applies_in_order(kubectl, set, checks)?;
            refuses_mistakes(kubectl, set, checks)?;
            enforces_pod_security(kubectl, set, checks)?;
            let mut applied = takes_new_images(harness, kubectl, set, checks)?;
            applied.extend(upgrades(harness, kubectl, set, checks)?);
            applied.push(set.clone());
            plane.clear(&applied)
        })?;
    }
    Ok(())
}

/// Loads all definitions of `release` into a cluster and waits until they are served.
pub(super) fn load_definitions(
    harness: &Harness,
    kubectl: &Kubectl,
    release: Release,
) -> Result<()> {
    let mut files = vec![strimzi_crds::generate(harness.cache(), release)?];
    files.extend(prometheus_operator::definitions()?);
    files.iter().try_for_each(|file| kubectl.define(file))?;
    kubectl.wait_for_definitions()
}

/// Applies the files of a set one by one, as its README says, and returns what the API server had
/// against them.
pub(super) fn apply_in_order(kubectl: &Kubectl, set: &Rendered) -> Result<Vec<String>> {
    let mut objections = Vec::new();
    let documented = set.documented()?;
    if documented != set.files()? {
        objections.push("the README and the kustomization differ in files or order".to_owned());
    }
    for file in documented {
        objections.extend(objections_in(&kubectl.apply(&file)?));
    }
    Ok(objections)
}

fn applies_in_order(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objections = apply_in_order(kubectl, set)?;
    checks.unless(
        format!("{set}: every object is accepted, without a warning"),
        &objections,
    );
    let before = contents(kubectl, set)?;
    // The second time as a whole: the other of the two ways that the README documents.
    let again = objections_in(&kubectl.apply_whole(&set.directory())?);
    checks.unless(
        format!("{set}: every object is accepted again, as a whole"),
        &again,
    );
    let changed = differences(&before, &contents(kubectl, set)?);
    checks.unless(
        format!("{set}: applying it again changes nothing"),
        &changed,
    );
    Ok(())
}

fn applies_as_a_whole(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let call = kubectl
        .call()
        .args(["apply", "--validate=strict", "--kustomize"]);
    let output = call.arg(set.directory()).output()?;
    checks.unless(
        format!("{set}: `kubectl apply -k` is accepted"),
        &objections_in(&output),
    );
    Ok(())
}

/// Applies the set with every image named, then with every image changed, and returns what was
/// applied: a Job can't be edited in place.
fn takes_new_images(
    harness: &Harness,
    kubectl: &Kubectl,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<Vec<Rendered>> {
    let mut applied = Vec::new();
    for (tag, what) in [("1", "every image named"), ("2", "every image changed")] {
        let claim = format!("{set}: is accepted with {what}");
        let changed = harness.switched_on(set.environment(), set.release(), tag)?;
        let Some(changed) = changed else {
            checks.not_proved(claim, "there is no model to render it from");
            continue;
        };
        let output = kubectl.apply_whole(&changed.directory())?;
        checks.unless(claim, &objections_in(&output));
        if applied.is_empty() {
            starts_by_hand(kubectl, &changed, checks)?;
        }
        applied.push(changed);
    }
    Ok(applied)
}

/// Starts what nothing applies with the rest as the README says, once more, and takes it away.
fn starts_by_hand(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let files = set.started_by_hand()?;
    let mut objections = Vec::new();
    let mut uids = BTreeSet::new();
    for file in &files {
        for _ in 0..2 {
            objections.extend(objections_in(&kubectl.start_by_hand(file)?));
            let own = file.display().to_string();
            let object = kubectl.get(&["--filename", &own])?;
            uids.insert(object["metadata"]["uid"].to_string());
        }
        let delete = kubectl.call().args(["delete", "--wait=true", "--filename"]);
        delete.arg(file).stdout()?;
    }
    if files.is_empty() || uids.len() != 2 * files.len() {
        objections.push(format!("{files:?} were started as {uids:?}"));
    }
    checks.unless(
        format!("{set}: a load starts by the README's command, and starts again"),
        &objections,
    );
    Ok(())
}

/// Applies the next release's definitions and set over this one, goes back to this release's
/// definitions, and returns what was applied.
fn upgrades(
    harness: &Harness,
    kubectl: &Kubectl,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<Option<Rendered>> {
    let Some(next) = set.release().next().filter(|next| !next.has_stable_api()) else {
        return Ok(None);
    };
    let claim = format!("{set}: is upgraded to {next}");
    let Some(upgraded) = harness.set(set.environment(), next)? else {
        checks.not_proved(claim, "there is no model to render this release from");
        return Ok(None);
    };
    load_definitions(harness, kubectl, next)?;
    let output = kubectl.apply_whole(&upgraded.directory())?;
    checks.unless(claim, &objections_in(&output));
    load_definitions(harness, kubectl, set.release())?;
    Ok(Some(upgraded))
}

/// Applies the set's Kafka with mistakes in it, each of which must be refused.
fn refuses_mistakes(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let Some(kafka) = set
        .objects()?
        .into_iter()
        .find(|object| object.kind() == "Kafka")
    else {
        checks.not_proved("a wrong Kafka is refused", "the set has no Kafka");
        return Ok(());
    };
    for (mistake, wrong, reason) in mistakes(&kafka, set.release()) {
        let output = kubectl.apply_object(wrong.value())?;
        let claim = format!("{set}: a Kafka with {mistake} is refused");
        let refused = !output.success() && output.stderr.contains(reason);
        checks.expect(claim, refused, || output.last_words());
    }
    Ok(())
}

/// Applies a workload that the level `restricted` forbids, to show that a warning is seen.
fn enforces_pod_security(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let container = json!({"name": "on-host", "image": "registry.invalid/on-host:1"});
    let pod = json!({"hostNetwork": true, "containers": [container]});
    let metadata = json!({"name": "on-host", "namespace": NAMESPACE});
    let labels = json!({"app": "on-host"});
    let deployment = json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata,
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": pod},
        },
    });
    let warned = objections_in(&kubectl.apply_object(&deployment)?);
    let claim = format!("{set}: a Deployment that is not restricted gives a warning");
    let expected = warned.iter().any(|line| line.contains("PodSecurity"));
    checks.expect(claim, expected, || warned.join("\n"));
    let delete = kubectl.call().args(["delete", "deployment", "on-host"]);
    let delete = delete.args(["--namespace", NAMESPACE]);
    delete.stdout().map(drop)
}

/// Makes wrong objects out of a right one: the mistake, the object, a word of the refusal.
fn mistakes(kafka: &Object, release: Release) -> Vec<(&'static str, Object, &'static str)> {
    let listener = "/spec/kafka/listeners/0";
    let mut mistakes = vec![
        (
            "an unknown field",
            kafka.clone().with("/spec/kafka/replicaz", json!(3)),
            "replicaz",
        ),
        (
            "a port of 99",
            kafka.clone().with(&format!("{listener}/port"), json!(99)),
            "port",
        ),
    ];
    if !release.has_stable_api() {
        // `envVarName` came with 1.0.0, and no release of the table is later than 1.2.0.
        let rack = json!({"topologyKey": "zone", "envVarName": "ZONE"});
        let later = kafka.clone().with("/spec/kafka/rack", rack);
        mistakes.push(("a field of a later release", later, "envVarName"));
    }
    mistakes
}

/// Returns an output's errors and warnings, or nothing when it is clean.
fn objections_in(output: &Output) -> Vec<String> {
    let lines = output
        .stderr
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let mut objections: Vec<_> = lines.map(str::to_owned).collect();
    if objections.is_empty() && !output.success() {
        objections.push(output.last_words());
    }
    objections
}

/// Returns each object of a set as it is in the cluster.
///
/// The record of who wrote which field is left out: a Job gets a new time in it whenever it
/// is applied, though nothing else changes.
fn contents(kubectl: &Kubectl, set: &Rendered) -> Result<BTreeMap<String, Value>> {
    let directory = set.directory().display().to_string();
    let mut list = kubectl.get(&["--kustomize", &directory, "--ignore-not-found"])?;
    let Value::Array(items) = list["items"].take() else {
        return Ok(BTreeMap::new());
    };
    let mut contents = BTreeMap::new();
    for mut object in items {
        if let Some(metadata) = object["metadata"].as_object_mut() {
            metadata.retain(|field, _| !["managedFields", "resourceVersion"].contains(&&**field));
        }
        contents.insert(Object::new(object.clone()).to_string(), object);
    }
    Ok(contents)
}

fn differences(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<String> {
    if before.is_empty() {
        return vec!["no object of the set is in the cluster".to_owned()];
    }
    let mut changed = Vec::new();
    for (object, content) in before {
        let now = after.get(object).unwrap_or(&Value::Null);
        if let Some(path) = first_difference(content, now, "") {
            changed.push(format!("{object} changed at {path}"));
        }
    }
    changed
}

/// Returns where two values first differ, with what is there in each.
fn first_difference(before: &Value, after: &Value, path: &str) -> Option<String> {
    let inside = |key: &str| {
        let (before, after) = (before.get(key)?, after.get(key)?);
        first_difference(before, after, &format!("{path}/{key}"))
    };
    match (before, after) {
        _ if before == after => None,
        (Value::Object(old), Value::Object(new)) if old.keys().eq(new.keys()) => {
            old.keys().find_map(|key| inside(key))
        }
        _ => Some(format!("{path}: {before} became {after}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_an_objection_even_if_the_command_succeeds() {
        let warning = "Warning: would violate PodSecurity\n".to_owned();
        let output = Output {
            status: Some(0),
            stdout: String::new(),
            stderr: warning,
        };
        assert_eq!(
            objections_in(&output),
            ["Warning: would violate PodSecurity"]
        );
    }

    #[test]
    fn a_changed_and_a_vanished_object_are_differences() {
        let versions = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), json!(b)))
                .collect()
        };
        let before = versions(&[("Kafka a", "1"), ("Job b", "2"), ("Job c", "3")]);
        let after = versions(&[("Kafka a", "1"), ("Job b", "4")]);
        assert_eq!(
            differences(&before, &after),
            [
                "Job b changed at : \"2\" became \"4\"",
                "Job c changed at : \"3\" became null"
            ]
        );
        assert_eq!(differences(&BTreeMap::new(), &after).len(), 1);
    }
}
