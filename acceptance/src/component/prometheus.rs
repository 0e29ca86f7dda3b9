//! Prometheus: scrapes the brokers as the rendered PodMonitors say and evaluates the rules.
//!
//! There are no Pods to discover, so the targets carry the labels that Strimzi gives its Pods,
//! and the PodMonitors are translated as the prometheus-operator does (its
//! `generatePodMonitorConfig`).

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::kafka::Kafka;
use crate::broker::Node;
use crate::error::{Error, Result};
use crate::http;
use crate::manifest::Object;
use crate::port;
use crate::process::{Call, Daemon};
use crate::rendered::NAMESPACE;

const READY: Duration = Duration::from_mins(1);

/// A running Prometheus.
#[derive(Debug)]
pub struct Prometheus {
    url: String,
    process: Daemon,
}

/// An alert as Prometheus evaluates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What is wrong with its evaluation; nothing where it is all right.
    pub error: Option<String>,
    /// Whether it has been evaluated at all.
    pub evaluated: bool,
    /// The labels `pod` of what is pending or firing.
    pub active_pods: Vec<String>,
}

impl Prometheus {
    /// Starts Prometheus with the rules and PodMonitors of a set over the nodes of `kafka`.
    pub fn start(directory: &Path, objects: &[Object], kafka: &Kafka) -> Result<Self> {
        let mut files = Vec::new();
        for rule in objects
            .iter()
            .filter(|object| object.kind() == "PrometheusRule")
        {
            let file = directory.join(rule.name()).with_extension("yaml");
            write(&file, &rule.value()["spec"])?;
            files.push(file);
        }
        let monitors = objects
            .iter()
            .filter(|object| object.kind() == "PodMonitor");
        let jobs: Vec<_> = monitors.flat_map(|monitor| jobs(monitor, kafka)).collect();
        let config = json!({
            "global": {"scrape_interval": "15s", "scrape_timeout": "15s", "evaluation_interval": "1s"},
            "rule_files": files,
            "scrape_configs": jobs,
        });
        let file = directory.join("prometheus.yml");
        write(&file, &config)?;
        let [port] = port::free()?;
        let mut process = Call::new("prometheus")
            .arg(format!("--config.file={}", file.display()))
            .arg(format!(
                "--storage.tsdb.path={}",
                directory.join("data").display()
            ))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .start("prometheus", &directory.join("log"))?;
        let url = format!("http://127.0.0.1:{port}");
        let ready = format!("{url}/-/ready");
        process.wait_until(READY, || Ok(http::answers(&ready)))?;
        Ok(Self { url, process })
    }

    /// Returns the address of its API.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until `condition` holds for the rules, at most `limit`; returns them as they are then.
    pub fn wait_for(
        &mut self,
        limit: Duration,
        condition: impl Fn(&[Rule]) -> bool,
    ) -> Result<Vec<Rule>> {
        let url = format!("{}/api/v1/rules", self.url);
        // A condition that never holds is the caller's to tell: the rules show what is amiss.
        match self
            .process
            .wait_until(limit, || Ok(condition(&rules(&url)?)))
        {
            Ok(()) | Err(Error::NotReady { .. }) => rules(&url),
            Err(error) => Err(error),
        }
    }

    /// Returns how many targets answer.
    pub fn targets_up(&self) -> Result<usize> {
        let query = format!("{}/api/v1/query?query=count(up==1)", self.url);
        let answer = parse(&http::get(&query)?)?;
        let count = answer.pointer("/data/result/0/value/1");
        Ok(count
            .and_then(Value::as_str)
            .and_then(|count| count.parse().ok())
            .unwrap_or_default())
    }
}

fn rules(url: &str) -> Result<Vec<Rule>> {
    let answer = parse(&http::get(url)?)?;
    let groups = answer.pointer("/data/groups").and_then(Value::as_array);
    let rules = groups
        .into_iter()
        .flatten()
        .filter_map(|group| group["rules"].as_array());
    Ok(rules.flatten().map(rule).collect())
}

fn rule(rule: &Value) -> Rule {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let error = text(&rule["lastError"]);
    let active = rule["alerts"].as_array().into_iter().flatten();
    Rule {
        name: text(&rule["name"]),
        error: (!error.is_empty()).then_some(error),
        evaluated: rule["health"] != "unknown",
        active_pods: active.map(|alert| text(&alert["labels"]["pod"])).collect(),
    }
}

/// Returns the scrape configurations of a PodMonitor that has a node of `kafka` for a target.
fn jobs(monitor: &Object, kafka: &Kafka) -> Vec<Value> {
    let selector = &monitor.value()["spec"]["selector"];
    let nodes = kafka.nodes().iter();
    let targets: Vec<_> = nodes
        .map(|node| (node, pod_labels(kafka, node)))
        .filter(|(_, labels)| selects(selector, labels))
        .map(|(node, labels)| {
            json!({
                "targets": [kafka.metrics_address(node)],
                "labels": discovered(node, &labels),
            })
        })
        .collect();
    let endpoints = monitor.value()["spec"]["podMetricsEndpoints"].as_array();
    let endpoints = endpoints.into_iter().flatten().enumerate();
    let job = |(at, endpoint): (usize, &Value)| {
        json!({
            "job_name": format!("podMonitor/{NAMESPACE}/{}/{at}", monitor.name()),
            "static_configs": targets,
            "relabel_configs": relabelings(monitor, endpoint),
        })
    };
    if targets.is_empty() {
        return Vec::new();
    }
    endpoints.map(job).collect()
}

/// The labels that Strimzi gives the Pod of a node (Labels, KafkaCluster of its cluster operator).
fn pod_labels(kafka: &Kafka, node: &Node) -> Map<String, Value> {
    let cluster = kafka.name();
    let pool = node
        .pod
        .strip_prefix(&format!("{cluster}-"))
        .unwrap_or_default();
    let pool = pool.rsplit_once('-').unwrap_or_default().0;
    let labels = [
        ("strimzi.io/cluster", cluster.to_owned()),
        ("strimzi.io/kind", "Kafka".to_owned()),
        ("strimzi.io/name", format!("{cluster}-kafka")),
        ("strimzi.io/component-type", "kafka".to_owned()),
        ("strimzi.io/pool-name", pool.to_owned()),
        (
            "strimzi.io/broker-role",
            node.has_role("broker").to_string(),
        ),
        (
            "strimzi.io/controller-role",
            node.has_role("controller").to_string(),
        ),
    ];
    let labels = labels.into_iter();
    labels
        .map(|(name, value)| (name.to_owned(), Value::String(value)))
        .collect()
}

fn selects(selector: &Value, labels: &Map<String, Value>) -> bool {
    let exact = selector["matchLabels"].as_object().into_iter().flatten();
    let mut expressions = selector["matchExpressions"]
        .as_array()
        .into_iter()
        .flatten();
    let mut exact = exact.map(|(label, value)| labels.get(label) == Some(value));
    exact.all(|holds| holds)
        && expressions.all(|expression| {
            let value = labels.get(expression["key"].as_str().unwrap_or_default());
            let values = expression["values"].as_array();
            expression["operator"] == "In"
                && values
                    .zip(value)
                    .is_some_and(|(values, value)| values.contains(value))
        })
}

/// What discovery of Pods tells about a node.
fn discovered(node: &Node, labels: &Map<String, Value>) -> Value {
    let mut meta = Map::new();
    for (label, value) in labels {
        meta.insert(
            format!("__meta_kubernetes_pod_label_{}", sanitized(label)),
            value.clone(),
        );
    }
    for (name, value) in [
        ("namespace", NAMESPACE),
        ("pod_name", &node.pod),
        ("pod_container_name", "kafka"),
        ("pod_container_port_name", "tcp-prometheus"),
    ] {
        meta.insert(format!("__meta_kubernetes_{name}"), json!(value));
    }
    Value::Object(meta)
}

fn relabelings(monitor: &Object, endpoint: &Value) -> Vec<Value> {
    let copy = |source: &str, target: &str| {
        json!({
            "source_labels": [format!("__meta_kubernetes_{source}")], "target_label": target,
        })
    };
    let port = endpoint["port"].as_str().unwrap_or_default();
    let mut configs = vec![
        json!({
            "action": "keep",
            "source_labels": ["__meta_kubernetes_pod_container_port_name"],
            "regex": port,
        }),
        copy("namespace", "namespace"),
        copy("pod_container_name", "container"),
        copy("pod_name", "pod"),
        json!({"target_label": "job", "replacement": format!("{NAMESPACE}/{}", monitor.name())}),
    ];
    if let Some(label) = monitor.value()["spec"]["jobLabel"].as_str() {
        configs.push(json!({
            "source_labels": [format!("__meta_kubernetes_pod_label_{}", sanitized(label))],
            "target_label": "job", "regex": "(.+)", "replacement": "${1}",
        }));
    }
    configs.push(json!({"target_label": "endpoint", "replacement": port}));
    let own = endpoint["relabelings"].as_array().into_iter().flatten();
    configs.extend(own.map(snake_case));
    configs
}

/// Turns the names of a PodMonitor's relabeling into those of Prometheus' configuration.
fn snake_case(relabeling: &Value) -> Value {
    let fields = relabeling.as_object().into_iter().flatten();
    let renamed = fields.map(|(name, value)| {
        let name = match &**name {
            "sourceLabels" => "source_labels",
            "targetLabel" => "target_label",
            name => name,
        };
        (name.to_owned(), value.clone())
    });
    Value::Object(renamed.collect())
}

fn sanitized(label: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '_'
        }
    };
    label.chars().map(letter).collect()
}

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::form("Prometheus' answer", error))
}

fn write(path: &Path, value: &Value) -> Result<()> {
    fs::write(path, value.to_string()).map_err(Error::file("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_asks_for_all_it_names() {
        let labels = json!({"a": "1", "b": "2"});
        let labels = labels.as_object().unwrap();
        let selector = |value| {
            json!({"matchLabels": {"a": "1"}, "matchExpressions": [
            {"key": "b", "operator": "In", "values": [value, "3"]}]})
        };
        assert!(selects(&selector("2"), labels));
        assert!(!selects(&selector("4"), labels));
    }
}
