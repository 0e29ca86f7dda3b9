//! A right cluster: Kafka with everything that the operators would make, the schema registry
//! with the rendered schemas, and the verification laid out as its Job is rendered.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use super::program::{Program, Report, in_container};
use crate::cache::Cache;
use crate::component::apicurio_registry::Running;
use crate::component::kafka::Kafka;
use crate::component::kafka_control::KafkaControl;
use crate::container::Container;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::http::Client;
use crate::manifest::Object;
use crate::process::Call;
use crate::proof::registry::site::{self, Site as RegistrySite};

/// How long a registry may take to start.
const READY: Duration = Duration::from_mins(2);

/// How long the processes of a load wait for each other.
const WAIT: Duration = Duration::from_mins(1);

/// The files of a user's Secret that a client shows.
const SHOWN: [&str; 2] = ["user.crt", "user.key"];

/// Everything that runs; it stops when it is dropped.
#[derive(Debug)]
pub(in crate::proof) struct Site {
    pub(in crate::proof) container: Container,
    /// One pod of a load, where the objects have one.
    load: Option<Container>,
    program: Program,
    pub(super) control: KafkaControl,
    pub(super) client: Client,
    pub(super) registration: Container,
    pub(super) registry: Running,
    pub(super) kafka: Kafka,
    pub(super) cache: Cache,
    /// Beside the container: each user's certificate, and expectations that were changed.
    pub(in crate::proof) directory: PathBuf,
}

impl Site {
    /// Starts and fills everything.
    pub(in crate::proof) fn start(harness: &Harness, objects: &[Object]) -> Result<Self> {
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
        let mut jobs = objects.iter().filter(|object| object.kind() == "Job");
        let load = jobs.find(|job| job.text("/spec/completionMode") == "Indexed");
        let load = load.map(|job| registry_site.lay_out(job)).transpose()?;
        let site = Self {
            container,
            load: load.map(|(container, _)| container),
            program,
            control,
            client: Client::new(),
            registration,
            registry,
            kafka,
            cache: harness.cache().clone(),
            directory: harness.directory("verification")?,
        };
        site.control.take(&quotas(objects))?;
        let users = objects.iter().filter(|object| object.kind() == "KafkaUser");
        for user in users.map(Object::name) {
            site.give(user, user)?;
        }
        Ok(site)
    }

    /// Describes a run of the verification that tries everything and has everyone's certificate.
    pub(super) fn call(&self) -> Call {
        self.describe(self.program.call())
    }

    /// Describes one process of a load that waits for the others.
    pub(super) fn load(&self, run: &str, index: u32) -> Result<Call> {
        let none = || Error::form("the set", "it has no load");
        let container = self.load.as_ref().ok_or_else(none)?;
        Ok(in_container(self.program.call(), container)
            .env("LOAD_RUN", run)
            .env("JOB_COMPLETION_INDEX", index.to_string())
            .env("WAIT_SECONDS", WAIT.as_secs().to_string()))
    }

    /// Adds to a call of the program what the Job gives it, and everyone's certificate.
    pub(in crate::proof) fn describe(&self, program: Call) -> Call {
        let changed = self.changed();
        let call = in_container(program, &self.container);
        let call = call.env("KAFKA_CERTIFICATES", self.directory.join("users"));
        if changed.exists() {
            call.env("EXPECTATIONS", changed)
        } else {
            call
        }
    }

    /// Runs the verification.
    pub(in crate::proof) fn verify(&self) -> Result<Report> {
        Report::of(&self.call())
    }

    /// Returns the names of the cluster's topics and groups.
    pub(super) fn names(&self) -> Result<Vec<String>> {
        self.control.take(&json!([]))
    }

    /// Gives `user` the certificate of `whose`.
    pub(super) fn give(&self, user: &str, whose: &str) -> Result<()> {
        let from = self.kafka.secrets()?.get(whose)?;
        let to = self.directory.join("users").join(user);
        fs::create_dir_all(&to).map_err(Error::file("create", &to))?;
        for name in SHOWN {
            copy(&from.join(name), &to.join(name))?;
        }
        Ok(())
    }

    /// Returns the directory of changed expectations, which is there while there are some.
    pub(super) fn changed(&self) -> PathBuf {
        self.directory.join("expectations")
    }

    /// Changes what is expected of the cluster.
    pub(super) fn expect(&self, pointer: &str, value: &Value) -> Result<()> {
        let (from, to) = (
            PathBuf::from(self.container.variable("EXPECTATIONS")),
            self.changed(),
        );
        fs::create_dir_all(&to).map_err(Error::file("create", &to))?;
        let files = fs::read_dir(&from).map_err(Error::file("read", &from))?;
        for file in files {
            let file = file.map_err(Error::file("read", &from))?.path();
            let text = fs::read_to_string(&file).map_err(Error::file("read", &file))?;
            let form = |error| Error::form(file.display().to_string(), error);
            let mut document: Value = serde_json::from_str(&text).map_err(form)?;
            if let Some(place) = document.pointer_mut(&format!("/cluster{pointer}")) {
                *place = value.clone();
            }
            let target = to.join(file.file_name().unwrap_or_default());
            let text = document.to_string();
            fs::write(&target, text).map_err(Error::file("write", &target))?;
        }
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map_err(Error::file("copy", from))?;
    Ok(())
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
