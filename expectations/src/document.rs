//! One JSON file: some of what is expected.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Cluster, Form, Load, Monitoring, Path, SharedLoad, Subject, Topic, User};

/// One file of what a model expects of the running cluster.
///
/// Large deployments are split over several files, since a ConfigMap holds little.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The form of the file.
    pub schema: Form,
    /// The cluster; exactly one file has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
    /// Some of the topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// Some of the users.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<User>,
    /// Some of the subjects of the schema registry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// Some of the paths that events take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Path>,
    /// What watches the deployment; at most one file has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<Monitoring>,
    /// The load that the cluster must bear; at most one file has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// The load that several pods write together; at most one file has it.
    #[serde(
        rename = "sharedLoad",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub shared_load: Option<SharedLoad>,
}
