//! Changes that are better made one after the other.
//!
//! Each restarts nodes or changes how many there are. Made together, nobody can tell which of them
//! went wrong, and those that can be taken back are held by those that can't.

use super::{Class, Consequence, ObjectChange};

/// What is done in one step, in the order in which the steps go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Operator,
    Version,
    Metadata,
    Size,
    Restart,
}

impl Part {
    fn of(object: &ObjectChange, found: &Consequence) -> Option<Self> {
        let of_nodes = matches!(object.id.kind.as_str(), "Kafka" | "KafkaNodePool");
        match found.fact.as_str() {
            "operator/release" => Some(Self::Operator),
            "kafka/version" | "kafka/downgrade" => Some(Self::Version),
            "kafka/metadata-version" => Some(Self::Metadata),
            "node-pool/added"
            | "node-pool/broker-role-added"
            | "node-pool/broker-role-removed"
            | "node-pool/controller-quorum"
            | "node-pool/deleted"
            | "node-pool/scaled-down"
            | "node-pool/scaled-up" => Some(Self::Size),
            "kafka/component" => None,
            _ if of_nodes && found.class == Class::RollingRestart => Some(Self::Restart),
            _ => None,
        }
    }

    const fn told(self) -> &'static str {
        match self {
            Self::Operator => "the release of the operators",
            Self::Version => "the version of Kafka",
            Self::Metadata => "the metadata version, once the new Kafka has proved itself",
            Self::Size => "the number of nodes, until replicas are where they should be",
            Self::Restart => "the settings that restart nodes",
        }
    }
}

/// Why steps are better than one.
pub const REASON: &str = "made together, nobody can see which of them went wrong, and what can be taken back \
                          is held by what can't";

/// Returns the steps to make of a change, in their order; none where it is one.
#[must_use]
pub fn of(objects: &[ObjectChange]) -> Vec<&'static str> {
    let all = objects.iter().flat_map(|object| {
        let found = object.consequences.iter();
        found.filter_map(move |found| Part::of(object, found))
    });
    let mut parts: Vec<Part> = all.collect();
    parts.sort();
    parts.dedup();
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().map(Part::told).collect()
}
