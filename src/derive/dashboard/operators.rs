//! The operators: what they look after, and whether they manage.

use super::{Panel, RATE, Unit, lines};
use crate::{
    catalog::metrics::{self, Exporter},
    derive::{
        promql::{Expr, Series},
        series,
    },
    model::Deployment,
};

/// Returns the panels, if the cluster operator is ours.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    if !deployment.operator.install {
        return Vec::new();
    }
    let of = |metric| series::of_operators(deployment, metric);
    let rate = |title: &str, metric| {
        let rate = of(metric).over(RATE).expr().call("rate");
        lines(title, Unit::PerSecond, rate.sum_by(&["kind"]), "{{kind}}")
    };
    let latest = |title: &str, unit, metric| {
        let expr = of(metric).expr().aggregate("max", &["kind"]);
        lines(title, unit, expr, "{{kind}}")
    };
    let mut panels = vec![
        latest("Resources", Unit::Count, "strimzi_resources"),
        latest(
            "Resources that are paused",
            Unit::Count,
            "strimzi_resources_paused",
        ),
        rate("Reconciliations", "strimzi_reconciliations_total"),
        rate(
            "Failed reconciliations",
            "strimzi_reconciliations_failed_total",
        ),
        latest(
            "Longest reconciliation",
            Unit::Seconds,
            "strimzi_reconciliations_duration_seconds_max",
        ),
    ];
    panels.extend(certificates(deployment));
    panels
}

/// Releases before 0.41.0 do not tell when their certificates end.
fn certificates(deployment: &Deployment) -> Option<Panel> {
    let metric = "strimzi_certificate_expiration_timestamp_ms";
    metrics::find(
        Exporter::ClusterOperator,
        series::running(deployment),
        metric,
    )?;
    let days = Series::of(Exporter::ClusterOperator, metric)
        .is("cluster", deployment.cluster.name.as_str())
        .expr()
        .binary("/", Expr::Number(1000))
        .binary("-", Expr::Call("time", Vec::new()))
        .binary("/", Expr::Number(86_400));
    Some(lines(
        "Days until certificates end",
        Unit::Days,
        days.aggregate("min", &["type"]),
        "{{type}}",
    ))
}
