//! Listeners: the doors of the brokers.

mod anonymous;
mod ingress;
mod node_port;
mod none;
mod open;
mod port;
mod source_ranges;
mod tls_required;
mod unencrypted;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    none::RULE,
    port::RULE,
    tls_required::RULE,
    anonymous::RULE,
    open::RULE,
    unencrypted::RULE,
    source_ranges::RULE,
    node_port::RULE,
    ingress::RULE,
];
