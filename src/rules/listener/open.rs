//! Warns where everybody who reaches a listener may do everything.
//!
//! # Why
//! Without authorization nothing is refused to anyone: every client reads, writes and deletes
//! every topic, and on a listener without authentication nobody even knows who it was. With
//! `allow.everyone.if.no.acl.found` the same holds of all that no access control list is about.
//!
//! # Example
//! `authorization: none`, or `config: {allow.everyone.if.no.acl.found: true}`.
//!
//! # Instead
//! `authorization: simple`, which is what a model gets that says nothing; the rights of
//! applications follow from what they produce and consume.
//!
//! # Source
//! Kafka: without `authorizer.class.name` every request is allowed; `StandardAuthorizer`,
//! `getConfiguredDefaultResult`.

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, cluster::Authorization, listener::Authentication},
    rules::{
        broker_setting::{self, Setting},
        enumeration::quoted,
        rule::Rule,
    },
};

pub(super) const RULE: Rule = Rule::new("listener/open", include_str!("open.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let Authorization::None(_) = cluster.authorization else {
        return broker_setting::opened(cluster)
            .map(unlisted)
            .into_iter()
            .collect();
    };
    let listeners = cluster.listeners.iter();
    let anonymous: Vec<&str> = listeners
        .filter(|(_, listener)| listener.authentication == Authentication::None)
        .map(|(name, _)| name.as_str())
        .collect();
    let message = if anonymous.is_empty() {
        "every client may do everything".to_owned()
    } else {
        format!(
            "every client may do everything, and nobody knows who comes through {}",
            quoted(&anonymous)
        )
    };
    let path = ModelPath::of(&["cluster", "authorization"]);
    vec![
        RULE.warning(path, message)
            .help("write `authorization: simple`"),
    ]
}

fn unlisted(setting: Setting<'_>) -> Finding {
    let message = "every client, anonymous ones too, may do everything with the topics, the groups and the cluster that no access control list is about";
    RULE.warning(setting.path, message).help(format!(
        "take `{}` away, and give each user its `acls`",
        setting.key
    ))
}
