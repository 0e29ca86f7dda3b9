//! Access control lists that people wrote.

mod denied;
mod entry;
mod host;
mod name;
mod operation;
mod unreachable;
mod wildcard;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    operation::RULE,
    name::RULE,
    host::RULE,
    wildcard::RULE,
    unreachable::RULE,
    denied::RULE,
];
