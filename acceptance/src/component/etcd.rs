//! etcd: where the API server keeps its objects.

use std::path::Path;
use std::time::Duration;

use crate::cache::Cache;
use crate::error::Result;
use crate::go_module::GoProgram;
use crate::http;
use crate::port;
use crate::process::{Call, Daemon};

/// The version is pinned in `acceptance/go/etcd/go.mod`.
const ETCD: GoProgram = GoProgram {
    module: "etcd",
    name: "etcd",
    package: "go.etcd.io/etcd/server/v3",
    variables: &[],
};

const READY: Duration = Duration::from_mins(1);

/// A running etcd of one member.
#[derive(Debug)]
pub struct Etcd {
    url: String,
    _process: Daemon,
}

impl Etcd {
    /// Starts etcd with its data in `directory` and waits until it is healthy.
    pub fn start(cache: &Cache, directory: &Path) -> Result<Self> {
        let program = ETCD.build(cache)?;
        let [clients, peers] = port::free()?;
        let [url, peer_url] = [clients, peers].map(|port| format!("http://127.0.0.1:{port}"));
        let call = Call::new(program)
            .args(["--name", "acceptance", "--unsafe-no-fsync", "--data-dir"])
            .arg(directory.join("data"))
            .args([
                "--listen-client-urls",
                &url,
                "--advertise-client-urls",
                &url,
            ])
            .args([
                "--listen-peer-urls",
                &peer_url,
                "--initial-advertise-peer-urls",
                &peer_url,
            ])
            .args(["--initial-cluster", &format!("acceptance={peer_url}")]);
        let mut process = call.start("etcd", &directory.join("log"))?;
        let health = format!("{url}/health");
        process.wait_until(READY, || Ok(http::answers(&health)))?;
        Ok(Self {
            url,
            _process: process,
        })
    }

    /// Returns the address for clients.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}
