//! A Kubernetes cluster without nodes of flesh: etcd, the API server, and for workloads the
//! controllers, the scheduler and kwok.
//!
//! Each proof gets a fresh one: a cluster is thrown away with its data, because deleting
//! custom resource definitions right after their creation can hang for minutes.

use serde_json::json;

use super::etcd::Etcd;
use super::kube_apiserver::KubeApiserver;
use super::kubectl::Kubectl;
use super::{kube_controller_manager, kube_scheduler, kwok};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::process::Daemon;
use crate::rendered::{NAMESPACE, Rendered};

/// How many nodes a cluster with workloads has.
const NODES: u8 = 6;

/// A running API server with its storage.
///
/// The fields are dropped in their order: clients first, storage last.
#[derive(Debug)]
pub struct ControlPlane {
    controllers: Vec<Daemon>,
    api_server: KubeApiserver,
    _etcd: Etcd,
}

impl ControlPlane {
    /// Starts an API server over an empty etcd.
    pub fn start(harness: &Harness) -> Result<Self> {
        let cache = harness.cache();
        let etcd = Etcd::start(cache, &harness.directory("etcd")?)?;
        let directory = harness.directory("kube-apiserver")?;
        let api_server = KubeApiserver::start(cache, &directory, &etcd)?;
        Ok(Self {
            controllers: Vec::new(),
            api_server,
            _etcd: etcd,
        })
    }

    /// Starts an API server with controllers, scheduler and nodes played by kwok.
    pub fn start_with_nodes(harness: &Harness) -> Result<Self> {
        let mut plane = Self::start(harness)?;
        let (cache, api_server) = (harness.cache(), &plane.api_server);
        plane.controllers = vec![
            kwok::start(cache, &harness.directory("kwok")?, api_server)?,
            kube_scheduler::start(cache, &harness.directory("kube-scheduler")?, api_server)?,
            kube_controller_manager::start(
                cache,
                &harness.directory("kube-controller-manager")?,
                api_server,
            )?,
        ];
        for number in 1..=NODES {
            let node = kwok::node(&format!("node-{number}"), &json!({}));
            let output = plane.kubectl().apply_object(&node)?;
            if !output.success() {
                return Err(Error::form("a Node for kwok", output.last_words()));
            }
        }
        Ok(plane)
    }

    /// Takes sets out again, as far as there is nobody but the API server: what is deleted is
    /// gone at once, and the namespace is told that nothing in it waits for a controller.
    pub fn clear(&self, sets: &[Rendered]) -> Result<()> {
        let kubectl = self.kubectl();
        for set in sets {
            let delete = kubectl.call().args(["delete", "--wait=false"]);
            let delete = delete.args(["--ignore-not-found", "--kustomize"]);
            delete.arg(set.directory()).stdout()?;
        }
        let path = format!("/api/v1/namespaces/{NAMESPACE}/finalize");
        let finalized = json!({
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {"name": NAMESPACE},
            "spec": {"finalizers": []},
        });
        let replace = kubectl.call().args(["replace", "--raw", &path]);
        let replace = replace.args(["--filename", "-"]);
        replace.input(finalized.to_string()).stdout().map(drop)
    }

    /// Returns the API server.
    #[must_use]
    pub fn api_server(&self) -> &KubeApiserver {
        &self.api_server
    }

    /// Returns kubectl as the administrator of this cluster.
    #[must_use]
    pub fn kubectl(&self) -> &Kubectl {
        self.api_server.kubectl()
    }
}
