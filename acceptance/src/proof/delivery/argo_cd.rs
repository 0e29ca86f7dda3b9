//! Argo CD is told what it knows: its Applications, its annotations, its health checks.

use std::collections::BTreeSet;

use serde_json::json;

use super::argo_cd_sync::{is_hook, wave};
use super::{ENVIRONMENT, documented};
use crate::component::control_plane::ControlPlane;
use crate::component::{argo_cd, kustomize::Kustomize};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::release;
use crate::rendered::Rendered;
use crate::sets::setting;
use crate::verdict::Checks;

/// Where Argo CD is installed, and its Applications are.
const NAMESPACE: &str = "argocd";

/// The kinds that the document calls healthy at once, because Argo CD knows nothing of them.
const WITHOUT_HEALTH: [&str; 1] = ["KafkaNodePool"];

pub(super) fn is_told_what_it_knows(harness: &Harness, checks: &mut Checks) -> Result<()> {
    takes_the_documented_applications(harness, checks)?;
    for release in release::of_each_api() {
        let settings = [setting(&["delivery"], "argo-cd")];
        let changed = harness.changed(ENVIRONMENT, release, &settings)?;
        let Some(set) = changed else {
            checks.not_proved(
                format!("{ENVIRONMENT} {release}: Argo CD builds it"),
                "there is no model to render it from",
            );
            continue;
        };
        builds_without_options(harness, &set, checks)?;
        knows_their_health(&set, checks)?;
    }
    checks.not_proved(
        "Argo CD's controller takes the Applications, fetches and builds them, and leaves what is \
         held back when they are deleted",
        "it needs its repository server and Redis, and no package that can be had here brings them",
    );
    Ok(())
}

/// Holds the Applications of the document against Argo CD's own definition, in an API server.
fn takes_the_documented_applications(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let plane = ControlPlane::start(harness)?;
    let kubectl = plane.kubectl();
    kubectl.define(&argo_cd::definition()?)?;
    kubectl.wait_for_definitions()?;
    kubectl.create(&Object::new(json!({
        "apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE},
    })))?;
    for application in documented::objects("Argo CD")? {
        let output = kubectl.apply_object(application.value())?;
        let accepted = output.success() && output.stderr.trim().is_empty();
        let claim = format!("the API server takes the documented {application}");
        checks.expect(claim, accepted, || output.last_words());
        let misspelt = application
            .clone()
            .with("/spec/syncPolicy/prune", json!(true));
        let output = kubectl.apply_object(misspelt.value())?;
        let claim = format!("an {application} with a setting in the wrong place is refused");
        let refused = !output.success() && output.stderr.contains("syncPolicy.prune");
        checks.expect(claim, refused, || output.last_words());
    }
    Ok(())
}

/// Builds as Argo CD does unless it is told otherwise: without an option, and without a network.
fn builds_without_options(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let kustomize = Kustomize::standalone(harness.cache())?;
    let plain = set.objects()?.len();
    let waves = |objects: &[Object]| -> Vec<String> {
        let without = |object: &&Object| wave(object).is_none() && !is_hook(object);
        let of_none = objects.iter().filter(without);
        of_none
            .map(|object| format!("{object} has no wave"))
            .collect()
    };
    for directory in [set.directory(), set.overlay()] {
        let built = kustomize.build(&directory)?;
        let mut objections = waves(&built);
        if built.len() != plain {
            objections.push(format!("{} objects of {plain}", built.len()));
        }
        let place = directory
            .strip_prefix(set.out())
            .unwrap_or(&directory)
            .display();
        let claim =
            format!("{set}: `kustomize build` of out/{place} gives each object with its wave");
        checks.unless(claim, &objections);
    }
    Ok(())
}

/// Holds what the document says of Argo CD's health checks against those that it has.
fn knows_their_health(set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let kinds: BTreeSet<_> = objects
        .iter()
        .filter(|object| object.is_strimzi())
        .map(|object| {
            let (group, _) = object
                .text("/apiVersion")
                .split_once('/')
                .unwrap_or_default();
            (group.to_owned(), object.kind().to_owned())
        })
        .collect();
    let mut objections = Vec::new();
    for (group, kind) in &kinds {
        let known = argo_cd::judges_health_of(group, kind)?;
        if known == WITHOUT_HEALTH.contains(&kind.as_str()) {
            objections.push(format!("{kind}: a health check is there: {known}"));
        }
    }
    let names: Vec<_> = kinds.iter().map(|(_, kind)| kind.as_str()).collect();
    checks.unless(
        format!(
            "{set}: of {} Argo CD judges the health of all but KafkaNodePool",
            names.join(", ")
        ),
        &objections,
    );
    Ok(())
}
