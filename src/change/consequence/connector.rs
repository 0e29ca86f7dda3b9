//! Connectors that a `KafkaConnector` asks for: whether they run, and whether the operator looks at
//! them at all (`AbstractConnectOperator`).

use serde_json::Value;

use super::{Consequence, Fact, scene::CLUSTER, scene::Scene};
use crate::{
    change::{Class, FieldChange, Objects, Step},
    kubernetes::object::ObjectId,
};

/// The annotation of a `KafkaConnect` by which the operator makes its connectors by resources.
pub const RESOURCES: &str = "strimzi.io/use-connector-resources";

/// Returns what the difference of a field of the specification does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    if let Some(why) = unmanaged(scene) {
        return why;
    }
    let key = match field.path.steps().get(1) {
        Some(Step::Key(key)) => key.as_str(),
        _ => "",
    };
    if ["state", "pause"].contains(&key) {
        return state(&scene.was()["spec"], &scene.now()["spec"]);
    }
    without_restart(key).unwrap_or_else(|| {
        Consequence::new(
            Class::Unknown,
            Fact::new("connect/connector"),
            "the connector and its tasks restart with other settings",
            "what a setting does is known to the plugin alone",
        )
        .action("read the documentation of the plugin")
    })
}

/// Judges fields that are for the operator, and not for the connector.
pub fn without_restart(key: &str) -> Option<Consequence> {
    match key {
        "autoRestart" => Some(Consequence::new(
            Class::Dynamic,
            Fact::new("connect/auto-restart"),
            "the operator restarts the connector otherwise when it fails",
            "nothing restarts now: the operator looks at it when a connector or a task has failed",
        )),
        "listOffsets" | "alterOffsets" => Some(Consequence::new(
            Class::Cosmetic,
            Fact::new("connect/offsets-unasked"),
            "nothing changes yet",
            "offsets are listed or altered when the annotation `strimzi.io/connector-offsets` asks for it",
        )),
        _ => None,
    }
}

/// Returns what a new connector does.
pub fn added(scene: &Scene<'_>) -> Consequence {
    unmanaged(scene).unwrap_or_else(|| {
        Consequence::new(
            Class::Dynamic,
            Fact::new("connect/added"),
            "it is started, and moves data as it says",
            "the operator makes it through the REST interface of Kafka Connect",
        )
    })
}

/// Returns why a connector runs on whose resource goes; nothing where it goes too.
pub fn kept(scene: &Scene<'_>) -> Option<Consequence> {
    let (id, was) = (&scene.change.id, scene.was());
    let sides = [scene.before, scene.after];
    let left = sides.map(|side| uses_resources(side, id, was) == Some(false));
    (left == [true, true]).then(|| {
        Consequence::new(
            Class::Dynamic,
            Fact::new("connect/connector-kept"),
            "the connector runs on in Kafka Connect, if it runs",
            without_annotation(),
        )
    })
}

/// Returns what it means that a connector gets another name.
pub fn renamed(scene: &Scene<'_>, from: &ObjectId) -> Consequence {
    let to = &scene.change.id;
    let group = if from.name == to.name {
        String::new()
    } else {
        format!(
            ", and a sink reads with another consumer group, `connect-{}`",
            to.name
        )
    };
    Consequence::new(
        Class::Irreversible,
        Fact::new("connect/deleted"),
        format!(
            "the new one begins as if it never ran: a source reads again what was read already{group}"
        ),
        "Kafka Connect keeps offsets by the name of the connector",
    )
}

/// Returns why the operator leaves a connector alone.
fn unmanaged(scene: &Scene<'_>) -> Option<Consequence> {
    let uses = uses_resources(scene.after, &scene.change.id, scene.now());
    (uses == Some(false)).then(|| {
        Consequence::new(
            Class::Impossible,
            Fact::new("connect/connector-unmanaged"),
            "the operator leaves the connector as it is, and the resource is `NotReady`",
            without_annotation(),
        )
        .action(
            "set the annotation; the operator then deletes connectors that no resource asks for",
        )
    })
}

fn without_annotation() -> String {
    format!("its KafkaConnect has no annotation `{RESOURCES}: \"true\"`")
}

/// Returns whether connectors are made by resources in the cluster that one belongs to; nothing
/// where that cluster is not among the objects.
fn uses_resources(side: &Objects, id: &ObjectId, connector: &Value) -> Option<bool> {
    let cluster = connector["metadata"]["labels"][CLUSTER].as_str()?;
    let mut all = side.of_kind("KafkaConnect");
    let (_, connect) =
        all.find(|(known, _)| known.name == cluster && known.namespace == id.namespace)?;
    Some(connect["metadata"]["annotations"][RESOURCES] == "true")
}

/// Judges whether a connector runs; `pause` is the older word, and `state` holds before it.
pub fn state(before: &Value, after: &Value) -> Consequence {
    let of = |spec: &Value| match spec["state"].as_str() {
        Some(state) => state.to_owned(),
        None if spec["pause"] == true => "paused".to_owned(),
        None => "running".to_owned(),
    };
    let (was, now) = (of(before), of(after));
    if was == now {
        return Consequence::new(
            Class::Cosmetic,
            Fact::new("connect/same-state"),
            "nothing changes",
            format!("the connector is {now} before and after"),
        );
    }
    let told = |class, fact, effect: &str| {
        Consequence::new(
            class,
            Fact::new(fact),
            effect,
            "its state is asked for here",
        )
    };
    match (was.as_str(), now.as_str()) {
        (_, "running") => told(
            Class::Dynamic,
            "connect/connector-resumed",
            "the connector goes on where it stopped",
        ),
        ("running", _) => told(
            Class::Outage,
            "connect/connector-stopped",
            "the connector moves nothing any more",
        ),
        _ => told(
            Class::Dynamic,
            "connect/connector-still-stopped",
            "the connector moves nothing, as before",
        ),
    }
}
