//! Where in a model an object's field comes from.
//!
//! Only what is certain is named: a path of the model that is rendered into the field, and into
//! nothing else of another meaning. What follows from several values, such as a network policy, has
//! no origin.

use super::{FieldPath, ObjectChange, Step};
use crate::{
    finding::ModelPath,
    model::{Deployment, name::TopicName},
};

/// Returns the paths of the model that a field of an object comes from, the most exact first; none
/// where that is not certain. Without a field, what the object as a whole comes from.
#[must_use]
pub fn of(model: &Deployment, object: &ObjectChange, field: Option<&FieldPath>) -> Vec<ModelPath> {
    let name = object.id.name.as_str();
    if let Some(place) = field.and_then(of_every_pod) {
        return vec![place];
    }
    match object.id.kind.as_str() {
        "KafkaTopic" => topic(model, object, field),
        "KafkaUser" => user(model, name, field),
        "KafkaNodePool" => node_pool(name, field),
        "Kafka" => field.map_or_else(|| vec![ModelPath::of(&["cluster"])], cluster),
        "Deployment" if name == "strimzi-cluster-operator" => operator(field),
        "Deployment" => workload(model, name, field),
        _ => Vec::new(),
    }
}

/// Returns what every pod has from the platform.
fn of_every_pod(field: &FieldPath) -> Option<ModelPath> {
    let platform = |key: &str| ModelPath::of(&["platform", key]);
    let last = field.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        _ => None,
    });
    match last? {
        "imagePullSecrets" => Some(platform("imagePullSecrets")),
        "priorityClassName" => Some(platform("priorityClass")),
        "tolerations" => Some(platform("tolerations")),
        _ => None,
    }
}

/// Returns the keys and names of a path, positions left out.
fn words(field: &FieldPath) -> Vec<&str> {
    let words = field.steps().iter().filter_map(|step| match step {
        Step::Key(text) | Step::Item(text) => Some(text.as_str()),
        Step::Index(_) | Step::Document => None,
    });
    words.collect()
}

fn topic(model: &Deployment, object: &ObjectChange, field: Option<&FieldPath>) -> Vec<ModelPath> {
    let side = object.after.as_ref().or(object.before.as_ref());
    let written = side.and_then(|side| side["spec"]["topicName"].as_str());
    let name = written.unwrap_or(&object.id.name);
    let topic = ModelPath::of(&["topics", name]);
    let Some(field) = field else {
        return vec![topic];
    };
    let exact = match words(field).as_slice() {
        ["spec", "partitions"] => topic.key("partitions"),
        ["spec", "replicas"] => {
            let known = TopicName::new(name.to_owned()).ok();
            let own = known.and_then(|name| model.topics.get(&name));
            if own.is_some_and(|topic| topic.replicas.is_none()) {
                return vec![broker_config("default.replication.factor")];
            }
            topic.key("replicas")
        }
        ["spec", "config", key] => match *key {
            "cleanup.policy" => topic.key("cleanup"),
            "max.message.bytes" => topic.key("maxMessageSize"),
            "min.insync.replicas" => topic.key("minInsyncReplicas"),
            "retention.bytes" => topic.key("retentionSize"),
            "retention.ms" => topic.key("retention"),
            key => topic.key("config").key(key),
        },
        ["spec", ..] => return vec![topic],
        ["metadata", "annotations", "kafka-blueprint/owner"] => topic.key("owner"),
        ["metadata", "annotations", "kafka-blueprint/purpose"] => topic.key("purpose"),
        _ => return Vec::new(),
    };
    vec![exact, topic]
}

fn broker_config(key: &str) -> ModelPath {
    ModelPath::of(&["cluster", "config"]).key(key)
}

fn user(model: &Deployment, name: &str, field: Option<&FieldPath>) -> Vec<ModelPath> {
    let by_hand = ModelPath::of(&["users", name]);
    let application = ModelPath::of(&["applications", name]);
    let is_application = model
        .applications
        .keys()
        .any(|known| known.as_str() == name);
    let is_user = model.users.keys().any(|known| known.as_str() == name);
    let entities = match (is_user, is_application) {
        (true, _) => vec![by_hand],
        (_, true) => vec![application],
        _ => vec![by_hand, application],
    };
    let Some(field) = field else {
        return entities;
    };
    let words = words(field);
    if let (["spec", "authorization", "acls", right, ..], false) = (words.as_slice(), is_user) {
        return right_of_application(&ModelPath::of(&["applications", name]), right);
    }
    let exact: Vec<ModelPath> = entities
        .iter()
        .filter_map(|entity| match words.as_slice() {
            ["spec", "quotas", key] => Some(entity.key("quotas").key(match *key {
                "producerByteRate" => "producerRate",
                "consumerByteRate" => "consumerRate",
                "requestPercentage" => "requestPercent",
                _ => return None,
            })),
            ["spec", "quotas", ..] => Some(entity.key("quotas")),
            ["spec", "authentication", ..] => Some(entity.key("authentication")),
            ["spec", "authorization", "acls", ..] => Some(entity.key("acls")),
            ["metadata", "annotations", "kafka-blueprint/owner"] => Some(entity.key("owner")),
            ["metadata", "annotations", "kafka-blueprint/purpose"] => Some(entity.key("purpose")),
            _ => None,
        })
        .collect();
    let within = matches!(words.first(), Some(&"spec"));
    exact
        .into_iter()
        .chain(entities.into_iter().filter(|_| within))
        .collect()
}

/// The rights of an application follow from what it produces and consumes; those on groups and
/// transactional ids from several values.
fn right_of_application(application: &ModelPath, right: &str) -> Vec<ModelPath> {
    let Some(topic) = right.strip_prefix("topic ") else {
        return Vec::new();
    };
    let of = |list: &str| application.key(list).key(topic);
    vec![of("consumes"), of("produces")]
}

fn node_pool(name: &str, field: Option<&FieldPath>) -> Vec<ModelPath> {
    let pool = ModelPath::of(&["cluster", "nodePools", name]);
    let Some(field) = field else {
        return vec![pool];
    };
    let volume = |id: &str| pool.key("storage").key("volumes").key(id);
    let exact = match words(field).as_slice() {
        ["spec", "replicas"] => vec![pool.key("replicas")],
        ["spec", "roles", ..] => vec![pool.key("roles")],
        ["spec", "storage", "volumes", id] => vec![volume(id)],
        [
            "spec",
            "storage",
            "volumes",
            id,
            key @ ("size" | "class" | "deleteClaim"),
        ] => {
            vec![volume(id).key(*key), volume(id)]
        }
        ["spec", "storage", ..] => vec![pool.key("storage")],
        ["spec", "resources", .., "memory"] => vec![pool.key("resources").key("memory")],
        ["spec", "resources", "limits", "cpu"] => vec![pool.key("resources").key("cpuLimit")],
        ["spec", "resources", .., "cpu"] => vec![pool.key("resources").key("cpu")],
        ["spec", "jvmOptions", ..] => vec![pool.key("heap"), pool.key("resources").key("memory")],
        ["spec", "template", .., "topologySpreadConstraints"] => vec![pool.key("spread")],
        _ => Vec::new(),
    };
    let within = !exact.is_empty();
    exact.into_iter().chain(within.then_some(pool)).collect()
}

fn cluster(field: &FieldPath) -> Vec<ModelPath> {
    let of = |keys: &[&str]| {
        let cluster = ModelPath::of(&["cluster"]);
        keys.iter().fold(cluster, |path, key| path.key(*key))
    };
    match words(field).as_slice() {
        ["spec", "kafka", "version"] => vec![of(&["version"])],
        ["spec", "kafka", "metadataVersion"] => vec![of(&["metadataVersion"])],
        ["spec", "kafka", "config", key] => vec![of(&["config", key]), of(&["extraConfig", key])],
        ["spec", "kafka", "listeners", name, rest @ ..] => listener(name, rest),
        ["spec", "kafka", "authorization", ..] => vec![
            of(&["authorization", "simple", "superUsers"]),
            of(&["authorization"]),
        ],
        ["spec", "kafka", "rack", ..] => vec![of(&["rack"])],
        [
            "spec",
            "entityOperator",
            half @ ("topicOperator" | "userOperator"),
            "resources",
            ..,
        ] => {
            vec![of(&["entityOperator", half])]
        }
        ["spec", "entityOperator", _, "logging", ..] => vec![of(&["entityOperator", "logLevel"])],
        ["spec", "cruiseControl", ..] => vec![of(&["cruiseControl"])],
        ["spec", "kafkaExporter", ..] => vec![of(&["kafkaExporter"])],
        ["spec", authority @ ("clusterCa" | "clientsCa"), key] => {
            let whose = if *authority == "clusterCa" {
                "cluster"
            } else {
                "clients"
            };
            let key = if *key == "generateCertificateAuthority" {
                "generate"
            } else {
                key
            };
            vec![
                of(&["certificates", whose, key]),
                of(&["certificates", whose]),
            ]
        }
        ["spec", "maintenanceTimeWindows", ..] => vec![of(&["maintenanceWindows"])],
        _ => Vec::new(),
    }
}

/// The peers of a listener follow from the applications that use it.
fn listener(name: &str, rest: &[&str]) -> Vec<ModelPath> {
    let listener = ModelPath::of(&["cluster", "listeners", name]);
    match rest {
        [] => vec![listener],
        [key @ ("port" | "tls" | "authentication"), ..] => vec![listener.key(*key), listener],
        ["type" | "configuration", ..] => vec![listener.key("expose"), listener],
        _ => Vec::new(),
    }
}

fn operator(field: Option<&FieldPath>) -> Vec<ModelPath> {
    let operator = ModelPath::of(&["operator"]);
    let Some(field) = field else {
        return vec![operator];
    };
    match words(field).as_slice() {
        ["spec", "replicas"] => vec![operator.key("replicas")],
        ["spec", "template", "spec", "containers", _, rest @ ..] => match rest {
            ["image"] => vec![operator.key("version")],
            ["resources", ..] => vec![operator.key("resources")],
            ["env", "STRIMZI_FEATURE_GATES", ..] => vec![operator.key("featureGates")],
            ["env", "STRIMZI_NAMESPACE", ..] => vec![operator.key("watch")],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn workload(model: &Deployment, name: &str, field: Option<&FieldPath>) -> Vec<ModelPath> {
    let application = ModelPath::of(&["applications", name]);
    let workload = application.key("workload");
    let Some(field) = field else {
        return vec![workload.key("image"), workload, application];
    };
    if !model
        .applications
        .keys()
        .any(|known| known.as_str() == name)
    {
        return Vec::new();
    }
    match words(field).as_slice() {
        ["spec", "replicas"] => vec![workload.key("replicas")],
        ["spec", "template", "spec", "containers", _, rest @ ..] => match rest {
            ["image"] => vec![workload.key("image")],
            ["resources", ..] => vec![workload.key("resources")],
            ["env", variable, ..] => vec![workload.key("env").key(*variable)],
            _ => Vec::new(),
        },
        [.., "topologySpreadConstraints"] => vec![workload.key("spread")],
        _ => Vec::new(),
    }
}
