//! Names: what meets, what is too long and what belongs to somebody else.

mod internal_topic;
mod length;
mod topic_collision;
mod topic_resource;
mod user_secret;
mod user_twice;
mod verification_prefix;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    topic_collision::RULE,
    internal_topic::RULE,
    topic_resource::RULE,
    user_twice::RULE,
    user_secret::RULE,
    length::RULE,
    verification_prefix::RULE,
];
