//! Listeners: which clients break, which certificates change, and which pods restart.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    listener_configuration, network_policy,
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
        return peers(scene, name, field, [before, after]);
    }
    let breaking = ["port", "type", "tls", "authentication"]
        .into_iter()
        .any(below);
    if breaking {
        let mut told = changed(scene, name, [before, after], field);
        told.push(restart(scene));
        return told;
    }
    if below("configuration") {
        return listener_configuration::field(scene, name, field);
    }
    Vec::new()
}

/// States that the brokers restart, because they read their listeners when they start.
pub(super) fn restart(scene: &Scene<'_>) -> Consequence {
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
    let whence = if is_outside(listener) {
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

/// States that clients break that do as they did, and what else a changed entrance means.
fn changed(
    scene: &Scene<'_>,
    name: &str,
    sides: [&Value; 2],
    field: &FieldChange,
) -> Vec<Consequence> {
    let [before, after] = sides;
    let what = match field.path.steps().get(4) {
        Some(Step::Key(key)) => key.as_str(),
        _ => "settings",
    };
    let mut told = broken(scene, name, sides, what);
    let opened = match what {
        "authentication" if after["authentication"].is_null() => Some((
            "listener/anonymous",
            format!("everyone who reaches the listener `{name}` gets in without proving who it is"),
            "it asks for no authentication any more",
        )),
        "tls" if before["tls"] == true => Some((
            "listener/unencrypted",
            format!("what goes over the listener `{name}` can be read on its way"),
            "it is no longer encrypted",
        )),
        "type" if is_outside(after) && !is_outside(before) => Some((
            "listener/exposed",
            format!("the listener `{name}` can be reached from outside the cluster"),
            "its Services are opened to the world around",
        )),
        _ => None,
    };
    told.extend(opened.map(|(fact, effect, reason)| {
        Consequence::new(Class::AccessGranted, Fact::new(fact), effect, reason)
    }));
    told
}

/// States which clients break that do as they did. A broker that no longer asks for a certificate
/// takes clients that have one, and calls them `User:ANONYMOUS`.
fn broken(scene: &Scene<'_>, name: &str, sides: [&Value; 2], what: &str) -> Vec<Consequence> {
    let [before, after] = sides;
    let unnamed = what == "authentication"
        && before["authentication"]["type"] == "tls"
        && after["authentication"].is_null();
    let who = || clients(scene, scene.before, before);
    if unnamed && scene.now()["spec"]["kafka"]["authorization"].is_null() {
        return Vec::new();
    }
    if unnamed {
        return vec![Consequence::new(
            Class::AccessRemoved,
            Fact::new("listener/unnamed"),
            format!(
                "clients of the listener `{name}` still connect, but lose the rights of their names: they \
                 are `User:ANONYMOUS` for the brokers"
            ),
            "the brokers no longer ask for the certificate that says who a client is",
        )
        .action("add a second listener, move the clients that may be anonymous, and leave this one")
        .who(who())];
    }
    let told = Consequence::new(
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
    .who(who());
    vec![told]
}

/// Returns whether a listener is open to what is outside of the cluster.
pub(super) fn is_outside(listener: &Value) -> bool {
    let kind = listener["type"].as_str();
    kind.is_some_and(|kind| kind != "internal" && kind != "cluster-ip")
}

/// Judges peers; a listener without any is open to every pod.
fn peers(
    scene: &Scene<'_>,
    name: &str,
    field: &FieldChange,
    sides: [&Value; 2],
) -> Vec<Consequence> {
    let [was_open, is_open] = sides.map(|listener| {
        let peers = listener["networkPolicyPeers"].as_array();
        peers.is_none_or(Vec::is_empty)
    });
    let reason = "the operator writes the peers into its NetworkPolicy, without a restart";
    let removed = |effect: String| {
        let fact = Fact::new("listener/peer-removed");
        Consequence::new(Class::AccessRemoved, fact, effect, reason)
    };
    let added = |effect: String| {
        let fact = Fact::new("listener/peer-added");
        Consequence::new(Class::AccessGranted, fact, effect, reason)
    };
    if is_open && !was_open {
        return vec![added(format!(
            "every pod may connect to the listener `{name}`"
        ))];
    }
    if was_open && !is_open {
        return vec![removed(format!(
            "only some pods may connect to the listener `{name}`"
        ))];
    }
    let mut told = Vec::new();
    if field.before.is_some() {
        let who = network_policy::chosen(scene, field.before.as_ref());
        let effect = format!("some pods may no longer connect to the listener `{name}`");
        told.push(removed(effect).who(who));
    }
    if field.after.is_some() {
        let who = network_policy::chosen(scene, field.after.as_ref());
        let effect = format!("other pods may connect to the listener `{name}`");
        told.push(added(effect).who(who));
    }
    told
}

/// Returns the workloads that connect to the listener's port, by their environment.
fn clients(scene: &Scene<'_>, side: &Objects, listener: &Value) -> Vec<String> {
    let kafka = scene
        .kafka(side)
        .and_then(|kafka| kafka["metadata"]["name"].as_str());
    let (Some(cluster), Some(port)) = (kafka, listener["port"].as_u64()) else {
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
