//! Where the registry runs: its rendered workloads laid out on an address of its own.

use std::fs;
use std::path::PathBuf;

use crate::component::apicurio_registry::{ApicurioRegistry, Running};
use crate::component::kafka::Kafka;
use crate::component::kafka_access::{KafkaAccess, Scenario, Topic};
use crate::container::{Container, Places};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::manifest::Object;
use crate::port;
use crate::process::{Call, Output};
use crate::rights::acls;

/// The label that says what a workload is for.
const COMPONENT: &str = "/metadata/labels/app.kubernetes.io~1component";

/// What the ports of the registry may be.
const PORTS: [u16; 2] = [8081, 9000];

/// The last part of the registry's address.
const HOST: u8 = 10;

/// The rendered objects with the addresses that stand for the names in them.
#[derive(Debug)]
pub(in crate::proof) struct Site<'a> {
    harness: &'a Harness,
    objects: &'a [Object],
    kafka: &'a Kafka,
    address: String,
    access: KafkaAccess,
}

impl<'a> Site<'a> {
    pub(in crate::proof) fn new(
        harness: &'a Harness,
        objects: &'a [Object],
        kafka: &'a Kafka,
    ) -> Result<Self> {
        let network = port::network(HOST..HOST + 1, &PORTS)?;
        Ok(Self {
            harness,
            objects,
            kafka,
            address: format!("{network}.{HOST}"),
            access: KafkaAccess::get(harness.cache(), kafka.version())?,
        })
    }

    /// Returns what the operators make in Kafka: topics and access control lists.
    pub(in crate::proof) fn rendered(&self) -> Result<Scenario> {
        Ok(Scenario {
            operator: self.kafka.operator()?,
            topics: Topic::all(self.objects),
            acls: acls(self.objects),
            ..Scenario::default()
        })
    }

    /// Makes what `scenario` says; the topics must be new.
    pub(in crate::proof) fn make(&self, scenario: &Scenario) -> Result<()> {
        self.access.ask(scenario).map(drop)
    }

    /// Lays out the registry with empty volumes.
    pub(in crate::proof) fn registry(&self) -> Result<(Container, PathBuf)> {
        self.lay_out(self.workload("Deployment", "schema-registry")?)
    }

    /// Starts a registry with empty volumes.
    pub(in crate::proof) fn start(&self) -> Result<Running> {
        let (container, log) = self.registry()?;
        let registry = ApicurioRegistry::get(self.harness.cache(), self.version()?)?;
        registry.start(&container, &self.address, &log)
    }

    /// Lays out the step that registers the schemas.
    pub(in crate::proof) fn registration(&self) -> Result<Container> {
        let (container, _) = self.lay_out(self.workload("Job", "schema-registration")?)?;
        Ok(container)
    }

    /// Returns the version of the registry, the tag of its image.
    pub(in crate::proof) fn version(&self) -> Result<&'a str> {
        let deployment = self.workload("Deployment", "schema-registry")?;
        let image = deployment.text("/spec/template/spec/containers/0/image");
        let tag = image
            .split('@')
            .next()
            .and_then(|name| name.rsplit_once(':'));
        let missing = || Error::form(image, "the image has no tag");
        tag.map(|(_, tag)| tag).ok_or_else(missing)
    }

    /// Returns the workload of a component.
    pub(in crate::proof) fn workload(&self, kind: &str, component: &str) -> Result<&'a Object> {
        let mut own = self.objects.iter();
        let found = own.find(|object| object.kind() == kind && object.text(COMPONENT) == component);
        found.ok_or_else(|| Error::form("the set", format!("it has no {kind} of {component}")))
    }

    /// Lays out a workload with empty volumes, and says where its log goes.
    pub(in crate::proof) fn lay_out(&self, workload: &Object) -> Result<(Container, PathBuf)> {
        let directory = self.harness.directory(workload.name())?;
        let files = directory.join("files");
        fs::create_dir(&files).map_err(Error::file("create", &files))?;
        let secrets = self.kafka.secrets()?;
        let places = self.places()?;
        let container = Container::lay_out(workload, self.objects, &secrets, places, &files)?;
        Ok((container, directory.join("log")))
    }

    /// Says which addresses stand for the brokers, the registry's Service and every interface.
    fn places(&self) -> Result<Places> {
        let mut places = Places::default();
        for listener in self.kafka.listeners() {
            let name = format!("{}-kafka-bootstrap:{}", self.kafka.name(), listener.port());
            places.replace(&name, &self.kafka.bootstrap(listener));
        }
        let service = self.workload("Service", "schema-registry")?;
        let port = service.value().pointer("/spec/ports/0/port");
        let port = port.map(ToString::to_string).unwrap_or_default();
        let target = self.target_port(service.text("/spec/ports/0/targetPort"))?;
        places.replace(
            &format!("{}:{port}", service.name()),
            &format!("{}:{target}", self.address),
        );
        places.replace("0.0.0.0", &self.address);
        Ok(places)
    }

    fn target_port(&self, name: &str) -> Result<u64> {
        let deployment = self.workload("Deployment", "schema-registry")?;
        let ports = deployment
            .value()
            .pointer("/spec/template/spec/containers/0/ports")
            .and_then(|ports| ports.as_array());
        let mut ports = ports.into_iter().flatten();
        let port = ports.find(|port| port["name"] == name);
        let missing = || Error::form("the Service", format!("no port is called {name}"));
        port.and_then(|port| port["containerPort"].as_u64())
            .ok_or_else(missing)
    }
}

/// Runs the command of a container to its end.
pub(in crate::proof) fn run(container: &Container) -> Result<Output> {
    let command = container.command();
    let mut parts = command.iter();
    let program = parts.next().map(String::as_str).unwrap_or_default();
    let mut call = Call::new(program).args(parts);
    for (name, value) in container.environment() {
        call = call.env(name, value);
    }
    call.output()
}
