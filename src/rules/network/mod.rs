//! What the NetworkPolicies must let through.

mod api_server;
mod api_server_port;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[api_server::RULE, api_server_port::RULE];
