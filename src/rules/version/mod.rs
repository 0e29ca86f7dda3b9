//! The lattice of versions: operator, Kafka, metadata and Kubernetes.

mod feature_gate;
mod kafka;
mod kubernetes_minimum;
mod metadata_level;
mod metadata_newer;
mod metadata_older;
mod operator_start;
mod unverified;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    kafka::RULE,
    metadata_newer::RULE,
    metadata_older::RULE,
    metadata_level::RULE,
    kubernetes_minimum::RULE,
    operator_start::RULE,
    feature_gate::RULE,
    unverified::RULE,
];
