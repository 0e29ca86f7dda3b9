//! The namespaces that the operators of topics and users watch.

use super::{
    cluster::Surroundings,
    resource::Resource,
    rules::{Told, part::WATCHED_NAMESPACE},
};
use crate::finding::{Finding, Outcome};

/// The variable of the cluster operator that allows another namespace.
const ALLOWS: &str = "STRIMZI_ENTITY_OPERATOR_WATCHED_NAMESPACE_ENABLED";

/// The last release here that asks for nothing; 1.0.1 was the first to ask.
const LAST_WITHOUT: &str = "0.51.0";

/// Returns the watched namespaces that the cluster operator does not allow.
pub fn denied(kafka: &Resource, around: Surroundings<'_>) -> Vec<Finding> {
    let free = LAST_WITHOUT
        .parse()
        .is_ok_and(|last| around.chosen.version <= last);
    let allowed = around.operator.and_then(|operator| operator.says(ALLOWS));
    if free || allowed.is_some_and(|allowed| allowed.eq_ignore_ascii_case("true")) {
        return Vec::new();
    }
    let own = kafka.namespace.as_deref();
    let operators = ["topicOperator", "userOperator"].into_iter();
    let watched = operators
        .filter_map(|name| kafka.text(&["spec", "entityOperator", name, "watchedNamespace"]))
        .filter(|watched| own.is_some_and(|own| own != watched.text));
    watched
        .map(|watched| {
            let namespace = watched.text.escape_debug();
            let finding = if around.operator.is_some() {
                let message = format!("the cluster operator does not allow to watch `{namespace}`");
                WATCHED_NAMESPACE.error(watched.place, message)
            } else {
                let message = format!(
                    "`{namespace}` is watched only where the cluster operator allows it, and its Deployment is not among the manifests"
                );
                WATCHED_NAMESPACE.warning(watched.place, message)
            };
            finding
                .outcome(Outcome::Refused)
                .help(format!("set `{ALLOWS}` to `true` on the cluster operator"))
        })
        .collect()
}
