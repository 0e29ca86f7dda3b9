//! A right cluster: Kafka with everything that the operators would make, the schema registry
//! with the rendered schemas, and the verification laid out as its Job is rendered.

use std::time::Duration;

use serde_json::{Value, json};

use super::program::{Program, Report};
use crate::component::apicurio_registry::Running;
use crate::component::kafka::Kafka;
use crate::component::kafka_control::KafkaControl;
use crate::container::Container;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::process::Call;
use crate::proof::registry::site::{self, Site as RegistrySite};

/// How long a registry may take to start.
const READY: Duration = Duration::from_mins(2);

/// Everything that runs; it stops when it is dropped.
#[derive(Debug)]
pub(super) struct Site {
    container: Container,
    program: Program,
    control: KafkaControl,
    _registry: Running,
    pub(super) kafka: Kafka,
}

impl Site {
    /// Starts and fills everything.
    pub(super) fn start(harness: &Harness, objects: &[Object]) -> Result<Self> {
        let program = Program::build()?;
        let kafka = Kafka::start(harness, objects)?;
        let control = KafkaControl::start(harness, &kafka)?;
        let registry_site = RegistrySite::new(harness, objects, &kafka)?;
        registry_site.make(&registry_site.rendered()?)?;
        let mut registry = registry_site.start()?;
        registry.wait_until_ready(READY)?;
        let registration = registry_site.registration()?;
        site::run(&registration)?;
        let job = registry_site.workload("Job", "verification")?;
        let (container, _) = registry_site.lay_out(job)?;
        let site = Self {
            container,
            program,
            control,
            _registry: registry,
            kafka,
        };
        site.control.take(&quotas(objects))?;
        Ok(site)
    }

    /// Describes a run of the verification that tries everything.
    pub(super) fn call(&self) -> Call {
        self.program.call(&self.container)
    }

    /// Runs the verification.
    pub(super) fn verify(&self) -> Result<Report> {
        Report::of(&self.call())
    }

    /// Returns the names of the cluster's topics and groups.
    pub(super) fn names(&self) -> Result<Vec<String>> {
        self.control.take(&json!([]))
    }
}

/// Returns the steps that set the quotas of the rendered users, as the user operator does.
fn quotas(objects: &[Object]) -> Value {
    const NAMES: [(&str, &str); 3] = [
        ("producerByteRate", "producer_byte_rate"),
        ("consumerByteRate", "consumer_byte_rate"),
        ("requestPercentage", "request_percentage"),
    ];
    let users = objects.iter().filter(|object| object.kind() == "KafkaUser");
    let limits = users.filter_map(|user| {
        let quotas = &user.value()["spec"]["quotas"];
        let set: serde_json::Map<_, _> = NAMES
            .iter()
            .filter(|(name, _)| quotas[name].is_number())
            .map(|(name, own)| ((*own).to_owned(), quotas[name].clone()))
            .collect();
        let entity = json!({"user": format!("CN={}", user.name())});
        (!set.is_empty()).then(|| json!({"step": "quota", "entity": entity, "set": set}))
    });
    Value::Array(limits.collect())
}
