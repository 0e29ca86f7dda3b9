//! What changes a running Kafka as its super user: `acceptance/java/KafkaControl.java`.

use std::time::Duration;

use serde_json::{Value, json};

use super::kafka::Kafka;
use super::kafka_config::JAVA;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::http::Client;
use crate::maven::Libraries;
use crate::port;
use crate::process::Daemon;

/// How long it may take to start.
const READY: Duration = Duration::from_mins(2);

/// How long steps may take: nodes that were stopped come back within a minute.
const LONGEST: Duration = Duration::from_mins(3);

/// A running control; it stops when it is dropped.
#[derive(Debug)]
pub struct KafkaControl {
    url: String,
    client: Client,
    _process: Daemon,
}

impl KafkaControl {
    /// Starts it for one cluster.
    pub fn start(harness: &Harness, kafka: &Kafka) -> Result<Self> {
        let version = [("kafka.version", kafka.version())];
        let libraries = Libraries::get(harness.cache(), "kafka", &version)?;
        let program = libraries.compile(harness.cache(), &super::jdk(JAVA)?, "KafkaControl")?;
        let [port] = port::free::<1>()?;
        let log = harness.directory("kafka-control")?.join("log");
        let call = program.call().arg(kafka.operator()?).arg(port.to_string());
        let mut process = call.start("KafkaControl", &log)?;
        let url = format!("http://127.0.0.1:{port}/");
        let client = Client::patient(LONGEST);
        process.wait_until(READY, || Ok(client.post(&url, &json!([])).is_ok()))?;
        Ok(Self {
            url,
            client,
            _process: process,
        })
    }

    /// Takes steps, waits until every node has seen them, and returns the names of the topics
    /// and groups there are then.
    pub fn take(&self, steps: &Value) -> Result<Vec<String>> {
        let answer = self.client.post(&self.url, steps)?;
        if let Some(error) = answer["error"].as_str() {
            return Err(Error::form(steps.to_string(), error));
        }
        let names = answer["names"].as_array().into_iter().flatten();
        Ok(names
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect())
    }
}
