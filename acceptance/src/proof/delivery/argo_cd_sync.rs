//! Argo CD's engine syncs the set: wave by wave, each when the one before is healthy, hooks last,
//! and prunes.
//!
//! The health of Strimzi's kinds is judged by Argo CD's own scripts, on a status that the harness
//! writes in the place of Strimzi's operators.

use std::time::Duration;

use serde_json::Value;

use super::cluster::{OF_STRIMZI, kinds, left, missing, present, say_that_they_are_ready, wait};
use super::{ENVIRONMENT, removed};
use crate::component::argo_cd::{Sync, Synced};
use crate::component::control_plane::ControlPlane;
use crate::component::kubectl::Kubectl;
use crate::component::kustomize::Kustomize;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::{self, Object};
use crate::patience;
use crate::proof::api_server;
use crate::release::Release;
use crate::rendered::{NAMESPACE, Rendered};
use crate::sets::{self, setting};
use crate::verdict::Checks;

/// How long nothing of the next wave may come while the `Kafka` is not ready; a slow machine makes
/// this watch weaker, never false.
const WATCH: Duration = Duration::from_secs(5);

/// Syncs the environment of a release, and then a later state of it.
pub(super) fn syncs(harness: &Harness, release: Release, checks: &mut Checks) -> Result<()> {
    let plane = ControlPlane::start_with_nodes(harness)?;
    let kubectl = plane.kubectl();
    api_server::load_definitions(harness, kubectl, release)?;
    let repository = harness.repository()?;
    let mut settings = sets::of_release(release);
    settings.push(setting(&["delivery"], "argo-cd"));
    settings.extend(harness.images("1")?);
    repository.set(ENVIRONMENT, &settings)?;
    let set = repository.render(ENVIRONMENT, release)?;
    let before = set.objects()?;
    let mut sync = start(harness, kubectl, &set)?;
    waits_for_the_kafka(kubectl, &set, checks)?;
    let results = finish(kubectl, &mut sync)?;
    goes_by_waves(kubectl, &set, &results, checks)?;
    repository.remove(ENVIRONMENT, &removed::PATHS)?;
    let set = repository.render(ENVIRONMENT, release)?;
    let mut sync = start(harness, kubectl, &set)?;
    let results = finish(kubectl, &mut sync)?;
    prunes_what_was_removed(kubectl, &set, &before, &results, checks)
}

/// Builds the set as Argo CD's repository server does and starts its sync.
fn start(harness: &Harness, kubectl: &Kubectl, set: &Rendered) -> Result<Sync> {
    let directory = harness.directory("argo-cd-sync")?;
    let manifests = directory.join("manifests.yaml");
    let objects = Kustomize::standalone(harness.cache())?.build(&set.overlay())?;
    manifest::write(&manifests, &objects)?;
    let log = directory.join("log");
    Sync::start(harness.cache(), kubectl, &manifests, NAMESPACE, &log)
}

/// Watches the wave after the `Kafka`, of which nobody says yet that it is ready.
fn waits_for_the_kafka(kubectl: &Kubectl, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let of_kind = |kind: &str| -> Vec<Object> {
        let objects = objects.iter();
        objects
            .filter(|object| object.kind() == kind)
            .cloned()
            .collect()
    };
    let (kafka, topics) = (of_kind("Kafka"), of_kind("KafkaTopic"));
    let came = wait(|| Ok(!present(kubectl, &kafka)?.is_empty()))?;
    let early = patience::until(WATCH, || Ok(!present(kubectl, &topics)?.is_empty()))?;
    checks.expect(
        format!("{set}: Argo CD's engine applies no topic before the Kafka is ready"),
        came && !early && !topics.is_empty(),
        || format!("the Kafka came: {came}, a topic came: {early}"),
    );
    Ok(())
}

/// Plays the operators until the sync is over, and returns what it did.
fn finish(kubectl: &Kubectl, sync: &mut Sync) -> Result<Vec<Synced>> {
    wait(|| {
        for kind in OF_STRIMZI {
            say_that_they_are_ready(kubectl, kind)?;
        }
        Ok(sync.is_over())
    })?;
    sync.results()
}

fn goes_by_waves(
    kubectl: &Kubectl,
    set: &Rendered,
    results: &[Synced],
    checks: &mut Checks,
) -> Result<()> {
    let objects = set.objects()?;
    let (hooks, others): (Vec<_>, Vec<_>) = objects.into_iter().partition(is_hook);
    let mut objections: Vec<_> = results
        .iter()
        .filter(|result| result.status != "Synced" && result.operation != "Succeeded")
        .map(told)
        .collect();
    objections.extend(missing(kubectl, &others)?);
    let mut last = i64::MIN;
    for result in results.iter().filter(|result| result.phase == "Sync") {
        let wave = others
            .iter()
            .find(|object| object.to_string() == result.object)
            .and_then(wave);
        match wave {
            Some(wave) if wave >= last => last = wave,
            wave => objections.push(format!("{} of wave {wave:?} after {last}", told(result))),
        }
    }
    checks.unless(
        format!(
            "{set}: Argo CD's engine applies {} objects wave by wave",
            others.len()
        ),
        &objections,
    );
    let ran: Vec<_> = results
        .iter()
        .filter(|result| result.phase == "PostSync" && result.operation == "Succeeded")
        .map(|result| result.object.clone())
        .collect();
    let not_run: Vec<_> = hooks
        .iter()
        .map(Object::to_string)
        .filter(|hook| !ran.contains(hook))
        .collect();
    checks.expect(
        format!(
            "{set}: Argo CD's engine then runs {} Jobs to their end",
            hooks.len()
        ),
        !hooks.is_empty() && not_run.is_empty(),
        || format!("not run: {not_run:?} of {results:?}"),
    );
    Ok(())
}

fn prunes_what_was_removed(
    kubectl: &Kubectl,
    set: &Rendered,
    before: &[Object],
    results: &[Synced],
    checks: &mut Checks,
) -> Result<()> {
    let stays = set.objects()?;
    let is_gone = |object: &&Object| {
        let mut stays = stays.iter();
        !stays.any(|other| {
            other.to_string() == object.to_string() && other.namespace() == object.namespace()
        })
    };
    let gone = before.iter().filter(is_gone).cloned();
    let (held, pruned): (Vec<_>, Vec<_>) = gone.partition(is_held_back);
    checks.unless(
        format!(
            "{set}: Argo CD's engine prunes what the later render lacks ({})",
            kinds(&pruned)
        ),
        &left(kubectl, &pruned)?,
    );
    let mut objections = missing(kubectl, &held)?;
    for object in &held {
        let skipped = |result: &&Synced| result.object == object.to_string();
        let result = results.iter().find(skipped);
        if result.is_none_or(|result| result.status != "PruneSkipped") {
            objections.push(format!("{object}: {result:?}"));
        }
    }
    if held.is_empty() {
        objections.push("nothing was held back".to_owned());
    }
    checks.unless(
        format!(
            "{set}: Argo CD's engine leaves what is held back ({})",
            kinds(&held)
        ),
        &objections,
    );
    Ok(())
}

fn told(result: &Synced) -> String {
    let Synced {
        object,
        status,
        operation,
        message,
        ..
    } = result;
    format!("{object}: {status} {operation} {message}")
}

/// Returns whether Argo CD is told never to prune an object.
fn is_held_back(object: &Object) -> bool {
    let options = annotation(object, "argocd.argoproj.io/sync-options");
    options.is_some_and(|options| options.split(',').any(|option| option == "Prune=false"))
}

pub(super) fn is_hook(object: &Object) -> bool {
    annotation(object, "argocd.argoproj.io/hook") == Some("PostSync")
}

/// Returns the wave of an object, where it says one.
pub(super) fn wave(object: &Object) -> Option<i64> {
    annotation(object, "argocd.argoproj.io/sync-wave")?
        .parse()
        .ok()
}

fn annotation<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    let annotations = &object.value()["metadata"]["annotations"];
    annotations.get(key).and_then(Value::as_str)
}
