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
    derive::{alert, dashboard, promql::read},
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
monitoring:
  thresholds: {nodeDown: 3m, consumerLag: 20, diskFreePercent: 30, certificateDays: 5}
  alerts:
    TopicStill:
      expr: sum by (topic) (rate(kafka_topic_partition_current_offset[5m])) == 0
      for: 2h
      severity: info
      summary: Nothing is written to {{ $labels.topic }}
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

/// What Prometheus refuses, our reader refuses, and the other way round.
#[test]
fn conditions_are_read_as_prometheus_reads_them() {
    let Some(directory) = written(&deployment("prod", &[])) else {
        return;
    };
    let mut differing = Vec::new();
    for (expected, expressions) in [(true, GOOD), (false, BAD)] {
        for expression in expressions {
            let rules = json!([{"alert": "A", "expr": expression}]);
            let file = json!({"groups": [{"name": "a", "rules": rules}]});
            fs::write(directory.path().join("one.yaml"), file.to_string()).unwrap();
            let output = promtool(directory.path(), &["check", "rules", "one.yaml"]);
            let (theirs, ours) = (output.status.success(), read::read(expression));
            if theirs != expected || ours.is_ok() != expected {
                differing.push(format!("{expression}: {ours:?}, {}", said(&output)));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

const GOOD: &[&str] = &[
    "up",
    "up == 0",
    "# a comment\nup == 0",
    "sum by (pod) (up) > 1",
    "sum(up) by (pod, job,) > 1",
    "SUM(up) BY (pod) > 1",
    "sum without (pod) (rate(a[5m]))",
    "count by () (up)",
    "topk(5, up)",
    "count_values(\"x\", up)",
    "quantile by (job) (0.9, up)",
    "rate(a{b=\"c\", d!=\"e\", f=~\"g|h\", i!~\"j.*\",}[5m]) > 0",
    "rate(a[1h30m])",
    "a:b:c",
    "rate(a[5m:1m]) == bool 1 or b",
    "max_over_time((up == 0)[1h:])",
    "up offset 5m",
    "up offset -5m",
    "rate(a[5m] offset 1h)",
    "up @ 5",
    "up @ start()",
    "-up",
    "-up ^ 2",
    "2 ^ 3 ^ 2 > bool 1",
    "a and on () b",
    "a / ignoring (x) group_left b",
    "a * on (x) group_right (y) b",
    "a > bool on (x) b",
    "a unless b or c",
    "a atan2 b",
    "a % 5",
    "absent(up{job=\"x\"})",
    "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")",
    "label_join(up, \"a\", \",\")",
    "label_join(up, \"a\", \",\", \"b\", \"c\")",
    "histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m])))",
    "predict_linear(a[6h], 4 * 3600) < 0",
    "round(a)",
    "round(a, 0.1)",
    "hour() > 5",
    "hour(a) > 5",
    "vector(1)",
    "time() > bool 1e3",
    "scalar(a) > bool 5",
    "a > .5",
    "a > 0x1F",
    "a > Inf",
    "a > -1.5e-3",
    "{__name__=\"up\"}",
    "{job=\"a\"}",
    "a{b=\"\\\\.x\"}",
    "a{b=\"\\u00e9\\x41\\101\"}",
    "a{b=`\\.x`}",
    "a{b='c'}",
    "(a + b) * (c - d) / 2 > 1",
    "sum(a) + sum",
    "1 == bool 2",
    "+a",
];

const BAD: &[&str] = &[
    "",
    " ",
    "up up",
    "up[5m",
    "up[5]m",
    "up[]",
    "up[5 m]",
    "up[5x]",
    "up[1m30h]",
    "rate(up)",
    "rate(up[5m:])[5m]",
    "(up)[5m]",
    "(up) offset 5m",
    "sum(up[5m])",
    "sum()",
    "sum(up, up)",
    "topk(up)",
    "nosuch(up)",
    "absent()",
    "clamp(up, 1)",
    "label_replace(up, \"a\")",
    "1 > 2",
    "up and 1",
    "1 or up",
    "up + bool up",
    "up + on (a) 1",
    "a and on (x) group_left b",
    "a * on (x) group_left (x) b",
    "a * group_left b",
    "{}",
    "{a=\"\"}",
    "{a=~\".*\"}",
    "up{__name__=\"a\"}",
    "a{b=c}",
    "a{b==\"c\"}",
    "a{b=\"c\" d=\"e\"}",
    "a{b=\"c}",
    "a{b=\"\\.\"}",
    "a{b=~\"(\"}",
    "a{1=\"c\"}",
    "up == ",
    "== up",
    "up = 1",
    "up ! 1",
    "up & up",
    "sum by (a up)",
    "sum by (a) up",
    "sum(up",
    "sum(up))",
    "a > 5m5",
    "a > 1.2.3",
    "up offset",
    "up offset up",
    "-\"a\"",
];

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
