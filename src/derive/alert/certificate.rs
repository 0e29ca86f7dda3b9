//! Certificates that were not renewed in time.

use super::{Alert, Watch, minutes};
use crate::{
    catalog::metrics,
    derive::{
        promql::{Expr, Series},
        series,
    },
    model::monitoring::Severity,
};

const METRIC: &str = "strimzi_certificate_expiration_timestamp_ms";

/// Returns the alert on the certificate authorities; releases before 0.41.0 do not tell when
/// theirs end, so there is none for them.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    let exporter = metrics::Exporter::ClusterOperator;
    let known = metrics::find(exporter, series::running(watch.deployment), METRIC).is_some();
    if !known || !watch.deployment.operator.install {
        return Vec::new();
    }
    let end = Series::of(exporter, METRIC)
        .is("cluster", watch.deployment.cluster.name.as_str())
        .is("resource_namespace", watch.deployment.namespace.as_str())
        .expr();
    let days_left = end
        .binary("/", Expr::Number(1000))
        .binary("-", Expr::Call("time", Vec::new()))
        .binary("/", Expr::Number(86_400));
    let limit = u64::from(days(watch));
    vec![Alert {
        name: "KafkaCertificateExpiring",
        expr: days_left
            .aggregate("min", &["cluster", "type"])
            .compared("<", limit),
        hold: minutes(60),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: format!(
            "A certificate of {{{{ $labels.cluster }}}} ends in less than {limit} days"
        ),
        description: "The certificate ({{ $labels.type }}) should have been renewed by now. \
                      When it ends, clients and brokers refuse each other."
            .to_owned(),
    }]
}

/// Renewal begins when the renewal time does, and may wait for a maintenance window; half of it
/// gone without a new certificate means that it does not happen.
fn days(watch: &Watch<'_>) -> u16 {
    let certificates = &watch.deployment.cluster.certificates;
    let renewal = certificates
        .cluster
        .renewal_days
        .min(certificates.clients.renewal_days)
        .get();
    watch
        .monitoring
        .thresholds
        .certificate_days
        .map_or(renewal / 2, crate::model::certificate::Days::get)
}
