//! Refuses topics whose resources would have one name.
//!
//! # Why
//! Kubernetes names are lower case and without `_`, so such topics get a readable name with a
//! hash. A topic that is named like the result meets it: one resource would replace the other.
//!
//! # Example
//! `pay_ments`, whose resource is `pay-ments-` and eight digits, beside a topic of just that
//! name.
//!
//! # Instead
//! Rename one of them.
//!
//! # Source
//! Strimzi: `BatchingTopicController.validateSingleManagingResource`.

use std::collections::BTreeMap;

use crate::{
    derive::resource_name,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "name/topic-resource",
    include_str!("topic_resource.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut first = BTreeMap::new();
    let mut findings = Vec::new();
    for name in deployment.topics.keys() {
        let resource = resource_name::of_topic(name);
        let Some(other) = first.get(&resource) else {
            first.insert(resource, name);
            continue;
        };
        let message = format!(
            "the resources of the topics `{other}` and `{name}` would both be named `{resource}`"
        );
        let path = ModelPath::of(&["topics", name.as_str()]);
        findings.push(
            RULE.error(path, message)
                .outcome(Outcome::Refused)
                .help("rename one of them"),
        );
    }
    findings
}
