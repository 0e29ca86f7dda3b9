//! Refuses an alert whose condition Prometheus can't read.
//!
//! # Why
//! prometheus-operator leaves out the whole PrometheusRule with such a condition in it, and all
//! other alerts with it; a line in its log is all that says so.
//!
//! # Example
//! `expr: sum by (topic (kafka_consumergroup_lag)) > 5`, or `expr: rate(up)`, which needs a time
//! such as `rate(up[5m])`.
//!
//! # Instead
//! What Prometheus itself takes under "Graph". Functions that Prometheus calls experimental are
//! refused here, because it does not read them unless it is told to.
//!
//! # Source
//! Prometheus: querying; prometheus-operator: `pkg/prometheus/server/rules.go`.

use super::own;
use crate::{
    derive::promql::read,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("monitoring/promql", include_str!("promql.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    own::all(deployment)
        .filter_map(|own| {
            let text = own.alert.expr.as_str();
            let unreadable = read::read(text).err()?;
            if unreadable.too_large {
                let message = format!(
                    "the condition of the alert `{}` can't be judged: {unreadable}",
                    own.name
                );
                let finding = RULE.error(own.path("expr"), message);
                return Some(finding.help("make a recording rule of a part of it"));
            }
            let message = format!(
                "Prometheus can't read the condition of the alert `{}`: {}, {}",
                own.name,
                unreadable,
                unreadable.place(text)
            );
            let finding = RULE.error(own.path("expr"), message);
            Some(finding.outcome(Outcome::Dropped).help(
                "correct it there; until then no other alert of this deployment is loaded either",
            ))
        })
        .collect()
}
