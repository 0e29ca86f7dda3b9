//! Who decides what a client may do, and who may do everything.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{CLUSTER, Scene, texts},
    user::takes_no_rights,
};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let restarts = scene.nodes(None);
    let roll = Consequence::new(
        Class::RollingRestart,
        Fact::new("kafka/authorization-restart"),
        format!("{} restart one at a time", pods(&restarts)),
        "the authorizer and its super users are read when a node starts",
    )
    .restarts(restarts);
    let mut told = vec![roll];
    let is_off = |side: &Value| side["spec"]["kafka"]["authorization"].is_null();
    if is_off(scene.now()) {
        told.push(Consequence::new(
            Class::AccessGranted,
            Fact::new("kafka/authorization-off"),
            "everyone who gets in may do everything",
            "without an authorizer no right is asked for",
        ));
    } else if is_off(scene.was()) {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("kafka/authorization-on"),
            "whoever has no right of its own is refused",
            "the authorizer refuses what no access control list allows",
        ));
    }
    told.extend(users_refused(scene));
    if field.path.last() == Some("superUsers") {
        told.extend(super_users(field));
    } else if !is_off(scene.now()) && !is_off(scene.was()) {
        told.extend(another());
    }
    told
}

/// States that users keep rights which can't be written any more (`KafkaUserModel.fromCrd`).
fn users_refused(scene: &Scene<'_>) -> Option<Consequence> {
    let [was, now] = [scene.before, scene.after].map(|side| takes_no_rights(scene, side));
    let id = &scene.change.id;
    let watched =
        scene.now()["spec"]["entityOperator"]["userOperator"]["watchedNamespace"].as_str();
    let namespace = watched.or(id.namespace.as_deref());
    let users: Vec<String> = scene
        .after
        .of_kind("KafkaUser")
        .filter(|(user, object)| {
            user.namespace.as_deref() == namespace
                && object["metadata"]["labels"][CLUSTER] == id.name.as_str()
                && !object["spec"]["authorization"].is_null()
        })
        .map(|(user, _)| user.name.clone())
        .collect();
    (now && !was && !users.is_empty()).then(|| {
        Consequence::new(
            Class::Impossible,
            Fact::new("kafka/users-refused"),
            "the User Operator refuses the users that have rights: their resources are `NotReady`, and \
             their credentials are renewed no more",
            "their rights can't be written to this cluster any more",
        )
        .action("take `spec.authorization` out of these users together with this change")
        .who(users)
    })
}

fn super_users(field: &FieldChange) -> Vec<Consequence> {
    let (before, after) = (texts(field.before.as_ref()), texts(field.after.as_ref()));
    let reason = "a super user may do everything, without access control lists";
    let mut told = Vec::new();
    let lost: Vec<String> = before.difference(&after).cloned().collect();
    if !lost.is_empty() {
        told.push(
            Consequence::new(
                Class::AccessRemoved,
                Fact::new("kafka/super-user-removed"),
                "these principals may do only what access control lists allow them",
                reason,
            )
            .action("see that each has the rights that it uses")
            .who(lost),
        );
    }
    let won: Vec<String> = after.difference(&before).cloned().collect();
    if !won.is_empty() {
        told.push(
            Consequence::new(
                Class::AccessGranted,
                Fact::new("kafka/super-user-added"),
                "these principals may do everything",
                reason,
            )
            .who(won),
        );
    }
    told
}

/// States that other rules decide, which can give and take.
fn another() -> [Consequence; 2] {
    let reason = "another authorizer, or one with other settings, decides";
    let told = |class, fact, effect| Consequence::new(class, Fact::new(fact), effect, reason);
    [
        told(
            Class::AccessRemoved,
            "kafka/authorizer-narrowed",
            "clients may be refused what they were allowed",
        ),
        told(
            Class::AccessGranted,
            "kafka/authorizer-widened",
            "clients may be allowed what they were refused",
        ),
    ]
}
