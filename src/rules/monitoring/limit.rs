//! Warns of a limit at which an alert fires while all is well.
//!
//! # Why
//! A consumer that keeps up is some records behind at every moment, and a node that restarts is
//! away for some seconds. Alerts that fire then are soon switched off, and with them those that
//! mean something.
//!
//! # Example
//! `lagLimit: 0`, `thresholds: {nodeDown: 10s}`, or `for: 0s` of an alert of one's own.
//!
//! # Instead
//! As many records as may arrive while the consumer handles its last ones, and at least a minute
//! for what a restart takes. An alert of one's own is expected to hold for some time at least,
//! because a single failed scrape makes it fire else.
//!
//! # Source
//! Prometheus: alerting rules; a decision of this tool.

use super::own::{self, Own};
use crate::{
    finding::{Finding, ModelPath},
    model::{
        Deployment,
        duration::Duration,
        monitoring::{LagLimit, Thresholds},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("monitoring/limit", include_str!("limit.rs"), check);

const MINUTE: Duration = Duration::milliseconds(60_000);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(monitoring) = &deployment.monitoring else {
        return Vec::new();
    };
    let lags = deployment.applications.iter().filter_map(|(name, it)| {
        let path = ModelPath::of(&["applications", name.as_str(), "lagLimit"]);
        no_lag(path, it.lag_limit?)
    });
    let alerts = own::all(deployment).filter_map(|own| at_once(&own));
    lags.chain(of_all(&monitoring.thresholds))
        .chain(alerts)
        .collect()
}

fn at_once(own: &Own<'_>) -> Option<Finding> {
    (own.alert.hold.as_milliseconds() == 0).then(|| {
        let message = format!(
            "the alert `{}` fires at once, also for what is over a moment later",
            own.name
        );
        RULE.advice(own.path("for"), message)
            .help("write how long it must hold, such as `for: 5m`")
    })
}

fn of_all(thresholds: &Thresholds) -> Vec<Finding> {
    let path = |key| ModelPath::of(&["monitoring", "thresholds", key]);
    let findings = [
        no_lag(path("consumerLag"), thresholds.consumer_lag),
        too_short(path("nodeDown"), thresholds.node_down),
        too_short(path("consumerLagFor"), thresholds.consumer_lag_for),
    ];
    findings.into_iter().flatten().collect()
}

fn no_lag(path: ModelPath, limit: LagLimit) -> Option<Finding> {
    (limit.get() == 0).then(|| {
        RULE.warning(path, "the alert fires whenever a record is under way")
            .help("allow as many records as arrive while the consumer handles its last ones")
    })
}

fn too_short(path: ModelPath, hold: Duration) -> Option<Finding> {
    (hold < MINUTE).then(|| {
        let message = format!("the alert fires after {hold}, which is less than one restart takes");
        RULE.warning(path, message)
            .help("write at least `1m`, better several")
    })
}
