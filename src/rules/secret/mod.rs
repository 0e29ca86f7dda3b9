//! Certificates, keys and passwords.

mod in_values;
mod own_authority;
mod renewal;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[in_values::RULE, own_authority::RULE, renewal::RULE];
