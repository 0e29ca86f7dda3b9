//! The names of the sets of pods that clusters and node pools make together.

use std::collections::BTreeMap;

use super::{
    membership::Cluster,
    rules::{Told, part::POD_SET},
};
use crate::finding::{Finding, Outcome};

/// Finds node pools of different clusters whose pods would have the same names.
pub fn shared(clusters: &[Cluster<'_>]) -> Vec<Finding> {
    let mut seen = BTreeMap::new();
    let mut findings = Vec::new();
    for cluster in clusters {
        for pool in &cluster.pools {
            let name = format!("{}-{}", cluster.kafka.name, pool.name);
            let namespace = cluster.kafka.namespace.as_deref();
            let other = seen.insert((namespace, name.clone()), cluster.kafka);
            let Some(other) = other.filter(|other| other.name != cluster.kafka.name) else {
                continue;
            };
            let message = format!(
                "the node pool `{}` of the cluster `{}` makes pods `{name}-…`, and so does a pool of the cluster `{}`",
                pool.name, cluster.kafka.name, other.name
            );
            let finding = POD_SET.error(pool.place(), message);
            findings.push(
                finding
                    .outcome(Outcome::Ignored)
                    .help("rename one of the pools"),
            );
        }
    }
    findings
}
