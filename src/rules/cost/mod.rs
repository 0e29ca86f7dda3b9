//! What a cloud sends a bill for.

mod load_balancers;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[load_balancers::RULE];
