//! Node pools: how many nodes, what they do and what they get.

mod controller_count;
mod dual_role;
mod ephemeral;
mod heap;
mod node_ids;
mod none;
mod roles;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    none::RULE,
    roles::RULE,
    controller_count::RULE,
    ephemeral::RULE,
    dual_role::RULE,
    node_ids::RULE,
    heap::RULE,
];
