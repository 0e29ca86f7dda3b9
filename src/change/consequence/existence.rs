//! Objects that are new, gone or called otherwise.
//!
//! A removal takes effect when somebody deletes the object: a CD tool that prunes, or a person;
//! `kubectl apply` alone leaves it in the cluster. A new name is a removal and a new object.

use serde_json::Value;

use super::{
    Consequence, Fact, cluster, connect, connector, delivery,
    judge::pods,
    network_policy, reach, rebalance, reference,
    scene::{Scene, has_role, restart_of},
    storage,
};
use crate::{
    change::{Class, Event, Objects},
    kubernetes::object::ObjectId,
};

const ADDED: Fact = Fact::new("object/added");
const REMOVED: Fact = Fact::new("object/removed");
const RENAMED: Fact = Fact::new("object/renamed");

/// How a removal gets to the cluster.
const PRUNE: &str = "a CD tool that prunes deletes it; after `kubectl apply` delete it by hand";

/// Returns what the event does.
pub fn of(scene: &Scene<'_>) -> Vec<Consequence> {
    match &scene.change.event {
        Event::Added => vec![reach::missing(scene).unwrap_or_else(|| added(scene))],
        Event::Removed => vec![removed(scene)],
        Event::Renamed { from } => vec![renamed(scene, from)],
        Event::Changed => Vec::new(),
    }
}

fn renamed(scene: &Scene<'_>, from: &ObjectId) -> Consequence {
    let to = &scene.change.id;
    let gone = match to.kind.as_str() {
        "Kafka" => cluster::renamed(scene),
        "KafkaNodePool" => cluster::pool_renamed(scene),
        "KafkaConnector" => connector::renamed(scene, from),
        "KafkaConnect" | "KafkaMirrorMaker2" | "KafkaBridge" => connect::renamed(from),
        _ => removal(scene, Some(&from.name)),
    };
    let [old, new] = if from.namespace == to.namespace {
        [from, to].map(|id| id.name.clone())
    } else {
        [from, to].map(|id| {
            let namespace = id.namespace.as_deref().unwrap_or_default();
            format!("{namespace}/{}", id.name)
        })
    };
    let fixed = "an object's name and namespace can't change in Kubernetes";
    let of_disks = matches!(to.kind.as_str(), "Kafka" | "KafkaNodePool");
    let reason = if of_disks {
        format!("{fixed}, and {}", gone.reason)
    } else {
        format!("{fixed}, so nothing is carried over")
    };
    let action = how(scene, gone.action.as_deref().filter(|_| of_disks));
    Consequence::new(
        gone.class,
        RENAMED,
        format!(
            "`{old}` is deleted and `{new}` is made anew; {}",
            gone.effect
        ),
        reason,
    )
    .action(action)
    .of(scene.change.fields.iter().map(|field| field.path.clone()))
    .who(gone.who)
}

/// Returns what is to be done, or else how the removal gets to the cluster.
fn how(scene: &Scene<'_>, action: Option<&str>) -> String {
    let kept = "its annotation keeps a CD tool from deleting it, so it stays until somebody deletes it by hand";
    let told = if delivery::is_kept(scene.was()) {
        kept
    } else {
        action.unwrap_or(PRUNE)
    };
    told.to_owned()
}

/// Kinds that do nothing by themselves, or what their name says.
const PLAIN: [&str; 18] = [
    "ConfigMap",
    "CronJob",
    "CustomResourceDefinition",
    "DaemonSet",
    "Deployment",
    "Job",
    "Kafka",
    "Namespace",
    "PersistentVolumeClaim",
    "PodMonitor",
    "PrometheusRule",
    "Role",
    "ClusterRole",
    "Secret",
    "ServiceAccount",
    "ServiceMonitor",
    "StatefulSet",
    "StorageClass",
];

fn added(scene: &Scene<'_>) -> Consequence {
    let id = &scene.change.id;
    let new = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    match id.kind.as_str() {
        "KafkaTopic" => {
            let partitions = scene.now()["spec"]["partitions"].as_u64();
            let size =
                partitions.map_or(String::new(), |count| format!(" with {count} partitions"));
            new(
                Class::Dynamic,
                "topic/created",
                &format!("the topic is created{size}"),
                "the Topic Operator makes it; a topic of that name that is there already becomes what \
                 the resource says",
            )
        }
        "KafkaUser" => super::user::created(scene).who([id.name.clone()]),
        "KafkaNodePool" if storage::is_without_volume(scene.now()) => storage::without_volume(),
        "KafkaNodePool" => new_pool(scene),
        "NetworkPolicy" if is_closed(scene, scene.before) => new(
            Class::AccessGranted,
            "network/policy-added",
            "connections that its rules allow get through",
            "another policy closes every pod of the namespace, and this one opens",
        ),
        "NetworkPolicy" => new(
            Class::AccessRemoved,
            "network/policy-added",
            "the pods that it selects take and send only what some policy allows",
            "a pod that no policy selected before was open",
        ),
        "RoleBinding" | "ClusterRoleBinding" => new(
            Class::AccessGranted,
            "rbac/binding-added",
            "its subjects get the rights of its role",
            "a binding takes effect at once",
        )
        .who(super::rights::subjects(scene.now())),
        "Ingress" => new(
            Class::AccessGranted,
            "ingress/added",
            "what lies behind it can be reached from outside",
            "the ingress controller opens the host and path",
        ),
        "PodDisruptionBudget" => new(
            Class::Dynamic,
            "budget/added",
            "a drain of a node waits until enough pods are ready",
            "the eviction API asks the budget",
        ),
        kind => other(scene, kind),
    }
}

/// Returns what a new object of a kind does that has no rights and no nodes.
fn other(scene: &Scene<'_>, kind: &str) -> Consequence {
    let new = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    match kind {
        "Service" if is_outside(scene.now()) => new(
            Class::AccessGranted,
            "service/opened",
            "what lies behind it can be reached from outside",
            "a load balancer or a port of the nodes is opened for it",
        ),
        "KafkaRebalance" => rebalance::added(scene),
        "KafkaConnector" => connector::added(scene),
        "KafkaConnect" | "KafkaMirrorMaker2" | "KafkaBridge" => new(
            Class::Dynamic,
            "connect/added",
            "it is started, and moves data as it says",
            "the Cluster Operator makes its pods",
        ),
        "Service" => plain(),
        _ if PLAIN.contains(&kind) => plain(),
        _ => new(
            Class::Unknown,
            "object/added-unknown",
            "the object is made, and it is not known what that does",
            "no rule is about this kind",
        ),
    }
}

fn plain() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        ADDED,
        "the object is made",
        "it was not there before",
    )
}

fn is_outside(service: &Value) -> bool {
    let kind = service["spec"]["type"].as_str();
    matches!(kind, Some("LoadBalancer" | "NodePort"))
}

fn new_pool(scene: &Scene<'_>) -> Consequence {
    let restart = restart_of(&scene.change.id, scene.now());
    if has_role(scene.now(), "controller") && scene.kafka(scene.before).is_some() {
        return super::node_pool::quorum("controllers join the cluster");
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("node-pool/added"),
        format!("{} start; brokers begin without replicas", pods(&[restart])),
        "Kafka places only new partitions on new brokers",
    )
    .action("move replicas to them, with Cruise Control or `kafka-reassign-partitions.sh`")
}

fn removed(scene: &Scene<'_>) -> Consequence {
    let gone = removal(scene, None);
    let action = how(scene, gone.action.as_deref());
    gone.action(action)
}

/// Returns what happens when the object goes; `name` is what it was called.
fn removal(scene: &Scene<'_>, name: Option<&str>) -> Consequence {
    let was = scene.was();
    let name = name.unwrap_or(&scene.change.id.name);
    let kind = scene.change.id.kind.as_str();
    match kind {
        "KafkaTopic" => topic(scene, was, name),
        "KafkaUser" => Consequence::new(
            Class::AccessRemoved,
            Fact::new("user/deleted"),
            "the user can't come in any more, and its Secret goes",
            "the User Operator deletes its credentials, rights and quotas",
        )
        .who([name.to_owned()]),
        "Kafka" => cluster::deleted(scene),
        "KafkaNodePool" => cluster::pool_deleted(scene, was),
        "KafkaRebalance" => rebalance::removed(scene).unwrap_or_else(unknown),
        "Secret" | "ConfigMap" | "ServiceAccount" => reference::removed(scene, name),
        "NetworkPolicy" if is_closed(scene, scene.after) => Consequence::new(
            Class::AccessRemoved,
            Fact::new("network/policy-removed"),
            "connections that its rules allowed are refused, unless another policy allows them",
            "another policy closes every pod of the namespace",
        )
        .who(network_policy::allowed(scene)),
        "KafkaConnector" => connector::kept(scene)
            .or_else(|| service(kind))
            .unwrap_or_else(unknown),
        _ => data(kind)
            .or_else(|| service(kind))
            .or_else(|| protection(kind, was))
            .unwrap_or_else(unknown),
    }
}

fn unknown() -> Consequence {
    Consequence::new(
        Class::Unknown,
        REMOVED,
        "the object goes, and it is not known who needs it",
        "no rule is about the removal of this kind",
    )
}

/// Returns what goes for good with an object of this kind.
fn data(kind: &str) -> Option<Consequence> {
    let told = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    Some(match kind {
        "Namespace" => told(
            Class::DataLoss,
            "namespace/deleted",
            "everything in the namespace is deleted, volumes too where their class reclaims them",
            "Kubernetes deletes a namespace with all that is in it",
        ),
        "CustomResourceDefinition" => told(
            Class::DataLoss,
            "definition/deleted",
            "every resource of that kind is deleted, in all namespaces, and what it stands for",
            "the API server deletes a kind with all its objects",
        ),
        "PersistentVolumeClaim" => told(
            Class::DataLoss,
            "volume/deleted",
            "the volume goes, unless its class retains it",
            "the claim is what keeps a volume",
        ),
        _ => return None,
    })
}

/// Returns what stops to serve without an object of this kind.
fn service(kind: &str) -> Option<Consequence> {
    let told = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    Some(match kind {
        "Deployment" | "StatefulSet" | "DaemonSet" => told(
            Class::Outage,
            "workload/deleted",
            "its pods stop",
            "Kubernetes deletes the pods of a workload with it",
        ),
        "Service" => told(
            Class::Outage,
            "service/deleted",
            "clients that use its name don't find it any more",
            "the name goes from DNS and the address is given back",
        ),
        "KafkaConnect" | "KafkaConnector" | "KafkaMirrorMaker2" | "KafkaBridge" => told(
            Class::Outage,
            "connect/deleted",
            "it moves no data any more",
            "the Cluster Operator stops its pods or its tasks",
        ),
        "Job" => told(
            Class::Dynamic,
            "job/deleted",
            "the Job and its pods go",
            "what it did stays done",
        ),
        "CronJob" => told(
            Class::AccessRemoved,
            "job/schedule-deleted",
            "it runs no more",
            "Kubernetes deletes a CronJob with its Jobs",
        ),
        _ => return None,
    })
}

/// Returns whether a policy without rules selects every pod of the object's namespace.
fn is_closed(scene: &Scene<'_>, side: &Objects) -> bool {
    side.of_kind("NetworkPolicy").any(|(id, policy)| {
        let spec = &policy["spec"];
        let all = spec["podSelector"]
            .as_object()
            .is_some_and(serde_json::Map::is_empty);
        id.namespace == scene.change.id.namespace
            && id.name != scene.change.id.name
            && all
            && spec["ingress"].is_null()
            && spec["egress"].is_null()
    })
}

/// Returns which rights or protections go with an object of this kind.
fn protection(kind: &str, was: &Value) -> Option<Consequence> {
    let told = |class, fact, effect: &str, reason: &str| {
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    Some(match kind {
        "NetworkPolicy" => told(
            Class::AccessGranted,
            "network/policy-removed",
            "the pods that it selected are open to everything, unless another policy selects them",
            "only pods that some policy selects are closed",
        ),
        "Role" | "ClusterRole" => told(
            Class::AccessRemoved,
            "rbac/role-removed",
            "everyone who is bound to it loses its rights",
            "a binding to a role that is not there gives nothing",
        ),
        "RoleBinding" | "ClusterRoleBinding" => told(
            Class::AccessRemoved,
            "rbac/binding-removed",
            "its subjects lose the rights of its role",
            "a right holds as long as its binding",
        )
        .who(super::rights::subjects(was)),
        "Ingress" => told(
            Class::AccessRemoved,
            "ingress/removed",
            "what lies behind it can't be reached from outside any more",
            "the ingress controller closes the host and path",
        ),
        "PodDisruptionBudget" => told(
            Class::AccessRemoved,
            "budget/removed",
            "a drain of a node may stop all of these pods at once",
            "nothing limits evictions without a budget",
        ),
        "PrometheusRule" => told(
            Class::AccessRemoved,
            "alert/removed",
            "nobody is told any more of what its alerts were about",
            "Prometheus drops rules whose resource goes",
        ),
        "PodMonitor" | "ServiceMonitor" => told(
            Class::AccessRemoved,
            "monitoring/scrape-removed",
            "these metrics are collected no more, and alerts on them are silent",
            "Prometheus scrapes what a monitor selects",
        ),
        _ => return None,
    })
}

fn topic(scene: &Scene<'_>, was: &Value, name: &str) -> Consequence {
    let topic = was["spec"]["topicName"].as_str().unwrap_or(name);
    let users = scene.users_of(scene.before, "topic", topic);
    if was["metadata"]["annotations"]["strimzi.io/managed"] == "false" {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("topic/released"),
            "the topic stays in Kafka as it is",
            "it is unmanaged (`strimzi.io/managed: \"false\"`)",
        );
    }
    let kept = scene.kafka(scene.before).is_some_and(|kafka| {
        let config = &kafka["spec"]["kafka"]["config"]["delete.topic.enable"];
        config == "false" || *config == false
    });
    if kept {
        return Consequence::new(
            Class::Impossible,
            Fact::new("topic/deletion-refused"),
            "the topic stays, and its resource hangs in deletion",
            "`delete.topic.enable` is `false`, and the finalizer waits for Kafka",
        );
    }
    Consequence::new(
        Class::DataLoss,
        Fact::new("topic/deleted"),
        format!("the topic `{topic}` and all its messages are deleted"),
        "the Topic Operator deletes a managed topic with its resource",
    )
    .who(users)
}
