//! What alerts and dashboards rest on.

mod certificate_days;
mod lag;
mod metrics;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[metrics::RULE, lag::RULE, certificate_days::RULE];
