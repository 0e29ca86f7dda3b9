//! Warns of an alert that fires always or never, whatever happens.
//!
//! # Why
//! Without a limit every series makes the alert fire, and `bool` turns a comparison into a
//! number, which fires for 0 as for 1. A limit that no value reaches looks like an alert and is
//! none.
//!
//! # Example
//! `expr: kafka_consumergroup_lag`, `expr: up == bool 0`, or `expr: count(up == 1) == 0`: where
//! nothing is up there is nothing to count, and no series.
//!
//! # Instead
//! A limit, such as `kafka_consumergroup_lag > 1000`; `up == 0`; `absent(up == 1)` for what is not
//! there. A condition that asks for no series, such as `vector(1)`, is taken as meant.
//!
//! # Source
//! Prometheus: alerting rules, operators, functions. Of values only that is taken as known what
//! Prometheus itself guarantees: `up` is 0 or 1, a rate is not negative, a count is not 0.

use super::own::{self, Own};
use crate::{
    derive::promql::read::{Verdict, verdict},
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("monitoring/condition", include_str!("condition.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    own::all(deployment)
        .filter_map(|own| Some(finding(&own, &verdict(&own.query()?)?)))
        .collect()
}

fn finding(own: &Own<'_>, verdict: &Verdict) -> Finding {
    let name = own.name;
    let always = format!("the alert `{name}` fires as long as its series are there");
    let (message, help) = match verdict {
        Verdict::Always => (
            always,
            "compare it with a limit, such as `> 1000`".to_owned(),
        ),
        Verdict::AlwaysByBool => (
            format!("{always}: `bool` gives 0 or 1, and both fire"),
            "compare without `bool`".to_owned(),
        ),
        Verdict::Never(reason) => (
            format!("the alert `{name}` never fires: {reason}"),
            "write a limit that can be reached; what is not there is found by `absent(…)`"
                .to_owned(),
        ),
    };
    let finding = RULE.warning(own.path("expr"), message).help(help);
    match verdict {
        Verdict::Never(_) => finding.outcome(Outcome::Ignored),
        _ => finding,
    }
}
