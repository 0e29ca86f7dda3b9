//! Refuses a certificate authority that is renewed before it is valid.
//!
//! # Why
//! With a renewal period as long as the validity, every new certificate is due at once: the
//! operator makes a new authority at each reconciliation and restarts every pod for it, and no
//! condition says so.
//!
//! # Example
//! `validityDays: 30` with `renewalDays: 60`.
//!
//! # Instead
//! `validityDays: 365` with `renewalDays: 30`.
//!
//! # Source
//! Strimzi: `CertificateAuthority` checks nothing; tried on 1.2.0: three authorities in 42
//! seconds.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("secret/renewal", include_str!("renewal.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let certificates = &deployment.cluster.certificates;
    let authorities = [
        ("cluster", &certificates.cluster),
        ("clients", &certificates.clients),
    ];
    let restless = authorities.into_iter().filter(|(_, authority)| {
        authority.generate && authority.renewal_days >= authority.validity_days
    });
    restless
        .map(|(kind, authority)| {
            let path = ModelPath::of(&["cluster", "certificates", kind, "renewalDays"]);
            let message = format!(
                "a certificate authority that is valid for {} days and renewed {} days before its end is renewed all the time",
                authority.validity_days, authority.renewal_days
            );
            RULE.error(path, message)
                .outcome(Outcome::FailsLater)
                .help(format!("write less than {}", authority.validity_days))
        })
        .collect()
}
