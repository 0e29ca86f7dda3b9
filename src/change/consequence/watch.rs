//! The namespaces whose clusters the Cluster Operator looks after (`STRIMZI_NAMESPACE`).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::{change::Class, finding::listed};

/// What the variable says (`ClusterOperatorConfig`): a list, or every namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Watched {
    All,
    These(BTreeSet<String>),
}

/// The name of the variable.
pub const VARIABLE: &str = "STRIMZI_NAMESPACE";

/// Returns what other namespaces do to the clusters.
pub fn changed(scene: &Scene<'_>) -> Vec<Consequence> {
    let namespace = scene.change.id.namespace.as_deref();
    let [Some(was), Some(now)] =
        [scene.was(), scene.now()].map(|deployment| Watched::of(deployment, namespace))
    else {
        return vec![left(
            "the operator may leave the clusters of some namespaces".to_owned(),
        )];
    };
    let mut told = Vec::new();
    match (&was, &now) {
        (Watched::All, Watched::These(kept)) => told.push(left(format!(
            "the operator no longer looks after clusters outside of {}",
            named(kept)
        ))),
        (Watched::These(_), Watched::All) => {
            told.push(won(
                "the operator looks after the clusters of every namespace".to_owned(),
            ));
        }
        (Watched::These(was), Watched::These(now)) => {
            let gone: BTreeSet<String> = was.difference(now).cloned().collect();
            if !gone.is_empty() {
                told.push(left(format!(
                    "the operator no longer looks after the clusters of {}",
                    named(&gone)
                )));
            }
            let new: BTreeSet<String> = now.difference(was).cloned().collect();
            if !new.is_empty() {
                told.push(won(format!(
                    "the operator looks after the clusters of {} too",
                    named(&new)
                )));
            }
        }
        (Watched::All, Watched::All) => {}
    }
    if told.is_empty() {
        told.push(Consequence::new(
            Class::Cosmetic,
            Fact::new("operator/same-namespaces"),
            "the operator looks after the clusters of the same namespaces",
            "both ways to say it mean the same",
        ));
    }
    told
}

impl Watched {
    /// Reads what a Deployment of the namespace says; none where its variable comes from elsewhere.
    fn of(deployment: &Value, namespace: Option<&str>) -> Option<Self> {
        let containers = &deployment["spec"]["template"]["spec"]["containers"];
        let mut variables = containers
            .as_array()?
            .iter()
            .filter_map(|container| container["env"].as_array())
            .flatten();
        let Some(variable) = variables.find(|variable| variable["name"] == VARIABLE) else {
            return Some(Self::All);
        };
        if variable["valueFrom"]["fieldRef"]["fieldPath"] == "metadata.namespace" {
            return Some(Self::These(BTreeSet::from([namespace?.to_owned()])));
        }
        if !variable["valueFrom"].is_null() {
            return None;
        }
        let text = variable["value"].as_str().unwrap_or_default().trim();
        if text.is_empty() || text == "*" {
            return Some(Self::All);
        }
        let names = text.split(',').map(|name| name.trim().to_owned());
        Some(Self::These(names.collect()))
    }
}

fn named(namespaces: &BTreeSet<String>) -> String {
    let names: Vec<String> = namespaces.iter().map(|name| format!("`{name}`")).collect();
    listed(&names)
}

fn left(effect: String) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new("operator/namespaces"),
        effect,
        "it watches the namespaces that stand here; what it leaves runs on, but nobody replaces its nodes \
         or renews its certificates",
    )
}

fn won(effect: String) -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("operator/namespaces-added"),
        effect,
        "it watches the namespaces that stand here",
    )
    .action("see that no other operator watches them, since two would undo each other's work")
}
