//! The schema registry, its topics and the schemas that it keeps.

mod schema;
mod topics;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[topics::RULE, schema::RULE];
