//! What a running Kafka lets its users do, asked as each user through Kafka's Java clients.
//!
//! `acceptance/java/KafkaAccess.java` makes the topics and access control lists, waits until
//! every broker has them, and then asks and tries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::kafka_config::JAVA;
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::manifest::Object;
use crate::maven::{JavaProgram, Libraries};

/// How long all questions to one cluster may take.
const LIMIT: Duration = Duration::from_mins(5);

/// A topic to make.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Topic {
    /// Its name in Kafka.
    pub name: String,
    /// How many partitions it has.
    pub partitions: u64,
    /// How many copies of each there are.
    pub replicas: u64,
    /// Its configuration by name, as text.
    pub config: BTreeMap<String, String>,
}

impl Topic {
    /// Reads the `KafkaTopic` resources among `objects`.
    #[must_use]
    pub fn all(objects: &[Object]) -> Vec<Self> {
        let topics = objects
            .iter()
            .filter(|object| object.kind() == "KafkaTopic");
        topics.map(Self::read).collect()
    }

    fn read(topic: &Object) -> Self {
        let spec = &topic.value()["spec"];
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let config = spec["config"].as_object().into_iter().flatten();
        Self {
            name: match topic.text("/spec/topicName") {
                "" => topic.name().to_owned(),
                name => name.to_owned(),
            },
            partitions: spec["partitions"].as_u64().unwrap_or_default(),
            replicas: spec["replicas"].as_u64().unwrap_or_default(),
            config: config
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
        }
    }
}

/// One right, or one refusal, as Kafka stores it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Acl {
    /// The user's name.
    pub user: String,
    /// `allow` or `deny`.
    pub permission: String,
    /// Kafka's name of the resource type: `TOPIC`, `TRANSACTIONAL_ID`.
    pub resource: String,
    /// The resource's name or the beginning of it.
    pub name: String,
    /// `LITERAL` or `PREFIXED`.
    pub pattern: String,
    /// Kafka's name of the operation: `DESCRIBE_CONFIGS`.
    pub operation: String,
    /// The host it holds for, `*` for every one.
    pub host: String,
}

impl fmt::Display for Acl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (permission, host) = (self.permission.to_uppercase(), &self.host);
        write!(
            out,
            "User:CN={} {permission} {} on {} {} {} from {host}",
            self.user, self.operation, self.pattern, self.resource, self.name
        )
    }
}

/// A transaction that a user should be able to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// The transactional id.
    pub transactional_id: String,
    /// The group that commits what was read.
    pub group: String,
    /// The topics that are read.
    pub reads: BTreeSet<String>,
    /// The topics that are written.
    pub writes: BTreeSet<String>,
}

/// What is to be made and who is to be asked; users by name with their client configuration.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// The client configuration of the super user.
    pub operator: PathBuf,
    /// The topics to make.
    pub topics: Vec<Topic>,
    /// The access control lists to make.
    pub acls: BTreeSet<Acl>,
    /// The groups to ask about; they are made.
    pub groups: BTreeSet<String>,
    /// The transactional ids to ask about.
    pub transactional_ids: BTreeSet<String>,
    /// Who is asked everything.
    pub users: BTreeMap<String, PathBuf>,
    /// Transactions to make, by user.
    pub transactions: BTreeMap<String, Vec<Transaction>>,
    /// Who should not even be let in.
    pub intruders: BTreeMap<String, PathBuf>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Answer {
    /// Who was asked as; empty for the super user.
    pub user: String,
    /// What was asked: a resource type, or what was tried.
    pub kind: String,
    /// The resource.
    pub name: String,
    /// The operations that are allowed, or how the attempt came out.
    pub allowed: BTreeSet<String>,
    /// The partitions of a topic that was made.
    pub partitions: Option<u64>,
    /// The copies of a topic that was made.
    pub replicas: Option<u64>,
    /// The configuration of a topic that was made.
    #[serde(default)]
    pub config: Map<String, Value>,
}

/// The program that asks, with the clients of one Kafka version.
#[derive(Clone, Debug)]
pub struct KafkaAccess {
    program: JavaProgram,
}

impl KafkaAccess {
    /// Gets the clients of Kafka `version` and compiles the program against them.
    pub fn get(cache: &Cache, version: &str) -> Result<Self> {
        let libraries = Libraries::get(cache, "kafka", &[("kafka.version", version)])?;
        let jdk = super::jdk(JAVA)?;
        Ok(Self {
            program: libraries.compile(cache, &jdk, "KafkaAccess")?,
        })
    }

    /// Makes what `scenario` says and returns the answers, those of one user in their order.
    ///
    /// Every topic gets a record to be read if there is anybody to ask.
    pub fn ask(&self, scenario: &Scenario) -> Result<Vec<Answer>> {
        let input =
            serde_json::to_string(scenario).map_err(|error| Error::form("a scenario", error))?;
        let output = self.program.call().input(input).timeout(LIMIT).stdout()?;
        let answer = |line| {
            serde_json::from_str(line).map_err(|error| Error::form(format!("`{line}`"), error))
        };
        output.lines().map(answer).collect()
    }
}
