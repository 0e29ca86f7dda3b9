//! The `KafkaNodePool` resource.

use serde::Serialize;

use super::{PodTemplate, Resources};

/// `KafkaNodePool.spec`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePoolSpec {
    /// How many nodes it has.
    pub replicas: u16,
    /// What they do.
    pub roles: Vec<&'static str>,
    /// Where they keep their data.
    pub storage: Storage,
    /// What each gets.
    pub resources: Resources,
    /// How Java is run.
    pub jvm_options: JvmOptions,
    /// How their pods are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<NodePoolTemplate>,
}

/// `KafkaNodePool.spec.template`. Before 0.49 it replaces that of the Kafka resource whole, so
/// nothing is put there.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePoolTemplate {
    /// How the pods are made.
    pub pod: PodTemplate,
}

/// `KafkaNodePool.spec.jvmOptions`.
#[derive(Clone, Debug, Serialize)]
pub struct JvmOptions {
    /// The heap at the start.
    #[serde(rename = "-Xms")]
    pub xms: String,
    /// The heap at most.
    #[serde(rename = "-Xmx")]
    pub xmx: String,
}

/// `KafkaNodePool.spec.storage`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Storage {
    /// A list of volumes, also for one: a single claim could never become a list.
    Jbod {
        /// The volumes.
        volumes: Vec<Volume>,
    },
    /// A directory that is lost with its pod.
    Ephemeral,
}

/// An item of the volumes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// Its number.
    pub id: u16,
    /// `persistent-claim`.
    pub r#type: &'static str,
    /// Its size.
    pub size: String,
    /// Its storage class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Whether the claim goes when the cluster goes.
    pub delete_claim: bool,
}
