//! Listeners: which clients break, which certificates change, and which pods restart.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{Scene, at},
};
use crate::change::{Class, FieldChange, FieldPath, Objects, Step};

/// Returns what the difference of a listener does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let Some(Step::Item(name)) = field.path.steps().get(3) else {
        return vec![restart(scene)];
    };
    let item = FieldPath::of(&["spec", "kafka", "listeners"]).with(Step::Item(name.clone()));
    let (before, after) = (at(scene.was(), &item), at(scene.now(), &item));
    if field.path.steps().len() == 4 {
        let access = match (&field.before, &field.after) {
            (None, _) => added(name, after),
            _ => removed(scene, name, before),
        };
        return vec![access, restart(scene)];
    }
    let below = |key: &str| {
        field
            .path
            .is_below(&["spec", "kafka", "listeners", "*", key])
    };
    if below("networkPolicyPeers") {
        return vec![peers(name, field)];
    }
    let breaking = ["port", "type", "tls", "authentication"]
        .into_iter()
        .any(below);
    if breaking {
        return vec![changed(scene, name, before, field), restart(scene)];
    }
    if below("configuration") {
        return vec![configuration(name, field), restart(scene)];
    }
    Vec::new()
}

fn restart(scene: &Scene<'_>) -> Consequence {
    let restarts = scene.nodes(Some("broker"));
    Consequence::new(
        Class::RollingRestart,
        Fact::new("listener/restart"),
        format!("{} restart one at a time", pods(&restarts)),
        "listeners and their certificates are read when a broker starts",
    )
    .restarts(restarts)
}

fn added(name: &str, listener: &Value) -> Consequence {
    let port = &listener["port"];
    let outside = listener["type"]
        .as_str()
        .is_some_and(|kind| kind != "internal" && kind != "cluster-ip");
    let whence = if outside {
        "from outside the cluster"
    } else {
        "from within the cluster"
    };
    Consequence::new(
        Class::AccessGranted,
        Fact::new("listener/added"),
        format!("clients can come in by the listener `{name}` on port {port}, {whence}"),
        match listener["authentication"]["type"].as_str() {
            Some(kind) => format!("it asks for authentication with {kind}"),
            None => "it asks for no authentication".to_owned(),
        },
    )
}

fn removed(scene: &Scene<'_>, name: &str, listener: &Value) -> Consequence {
    let port = &listener["port"];
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/removed"),
        format!("clients of the listener `{name}` on port {port} can't connect any more"),
        "the brokers stop to listen there, and the operator deletes its Services",
    )
    .action("move its clients to another listener first")
    .who(clients(scene, scene.before, listener))
}

fn changed(scene: &Scene<'_>, name: &str, before: &Value, field: &FieldChange) -> Consequence {
    let what = match field.path.steps().get(4) {
        Some(Step::Key(key)) => key.as_str(),
        _ => "settings",
    };
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/changed"),
        format!("clients of the listener `{name}` with the old {what} can't connect any more"),
        match what {
            "type" => "its Services and addresses are made anew, and the brokers' certificates name others",
            "port" => "the brokers stop to listen on the old port",
            "tls" => "a client has to speak what the listener speaks",
            _ => "a client has to prove who it is in the way that the listener asks for",
        },
    )
    .action("add a second listener, move the clients, then remove this one")
    .who(clients(scene, scene.before, before))
}

fn peers(name: &str, field: &FieldChange) -> Consequence {
    if field.after.is_none() {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("listener/peer-removed"),
            format!("fewer pods may connect to the listener `{name}`"),
            "the operator writes the peers into its NetworkPolicy, without a restart",
        );
    }
    Consequence::new(
        Class::AccessGranted,
        Fact::new("listener/peer-added"),
        format!("other pods may connect to the listener `{name}`"),
        "the operator writes the peers into its NetworkPolicy, without a restart",
    )
}

fn configuration(name: &str, field: &FieldChange) -> Consequence {
    let certificate = field.path.is_below(&[
        "spec",
        "kafka",
        "listeners",
        "*",
        "configuration",
        "brokerCertChainAndKey",
    ]);
    let (class, reason) = if certificate {
        (
            Class::AccessRemoved,
            "clients have to trust who signed the new certificate",
        )
    } else {
        (
            Class::Dynamic,
            "addresses, names in certificates or limits of the listener differ",
        )
    };
    Consequence::new(
        class,
        Fact::new("listener/configuration"),
        format!("the listener `{name}` has another certificate, address or limit"),
        reason,
    )
}

/// Returns the workloads that connect to the listener's port, by their environment.
fn clients(scene: &Scene<'_>, side: &Objects, listener: &Value) -> Vec<String> {
    let (Some(cluster), Some(port)) = (scene.cluster(), listener["port"].as_u64()) else {
        return Vec::new();
    };
    let host = format!("{cluster}-kafka-");
    let end = format!(":{port}");
    let uses = |text: &str| {
        text.split(',')
            .any(|server| server.contains(&host) && server.trim().ends_with(&end))
    };
    let workloads = ["Deployment", "StatefulSet", "CronJob", "Job"];
    let all = workloads.iter().flat_map(|kind| side.of_kind(kind));
    all.filter(|(_, workload)| mentions(workload, &uses))
        .map(|(id, _)| id.name.clone())
        .collect()
}

fn mentions(value: &Value, uses: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => uses(text),
        Value::Array(items) => items.iter().any(|item| mentions(item, uses)),
        Value::Object(fields) => fields.values().any(|value| mentions(value, uses)),
        _ => false,
    }
}
