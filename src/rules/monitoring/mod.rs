//! What alerts and dashboards rest on.

mod alert_text;
mod alert_twice;
mod certificate_days;
mod condition;
mod exporter_pattern;
mod lag;
mod limit;
mod metrics;
mod own;
mod promql;
mod unknown_metric;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    metrics::RULE,
    lag::RULE,
    certificate_days::RULE,
    limit::RULE,
    exporter_pattern::RULE,
    promql::RULE,
    unknown_metric::RULE,
    condition::RULE,
    alert_twice::RULE,
    alert_text::RULE,
];
