//! Warns of transactional ids of one application that begin like those of another.
//!
//! # Why
//! Rights on transactional ids go by their beginning. An application with the shorter beginning
//! may also use the other's ids; with the same id, each stops the other's transactions
//! ("fencing").
//!
//! # Example
//! The applications `billing` and `billing-archive` without `transactionalIds`: `billing-` is the
//! beginning of both.
//!
//! # Instead
//! `transactionalIds: billing.` for the one with the shorter name.
//!
//! # Source
//! KIP-98 (producer fencing); Kafka: prefixed ACLs (KIP-290).

use crate::{
    derive::grant,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "client/transactional-ids",
    include_str!("transactional_ids.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let applications = deployment.applications.iter();
    let mut prefixes: Vec<_> = applications
        .filter_map(|(name, application)| {
            Some((grant::transactional_ids(name, application)?, name))
        })
        .collect();
    prefixes.sort();
    let mut findings = Vec::new();
    let mut shortest = None;
    for (prefix, name) in &prefixes {
        let Some((before, other)) =
            shortest.filter(|(before, _): &(&str, _)| prefix.as_str().starts_with(before))
        else {
            shortest = Some((prefix.as_str(), name));
            continue;
        };
        let path = ModelPath::of(&["applications", other.as_str(), "transactionalIds"]);
        let message = format!(
            "the transactional ids of `{name}` begin with `{before}`, like those of `{other}`, which may use them"
        );
        let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
        findings.push(finding.help(format!(
            "give `{other}` a beginning of its own, such as `{other}.`"
        )));
    }
    findings
}
