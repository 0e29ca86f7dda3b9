//! Refuses client profiles that extend each other in a circle.
//!
//! # Why
//! Where two profiles of a circle set the same key, neither of them could win.
//!
//! # Example
//! `fast` extends `safe`, and `safe` extends `fast`.
//!
//! # Instead
//! Move what both share into a third profile that extends nothing.
//!
//! # Source
//! A decision of this tool.

use std::collections::BTreeSet;

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, client_profile::ProfileName},
    rules::{enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/profile-cycle",
    include_str!("profile_cycle.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut settled = BTreeSet::new();
    let mut findings = Vec::new();
    for start in deployment.client_profiles.keys() {
        let walk = walk(deployment, start, &settled);
        if let Some(cycle) = walk.cycle() {
            findings.push(finding(cycle));
        }
        settled.extend(walk.seen);
    }
    findings
}

/// The profiles that were passed on the way up, and the one that was met again.
struct Walk<'a> {
    seen: Vec<&'a ProfileName>,
    met: Option<&'a ProfileName>,
}

impl Walk<'_> {
    fn cycle(&self) -> Option<&[&ProfileName]> {
        let first = self.seen.iter().position(|name| Some(*name) == self.met)?;
        Some(&self.seen[first..])
    }
}

fn walk<'a>(
    deployment: &'a Deployment,
    start: &'a ProfileName,
    settled: &BTreeSet<&'a ProfileName>,
) -> Walk<'a> {
    let mut seen = Vec::new();
    let mut on_the_way = BTreeSet::new();
    let mut here = Some(start);
    while let Some(name) = here {
        if settled.contains(name) {
            break;
        }
        if !on_the_way.insert(name) {
            return Walk {
                seen,
                met: Some(name),
            };
        }
        seen.push(name);
        here = deployment
            .client_profiles
            .get(name)
            .and_then(|profile| profile.extends.as_ref());
    }
    Walk { seen, met: None }
}

fn finding(cycle: &[&ProfileName]) -> Finding {
    let names: Vec<&str> = cycle.iter().map(|name| name.as_str()).collect();
    let message = match names[..] {
        [alone] => format!("the client profile `{alone}` extends itself"),
        _ => format!(
            "the client profiles {} extend each other in a circle",
            quoted(&names)
        ),
    };
    RULE.error(
        ModelPath::of(&["clientProfiles", names[0], "extends"]),
        message,
    )
    .help("take `extends` from one of them")
}
