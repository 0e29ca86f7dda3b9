//! ConfigMaps, Secrets and service accounts that go, by what still refers to them: pods, Strimzi's
//! resources, which the operator reads, and Ingresses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::{
    change::{Class, Event},
    kubernetes::object::ObjectId,
};

/// How an object needs another one, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// Its pods run as it or mount it.
    Pods,
    /// The operator reads it, or its pods mount it.
    Operator,
    /// It is the certificate of an Ingress.
    Certificate,
    /// It names it in a way that nothing here knows.
    Other,
    /// Its pods need it to fetch their image.
    Pull,
    /// Its pods take it where it is there.
    Optional,
}

/// Returns what happens without something that others refer to by this name.
pub fn removed(scene: &Scene<'_>, name: &str) -> Consequence {
    let namespace = match &scene.change.event {
        Event::Renamed { from } => &from.namespace,
        _ => &scene.change.id.namespace,
    };
    let kind = scene.change.id.kind.as_str();
    let mut users: BTreeMap<Need, Vec<String>> = BTreeMap::new();
    for (id, object) in scene.after.iter() {
        let need = need(object, kind, name).filter(|_| id.namespace == *namespace);
        if let Some(need) = need {
            users
                .entry(of_kind(need, id))
                .or_default()
                .push(format!("{} {}", id.kind, id.name));
        }
    }
    let Some((need, who)) = users.into_iter().next() else {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("reference/unused"),
            "it goes, and no object here names it",
            "what is outside of these objects is not known",
        );
    };
    missing(need, kind == "ServiceAccount").who(who)
}

fn missing(need: Need, of_account: bool) -> Consequence {
    let told = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    match need {
        Need::Pods if of_account => told(
            Class::Outage,
            "reference/account-deleted",
            "pods that run as it do not start any more, and the API server refuses those that run",
            "a token holds as long as its service account",
        ),
        Need::Pods => told(
            Class::Outage,
            "reference/deleted",
            "pods that refer to it do not start any more",
            "a pod waits for what it mounts; pods that run are not touched",
        ),
        Need::Operator => told(
            Class::Outage,
            "reference/of-resource",
            "the operator stops at what refers to it and changes nothing of it any more, or its pods do \
             not start",
            "Strimzi reads what a resource refers to whenever it looks at the resource",
        ),
        Need::Certificate => told(
            Class::Outage,
            "reference/certificate",
            "clients get another certificate, which they do not trust, or none",
            "the ingress controller reads from it the certificate that it shows",
        ),
        Need::Other => told(
            Class::Outage,
            "reference/unknown",
            "what refers to it does not find it any more",
            "what that means is known to whoever reads the object alone",
        ),
        Need::Pull => told(
            Class::Outage,
            "reference/pull-secret",
            "pods do not start on nodes that have to fetch their image first, if the registry asks who \
             they are",
            "the kubelet proves with it who it is to the registry",
        ),
        Need::Optional => told(
            Class::Dynamic,
            "reference/optional",
            "pods that start from now on run without it",
            "they refer to it as `optional`",
        ),
    }
}

/// Returns what a need is for an object of another kind than a workload.
fn of_kind(need: Need, id: &ObjectId) -> Need {
    let workloads = [
        "Pod",
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "Job",
        "CronJob",
    ];
    match need {
        Need::Pods if id.group == "kafka.strimzi.io" => Need::Operator,
        Need::Pods if id.kind == "Ingress" => Need::Certificate,
        Need::Pods if !workloads.contains(&id.kind.as_str()) => Need::Other,
        need => need,
    }
}

/// Returns how an object refers to something of this kind and name, in the way that pods do.
fn need(object: &Value, kind: &str, name: &str) -> Option<Need> {
    let (direct, holders): (&str, &[&str]) = match kind {
        "ServiceAccount" => ("serviceAccountName", &[]),
        "Secret" => ("secretName", &["secret", "secretRef", "secretKeyRef"]),
        _ => ("", &["configMap", "configMapRef", "configMapKeyRef"]),
    };
    let unless_optional = |holder: &Value| {
        if holder["optional"] == true {
            Need::Optional
        } else {
            Need::Pods
        }
    };
    match object {
        Value::Array(items) => items.iter().filter_map(|item| need(item, kind, name)).min(),
        Value::Object(fields) => {
            let of_field = |(key, value): (&String, &Value)| {
                if key == direct && value == name {
                    return Some(unless_optional(object));
                }
                if holders.contains(&key.as_str()) && value["name"] == name {
                    return Some(unless_optional(value));
                }
                if kind == "Secret" && key == "imagePullSecrets" {
                    let mut secrets = value.as_array().into_iter().flatten();
                    return secrets
                        .any(|secret| secret["name"] == name)
                        .then_some(Need::Pull);
                }
                need(value, kind, name)
            };
            fields.iter().filter_map(of_field).min()
        }
        _ => None,
    }
}
