//! Kafka's own definitions of its configuration, of exactly one Kafka version.

use serde_json::{Map, Value, json};

use crate::cache::Cache;
use crate::error::Result;
use crate::maven::{JavaProgram, Libraries};

/// The oldest Java that every Kafka version here runs on.
pub(super) const JAVA: u32 = 17;

/// What a configuration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigKind {
    /// A broker or controller.
    Broker,
    /// A topic.
    Topic,
}

/// A configuration to be checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Whose configuration it is, for messages.
    pub name: String,
    /// What it is for.
    pub kind: ConfigKind,
    /// Its values by name.
    pub values: Map<String, Value>,
}

/// The definitions of one Kafka version.
#[derive(Clone, Debug)]
pub struct KafkaConfig {
    program: JavaProgram,
}

impl KafkaConfig {
    /// Gets Kafka `version` and compiles the check against it.
    pub fn get(cache: &Cache, version: &str) -> Result<Self> {
        let libraries = Libraries::get(cache, "kafka", &[("kafka.version", version)])?;
        let jdk = super::jdk(JAVA)?;
        Ok(Self {
            program: libraries.compile(cache, &jdk, "KafkaConfigCheck")?,
        })
    }

    /// Returns what Kafka refuses or does not know, one line each.
    pub fn objections(&self, configs: &[Config]) -> Result<Vec<String>> {
        let lines: Vec<_> = configs.iter().map(Config::line).collect();
        let output = self.program.call().input(lines.join("\n")).stdout()?;
        Ok(output.lines().map(str::to_owned).collect())
    }
}

impl Config {
    fn line(&self) -> String {
        let kind = match self.kind {
            ConfigKind::Broker => "broker",
            ConfigKind::Topic => "topic",
        };
        json!({"name": self.name, "kind": kind, "config": self.values}).to_string()
    }
}
