//! Refuses an alert with the name of one that follows from the model.
//!
//! # Why
//! Both would have one runbook, and who silences the one silences the other.
//!
//! # Example
//! `alerts: {KafkaBrokerDown: {…}}`.
//!
//! # Instead
//! Another name; or take it away and set the limit of the alert that is there under
//! `monitoring.thresholds`.
//!
//! # Source
//! A decision of this tool.

use std::collections::BTreeSet;

use super::own;
use crate::{
    derive::alert,
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "monitoring/alert-twice",
    include_str!("alert_twice.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let groups = alert::all(deployment);
    // File systems and people do not tell upper from lower case.
    let known: BTreeSet<String> = groups
        .iter()
        .flat_map(|group| group.alerts.iter().map(|alert| alert.name.to_lowercase()))
        .collect();
    let mut seen = BTreeSet::new();
    own::all(deployment)
        .filter_map(|own| {
            let lower = own.name.as_str().to_lowercase();
            let of_model = known.contains(&lower);
            let of_own = !seen.insert(lower);
            let path = ModelPath::of(&["monitoring", "alerts", own.name.as_str()]);
            let whose = match (of_model, of_own) {
                (true, _) => "that follows from the model",
                (false, true) => "of your own",
                (false, false) => return None,
            };
            let message = format!(
                "the alert `{}` has the name of another one {whose}",
                own.name
            );
            Some(RULE.error(path, message).help("give it another name"))
        })
        .collect()
}
