//! A Git repository as Flux sees it, with somebody else in the place of its source-controller.
//!
//! The source-controller is published by no package registry. What it does is done here: it packs
//! a revision, serves the archive and writes its address and digest into the repository's status.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kubectl::Kubectl;
use super::kustomize_controller::NAMESPACE;
use crate::error::{Error, Result};
use crate::manifest::Object;
use crate::process::{Call, Daemon};

/// The kinds of sources that the kustomize-controller watches.
const KINDS: [(&str, &str); 3] = [
    ("GitRepository", "gitrepositories"),
    ("OCIRepository", "ocirepositories"),
    ("Bucket", "buckets"),
];

/// The API group of the sources.
const GROUP: &str = "source.toolkit.fluxcd.io";

/// What the server says once it serves, before its address.
const SERVING: &str = "Starting to serve on ";

const READY: Duration = Duration::from_mins(1);

/// A repository with the archives of its revisions.
#[derive(Debug)]
pub struct FluxSource {
    name: String,
    archives: PathBuf,
    address: String,
    revisions: usize,
    _server: Daemon,
}

/// Returns the definitions of the sources, as far as anybody looks: their fields are open.
pub fn definitions() -> impl Iterator<Item = Value> {
    KINDS.into_iter().map(|(kind, plural)| {
        let open = json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true});
        json!({
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition",
            "metadata": {"name": format!("{plural}.{GROUP}")},
            "spec": {
                "group": GROUP,
                "scope": "Namespaced",
                "names": {"kind": kind, "plural": plural},
                "versions": [{
                    "name": "v1",
                    "served": true,
                    "storage": true,
                    "schema": {"openAPIV3Schema": open},
                    "subresources": {"status": {}},
                }],
            },
        })
    })
}

impl FluxSource {
    /// Starts a server for archives in the empty `directory` and makes the repository `name`.
    pub fn start(kubectl: &Kubectl, directory: &Path, name: &str) -> Result<Self> {
        let archives = directory.join("archives");
        fs::create_dir(&archives).map_err(Error::file("create", &archives))?;
        // kubectl serves files as well as an API, on a port of its own choice.
        let mut server = kubectl
            .call()
            .args(["proxy", "--address", "127.0.0.1", "--port", "0"])
            .arg("--www")
            .arg(&archives)
            .args(["--www-prefix", "/archives/"])
            .start("kubectl proxy", &directory.join("log"))?;
        let log = directory.join("log");
        let address = || {
            let text = fs::read_to_string(&log).unwrap_or_default();
            let (line, _) = text.split_once('\n')?;
            Some(line.strip_prefix(SERVING)?.to_owned())
        };
        server.wait_until(READY, || Ok(address().is_some()))?;
        let repository = Object::new(json!({
            "apiVersion": format!("{GROUP}/v1"),
            "kind": "GitRepository",
            "metadata": {"name": name, "namespace": NAMESPACE},
            "spec": {"interval": "1h", "url": "https://git.example.com/kafka-blueprint.git"},
        }));
        kubectl.create(&repository)?;
        Ok(Self {
            name: name.to_owned(),
            archives,
            address: address().unwrap_or_default(),
            revisions: 0,
            _server: server,
        })
    }

    /// Offers the `parts` of a repository's directory as its next revision, and returns that.
    pub fn publish(&mut self, kubectl: &Kubectl, tree: &Path, parts: &[&str]) -> Result<String> {
        self.revisions += 1;
        let file = format!("{}.tar.gz", self.revisions);
        let archive = self.archives.join(&file);
        Call::new("tar")
            .args(["--create", "--gzip", "--file"])
            .arg(&archive)
            .arg("--directory")
            .arg(tree)
            .args(parts)
            .stdout()?;
        let bytes = fs::read(&archive).map_err(Error::file("read", &archive))?;
        let revision = format!("main@sha1:{:040x}", self.revisions);
        let artifact = json!({
            "digest": format!("sha256:{}", hexadecimal(&Sha256::digest(&bytes))),
            "lastUpdateTime": "2026-01-01T00:00:00Z",
            "path": file,
            "revision": revision,
            "size": bytes.len(),
            "url": format!("http://{}/archives/{file}", self.address),
        });
        let ready = json!({
            "type": "Ready",
            "status": "True",
            "reason": "Succeeded",
            "message": "stored artifact",
            "lastTransitionTime": "2026-01-01T00:00:00Z",
        });
        let status = json!({"artifact": artifact, "conditions": [ready], "observedGeneration": 1});
        kubectl.set_status("gitrepository", NAMESPACE, &self.name, &status)?;
        Ok(revision)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
