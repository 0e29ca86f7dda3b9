//! The alerts as rules.

use serde_json::Value;

use super::{found_by, object};
use crate::{
    derive::alert::{self, Alert, own},
    kubernetes::{
        object::Object,
        prometheus::{API_VERSION, PrometheusRuleSpec, Rule, RuleGroup},
        strimzi::Manifest,
    },
    model::{
        Deployment,
        alert::{AlertName, OwnAlert},
        monitoring::Monitoring,
    },
};

/// Returns the alerts as an object that prometheus-operator gives to Prometheus.
pub fn object_of(deployment: &Deployment, monitoring: &Monitoring) -> Object {
    let name = format!("{}-alerts", deployment.cluster.name);
    object(&Manifest {
        api_version: API_VERSION,
        kind: "PrometheusRule",
        metadata: found_by(deployment, name, &monitoring.rule_labels),
        spec: rules(deployment, monitoring),
    })
}

/// Returns the same rules as Prometheus itself reads them.
pub fn file(deployment: &Deployment, monitoring: &Monitoring) -> Value {
    serde_json::to_value(rules(deployment, monitoring)).expect("rules are texts in maps and lists")
}

fn rules(deployment: &Deployment, monitoring: &Monitoring) -> PrometheusRuleSpec {
    let groups = alert::all(deployment).into_iter().map(|group| RuleGroup {
        name: group.name,
        rules: group
            .alerts
            .iter()
            .map(|alert| rule(monitoring, alert))
            .collect(),
    });
    let own = monitoring.alerts.iter();
    let own: Vec<Rule> = own
        .map(|(name, alert)| written(monitoring, name, alert))
        .collect();
    let own = (!own.is_empty()).then_some(RuleGroup {
        name: own::GROUP,
        rules: own,
    });
    PrometheusRuleSpec {
        groups: groups.chain(own).collect(),
    }
}

fn rule(monitoring: &Monitoring, alert: &Alert) -> Rule {
    Rule {
        alert: alert.name.to_owned(),
        expr: alert.expr.to_string(),
        r#for: alert.hold.to_string(),
        labels: alert.labels(),
        annotations: alert.annotations(monitoring),
    }
}

/// A rule that people wrote.
fn written(monitoring: &Monitoring, name: &AlertName, alert: &OwnAlert) -> Rule {
    Rule {
        alert: name.to_string(),
        expr: alert.expr.as_str().trim().to_owned(),
        r#for: alert.hold.to_string(),
        labels: own::labels(monitoring, alert),
        annotations: own::annotations(monitoring, name, alert),
    }
}
