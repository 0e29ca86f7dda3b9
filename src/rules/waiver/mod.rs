//! Waivers: findings that are known and accepted until a day.
//!
//! A waiver silences the findings of its rule at its path and below. One that has expired lets
//! its findings show again, and one that silences nothing says so.

mod expired;
mod unknown_rule;
mod useless;

use std::collections::{BTreeMap, BTreeSet};

use super::Rule;
use crate::{
    finding::{Acceptance, Finding, ModelPath, Segment},
    model::{
        Deployment,
        waiver::{Date, Waiver, WaiverName},
    },
};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[unknown_rule::RULE, expired::RULE, useless::RULE];

/// Waivers by their rule and the steps of their path.
type Accepted<'a> = BTreeMap<(&'a str, Vec<Segment>), Vec<&'a WaiverName>>;

/// Marks the findings that a waiver accepts, and adds what there is to say about the waivers.
pub(super) fn apply(
    deployment: &Deployment,
    mut findings: Vec<Finding>,
    today: Option<Date>,
) -> Vec<Finding> {
    let expired = |waiver: &Waiver| today.is_some_and(|today| waiver.until < today);
    let accepted = accepted(deployment);
    let mut used = BTreeSet::new();
    for finding in &mut findings {
        let names = accepting(&accepted, finding);
        used.extend(names.iter().copied());
        let holding = names
            .into_iter()
            .find(|name| !expired(&deployment.waivers[*name]));
        finding.accepted =
            holding.map(|name| Box::new(acceptance(name, &deployment.waivers[name])));
    }
    for (name, waiver) in &deployment.waivers {
        if !used.contains(name) {
            findings.extend(useless::finding(name, waiver));
        } else if expired(waiver) {
            findings.push(expired::finding(name, waiver));
        }
    }
    findings
}

fn acceptance(name: &WaiverName, waiver: &Waiver) -> Acceptance {
    Acceptance {
        waiver: name.to_string(),
        reason: waiver.reason.to_string(),
        until: waiver.until.to_string(),
    }
}

fn accepted(deployment: &Deployment) -> Accepted<'_> {
    let mut accepted = Accepted::new();
    for (name, waiver) in &deployment.waivers {
        if let Some(path) = ModelPath::parse(waiver.path.as_str()) {
            let key = (waiver.rule.as_str(), path.segments().to_vec());
            accepted.entry(key).or_default().push(name);
        }
    }
    accepted
}

/// Returns the waivers of a finding's rule at its path and at every path above.
fn accepting<'a>(accepted: &Accepted<'a>, finding: &Finding) -> Vec<&'a WaiverName> {
    let Some(path) = finding.path() else {
        return Vec::new();
    };
    if accepted.is_empty() {
        return Vec::new();
    }
    let steps = path.segments();
    (1..=steps.len())
        .filter_map(|length| accepted.get(&(finding.rule.as_str(), steps[..length].to_vec())))
        .flatten()
        .copied()
        .collect()
}
