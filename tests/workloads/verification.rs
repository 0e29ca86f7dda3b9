//! What the verification is told: whom to ask, what to try, and what it may not.

use std::collections::{BTreeMap, BTreeSet};

use kafka_blueprint::{
    derive::flow::{self, Party},
    model::{
        Deployment,
        duration::Duration,
        monitoring::HttpUrl,
        verification::{CheckGroup, ReportFormat},
    },
};
use serde_json::{Value, json};

use crate::deployment::{of_kind, shipped};

/// Returns the variables of the Job or the CronJob.
fn told(deployment: &Deployment, kind: &str) -> BTreeMap<String, String> {
    let objects = of_kind(deployment, kind);
    let object = objects
        .iter()
        .find(|object| object.id().name.starts_with("kafka-verification"))
        .unwrap();
    let spec = &object.value()["spec"];
    let spec = match kind {
        "CronJob" => &spec["jobTemplate"]["spec"],
        _ => spec,
    };
    let variables = spec["template"]["spec"]["containers"][0]["env"].as_array();
    variables
        .unwrap()
        .iter()
        .map(|variable| {
            let text = |key: &str| variable[key].as_str().unwrap_or_default().to_owned();
            (text("name"), text("value"))
        })
        .collect()
}

/// Returns the files of the expectations as one object.
fn expected(deployment: &Deployment) -> Value {
    let mut all = serde_json::Map::new();
    for map in of_kind(deployment, "ConfigMap") {
        if map.id().name.contains("-expectations-") {
            for (_, text) in map.value()["data"].as_object().unwrap() {
                let document: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
                all.extend(document.as_object().unwrap().clone());
            }
        }
    }
    Value::Object(all)
}

#[test]
fn the_load_runs_on_the_schedule_and_after_a_change_only_if_it_is_asked_to() {
    let mut deployment = shipped("prod");
    let all = "infrastructure,rights,functional,end-to-end,message-format,performance";
    assert_eq!(told(&deployment, "CronJob")["CHECKS"], all);
    assert!(!told(&deployment, "Job").contains_key("CHECKS"));
    let verification = deployment.verification.as_mut().unwrap();
    verification.performance.as_mut().unwrap().after_change = true;
    assert_eq!(told(&deployment, "Job")["CHECKS"], all);
    assert_eq!(expected(&deployment)["load"]["rate"], 200);
    assert_eq!(expected(&shipped("dev"))["load"], Value::Null);
}

#[test]
fn what_the_model_says_of_a_run_is_told_and_nothing_else() {
    let mut deployment = shipped("dev");
    let before = told(&deployment, "Job");
    for unset in [
        "CHECKS",
        "READ_ONLY",
        "CLEANUP_SECONDS",
        "REPORT_FORMAT",
        "PROMETHEUS_URL",
    ] {
        assert!(!before.contains_key(unset), "{unset}");
    }
    assert_eq!(before["REPORT_TOPIC"], "verification-reports");
    assert_eq!(before["KAFKA_UI_URL"], "http://kafka-ui:8080");
    let verification = deployment.verification.as_mut().unwrap();
    verification.checks = vec![CheckGroup::Rights, CheckGroup::Infrastructure];
    verification.read_only = true;
    verification.cleanup_wait = Some(Duration::milliseconds(59_001));
    verification.report.format = ReportFormat::Junit;
    verification.report.topic = None;
    let url = "http://prometheus-operated.monitoring.svc:9090";
    let prometheus = &mut deployment.monitoring.as_mut().unwrap().prometheus;
    prometheus.url = Some(HttpUrl::new(url).unwrap());
    let after = told(&deployment, "Job");
    let set = [
        ("CHECKS", "infrastructure,rights"),
        ("READ_ONLY", "true"),
        ("CLEANUP_SECONDS", "60"),
        ("REPORT_FORMAT", "junit"),
        ("PROMETHEUS_URL", url),
    ];
    for (name, value) in set {
        assert_eq!(after[name], value);
    }
    assert!(!after.contains_key("REPORT_TOPIC"));
}

#[test]
fn a_run_may_take_as_long_as_what_it_is_to_wait_for() {
    let deadline = |deployment: &Deployment| {
        let jobs = of_kind(deployment, "CronJob");
        let spec = &jobs[0].value()["spec"]["jobTemplate"]["spec"];
        spec["activeDeadlineSeconds"].as_u64().unwrap()
    };
    let mut deployment = shipped("prod");
    let with_load = deadline(&deployment);
    let verification = deployment.verification.as_mut().unwrap();
    verification.cleanup_wait = Some(Duration::milliseconds(400_000));
    assert_eq!(deadline(&deployment), with_load + 400);
    deployment.verification.as_mut().unwrap().performance = None;
    assert_eq!(deadline(&deployment), with_load + 400 - 26);
}

#[test]
fn reports_have_a_topic_and_the_right_to_it_and_the_quota_is_the_users() {
    let mut deployment = shipped("prod");
    let topic = |deployment: &Deployment| {
        let mut topics = of_kind(deployment, "KafkaTopic");
        topics.retain(|topic| topic.id().name == "verification-reports");
        topics.pop()
    };
    let made = topic(&deployment).unwrap();
    let retention = &made.value()["spec"]["config"]["retention.ms"];
    assert_eq!(retention, &json!(7_776_000_000_u64));
    let user = |deployment: &Deployment| {
        let mut users = of_kind(deployment, "KafkaUser");
        users.retain(|user| user.id().name == "kafka-verification");
        users.pop().unwrap().value()["spec"].clone()
    };
    let spec = user(&deployment);
    assert_eq!(spec["quotas"]["producerByteRate"], json!(1_048_576));
    let may = |spec: &Value| {
        let acls = spec["authorization"]["acls"].as_array().unwrap();
        let mut own = acls.iter();
        own.find(|acl| acl["resource"]["name"] == "verification-reports")
            .map(|acl| acl["operations"].clone())
    };
    assert_eq!(may(&spec), Some(json!(["Write", "Describe"])));
    deployment.verification.as_mut().unwrap().report.topic = None;
    assert!(topic(&deployment).is_none());
    assert_eq!(may(&user(&deployment)), None);
}

#[test]
fn the_targets_that_are_expected_are_those_of_the_pod_monitors() {
    let deployment = shipped("prod");
    let monitoring = expected(&deployment)["monitoring"].clone();
    let jobs: BTreeSet<&str> = monitoring["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| target["job"].as_str().unwrap())
        .collect();
    let known = [
        "cluster-operator",
        "entity-operator",
        "kafka",
        "kafka-exporter",
        "schema-registry",
    ];
    assert_eq!(jobs, BTreeSet::from(known));
    let monitors = of_kind(&deployment, "PodMonitor");
    // One of them reads the Kafka nodes and the exporter.
    assert_eq!(monitors.len() + 1, jobs.len());
    let rules = of_kind(&deployment, "PrometheusRule");
    let groups = rules[0].value()["spec"]["groups"]
        .as_array()
        .unwrap()
        .clone();
    let rules = groups
        .iter()
        .flat_map(|group| group["rules"].as_array().unwrap());
    let alerts: BTreeSet<&str> = rules.map(|rule| rule["alert"].as_str().unwrap()).collect();
    let expected = monitoring["alerts"].as_array().unwrap().iter();
    let expected: BTreeSet<&str> = expected.map(|alert| alert.as_str().unwrap()).collect();
    assert_eq!(alerts, expected);
}

#[test]
fn it_reaches_what_it_asks_and_nothing_more() {
    let mut deployment = shipped("prod");
    let reached = |deployment: &Deployment| -> BTreeSet<String> {
        let flows = flow::all(deployment).into_iter();
        let own = flows.filter(|flow| flow.from == Party::Verification);
        own.map(|flow| format!("{} {}", flow.to, flow.port))
            .collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    };
    let usual = [
        "dns 53",
        "kafka 9093",
        "kafka-ui 8080",
        "schema-registry 8081",
    ];
    assert_eq!(reached(&deployment), set(&usual));
    let prometheus = &mut deployment.monitoring.as_mut().unwrap().prometheus;
    prometheus.url = Some(HttpUrl::new("http://prometheus:80").unwrap());
    let mut more = usual.to_vec();
    more.push("prometheus 9090");
    assert_eq!(reached(&deployment), set(&more));
    deployment.kafka_ui = None;
    deployment.schema_registry = None;
    assert_eq!(
        reached(&deployment),
        set(&["dns 53", "kafka 9093", "prometheus 9090"])
    );
}
