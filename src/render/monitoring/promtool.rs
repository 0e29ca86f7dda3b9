//! The rehearsals as tests of `promtool test rules` (Prometheus: "Unit testing for rules").

use serde_json::{Value, json};

use crate::{
    derive::rehearsal::{self, Check, Rehearsal},
    model::Deployment,
};

/// Returns the file of the tests.
pub fn file(deployment: &Deployment) -> Value {
    let tests: Vec<Value> = rehearsal::all(deployment).iter().map(test).collect();
    json!({
        "rule_files": ["rules.yaml"],
        "evaluation_interval": "1m",
        "tests": tests,
    })
}

fn test(rehearsal: &Rehearsal) -> Value {
    let series: Vec<Value> = rehearsal
        .samples
        .iter()
        .map(|sample| json!({"series": sample.to_string(), "values": sample.values}))
        .collect();
    let checks: Vec<Value> = rehearsal.checks.iter().map(check).collect();
    json!({
        "name": rehearsal.title,
        "interval": "1m",
        "input_series": series,
        "alert_rule_test": checks,
    })
}

fn check(check: &Check) -> Value {
    let firing: Vec<Value> = check
        .firing
        .iter()
        .map(|firing| json!({"exp_labels": firing.labels, "exp_annotations": firing.annotations}))
        .collect();
    json!({
        "eval_time": format!("{}m", check.minute),
        "alertname": check.alert,
        "exp_alerts": firing,
    })
}
