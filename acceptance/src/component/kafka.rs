//! Apache Kafka: a cluster of real nodes, one JVM each, as the rendered resources say.
//!
//! Nodes keep Strimzi's ports 9090 to 9094 on addresses of a free loopback network. Keys and
//! authorities are as Strimzi has them: the nodes' under the cluster CA, the users' under the
//! clients CA.

mod fault;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value};

use super::certificates::CertificateAuthority;
use super::kafka_config::JAVA;
use super::strimzi_secrets::StrimziSecrets;
use crate::broker::{self, Listener, Node};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::jdk::Jdk;
use crate::manifest::Object;
use crate::maven::Libraries;
use crate::port;
use crate::process::Daemon;

/// The ports that a node may listen on, and that of its metrics.
const PORTS: [u16; 6] = [9090, 9091, 9092, 9093, 9094, METRICS_PORT];

/// Strimzi's port of the metrics.
const METRICS_PORT: u16 = 9404;

/// A cluster id that `StorageTool random-uuid` might have made.
const CLUSTER_ID: &str = "a2Fma2EtYmx1ZXByaW50AA";

const READY: Duration = Duration::from_mins(2);

pub use fault::Flaw;

/// A running cluster; its nodes stop when it is dropped.
#[derive(Debug)]
pub struct Kafka {
    directory: PathBuf,
    name: String,
    version: String,
    listeners: Vec<Listener>,
    nodes: Vec<Node>,
    cluster_ca: CertificateAuthority,
    clients_ca: CertificateAuthority,
    runtime: Runtime,
    processes: Vec<Option<Daemon>>,
}

impl Kafka {
    /// Starts every node of the Kafka resource among `objects` and waits until each is ready.
    pub fn start(harness: &Harness, objects: &[Object]) -> Result<Self> {
        let missing = || Error::form("the set", "it has no Kafka");
        let kafka = objects
            .iter()
            .find(|object| object.kind() == "Kafka")
            .ok_or_else(missing)?;
        let directory = harness.directory("kafka")?;
        let network = port::network(11..20, &PORTS)?;
        let mut cluster = Self {
            name: kafka.name().to_owned(),
            version: kafka.text("/spec/kafka/version").to_owned(),
            listeners: Listener::all(kafka),
            nodes: Node::all(objects, &network),
            cluster_ca: authority(&directory, "cluster-ca")?,
            clients_ca: authority(&directory, "clients-ca")?,
            runtime: Runtime::get(harness, kafka, objects)?,
            processes: Vec::new(),
            directory,
        };
        for node in &cluster.nodes {
            let properties = cluster.prepare(kafka, node)?;
            cluster.runtime.format(kafka, &properties)?;
            let process = cluster.runtime.start(node, &properties)?;
            cluster.processes.push(Some(process));
        }
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Returns the nodes.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the name of the Kafka resource.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the Kafka version that the nodes run.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns where a node serves its metrics.
    #[must_use]
    pub fn metrics_address(&self, node: &Node) -> String {
        format!("{}:{METRICS_PORT}", node.address)
    }

    /// Ends one node without letting it say goodbye.
    pub fn kill(&mut self, index: usize) {
        if let Some(process) = self.processes.get_mut(index).and_then(Option::take) {
            process.kill();
        }
    }

    /// Returns the addresses that stand for the bootstrap Service at the port of a listener.
    #[must_use]
    pub fn bootstrap(&self, listener: &Listener) -> String {
        self.servers(listener.port())
    }

    /// Returns the listeners that clients use.
    #[must_use]
    pub fn listeners(&self) -> &[Listener] {
        &self.listeners
    }

    /// Returns the Secrets that clients in the cluster would mount.
    pub fn secrets(&self) -> Result<StrimziSecrets> {
        StrimziSecrets::new(
            &self.name,
            &self.cluster_ca,
            &self.clients_ca,
            &self.directory,
        )
    }

    /// Writes the configuration of a client that is `user`, for the listener `listener`.
    pub fn client(&self, user: &str, listener: &str) -> Result<PathBuf> {
        self.client_of(&self.clients_ca, &format!("/CN={user}"), listener, user)
    }

    /// Writes the configuration of Strimzi's own super user, for the replication listener.
    pub fn operator(&self) -> Result<PathBuf> {
        let subject = format!("/O=io.strimzi/CN={}-kafka", self.name);
        self.client_of(&self.cluster_ca, &subject, "REPLICATION-9091", "operator")
    }

    /// Writes the configuration of a client whose certificate is of the wrong authority.
    pub fn intruder(&self, user: &str, listener: &str) -> Result<PathBuf> {
        let directory = self.directory.join("wrong-ca");
        fs::create_dir(&directory).map_err(Error::file("create", &directory))?;
        let authority = CertificateAuthority::create(&directory, "clients-ca v0")?;
        self.client_of(&authority, &format!("/CN={user}"), listener, "intruder")
    }

    /// Writes the configuration of a client without a certificate, for the first listener that
    /// takes it unencrypted; nothing where there is none.
    pub fn anonymous(&self) -> Result<Option<PathBuf>> {
        let open = |listener: &&Listener| {
            !listener.is_encrypted() && !listener.wants_client_certificates()
        };
        let Some(listener) = self.listeners.iter().find(open) else {
            return Ok(None);
        };
        let path = self.directory.join("anonymous.properties");
        let servers = self.servers(listener.port());
        write(&path, &format!("bootstrap.servers={servers}\n"))?;
        Ok(Some(path))
    }

    /// Returns the first listener whose clients show a certificate.
    pub fn listener_with_certificates(&self) -> Result<String> {
        let listener = self
            .listeners
            .iter()
            .find(|own| own.wants_client_certificates());
        let missing = || Error::form("the Kafka", "no listener asks for a client certificate");
        listener.map(Listener::id).ok_or_else(missing)
    }

    fn client_of(
        &self,
        authority: &CertificateAuthority,
        subject: &str,
        listener: &str,
        name: &str,
    ) -> Result<PathBuf> {
        let certificate = self.directory.join(format!("{name}.pem"));
        authority.issue(subject, None, &certificate)?;
        let text = format!(
            "bootstrap.servers={}\nsecurity.protocol=SSL\n\
             ssl.truststore.type=PEM\nssl.truststore.location={}\n\
             ssl.keystore.type=PEM\nssl.keystore.location={}\n",
            self.servers(self.port(listener)?),
            self.cluster_ca.certificate().display(),
            certificate.display(),
        );
        let path = self.directory.join(format!("{name}.properties"));
        write(&path, &text)?;
        Ok(path)
    }

    fn servers(&self, port: u64) -> String {
        let servers = self.nodes.iter().filter(|node| node.has_role("broker"));
        let servers = servers.map(|node| format!("{}:{port}", node.address));
        servers.collect::<Vec<_>>().join(",")
    }

    fn port(&self, listener: &str) -> Result<u64> {
        if listener == "REPLICATION-9091" {
            return Ok(9091);
        }
        let own = self.listeners.iter().find(|own| own.id() == listener);
        let missing = || Error::form("the Kafka", format!("it has no listener {listener}"));
        own.map(Listener::port).ok_or_else(missing)
    }

    /// Writes what a node reads: its certificate, the authorities and its configuration.
    fn prepare(&self, kafka: &Object, node: &Node) -> Result<PathBuf> {
        let directory = self.directory.join(&node.pod);
        fs::create_dir(&directory).map_err(Error::file("create", &directory))?;
        let subject = format!("/O=io.strimzi/CN={}-kafka", self.name);
        let file = directory.join("node.pem");
        self.cluster_ca
            .issue(&subject, Some(&node.address), &file)?;
        for (authority, name) in [
            (&self.cluster_ca, "cluster-ca.pem"),
            (&self.clients_ca, "clients-ca.pem"),
        ] {
            let source = authority.certificate();
            fs::copy(&source, directory.join(name)).map_err(Error::file("copy", &source))?;
        }
        let path = directory.join("server.properties");
        write(
            &path,
            &text(&broker::properties(kafka, &self.nodes, node, &directory)),
        )?;
        Ok(path)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        for (process, node) in self.processes.iter_mut().zip(&self.nodes) {
            if let Some(process) = process {
                wait_until_ready(process, &self.directory.join(&node.pod))?;
            }
        }
        Ok(())
    }
}

impl Drop for Kafka {
    /// Ends all nodes at once: asked to stop, the last ones would wait for a quorum.
    fn drop(&mut self) {
        for process in self.processes.drain(..).flatten() {
            process.kill();
        }
    }
}

/// What a node is run by.
#[derive(Debug)]
struct Runtime {
    jdk: Jdk,
    libraries: Libraries,
    /// The JMX exporter's agent and its rules, where the Kafka has some.
    exporter: Option<(PathBuf, PathBuf)>,
}

/// What a single node is started with.
#[derive(Debug, Default)]
struct Beside {
    /// Options of Java's.
    options: Vec<String>,
    /// A library that stands before the C library.
    library: Option<PathBuf>,
}

impl Runtime {
    fn get(harness: &Harness, kafka: &Object, objects: &[Object]) -> Result<Self> {
        let version = kafka.text("/spec/kafka/version");
        let libraries = Libraries::get(harness.cache(), "kafka", &[("kafka.version", version)])?;
        let exporter = match metrics_rules(kafka, objects) {
            Some(rules) => {
                let path = harness.directory("jmx-exporter")?.join("rules.yaml");
                write(&path, &rules)?;
                Some((libraries.file("jmx_prometheus_javaagent")?, path))
            }
            None => None,
        };
        Ok(Self {
            jdk: super::jdk(JAVA)?,
            libraries,
            exporter,
        })
    }

    fn format(&self, kafka: &Object, properties: &Path) -> Result<()> {
        let call = self
            .libraries
            .call(&self.jdk)
            .args(["kafka.tools.StorageTool", "format"]);
        let call = call
            .args(["--cluster-id", CLUSTER_ID, "--config"])
            .arg(properties);
        let call = match kafka.text("/spec/kafka/metadataVersion") {
            "" => call,
            metadata => call.args(["--release-version", metadata]),
        };
        call.stdout().map(drop)
    }

    fn start(&self, node: &Node, properties: &Path) -> Result<Daemon> {
        self.start_with(node, properties, &Beside::default())
    }

    /// Starts a node with something beside what every node has.
    fn start_with(&self, node: &Node, properties: &Path, beside: &Beside) -> Result<Daemon> {
        let mut call = self
            .libraries
            .call(&self.jdk)
            .args(["-Xmx256m", "-XX:+UseSerialGC"])
            .args(&beside.options);
        if let Some(library) = &beside.library {
            call = call.env("LD_PRELOAD", library);
        }
        if let Some((agent, rules)) = &self.exporter {
            let address = format!("{}:{METRICS_PORT}", node.address);
            let (agent, rules) = (agent.display(), rules.display());
            call = call.arg(format!("-javaagent:{agent}={address}:{rules}"));
        }
        let directory = properties.parent().unwrap_or(properties);
        call.arg("kafka.Kafka")
            .arg(properties)
            .start(&node.pod, &log(directory))
    }
}

/// Finds the exporter's rules in the ConfigMap that the Kafka names.
fn metrics_rules(kafka: &Object, objects: &[Object]) -> Option<String> {
    let reference = kafka
        .value()
        .pointer("/spec/kafka/metricsConfig/valueFrom/configMapKeyRef")?;
    let (name, key) = (reference["name"].as_str()?, reference["key"].as_str()?);
    let map = objects
        .iter()
        .find(|object| object.kind() == "ConfigMap" && object.name() == name)?;
    map.value()["data"][key].as_str().map(str::to_owned)
}

fn authority(directory: &Path, name: &str) -> Result<CertificateAuthority> {
    let directory = directory.join(name);
    fs::create_dir(&directory).map_err(Error::file("create", &directory))?;
    CertificateAuthority::create(&directory, &format!("{name} v0"))
}

/// Waits until a node says that it is there, in the log below its directory.
fn wait_until_ready(process: &mut Daemon, directory: &Path) -> Result<()> {
    let log = log(directory);
    process.wait_until(READY, || {
        let text = fs::read_to_string(&log).map_err(Error::file("read", &log))?;
        Ok(text.contains("Kafka Server started"))
    })
}

fn log(directory: &Path) -> PathBuf {
    directory.join("log")
}

/// Writes values as a Java properties file; neither names nor values need escapes here.
fn text(properties: &Map<String, Value>) -> String {
    let line = |(name, value): (&String, &Value)| match value {
        Value::String(value) => format!("{name}={value}\n"),
        value => format!("{name}={value}\n"),
    };
    properties.iter().map(line).collect::<Vec<_>>().concat()
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::file("write", path))
}
