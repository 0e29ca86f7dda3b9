//! Fields of a `KafkaUser`: who gets in, with which rights, and how fast.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Consequence, Fact, consumer_group, scene::Scene};
use crate::{
    change::{Class, FieldChange, Objects, Step, compare::right, unit::number},
    finding::listed,
};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let (path, user) = (&field.path, scene.change.id.name.clone());
    let told = if path.is_below(&["spec", "authentication"]) {
        vec![authentication(field)]
    } else if path.is_below(&["spec", "authorization"]) && takes_no_rights(scene, scene.after) {
        vec![unasked(scene)]
    } else if path.is_below(&["spec", "authorization", "acls", "*"]) {
        let mut told = rights(scene, field);
        told.extend(consumer_group::of_user(scene, field));
        told
    } else if path.is_below(&["spec", "authorization"]) {
        vec![authorization(scene, field)]
    } else if path.is_below(&["spec", "quotas"]) {
        vec![quota(field)]
    } else if path.is_below(&["spec", "template"]) {
        vec![Consequence::new(
            Class::Dynamic,
            Fact::new("user/secret-metadata"),
            "the labels and annotations of the user's Secret change",
            "the User Operator writes them while everything runs",
        )]
    } else {
        Vec::new()
    };
    told.into_iter()
        .map(|found| found.who([user.clone()]))
        .collect()
}

fn authentication(field: &FieldChange) -> Consequence {
    if field.path.last() == Some("type") {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("user/authentication"),
            "the credentials that its clients have are refused, and they need the new ones",
            "the User Operator deletes the old credentials and writes new ones into the Secret; with \
             certificates the principal becomes `CN=NAME`",
        )
        .action("give the clients the new Secret's keys together with this change");
    }
    if field.path.is_below(&["spec", "authentication", "password"]) {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("user/password"),
            "clients with the old password are refused, if the new Secret holds another one",
            "the User Operator takes the password from the Secret that is named here",
        )
        .action("give the clients the new password together with this change");
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("user/credentials"),
        "the user's credentials are made anew or otherwise",
        "the User Operator writes them into the user's Secret",
    )
}

/// Returns whether the cluster has an authorizer, or is not among the objects.
fn is_asked<'a>(scene: &Scene<'a>, side: &'a Objects) -> bool {
    let kafka = scene.kafka(side);
    kafka.is_none_or(|kafka| !kafka["spec"]["kafka"]["authorization"].is_null())
}

/// Returns whether the User Operator can't write rights to the cluster: without an authorizer, and
/// with one that takes none of Kafka's (`supportsAdminApi` of Strimzi's `KafkaAuthorization`).
pub(super) fn takes_no_rights<'a>(scene: &Scene<'a>, side: &'a Objects) -> bool {
    scene.kafka(side).is_some_and(|kafka| {
        let authorizer = &kafka["spec"]["kafka"]["authorization"];
        match authorizer["type"].as_str() {
            None => authorizer.is_null(),
            Some("opa") => true,
            Some("keycloak") => authorizer["delegateToKafkaAcls"] != true,
            Some("custom") => authorizer["supportsAdminApi"] != true,
            Some(_) => false,
        }
    })
}

/// Returns what a new user may do, or why it is refused.
pub(super) fn created(scene: &Scene<'_>) -> Consequence {
    let has_rights = !scene.now()["spec"]["authorization"].is_null();
    if has_rights && takes_no_rights(scene, scene.after) {
        return unasked(scene);
    }
    let told = |effect: &str, reason: &str| {
        Consequence::new(
            Class::AccessGranted,
            Fact::new("user/created"),
            effect,
            reason,
        )
    };
    let secret = "the User Operator makes its credentials as a Secret of the same name";
    if has_rights {
        return told(
            "a new user may come in, with the rights that stand here",
            secret,
        );
    }
    if is_asked(scene, scene.after) {
        return told(
            "a new user may come in, and no right of it stands here",
            secret,
        );
    }
    told("a new user may come in and do everything", EVERYTHING)
}

/// Why rights do nothing in a cluster without an authorizer.
const EVERYTHING: &str = "the cluster has no authorizer (`spec.kafka.authorization`), so that everyone who \
                          gets in may do everything";

/// Judges rights in a cluster that takes none (`KafkaUserModel.fromCrd`).
fn unasked(scene: &Scene<'_>) -> Consequence {
    let asked = is_asked(scene, scene.after);
    let reason = if asked {
        "the cluster's authorizer takes no rights from Kafka's API (`spec.kafka.authorization`)"
    } else {
        EVERYTHING
    };
    if scene.now()["spec"]["authorization"].is_null() {
        return Consequence::new(
            Class::Cosmetic,
            Fact::new("user/right-unasked"),
            "the user loses nothing by it",
            reason,
        );
    }
    Consequence::new(
        Class::Impossible,
        Fact::new("user/right-refused"),
        "the User Operator refuses the user, and its resource is `NotReady`",
        reason,
    )
    .action(if asked {
        "give the user no rights here, and write them where the authorizer looks for them"
    } else {
        "give the cluster an authorizer first, or the user no rights"
    })
}

fn authorization(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    if field.after.is_none() {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("user/right-removed"),
            "the user loses every right that stood here",
            "the User Operator deletes the access control lists of a user that has none",
        );
    }
    granted(scene, "the user gets the rights that stand here".to_owned())
}

/// States that a user gets a right; where the cluster had no authorizer before, it is one that it keeps.
fn granted(scene: &Scene<'_>, effect: String) -> Consequence {
    if !is_asked(scene, scene.before) {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("user/right-kept"),
            effect,
            "until now it might do everything, as the cluster had no authorizer; from now on only what a \
             right allows",
        );
    }
    Consequence::new(
        Class::AccessGranted,
        Fact::new("user/right-added"),
        effect,
        "the User Operator writes rights to Kafka at once",
    )
}

/// Compares the operations of one access control list before and after.
fn rights(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let Some(step) = field.path.steps().get(3) else {
        return Vec::new();
    };
    let Step::Item(what) = step else {
        return Vec::new();
    };
    let whole = field.path.steps().len() == 4;
    let operations = ["operations", "operation"]
        .iter()
        .any(|key| field.path.is(&["spec", "authorization", "acls", "*", key]));
    let of = |value: Option<&Value>| match (whole, value) {
        (_, None) => BTreeSet::new(),
        (true, Some(acl)) => {
            let mut all = named(&acl["operations"]);
            all.extend(named(&acl["operation"]));
            all
        }
        (false, Some(value)) => named(value),
    };
    if !whole && !operations {
        return Vec::new();
    }
    let (before, after) = (of(field.before.as_ref()), of(field.after.as_ref()));
    let denies = denies(scene, what);
    let what = what.strip_suffix(DENIED).unwrap_or(what);
    let lost: Vec<&String> = before.difference(&after).collect();
    let won: Vec<&String> = after.difference(&before).collect();
    let (lost, won) = if denies { (won, lost) } else { (lost, won) };
    let mut told = Vec::new();
    if !lost.is_empty() {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("user/right-removed"),
            format!("the user may no longer {} the {what}", listed(&lost)),
            "the User Operator takes rights away at once, also from clients that are connected",
        ));
    }
    if !won.is_empty() {
        let now = if is_asked(scene, scene.before) {
            "now"
        } else {
            "still"
        };
        let effect = format!("the user may {now} {} the {what}", listed(&won));
        told.push(granted(scene, effect));
    }
    told
}

/// How the name of a right ends that is a refusal.
const DENIED: &str = " denied";

/// Returns whether an access control list of this name refuses what it names.
fn denies(scene: &Scene<'_>, what: &str) -> bool {
    let acls =
        [scene.was(), scene.now()].map(|side| side["spec"]["authorization"]["acls"].as_array());
    let refusals = acls
        .into_iter()
        .flatten()
        .flatten()
        .filter(|acl| acl["type"] == "deny");
    refusals.map(right).any(|known| what.starts_with(&known))
}

fn named(operations: &Value) -> BTreeSet<String> {
    let items = operations.as_array().into_iter().flatten();
    let all = items.chain(std::iter::once(operations));
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn quota(field: &FieldChange) -> Consequence {
    let value = |value: &Option<Value>| value.as_ref().and_then(number);
    let tighter = match (value(&field.before), value(&field.after)) {
        (Some(before), Some(after)) => after < before,
        (None, Some(_)) => true,
        _ => false,
    };
    if tighter {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("user/quota-tightened"),
            "its clients are slowed down beyond the new limit",
            "Kafka delays answers to clients over their quota, and takes it without a restart",
        );
    }
    Consequence::new(
        Class::AccessGranted,
        Fact::new("user/quota-loosened"),
        "its clients may take more of the cluster than before",
        "Kafka takes quotas without a restart; where none is set nothing slows a client down",
    )
}
