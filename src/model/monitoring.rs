//! Monitoring: what a Prometheus and a Grafana of the platform need to know of the deployment.

use std::collections::BTreeMap;

use super::{
    alert::{AlertName, MetricName, OwnAlert},
    certificate::Days,
    duration::Duration,
    name::{LabelValue, Namespace, QualifiedName},
    network::Port,
    prose::{Owner, Sentence},
};
use crate::environment::read::Invalid;

crate::record! {
    /// Monitoring by the platform's Prometheus (prometheus-operator) and Grafana.
    pub struct Monitoring {
        /// Who answers for the alerts that no application answers for.
        "owner" owner: Owner,
        /// The address under which the environment's `runbooks` are published; an alert links to
        /// its page there. Without it an alert names the page's path beside its manifests.
        "runbookBase" runbook_base: Option<RunbookBase>,
        /// The labels by which Prometheus selects PodMonitors (Prometheus: `podMonitorSelector`).
        "podMonitorLabels" pod_monitor_labels: BTreeMap<QualifiedName, LabelValue>,
        /// The labels by which Prometheus selects rules (Prometheus: `ruleSelector`).
        "ruleLabels" rule_labels: BTreeMap<QualifiedName, LabelValue>,
        /// The labels by which Grafana's sidecar finds dashboards.
        "dashboardLabels" dashboard_labels: BTreeMap<QualifiedName, LabelValue> = BTreeMap::from([
            (QualifiedName::new("grafana_dashboard").ok()?, LabelValue::new("1").ok()?),
        ]),
        /// The pods of Prometheus, for network policies.
        "prometheus" prometheus: PrometheusPods,
        /// When alerts fire.
        "thresholds" thresholds: Thresholds,
        /// Alerts beside those that follow from the model, by name.
        "alerts" alerts: BTreeMap<AlertName, OwnAlert>,
        /// Metrics in those alerts that something else than this deployment writes, such as an
        /// application or a recording rule, with what writes them.
        "otherMetrics" other_metrics: BTreeMap<MetricName, Sentence>,
    }
}

crate::record! {
    /// The pods of the platform's Prometheus.
    pub struct PrometheusPods {
        /// Their namespace.
        "namespace" namespace: Namespace = Namespace::new("monitoring").ok()?,
        /// Their labels.
        "labels" labels: BTreeMap<QualifiedName, LabelValue> = BTreeMap::from([
            (QualifiedName::new("app.kubernetes.io/name").ok()?, LabelValue::new("prometheus").ok()?),
        ]),
        /// The address of its API; the verification asks it for its targets and alerts. Nobody
        /// asks where nothing is said.
        "url" url: Option<HttpUrl>,
        /// The port that its pods listen on; policies apply behind their Service.
        "port" port: Port = Port::new(9090).ok()?,
    }
}

crate::record! {
    /// When alerts fire, where the model does not say it elsewhere.
    pub struct Thresholds {
        /// How long a Kafka node may be away.
        "nodeDown" node_down: Duration = Duration::milliseconds(300_000),
        /// How many records a consumer group may be behind in a topic, where its application
        /// says nothing.
        "consumerLag" consumer_lag: LagLimit = LagLimit::new(1000).ok()?,
        /// How long a consumer group may be that far behind.
        "consumerLagFor" consumer_lag_for: Duration = Duration::milliseconds(120_000),
        /// How much of a broker's volume must stay free.
        "diskFreePercent" disk_free_percent: FreePercent = FreePercent::new(15).ok()?,
        /// How many days a certificate must stay valid; half of the shorter renewal time where
        /// nothing is said, so that it fires only when a renewal did not happen.
        "certificateDays" certificate_days: Option<Days>,
    }
}

crate::whole! {
    /// How many records a consumer group may be behind in a topic.
    pub struct LagLimit("a number of records", u64, 0..=9_007_199_254_740_992);
}

crate::whole! {
    /// The part of a volume that must stay free.
    pub struct FreePercent("a part in percent", u8, 1..=99);
}

crate::text! {
    /// The address of an API inside of the cluster, without a slash at its end.
    pub struct HttpUrl("an address", http_url);
}

fn http_url(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "._~-/:".contains(c);
    let host = text.strip_prefix("http://").unwrap_or_default();
    if host.is_empty() || host.starts_with(['/', ':']) || !host.chars().all(inside) {
        return Err(Invalid::because(
            "it is an address such as `http://prometheus-operated.monitoring.svc:9090`",
        ));
    }
    if text.ends_with('/') {
        return Err(Invalid::because("the slash at its end is ours to add"));
    }
    Ok(())
}

crate::text! {
    /// The address of a directory of documents, without a slash at its end.
    pub struct RunbookBase("the address of the runbooks", runbook_base);
}

fn runbook_base(text: &str) -> Result<(), Invalid> {
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}#?".contains(c);
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let good = host.is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain));
    if !good {
        return Err(Invalid::because(
            "it is an address such as `https://docs.example.com/runbooks`",
        ));
    }
    if text.ends_with('/') {
        return Err(Invalid::because("the slash at its end is ours to add"));
    }
    Ok(())
}

impl RunbookBase {
    /// Returns the address of an alert's page.
    #[must_use]
    pub fn page(&self, alert: &str) -> String {
        format!("{self}/{alert}.md")
    }
}

crate::words! {
    /// How soon somebody must look at an alert.
    pub enum Severity("a severity") {
        /// At once, also at night.
        Critical = "critical",
        /// On the next working day.
        Warning = "warning",
        /// When there is time.
        Info = "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prometheus_is_asked_inside_of_the_cluster() {
        assert!(HttpUrl::new("http://prometheus-operated.monitoring.svc:9090").is_ok());
        for bad in [
            "prometheus:9090",
            "https://a",
            "http://",
            "http://a/",
            "http://a b",
            "http:///a",
        ] {
            assert!(HttpUrl::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn runbooks_stand_under_an_address() {
        let base = RunbookBase::new("https://docs.example.com/kafka").unwrap();
        assert_eq!(
            base.page("KafkaBrokerDown"),
            "https://docs.example.com/kafka/KafkaBrokerDown.md"
        );
        for bad in [
            "docs.example.com",
            "https://",
            "https://a/b/",
            "https://a b",
            "ftp://a",
        ] {
            assert!(RunbookBase::new(bad).is_err(), "{bad}");
        }
    }
}
