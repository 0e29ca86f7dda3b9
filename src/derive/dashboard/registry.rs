//! The schema registry: what it is asked, and how it answers.

use super::{Panel, RATE, Unit, lines, number};
use crate::{
    derive::{promql::Expr, series},
    model::Deployment,
};

/// Returns the panels, if there is a registry.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    let Some(registry) = &deployment.schema_registry else {
        return Vec::new();
    };
    let up = series::up(deployment, series::SCHEMA_REGISTRY_JOB).expr();
    let rate = |metric| -> Expr {
        let requests = series::of_registry(deployment, metric).over(RATE);
        requests.expr().call("rate").sum_by(&["status_code_group"])
    };
    let time = |metric| {
        series::of_registry(deployment, metric)
            .over(RATE)
            .expr()
            .call("rate")
    };
    let mean = time("rest_requests_seconds_sum")
        .sum_by(&["pod"])
        .binary("/", time("rest_requests_seconds_count").sum_by(&["pod"]));
    vec![
        number(
            format!("{} that answer", registry.name),
            Unit::Count,
            up.sum_by(&[]),
        ),
        lines(
            "Requests by status",
            Unit::PerSecond,
            rate("rest_requests_seconds_count"),
            "{{status_code_group}}",
        ),
        lines("Mean time of a request", Unit::Seconds, mean, "{{pod}}"),
    ]
}
