//! The components that the Cluster Operator makes beside the nodes: the Entity Operator with its two
//! halves, Cruise Control and Kafka Exporter.

use serde_json::Value;

use super::{Consequence, Fact, Restart, judge::pods, scene::Scene};
use crate::change::{Class, FieldChange};

/// A component by its key, or keys, below `spec`, its name, and what is missing without it.
type Component = (&'static [&'static str], &'static str, &'static str);

const COMPONENTS: [Component; 5] = [
    (
        &["entityOperator", "topicOperator"],
        "the Topic Operator",
        "changes of topics reach Kafka no more, and the finalizers of topics that go hold them and their \
         namespace",
    ),
    (
        &["entityOperator", "userOperator"],
        "the User Operator",
        "changes of users and rights reach Kafka no more, and certificates are renewed no more",
    ),
    (
        &["entityOperator"],
        "the Entity Operator",
        "changes of topics, users and rights reach Kafka no more",
    ),
    (
        &["cruiseControl"],
        "Cruise Control",
        "nothing moves replicas or changes replication factors any more",
    ),
    (
        &["kafkaExporter"],
        "Kafka Exporter",
        "the lag of consumer groups is measured no more, and alerts on it are silent",
    ),
];

/// Returns what a field of a component does: it restarts, appears or goes.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let within = |(keys, ..): &&Component| {
        let path: Vec<&str> = std::iter::once("spec")
            .chain(keys.iter().copied())
            .collect();
        field.path.is_below(&path)
    };
    let Some(component) = COMPONENTS.iter().find(within) else {
        return Vec::new();
    };
    let is_there = |side: &Value| {
        let part = component
            .0
            .iter()
            .fold(&side["spec"], |value, key| &value[*key]);
        !part.is_null()
    };
    let mut told = match (is_there(scene.was()), is_there(scene.now())) {
        (true, false) => vec![removed(component)],
        (false, true) => vec![added(component)],
        _ => running(scene, component, field),
    };
    let comes_or_goes = is_there(scene.was()) != is_there(scene.now());
    if component.0 == ["cruiseControl"] && comes_or_goes {
        told.push(reporter(scene));
    }
    told
}

fn removed((_, name, without): &Component) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new("kafka/component-removed"),
        format!("{name} goes: {without}"),
        "the operator stops it; resources that it looked after stay as they are",
    )
}

fn added((_, name, _): &Component) -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/component-added"),
        format!("{name} is started"),
        "the operator makes a Deployment for it",
    )
}

/// Judges a component that runs before and after.
fn running(
    scene: &Scene<'_>,
    (keys, name, _): &Component,
    field: &FieldChange,
) -> Vec<Consequence> {
    // Both halves of the Entity Operator run in one pod.
    let name = if keys.len() > 1 {
        "the Entity Operator".to_owned()
    } else {
        (*name).to_owned()
    };
    if field.path.last() == Some("watchedNamespace") {
        return vec![Consequence::new(
            Class::Outage,
            Fact::new("kafka/watched-namespace"),
            format!("{name} looks after the resources of another namespace, and no more after those of this one"),
            "an operator of topics or users watches one namespace",
        )
        .action("move its resources to that namespace together with this change")];
    }
    if field
        .path
        .is_below(&["spec", "cruiseControl", "autoRebalance"])
    {
        return vec![Consequence::new(
            Class::DataMovement,
            Fact::new("kafka/auto-rebalance"),
            "replicas move by themselves, or do so no more, whenever brokers come or go",
            "Cruise Control begins a rebalance when the operator changes the number of brokers",
        )];
    }
    let restarts = vec![Restart {
        what: name.clone(),
        pods: Some(1),
    }];
    let mut told = vec![
        Consequence::new(
            Class::RollingRestart,
            Fact::new("kafka/component"),
            format!("{name} restarts; brokers and clients do not notice it"),
            "the field is part of its pod",
        )
        .restarts(restarts),
    ];
    let of_reporter = field
        .path
        .last()
        .is_some_and(|key| key.starts_with("cruise.control.metrics"));
    if of_reporter {
        told.push(reporter(scene));
    }
    told
}

/// Returns what the brokers do when Cruise Control comes or goes.
fn reporter(scene: &Scene<'_>) -> Consequence {
    let restarts = scene.nodes(Some("broker"));
    Consequence::new(
        Class::RollingRestart,
        Fact::new("kafka/metrics-reporter"),
        format!("{} restart one at a time", pods(&restarts)),
        "the brokers load or drop the metrics reporter of Cruise Control when they start",
    )
    .restarts(restarts)
}
