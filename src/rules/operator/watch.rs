//! Refuses an operator that does not watch the deployment's namespace.
//!
//! # Why
//! Nobody would look at the cluster: no pod is made, and no status is ever written.
//!
//! # Example
//! `operator: {namespace: strimzi}` with `watch: ownNamespace` and `namespace: kafka`.
//!
//! # Instead
//! `watch: {namespaces: [kafka]}`, or leave the operator's namespace out.
//!
//! # Source
//! Strimzi: `STRIMZI_NAMESPACE` of the cluster operator.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, operator::Watch},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("operator/watch", include_str!("watch.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let wanted = &deployment.namespace;
    let operator = &deployment.operator;
    let own = operator.namespace.as_ref().unwrap_or(wanted);
    let watched = match &operator.watch {
        Watch::AllNamespaces(_) => true,
        Watch::OwnNamespace(_) => own == wanted,
        Watch::Namespaces(names) => names.get().contains(wanted),
    };
    if watched {
        return Vec::new();
    }
    let message =
        format!("the operator does not watch the namespace `{wanted}`, where the cluster is");
    let finding = RULE
        .error(ModelPath::of(&["operator", "watch"]), message)
        .outcome(Outcome::Ignored)
        .help(format!("write `watch: {{namespaces: [{wanted}]}}`"));
    vec![finding]
}
