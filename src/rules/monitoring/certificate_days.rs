//! Warns of an alert on certificates that fires although they are renewed in time.
//!
//! # Why
//! Strimzi renews a certificate `renewalDays` before its end, or later, in the next maintenance
//! window. An alert that asks for at least as many days fires before every renewal, and people
//! learn to look away.
//!
//! # Example
//! `thresholds: {certificateDays: 30}` with `renewalDays: 30`.
//!
//! # Instead
//! Fewer days than the shorter `renewalDays`, or nothing: half of it is taken then.
//!
//! # Source
//! Strimzi: `CertificateAuthority.renewalDays`; a decision of this tool.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "monitoring/certificate-days",
    include_str!("certificate_days.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let certificates = &deployment.cluster.certificates;
    let renewal = certificates
        .cluster
        .renewal_days
        .min(certificates.clients.renewal_days);
    let monitoring = deployment.monitoring.as_ref();
    let asked = monitoring.and_then(|monitoring| monitoring.thresholds.certificate_days);
    let early = asked.filter(|days| *days >= renewal);
    early
        .map(|days| {
            let path = ModelPath::of(&["monitoring", "thresholds", "certificateDays"]);
            let message = format!("the alert asks for {days} days, and a certificate is renewed {renewal} days before its end: it fires before each renewal");
            RULE.warning(path, message).help(format!("write less than {renewal}, or leave it out"))
        })
        .into_iter()
        .collect()
}
