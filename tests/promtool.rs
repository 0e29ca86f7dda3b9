//! The generated rules as Prometheus' own tool reads them: they are well formed, each alert fires
//! when it should, and stays quiet otherwise.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod fixture;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use fixture::{OWN_KAFKA, deployment, operator};
use kafka_blueprint::{
    derive::{alert, dashboard},
    emit::yaml,
    model::Deployment,
    render::files,
};
use serde_json::{Value, json};

#[test]
fn every_alert_of_the_shipped_environments_does_what_its_rehearsals_say() {
    for environment in ["dev", "staging", "prod"] {
        rehearse(&deployment(environment, &[]));
    }
}

#[test]
fn so_does_every_alert_with_the_newest_operator_and_separate_controllers() {
    let pools = "
cluster:
  nodePools:
    dual-role: {roles: [broker]}
    controllers:
      roles: [controller]
      replicas: 3
      storage: {volumes: {0: {size: 1Gi}, 1: {size: 1Gi}}}
      resources: {memory: 1Gi, cpu: 200m}
applications: {task-analytics-consumer: {lagLimit: 50}}
monitoring: {thresholds: {nodeDown: 3m, consumerLag: 20, diskFreePercent: 30, certificateDays: 5}}
";
    let deployment = deployment("prod", &[&operator("1.2.0"), OWN_KAFKA, pools]);
    let names: Vec<&str> = alert::all(&deployment)
        .iter()
        .flat_map(|group| group.alerts.iter().map(|alert| alert.name))
        .collect();
    assert!(names.contains(&"KafkaControllerDown"));
    assert!(names.contains(&"KafkaCertificateExpiring"));
    rehearse(&deployment);
}

/// Grafana shows an expression that can't be read as a panel with an error, and nothing else does.
#[test]
fn every_expression_of_the_dashboards_can_be_read() {
    for environment in ["dev", "prod"] {
        let deployment = deployment(environment, &[]);
        let Some(directory) = written(&deployment) else {
            return;
        };
        let queries = dashboard::all(&deployment)
            .into_iter()
            .flat_map(|dashboard| dashboard.panels)
            .flat_map(|panel| panel.queries);
        let rules: Vec<Value> = (0..)
            .zip(queries)
            .map(|(number, query)| json!({"record": format!("query_{number}"), "expr": query.expr.to_string()}))
            .collect();
        assert!(rules.len() > 30);
        let check = |rules: &[Value]| {
            let file = json!({"groups": [{"name": "dashboards", "rules": rules}]});
            fs::write(directory.path().join("dashboards.yaml"), file.to_string()).unwrap();
            promtool(directory.path(), &["check", "rules", "dashboards.yaml"])
        };
        let output = check(&rules);
        assert!(output.status.success(), "{}", said(&output));
        let broken = json!({"record": "broken", "expr": "sum by (pod (up)"});
        assert!(!check(&[broken]).status.success());
    }
}

#[test]
fn a_rule_that_never_fires_is_found() {
    let Some(directory) = written(&deployment("prod", &[])) else {
        return;
    };
    let rules = directory.path().join("rules.yaml");
    let text = fs::read_to_string(&rules).unwrap();
    let broken = text.replace("kafka_consumergroup_lag", "kafka_consumer_lag");
    assert_ne!(text, broken);
    fs::write(&rules, broken).unwrap();
    assert!(
        !promtool(directory.path(), &["test", "rules", "rules-test.yaml"])
            .status
            .success()
    );
}

fn rehearse(deployment: &Deployment) {
    let Some(directory) = written(deployment) else {
        return;
    };
    for arguments in [
        ["check", "rules", "rules.yaml"],
        ["test", "rules", "rules-test.yaml"],
    ] {
        let output = promtool(directory.path(), &arguments);
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        // Older releases of promtool report what its lint finds with status 0.
        assert!(!said.contains("lint error"), "{said}");
    }
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|text| String::from_utf8_lossy(text))
        .concat()
}

/// Writes the files into a directory, or says that promtool is missing.
fn written(deployment: &Deployment) -> Option<tempfile::TempDir> {
    if Command::new("promtool").arg("--version").output().is_err() {
        println!("skipped: promtool is not installed (Debian: prometheus)");
        return None;
    }
    let directory = tempfile::tempdir().unwrap();
    for (path, value) in files(deployment) {
        let name = Path::new(path).file_name().unwrap();
        fs::write(directory.path().join(name), yaml::document("", &value)).unwrap();
    }
    Some(directory)
}

fn promtool(directory: &Path, arguments: &[&str]) -> Output {
    Command::new("promtool")
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap()
}
