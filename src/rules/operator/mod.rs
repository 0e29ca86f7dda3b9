//! The Strimzi cluster operator and what it accepts for every component.

mod cpu_limit;
mod kraft_gate;
mod watch;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[watch::RULE, kraft_gate::RULE, cpu_limit::RULE];
