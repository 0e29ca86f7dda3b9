//! The rows of the acceptance table, one per file: what is claimed about the rendered output
//! and which real component is asked.

mod alerts;
mod api_server;
mod delivery;
mod expressions;
mod image;
pub(crate) mod kafka;
mod kafka_config;
mod kustomize;
mod policy;
mod rbac;
pub(crate) mod registry;
mod rules;
mod strimzi_model;
mod verification;
mod workloads;

use crate::error::Result;
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::verdict::Checks;

/// One row: a family of claims that one set of components can judge.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
    /// The name that `--only` takes.
    pub name: &'static str,
    /// What the row is about, in one line.
    pub summary: &'static str,
    /// What the machine must have for it.
    pub needs: &'static [Prerequisite],
    /// Makes the checks; an error is a row that could not be run to its end.
    pub prove: fn(&Harness, &mut Checks) -> Result<()>,
}

/// All rows, in the order they are run.
pub const PROOFS: &[Proof] = &[
    api_server::PROOF,
    rules::PROOF,
    workloads::PROOF,
    delivery::PROOF,
    rbac::PROOF,
    strimzi_model::PROOF,
    kafka_config::PROOF,
    kafka::PROOF,
    registry::PROOF,
    verification::PROOF,
    verification::TRIALS_PROOF,
    verification::LOAD_PROOF,
    image::PROOF,
    kustomize::PROOF,
    policy::PROOF,
    alerts::PROOF,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_every_row_owns_its_processes() {
        let names: BTreeSet<_> = PROOFS.iter().map(|proof| proof.name).collect();
        assert_eq!(names.len(), PROOFS.len());
        assert!(
            PROOFS
                .iter()
                .all(|proof| proof.needs.contains(&Prerequisite::Setpriv))
        );
    }
}
