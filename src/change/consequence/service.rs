//! Services: the names and ports that clients use.

use serde_json::Value;

use super::{
    Consequence, Fact,
    scene::{Scene, texts},
    source_ranges,
};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let gone = field.before.is_some();
    let told = |class, fact, effect: &str, reason: &str| {
        vec![Consequence::new(class, Fact::new(fact), effect, reason)]
    };
    if path.is(&["spec", "ports", "*", "targetPort"]) {
        return told(
            Class::Outage,
            "service/target-port",
            "clients use the same port, and get through only where the pods listen on the new one behind it",
            "a Service forwards to this port of the pods",
        );
    }
    if path.is(&["spec", "ports", "*"]) && is_renamed(scene, field) {
        return told(
            Class::AccessRemoved,
            "service/port-name",
            "the port has another name: an Ingress or a monitor that names the old one does not find it, and \
             clients that use the number do",
            "a Service forwards by the number of a port, and its name is for those who look it up",
        );
    }
    if path.is_below(&["spec", "ports"]) {
        return if gone {
            told(
                Class::Outage,
                "service/port",
                "clients that use the old port or protocol don't get through any more",
                "a Service forwards only the ports that it has",
            )
        } else {
            told(
                Class::AccessGranted,
                "service/port",
                "clients can use another port",
                "a Service forwards the ports that it has, at once",
            )
        };
    }
    if path.is_below(&["spec", "selector"]) {
        return told(
            Class::Outage,
            "service/selector",
            "other pods answer, or none",
            "a Service forwards to the pods that its selector fits",
        );
    }
    if path.is(&["spec", "type"]) {
        let outside = scene.now()["spec"]["type"].as_str();
        let open = matches!(outside, Some("LoadBalancer" | "NodePort"));
        let class = if open {
            Class::AccessGranted
        } else {
            Class::AccessRemoved
        };
        return told(
            class,
            "service/type",
            "the Service is reached from other places than before",
            "a load balancer or a port of the nodes is opened or closed",
        );
    }
    if path.is_below(&["spec", "loadBalancerSourceRanges"]) {
        return ranges(field);
    }
    if path.is(&["spec", "clusterIP"]) {
        return told(
            Class::Impossible,
            "service/address",
            "the API server refuses it",
            "the address of a Service can't change",
        );
    }
    Vec::new()
}

/// Returns whether a port that comes or goes is on the other side too, under another name.
fn is_renamed(scene: &Scene<'_>, field: &FieldChange) -> bool {
    let (port, other) = match (&field.before, &field.after) {
        (Some(port), None) => (port, scene.now()),
        (None, Some(port)) => (port, scene.was()),
        _ => return false,
    };
    let same = |known: &Value| {
        let unnamed = ["nodePort", "port", "protocol", "targetPort"];
        unnamed.iter().all(|key| known[*key] == port[*key])
    };
    let mut ports = other["spec"]["ports"].as_array().into_iter().flatten();
    ports.any(same)
}

const RANGES: source_ranges::Facts = source_ranges::Facts {
    narrowed: "service/ranges-narrowed",
    opened: "service/ranges-opened",
    same: "service/ranges-same",
};

fn ranges(field: &FieldChange) -> Vec<Consequence> {
    let (before, after) = (texts(field.before.as_ref()), texts(field.after.as_ref()));
    source_ranges::judge(&RANGES, "", &before, &after)
}
