//! Users beside those of the applications.

mod authorization;
mod listener;
mod no_rights;
mod quota;
mod super_user;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    listener::RULE,
    authorization::RULE,
    no_rights::RULE,
    super_user::RULE,
    quota::RULE,
];
