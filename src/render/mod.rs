//! A deployment becomes Kubernetes objects, one component per file. No file is touched here.
//!
//! Each component is a pure function of the deployment. The components are the files of the
//! output, in the order in which they are applied.

mod access;
mod applications;
mod checksum;
mod config;
mod container;
mod credentials;
mod delivery;
mod image;
mod job;
mod kafka_cluster;
mod kafka_ui;
mod labels;
mod listener;
mod metrics;
mod monitoring;
mod namespace;
mod network;
mod operator;
mod placement;
mod resources;
mod schema_registry;
mod topics;
mod users;
mod verification;
mod workload;

pub use self::{
    delivery::annotate, image::mirrored, kafka_cluster::heap, monitoring::files, verification::load,
};
use crate::{kubernetes::object::Object, model::Deployment};

/// A part of the deployment that is applied as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// The namespace and the cluster operator.
    Operator,
    /// Who may talk to whom.
    NetworkPolicies,
    /// The Kafka cluster with its node pools.
    KafkaCluster,
    /// The topics.
    Topics,
    /// The users.
    Users,
    /// What people may do in the namespace.
    Access,
    /// The schema registry and the schemas.
    SchemaRegistry,
    /// The Kafka UI.
    KafkaUi,
    /// The applications.
    Applications,
    /// What is measured and when somebody is told.
    Monitoring,
    /// What compares the running cluster with the model.
    Verification,
}

impl Component {
    /// Every component, in the order of application.
    pub const ALL: [Self; 11] = [
        Self::Operator,
        Self::NetworkPolicies,
        Self::KafkaCluster,
        Self::Topics,
        Self::Users,
        Self::Access,
        Self::SchemaRegistry,
        Self::KafkaUi,
        Self::Applications,
        Self::Monitoring,
        Self::Verification,
    ];

    /// Returns the name of the component's file.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Operator => "strimzi-operator.yaml",
            Self::NetworkPolicies => "network-policies.yaml",
            Self::KafkaCluster => "kafka-cluster.yaml",
            Self::Topics => "topics.yaml",
            Self::Users => "users.yaml",
            Self::Access => "access.yaml",
            Self::SchemaRegistry => "schema-registry.yaml",
            Self::KafkaUi => "kafka-ui.yaml",
            Self::Applications => "applications.yaml",
            Self::Monitoring => "monitoring.yaml",
            Self::Verification => "verification.yaml",
        }
    }

    /// Returns what the file holds, for the head of the file and the documents.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Operator => "the namespace and the Strimzi cluster operator",
            Self::NetworkPolicies => "who may talk to whom",
            Self::KafkaCluster => "the Kafka cluster and its node pools",
            Self::Topics => "the topics",
            Self::Users => "the users and their rights",
            Self::Access => "what people may do in the namespace",
            Self::SchemaRegistry => "the schema registry and the schemas of the topics",
            Self::KafkaUi => "the Kafka UI",
            Self::Applications => "the applications",
            Self::Monitoring => "what is measured, and when somebody is told",
            Self::Verification => "what compares the running cluster with the model",
        }
    }
}

/// The name of the file with the load of several pods, which is no component: nothing applies it
/// with the others.
pub const LOAD: &str = "verification-load.yaml";

/// The objects of each component; components without objects are left out.
pub type Components = Vec<(Component, Vec<Object>)>;

/// Renders every component of a deployment.
#[must_use]
pub fn render(deployment: &Deployment) -> Components {
    let mut components = Vec::new();
    for component in Component::ALL {
        let mut objects = match component {
            Component::Operator => operator::objects(deployment),
            Component::NetworkPolicies => network::objects(deployment),
            Component::KafkaCluster => kafka_cluster::objects(deployment),
            Component::Topics => topics::objects(deployment),
            Component::Users => users::objects(deployment),
            Component::Access => access::objects(deployment),
            Component::SchemaRegistry => schema_registry::objects(deployment),
            Component::KafkaUi => kafka_ui::objects(deployment),
            Component::Applications => applications::objects(deployment),
            Component::Monitoring => monitoring::objects(deployment),
            Component::Verification => verification::objects(deployment),
        };
        annotate(deployment.delivery, component, &mut objects);
        if !objects.is_empty() {
            components.push((component, objects));
        }
    }
    components
}

/// Turns a typed manifest into an object.
fn object<T: serde::Serialize>(manifest: &T) -> Object {
    Object::from_typed(manifest)
        .expect("every manifest of this module has an apiVersion, a kind and a name")
}
