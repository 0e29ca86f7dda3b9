//! kwok: nodes that don't exist, whose Pods run at once.
//!
//! kwok walks nodes and Pods through the stages it is given; the ones used here come with its
//! own sources. It pulls no image, mounts no Secret and runs no probe, so a Pod that is Ready
//! under kwok was admitted, scheduled and fits, no more.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::kube_apiserver::KubeApiserver;
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::{self, GoProgram};
use crate::port;
use crate::process::{Call, Daemon};

/// The version is pinned in `acceptance/go/kwok/go.mod`.
const KWOK: GoProgram = GoProgram {
    module: "kwok",
    name: "kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    variables: &[],
};

/// kwok's own stages: nodes become and stay ready, Pods run, Jobs' Pods complete.
const STAGES: [&str; 5] = [
    "node/fast/node-initialize.yaml",
    "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
    "pod/fast/pod-ready.yaml",
    "pod/fast/pod-complete.yaml",
    "pod/fast/pod-delete.yaml",
];

/// A node for kwok to play, as an object to create.
#[must_use]
pub fn node(name: &str, labels: &Value) -> Value {
    let mut node = json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "annotations": {"kwok.x-k8s.io/node": "fake"},
            "labels": {"kubernetes.io/hostname": name, "kubernetes.io/os": "linux"},
        },
        "status": {
            "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "80Gi"},
            "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "80Gi"},
        },
    });
    for (label, value) in labels.as_object().into_iter().flatten() {
        node["metadata"]["labels"][label] = value.clone();
    }
    node
}

/// Starts kwok, which then plays every node of the API server.
pub fn start(cache: &Cache, directory: &Path, api_server: &KubeApiserver) -> Result<Daemon> {
    let program = KWOK.build(cache)?;
    let config = directory.join("stages.yaml");
    fs::write(&config, stages()?).map_err(Error::file("write", &config))?;
    let [port] = port::free()?;
    Call::new(program)
        .arg("--kubeconfig")
        .arg(api_server.kubectl().kubeconfig())
        .arg("--config")
        .arg(config)
        .args(["--manage-all-nodes=true", "--node-ip", "127.0.0.1"])
        .args(["--server-address", &format!("127.0.0.1:{port}")])
        // kwok keeps files in its home; that of the person who runs this stays out of it.
        .env("HOME", directory)
        .start("kwok", &directory.join("log"))
}

fn stages() -> Result<String> {
    let sources = go_module::sources("kwok", "sigs.k8s.io/kwok")?.join("kustomize/stage");
    let mut text = String::new();
    for stage in STAGES {
        let path = sources.join(stage);
        text.push_str("---\n");
        text.push_str(&fs::read_to_string(&path).map_err(Error::file("read", &path))?);
    }
    Ok(text)
}
