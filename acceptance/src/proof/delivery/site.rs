//! Where Flux works: a cluster with nodes, its controller, a repository, and what people apply.

use serde_json::{Value, json};

use super::cluster::{condition, say_that_they_are_ready, wait};
use super::{ENVIRONMENT, documented};
use crate::component::control_plane::ControlPlane;
use crate::component::flux_source::{self, FluxSource};
use crate::component::kubectl::Kubectl;
use crate::component::kustomize_controller::{self, NAMESPACE};
use crate::component::{prometheus_operator, strimzi_crds};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::process::Daemon;
use crate::release::Release;
use crate::rendered::Rendered;
use crate::repository::Repository;
use crate::sets::{self, setting};

/// What the repository has for Flux.
const PARTS: [&str; 1] = ["out"];

/// A cluster to which Flux delivers a repository.
///
/// The fields are dropped in their order: clients first, the cluster last.
#[derive(Debug)]
pub(super) struct Site {
    _controller: Daemon,
    source: FluxSource,
    pub(super) repository: Repository,
    plane: ControlPlane,
}

impl Site {
    /// Starts a cluster with Flux in it, and copies the repository with `release` and delivery by
    /// Flux in its model, everything switched on and the definitions vendored.
    pub(super) fn start(harness: &Harness, release: Release) -> Result<Self> {
        let plane = ControlPlane::start_with_nodes(harness)?;
        let kubectl = plane.kubectl();
        // The platform's definitions, and those of Flux.
        let mut files = prometheus_operator::definitions()?;
        files.push(kustomize_controller::definition()?);
        files.iter().try_for_each(|file| kubectl.define(file))?;
        for definition in flux_source::definitions() {
            kubectl.create(&Object::new(definition))?;
        }
        kubectl.wait_for_definitions()?;
        kubectl.create(&Object::new(json!({
            "apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE},
        })))?;
        let directory = harness.directory("flux-source")?;
        let source = FluxSource::start(kubectl, &directory, "kafka-blueprint")?;
        let directory = harness.directory("kustomize-controller")?;
        let controller =
            kustomize_controller::start(harness.cache(), &directory, plane.api_server())?;
        Ok(Self {
            _controller: controller,
            source,
            repository: repository(harness, release)?,
            plane,
        })
    }

    /// Returns kubectl as the administrator of the cluster.
    pub(super) fn kubectl(&self) -> &Kubectl {
        self.plane.kubectl()
    }

    /// Offers the repository as it stands as its next revision, and returns that.
    pub(super) fn publish(&mut self) -> Result<String> {
        let tree = self.repository.directory().to_owned();
        self.source.publish(self.plane.kubectl(), &tree, &PARTS)
    }

    /// Returns the Kustomization `name` as it is in the cluster.
    pub(super) fn kustomization(&self, name: &str) -> Result<Value> {
        self.kubectl()
            .get(&["kustomization", name, "--namespace", NAMESPACE])
    }

    /// Waits until Flux reports the Kustomization ready at a revision, and returns what it says
    /// last otherwise.
    pub(super) fn ready_at(&self, name: &str, revision: &str) -> Result<Vec<String>> {
        let came = wait(|| Ok(is_ready_at(&self.kustomization(name)?, revision)))?;
        if came {
            return Ok(Vec::new());
        }
        let status = &self.kustomization(name)?["status"];
        Ok(vec![status["conditions"].to_string()])
    }

    /// As [`Site::ready_at`], with the harness in the place of the Strimzi operator: whenever the
    /// `Kafka` is another, it says that it is ready.
    pub(super) fn ready_with_the_kafka(&self, name: &str, revision: &str) -> Result<Vec<String>> {
        wait(|| {
            say_that_they_are_ready(self.kubectl(), "kafka")?;
            Ok(is_ready_at(&self.kustomization(name)?, revision))
        })?;
        self.ready_at(name, revision)
    }
}

/// Returns the Kustomizations to copy, as the document shows them; the `Kafka` of their health
/// check has the version of the set, which the document says in a comment.
pub(super) fn kustomizations(set: &Rendered) -> Result<Vec<Object>> {
    let objects = set.objects()?;
    let kafka = objects.iter().find(|object| object.kind() == "Kafka");
    let version = kafka.map_or("", |kafka| kafka.text("/apiVersion"));
    let of_set = |object: Object| {
        let checks = object.value()["spec"]["healthChecks"].as_array();
        let at = checks.and_then(|checks| checks.iter().position(|one| one["kind"] == "Kafka"));
        match at {
            Some(at) => {
                let pointer = format!("/spec/healthChecks/{at}/apiVersion");
                object.with(&pointer, json!(version))
            }
            None => object,
        }
    };
    Ok(documented::objects("Flux")?
        .into_iter()
        .map(of_set)
        .collect())
}

fn repository(harness: &Harness, release: Release) -> Result<Repository> {
    let repository = harness.repository()?;
    let mut settings = sets::of_release(release);
    settings.push(setting(&["delivery"], "flux"));
    settings.extend(harness.images("1")?);
    repository.set(ENVIRONMENT, &settings)?;
    let definitions = strimzi_crds::generate(harness.cache(), release)?;
    repository.vendor(ENVIRONMENT, &definitions)?;
    Ok(repository)
}

fn is_ready_at(kustomization: &Value, revision: &str) -> bool {
    let status = &kustomization["status"];
    condition(kustomization, "Ready") == "True"
        && status["lastAppliedRevision"] == revision
        && status["observedGeneration"] == kustomization["metadata"]["generation"]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_what_flux_says_of_the_newest_revision_and_of_the_newest_spec() {
        let at = |ready: &str, revision: &str, observed: u8| {
            json!({
                "metadata": {"generation": 2},
                "status": {
                    "conditions": [{"type": "Reconciling", "status": "True"},
                                   {"type": "Ready", "status": ready}],
                    "lastAppliedRevision": revision,
                    "observedGeneration": observed,
                },
            })
        };
        assert!(is_ready_at(&at("True", "b", 2), "b"));
        assert!(!is_ready_at(&at("Unknown", "b", 2), "b"));
        assert!(!is_ready_at(&at("True", "a", 2), "b"));
        assert!(!is_ready_at(&at("True", "b", 1), "b"));
        assert!(!is_ready_at(&json!({}), "b"));
    }
}
