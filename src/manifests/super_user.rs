//! Super users that nobody is, and one that everybody is: they are told by the names that Kafka
//! knows.

use super::{
    membership::Cluster,
    resource::{Resource, at, items, scalar},
    rules::{Told, part::SUPER_USER},
};
use crate::{
    environment::document::Node,
    finding::{Finding, Outcome, listed},
};

/// Whom Kafka takes a client for that comes without authentication (Kafka: `KafkaPrincipal`).
pub const ANONYMOUS: &str = "ANONYMOUS";

/// Returns what is wrong with the super users of a cluster.
pub fn wrong(cluster: &Cluster<'_>) -> Vec<Finding> {
    let path = ["spec", "kafka", "authorization", "superUsers"];
    let named = items(&cluster.kafka.node, &path);
    let mut findings = unmatched(cluster, named);
    findings.extend(named.iter().filter_map(|node| everybody(cluster, node)));
    findings
}

fn everybody(cluster: &Cluster<'_>, node: &Node) -> Option<Finding> {
    let path = ["spec", "kafka", "authorization", "type"];
    let kind = cluster.kafka.text(&path);
    // What an authorizer of one's own makes of super users, nobody can say here.
    if scalar(node)?.text != ANONYMOUS || kind.is_none_or(|kind| kind.text == "custom") {
        return None;
    }
    let listeners = items(&cluster.kafka.node, &["spec", "kafka", "listeners"]).iter();
    let open = listeners.filter(|listener| {
        at(listener, &["authentication"]).is_none_or(|entry| entry.node.is_null())
    });
    let open: Vec<String> = open
        .filter_map(|listener| scalar(&at(listener, &["name"])?.node))
        .map(|name| format!("`{}`", name.text.escape_debug()))
        .collect();
    let whose = match open.len() {
        0 => return None,
        1 => "the listener",
        _ => "the listeners",
    };
    let message = format!(
        "every client of {whose} {} may do everything, since those without authentication are `{ANONYMOUS}`, and `{ANONYMOUS}` is a super user",
        listed(&open)
    );
    let finding = SUPER_USER.warning(node.place, message);
    Some(finding.help(format!(
        "take `{ANONYMOUS}` away, or write `authentication` for {whose}"
    )))
}

/// Returns the super users that no client can be.
fn unmatched(cluster: &Cluster<'_>, named: &[Node]) -> Vec<Finding> {
    named
        .iter()
        .filter_map(|node| {
            let name = scalar(node)?.text.as_str();
            let shown = name.escape_debug();
            let (message, instead) = if let Some(rest) = name.strip_prefix("User:") {
                (
                    format!("nobody is the super user `{shown}`: Strimzi writes `User:` before it itself"),
                    rest.to_owned(),
                )
            } else {
                let user = cluster.users.iter().find(|user| user.name == name)?;
                let message = format!(
                    "nobody is the super user `{shown}`: the KafkaUser `{shown}` has a certificate, and Kafka knows it as `CN={shown}`"
                );
                (message, has_certificate(user).then(|| format!("CN={name}"))?)
            };
            let finding = SUPER_USER.error(node.place, message);
            let help = format!("write `{}`", instead.escape_debug());
            Some(finding.outcome(Outcome::Ignored).help(help))
        })
        .collect()
}

/// Strimzi: `KafkaUserModel.getUserName`, which knows users of both kinds by their certificate.
fn has_certificate(user: &Resource) -> bool {
    let kind = user.text(&["spec", "authentication", "type"]);
    kind.is_some_and(|kind| matches!(kind.text, "tls" | "tls-external"))
}
