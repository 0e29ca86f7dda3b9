//! A KafkaUser as a user of the model.

use super::{
    draft::{Draft, word},
    resource::{Resource, at, items, scalar},
};
use crate::environment::document::{Entry, Node, Value};

/// What of a KafkaUser the model can say.
pub const KNOWN: &[&str] = &[
    "apiVersion",
    "kind",
    "metadata",
    "status",
    "spec/authentication/type",
    "spec/authentication/password",
    "spec/authentication/validityDays",
    "spec/authentication/renewalDays",
    "spec/authorization/type",
    "spec/authorization/acls/*/type",
    "spec/authorization/acls/*/host",
    "spec/authorization/acls/*/operation",
    "spec/authorization/acls/*/operations",
    "spec/authorization/acls/*/resource",
    "spec/quotas/requestPercentage",
];

/// Returns the user as the model would write it.
#[must_use]
pub fn draft(resource: &Resource) -> Node {
    let mut user = Draft::new(resource.place());
    user.unsaid(&["owner", "purpose"]);
    user.copy(
        "authentication",
        resource.entry(&["spec", "authentication", "type"]),
    );
    if let Some(list) = resource.entry(&["spec", "authorization", "acls"]) {
        let acls = items(&resource.node, &["spec", "authorization", "acls"]);
        let node = Node {
            place: list.key,
            value: Value::Sequence(acls.iter().map(entry).collect()),
        };
        user.enter("acls", list.key, node);
    }
    if let Some(percent) = resource.entry(&["spec", "quotas", "requestPercentage"]) {
        let mut quotas = Draft::new(percent.key);
        quotas.copy("requestPercent", Some(percent));
        user.nest("quotas", percent.key, quotas);
    }
    user.finish()
}

fn entry(acl: &Node) -> Node {
    let mut draft = Draft::new(acl.place);
    draft.unsaid(&["reason"]);
    draft.copy("type", at(acl, &["type"]));
    draft.copy("operations", at(acl, &["operations"]));
    if let (false, Some(one)) = (draft.has("operations"), at(acl, &["operation"])) {
        let node = Node {
            place: one.node.place,
            value: Value::Sequence(vec![one.node.clone()]),
        };
        draft.enter("operations", one.key, node);
    }
    if !draft.has("operations") {
        let none = Node {
            place: acl.place,
            value: Value::Sequence(Vec::new()),
        };
        draft.enter("operations", acl.place, none);
    }
    // Strimzi takes `*` for every host, and so does Kafka where none is said.
    let host = at(acl, &["host"]).filter(|host| scalar(&host.node).is_some_and(|h| h.text != "*"));
    draft.copy("host", host);
    if let Some(resource) = at(acl, &["resource"]) {
        draft.enter("resource", resource.key, about(resource));
    }
    draft.finish()
}

fn about(resource: &Entry) -> Node {
    let Some(kind) = at(&resource.node, &["type"]) else {
        return resource.node.clone();
    };
    let mut named = Draft::new(resource.key);
    let cluster = scalar(&kind.node).is_some_and(|kind| kind.text == "cluster");
    if !cluster {
        match at(&resource.node, &["name"]) {
            Some(name) => named.copy("name", Some(name)),
            None => named.enter("name", resource.key, word(resource.key, "")),
        }
        named.copy("pattern", at(&resource.node, &["patternType"]));
    }
    let mut about = Draft::new(resource.key);
    let text = scalar(&kind.node).map(|kind| kind.text.clone());
    about.nest(text.unwrap_or_default(), kind.node.place, named);
    about.finish()
}
