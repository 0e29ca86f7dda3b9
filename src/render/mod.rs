//! A deployment becomes Kubernetes objects, one component per file. No file is touched here.
//!
//! Each component is a pure function of the deployment. The components are the files of the
//! output, in the order in which they are applied.

mod config;
mod delivery;
mod image;
mod kafka_cluster;
mod labels;
mod listener;
mod metrics;
mod namespace;
mod operator;
mod placement;
mod resources;
mod topics;
mod users;

pub use self::{delivery::annotate, kafka_cluster::heap};
use crate::{kubernetes::object::Object, model::Deployment};

/// A part of the deployment that is applied as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// The namespace and the cluster operator.
    Operator,
    /// The Kafka cluster with its node pools.
    KafkaCluster,
    /// The topics.
    Topics,
    /// The users.
    Users,
}

impl Component {
    /// Every component, in the order of application.
    pub const ALL: [Self; 4] = [
        Self::Operator,
        Self::KafkaCluster,
        Self::Topics,
        Self::Users,
    ];

    /// Returns the name of the component's file.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Operator => "strimzi-operator.yaml",
            Self::KafkaCluster => "kafka-cluster.yaml",
            Self::Topics => "topics.yaml",
            Self::Users => "users.yaml",
        }
    }

    /// Returns what the file holds, for the head of the file and the documents.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Operator => "the namespace and the Strimzi cluster operator",
            Self::KafkaCluster => "the Kafka cluster and its node pools",
            Self::Topics => "the topics",
            Self::Users => "the users and their rights",
        }
    }
}

/// The objects of each component; components without objects are left out.
pub type Components = Vec<(Component, Vec<Object>)>;

/// Renders every component of a deployment.
#[must_use]
pub fn render(deployment: &Deployment) -> Components {
    let mut components = Vec::new();
    for component in Component::ALL {
        let mut objects = match component {
            Component::Operator => operator::objects(deployment),
            Component::KafkaCluster => kafka_cluster::objects(deployment),
            Component::Topics => topics::objects(deployment),
            Component::Users => users::objects(deployment),
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
