//! Runbooks: every alert has one, they are committed, and every name in them exists.

mod fixture;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use fixture::{OWN_KAFKA, deployment, objects, operator};
use kafka_blueprint::{
    derive::{alert, node},
    document::runbooks,
    model::Deployment,
    render::render,
};

#[test]
fn the_committed_runbooks_are_those_of_prod() {
    let mut committed = BTreeMap::new();
    for entry in fs::read_dir("docs/runbooks").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        committed.insert(name, fs::read_to_string(path).unwrap());
    }
    let fresh = runbooks(&deployment("prod", &[]));
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&fresh), "run `cargo xtask docs`");
    for (name, text) in fresh {
        assert!(
            committed[&name] == text,
            "{name} is stale: run `cargo xtask docs`"
        );
    }
}

#[test]
fn every_alert_links_to_a_page() {
    for deployment in deployments() {
        let pages = runbooks(&deployment);
        let alerts: BTreeSet<String> = alert::all(&deployment)
            .iter()
            .flat_map(|group| &group.alerts)
            .map(|alert| format!("{}.md", alert.name))
            .collect();
        let mut named: BTreeSet<String> = pages.keys().cloned().collect();
        assert!(named.remove("README.md"));
        assert_eq!(named, alerts);
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    for deployment in deployments() {
        let pages = runbooks(&deployment);
        for text in pages.values() {
            for target in text
                .split("](")
                .skip(1)
                .map(|rest| rest.split(')').next().unwrap())
            {
                assert!(pages.contains_key(target), "{target}");
            }
        }
    }
}

#[test]
fn every_object_in_a_command_exists() {
    for deployment in deployments() {
        let known = known(&deployment);
        let mut seen = 0;
        for (page, text) in runbooks(&deployment) {
            for word in text
                .lines()
                .filter(|line| line.starts_with("kubectl"))
                .flat_map(str::split_whitespace)
            {
                let Some((kind, name)) = word.split_once('/') else {
                    continue;
                };
                if KINDS.contains(&kind) {
                    assert!(known.contains(&format!("{kind}/{name}")), "{page}: {word}");
                    seen += 1;
                }
            }
            for line in text
                .lines()
                .filter_map(|line| line.trim().strip_prefix("secretName: "))
            {
                assert!(known.contains(&format!("secret/{line}")), "{page}: {line}");
            }
        }
        assert!(seen > 20);
    }
}

#[test]
fn no_template_is_left_in_a_page() {
    for deployment in deployments() {
        for text in runbooks(&deployment).values() {
            assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
        }
    }
}

const KINDS: [&str; 7] = [
    "deployment",
    "kafka",
    "kafkatopic",
    "kafkauser",
    "pod",
    "secret",
    "service",
];

fn deployments() -> [Deployment; 3] {
    let running =
        "applications: {task-analytics-consumer: {workload: {image: registry.example.com/a:1}}}";
    [
        deployment("prod", &[]),
        deployment("dev", &[running]),
        deployment("prod", &[&operator("1.2.0"), OWN_KAFKA]),
    ]
}

/// What is rendered, and what Strimzi makes of it (Strimzi: `KafkaResources`, `KafkaUserModel`).
fn known(deployment: &Deployment) -> BTreeSet<String> {
    let cluster = &deployment.cluster;
    let mut known: BTreeSet<String> = objects(&render(deployment))
        .iter()
        .map(|object| format!("{}/{}", object.id().kind.to_lowercase(), object.id().name))
        .collect();
    let users: Vec<String> = known
        .iter()
        .filter_map(|name| name.strip_prefix("kafkauser/"))
        .map(|user| format!("secret/{user}"))
        .collect();
    known.extend(users);
    for suffix in ["cluster-ca-cert", "clients-ca-cert"] {
        known.insert(format!("secret/{}-{suffix}", cluster.name));
    }
    for suffix in ["entity-operator", "kafka-exporter"] {
        known.insert(format!("deployment/{}-{suffix}", cluster.name));
    }
    for nodes in node::pools(cluster) {
        known.extend(
            node::pods(cluster, &nodes)
                .iter()
                .map(|pod| format!("pod/{pod}")),
        );
    }
    // The pod that the page itself makes.
    known.insert("pod/kafka-debug".to_owned());
    known
}
