//! Super users that nobody is: they are told by the names that Kafka knows.

use super::{
    membership::Cluster,
    resource::{Resource, items, scalar},
    rules::{Told, part::SUPER_USER},
};
use crate::finding::{Finding, Outcome};

/// Returns the super users of a cluster that no client can be.
pub fn unmatched(cluster: &Cluster<'_>) -> Vec<Finding> {
    let path = ["spec", "kafka", "authorization", "superUsers"];
    let named = items(&cluster.kafka.node, &path).iter();
    named
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
