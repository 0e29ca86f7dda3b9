//! Refuses to switch off a feature gate that a cluster in KRaft mode needs.
//!
//! # Why
//! 0.40 and 0.41 still know clusters on ZooKeeper. Without `UseKRaft` and `KafkaNodePools` they
//! ask for one, and without `UnidirectionalTopicOperator` they refuse the topic operator.
//!
//! # Example
//! `featureGates: {UnidirectionalTopicOperator: false}` with `operator.version: 0.40.0`.
//!
//! # Instead
//! Leave the gate alone: it is on.
//!
//! # Source
//! Strimzi 0.40.0: `FeatureGates` and `KRaftUtils.validateEntityOperatorSpec`.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("operator/kraft-gate", include_str!("kraft_gate.rs"), check);

/// The gates of 0.40 and 0.41 that KRaft rests on.
const NEEDED: [&str; 3] = ["KafkaNodePools", "UnidirectionalTopicOperator", "UseKRaft"];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let known = version::release(deployment).feature_gates();
    // What the release does not know is the business of `version/feature-gate`.
    let needed = |gate: &str| NEEDED.contains(&gate) && known.iter().any(|it| it.name == gate);
    let gates = deployment.operator.feature_gates.iter();
    let off = gates.filter(|(gate, on)| !**on && needed(gate.as_str()));
    off.map(|(gate, _)| {
        let path = ModelPath::of(&["operator", "featureGates", gate.as_str()]);
        RULE.error(
            path,
            format!("a cluster in KRaft mode needs the feature gate `{gate}`"),
        )
        .outcome(Outcome::Refused)
        .help("leave the gate alone: it is on")
    })
    .collect()
}
