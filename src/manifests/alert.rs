//! Rules of Prometheus: whether it can read them.

use super::{
    resource::{Resource, at, items, scalar},
    rules::{Told, part::ALERT},
};
use crate::{
    derive::promql::read,
    environment::document::Node,
    finding::{Finding, Outcome},
};

/// What is left alone of a PrometheusRule.
pub const NOT_JUDGED: &str =
    "whether anything writes the metrics and labels that a PrometheusRule asks for";

/// Returns whether a resource has rules of Prometheus.
#[must_use]
pub fn is_rule(resource: &Resource) -> bool {
    resource.group == "monitoring.coreos.com" && resource.kind == "PrometheusRule"
}

/// Returns what is wrong with the rules of a resource.
pub fn wrong(resource: &Resource) -> Vec<Finding> {
    if !is_rule(resource) {
        return Vec::new();
    }
    let groups = items(&resource.node, &["spec", "groups"]).iter();
    let rules = groups.flat_map(|group| items(group, &["rules"]));
    rules.flat_map(judge).collect()
}

fn judge(rule: &Node) -> Vec<Finding> {
    let named = ["alert", "record"]
        .into_iter()
        .find_map(|kind| Some((kind, scalar(&at(rule, &[kind])?.node)?)));
    let Some((kind, name)) = named else {
        return Vec::new();
    };
    let shown = name.text.escape_debug();
    let mut findings = Vec::new();
    if let Some(expr) = at(rule, &["expr"])
        && let Some(text) = scalar(&expr.node)
        && let Err(unreadable) = read::read(&text.text)
    {
        let place = expr.node.place;
        if unreadable.too_large {
            let message = format!("the expression of `{shown}` is not judged: {unreadable}");
            return vec![ALERT.advice(place, message)];
        }
        let message = format!(
            "Prometheus can't read the expression of `{shown}`: {unreadable}, {}",
            unreadable.place(&text.text).escape_debug()
        );
        let finding = ALERT.error(place, message);
        findings.push(finding.outcome(Outcome::Dropped).help(
            "correct it there; until then no other rule of this PrometheusRule is loaded either",
        ));
    }
    if kind == "alert" {
        let missing = [
            (
                &["labels", "severity"][..],
                "label `severity`",
                "`labels: {severity: warning}`",
            ),
            (&["for"][..], "time that it must hold", "`for: 5m`"),
        ];
        for (path, what, such) in missing {
            if at(rule, path).is_none() {
                let message = format!("the alert `{shown}` has no {what}");
                let finding = ALERT.advice(rule.place, message);
                findings.push(finding.help(format!("write one, such as {such}")));
            }
        }
    }
    findings
}
