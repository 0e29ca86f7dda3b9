//! Warns of a load whose Job this Kubernetes can't run: it can't leave a pod's place empty.
//!
//! # Why
//! A pod that ended in the middle of a load can't be replaced: the others have written meanwhile.
//! Its place has to stay empty while they finish and one of them tells which is missing. Older
//! releases start it anew, or end all of the others.
//!
//! # Example
//! `platform.kubernetes: 1.28` with `verification.load`.
//!
//! # Instead
//! Start the processes by hand, as `docs/verification.md` says, or upgrade Kubernetes.
//!
//! # Source
//! Kubernetes: `JobBackoffLimitPerIndex` is on from 1.29.

use crate::{
    catalog::kubernetes::KubernetesVersion,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/load-kubernetes",
    include_str!("load_kubernetes.rs"),
    check,
);

/// The first release that counts failures by the index of a pod.
const FIRST: KubernetesVersion = KubernetesVersion {
    major: 1,
    minor: 29,
};

fn check(deployment: &Deployment) -> Vec<Finding> {
    let own = deployment.verification.as_ref();
    let kubernetes = deployment.platform.kubernetes;
    if own.is_none_or(|own| own.load.is_none()) || kubernetes >= FIRST {
        return Vec::new();
    }
    let message = format!(
        "Kubernetes {FIRST} is the first that leaves the place of a pod empty, and this is {kubernetes}"
    );
    let path = ModelPath::of(&["verification", "load"]);
    let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
    vec![
        finding
            .help("start its processes by hand (`verification --load-run`), or upgrade Kubernetes"),
    ]
}
