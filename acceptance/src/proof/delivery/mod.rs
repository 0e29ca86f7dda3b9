//! Tools for continuous delivery bring the output into a cluster, as `docs/cd.md` says.
//!
//! Flux's own controller does it; the objects that it is told are read out of the document. Argo
//! CD as a whole can't be run here: its definition, its health checks and its sync engine are. To
//! such tools releases differ by the version of Strimzi's API alone.

mod argo_cd;
mod argo_cd_sync;
mod cluster;
mod documented;
mod flux;
mod mistakes;
mod removed;
mod site;

use super::Proof;
use crate::error::Result;
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::release;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "delivery",
    summary: "Flux applies, prunes and reports as documented, and so does Argo CD's sync engine",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Kubectl,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
        Prerequisite::Tar,
    ],
    prove,
};

/// The environment that the document shows.
const ENVIRONMENT: &str = "prod";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let environments = harness.sets().environments();
    if !environments.iter().any(|name| name == ENVIRONMENT) {
        checks.not_proved(
            "is delivered",
            format!("the environment {ENVIRONMENT} is not rendered"),
        );
        return Ok(());
    }
    for release in release::of_each_api() {
        argo_cd_sync::syncs(harness, release, checks)?;
        flux::delivers(harness, release, checks)?;
    }
    argo_cd::is_told_what_it_knows(harness, checks)
}
