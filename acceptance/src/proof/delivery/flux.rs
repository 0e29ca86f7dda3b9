//! Flux brings the output into a cluster: applied, healthy, pruned, and what it does not see.
//!
//! The strimzi operator can't be had, so the harness says in its place that the Kafka is ready.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::cluster::{condition, identity, kinds, left, missing, present, wait};
use super::site::{Site, kustomizations};
use super::{ENVIRONMENT, mistakes, removed};
use crate::component::kustomize_controller::NAMESPACE as FLUX;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::manifest::Object;
use crate::patience;
use crate::release::Release;
use crate::rendered::{NAMESPACE, Rendered};
use crate::verdict::Checks;

/// The Kustomization of the definitions, as the document names it.
const DEFINITIONS: &str = "kafka-prod-crds";

/// How long Flux is watched for being ready before the `Kafka` is; without waiting for it, its
/// check takes less than a second.
const WATCH: Duration = Duration::from_secs(10);

/// The Kustomization of all else.
pub(super) const SET: &str = "kafka-prod";

/// Has Flux deliver the documented environment for a release, and then a later state of it.
pub(super) fn delivers(harness: &Harness, release: Release, checks: &mut Checks) -> Result<()> {
    let mut site = Site::start(harness, release)?;
    let set = site.repository.render(ENVIRONMENT, release)?;
    applies_what_is_documented(&mut site, &set, checks)?;
    builds_the_overlay(&site, &set, checks)?;
    prunes_what_was_removed(&mut site, &set, checks)?;
    mistakes::report_an_unknown_field(harness, &mut site, &set, checks)?;
    mistakes::pass_what_no_definition_forbids(harness, &mut site, &set, checks)?;
    leaves_what_is_held_back(&site, &set, checks)
}

/// Applies the Kustomizations of the document, word for word, and waits for both.
fn applies_what_is_documented(site: &mut Site, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let revision = site.publish()?;
    for object in kustomizations(set)? {
        let output = site.kubectl().apply_object(object.value())?;
        let accepted = output.success() && output.stderr.trim().is_empty();
        let claim = format!("{set}: the API server takes the documented {object}");
        checks.expect(claim, accepted, || output.last_words());
    }
    checks.unless(
        format!("{set}: Flux applies the vendored definitions of out/prod/crds and is ready"),
        &site.ready_at(DEFINITIONS, &revision)?,
    );
    waits_for_the_kafka(site, set, checks)?;
    checks.unless(
        format!("{set}: Flux builds and applies out/prod and is ready once the Kafka is"),
        &site.ready_with_the_kafka(SET, &revision)?,
    );
    let objects = set.objects()?;
    checks.unless(
        format!("{set}: all {} objects are in the cluster", objects.len()),
        &missing(site.kubectl(), &objects)?,
    );
    Ok(())
}

/// Waits until everything but the Kafka is ready, of which nobody says so yet.
fn waits_for_the_kafka(site: &Site, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let Some(kafka) = objects.iter().find(|object| object.kind() == "Kafka") else {
        return Err(Error::form(set.to_string(), "it has no Kafka"));
    };
    let is_there = || {
        let deployed = available(site, &objects)?;
        Ok(deployed && !present(site.kubectl(), std::slice::from_ref(kafka))?.is_empty())
    };
    let came = wait(is_there)?;
    // A slow machine makes this watch weaker, never false.
    let is_ready = || Ok(condition(&site.kustomization(SET)?, "Ready") == "True");
    let early = patience::until(WATCH, is_ready)?;
    let claim = format!("{set}: every Deployment becomes available, and Flux waits for the Kafka");
    checks.expect(claim, came && !early, || {
        format!("the Deployments came: {came}, ready at once: {early}")
    });
    Ok(())
}

/// Returns whether all Deployments among some objects are available.
fn available(site: &Site, objects: &[Object]) -> Result<bool> {
    let wanted = objects
        .iter()
        .filter(|object| object.kind() == "Deployment")
        .count();
    let list = site
        .kubectl()
        .get(&["deployments", "--namespace", NAMESPACE])?;
    let items = list["items"].as_array().into_iter().flatten();
    let ready = items.filter(|item| condition(item, "Available") == "True");
    Ok(ready.count() == wanted)
}

/// Has Flux build the overlay in the place of the plain set: what it applied stays the same.
fn builds_the_overlay(site: &Site, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let before = site.kustomization(SET)?;
    let revision = text(&before["status"]["lastAppliedRevision"]);
    let versions = versions(site, set)?;
    let path = format!("./out/kustomize/overlays/{ENVIRONMENT}");
    for object in kustomizations(set)? {
        if object.name() == SET {
            let elsewhere = object.with("/spec/path", json!(path));
            site.kubectl().create(&elsewhere)?;
        }
    }
    let mut objections = site.ready_with_the_kafka(SET, &revision)?;
    let after = site.kustomization(SET)?;
    if inventory(&before) != inventory(&after) || inventory(&after).is_empty() {
        objections.push("its inventory is another".to_owned());
    }
    let now = self::versions(site, set)?;
    objections.extend(
        now.difference(&versions)
            .map(|object| format!("it changed {object}")),
    );
    checks.unless(
        format!("{set}: Flux builds {path}, is ready, and changes nothing"),
        &objections,
    );
    Ok(())
}

/// Takes a topic with its applications out of the model and has Flux deliver what is left.
fn prunes_what_was_removed(site: &mut Site, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let before = set.objects()?;
    site.repository.remove(ENVIRONMENT, &removed::PATHS)?;
    let after = site.repository.render(ENVIRONMENT, set.release())?;
    let stays: BTreeSet<_> = after.objects()?.iter().map(identity).collect();
    let gone = before
        .into_iter()
        .filter(|object| !stays.contains(&identity(object)));
    let (held, pruned): (Vec<_>, Vec<_>) = gone.partition(is_held_back);
    let revision = site.publish()?;
    checks.unless(
        format!("{set}: Flux is ready with a later render"),
        &site.ready_with_the_kafka(SET, &revision)?,
    );
    checks.unless(
        format!(
            "{set}: Flux prunes what the later render lacks ({})",
            kinds(&pruned)
        ),
        &left(site.kubectl(), &pruned)?,
    );
    checks.unless(
        format!("{set}: Flux leaves what is held back ({})", kinds(&held)),
        &missing(site.kubectl(), &held)?,
    );
    Ok(())
}

/// Deletes both Kustomizations, as the document does before a cluster is taken down.
fn leaves_what_is_held_back(site: &Site, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let (held, pruned): (Vec<_>, Vec<_>) = set.objects()?.into_iter().partition(is_held_back);
    for name in [SET, DEFINITIONS] {
        let call = site.kubectl().call();
        let call = call.args(["delete", "kustomization", name, "--namespace", FLUX]);
        call.args(["--wait=true", "--timeout=180s"]).stdout()?;
    }
    checks.unless(
        format!("{set}: without its Kustomization all else is gone"),
        &left(site.kubectl(), &pruned)?,
    );
    checks.unless(
        format!("{set}: without its Kustomization {} stay", kinds(&held)),
        &missing(site.kubectl(), &held)?,
    );
    let definitions = site.kubectl().get(&["crd", "kafkas.kafka.strimzi.io"]);
    checks.expect(
        format!("{set}: the definitions outlive their Kustomization"),
        definitions.is_ok(),
        || "the definition of Kafka is gone".to_owned(),
    );
    Ok(())
}

/// Returns whether Flux is told never to prune an object.
fn is_held_back(object: &Object) -> bool {
    let annotations = &object.value()["metadata"]["annotations"];
    annotations["kustomize.toolkit.fluxcd.io/prune"] == "disabled"
}

/// Returns each custom resource, role and setting of a set with its generation or version: what
/// nobody but Flux writes.
fn versions(site: &Site, set: &Rendered) -> Result<BTreeSet<String>> {
    let directory = set.directory().display().to_string();
    let list = site
        .kubectl()
        .get(&["--kustomize", &directory, "--ignore-not-found"])?;
    let items = list["items"].as_array().into_iter().flatten();
    Ok(items
        .map(|item| {
            let metadata = &item["metadata"];
            let object = identity(&Object::new(item.clone()));
            let (version, uid) = (&metadata["generation"], &metadata["uid"]);
            format!("{object}: generation {version} of {uid}")
        })
        .collect())
}

fn inventory(kustomization: &Value) -> BTreeSet<String> {
    let entries = kustomization["status"]["inventory"]["entries"].as_array();
    let entries = entries.into_iter().flatten();
    entries.map(|entry| text(&entry["id"])).collect()
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
