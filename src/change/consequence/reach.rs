//! Whether an operator acts on a resource at all. What nobody looks at changes nothing, whatever
//! stands in it, and nobody is told: Strimzi writes no status either.

use serde_json::Value;

use super::{
    Consequence, Fact,
    scene::{CLUSTER, Scene},
};
use crate::change::Class;

/// Returns why nothing of a resource reaches the cluster; nothing where it does, or where the
/// objects do not say.
#[must_use]
pub fn missing(scene: &Scene<'_>) -> Option<Consequence> {
    let now = scene.now();
    let id = &scene.change.id;
    if now.is_null() || id.group != "kafka.strimzi.io" {
        return None;
    }
    let says =
        |object: &Value, key: &str, wanted: &str| object["metadata"]["annotations"][key] == wanted;
    let paused = |object: &Value| says(object, "strimzi.io/pause-reconciliation", "true");
    let kafka = scene.kafka(scene.after);
    let reason = match id.kind.as_str() {
        "KafkaTopic" if says(now, "strimzi.io/managed", "false") => {
            "the Topic Operator leaves an unmanaged topic alone (`strimzi.io/managed: \"false\"`)"
                .to_owned()
        }
        "KafkaNodePool" if kafka.is_some_and(paused) => {
            "the Kafka resource is paused (`strimzi.io/pause-reconciliation`)".to_owned()
        }
        "KafkaNodePool" => return None,
        _ if paused(now) => "the resource is paused (`strimzi.io/pause-reconciliation`)".to_owned(),
        "KafkaTopic" => unwatched(now, kafka, "topicOperator", "Topic Operator")?,
        "KafkaUser" => unwatched(now, kafka, "userOperator", "User Operator")?,
        _ => return None,
    };
    Some(
        Consequence::new(
            Class::Impossible,
            Fact::new("strimzi/not-reached"),
            "nothing of it reaches Kafka, and nobody is told",
            reason,
        )
        .action("see that an operator looks after it, then apply it again"),
    )
}

/// Returns why no operator of topics or users sees a resource.
fn unwatched(now: &Value, kafka: Option<&Value>, key: &str, name: &str) -> Option<String> {
    if !now["metadata"]["labels"][CLUSTER].is_string() {
        return Some(format!(
            "it has no label `{CLUSTER}`, by which the {name} finds it"
        ));
    }
    let kafka = kafka?;
    let operator = &kafka["spec"]["entityOperator"][key];
    if operator.is_null() {
        return Some(format!(
            "the cluster has no {name} (`spec.entityOperator.{key}`)"
        ));
    }
    let watched = operator["watchedNamespace"].as_str();
    let watched = watched.or(kafka["metadata"]["namespace"].as_str())?;
    let stands = now["metadata"]["namespace"].as_str()?;
    (watched != stands).then(|| format!("the {name} watches the namespace `{watched}` alone"))
}
