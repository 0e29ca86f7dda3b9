//! Warns of a waiver whose last day has passed.
//!
//! # Why
//! What it accepted shows again. It is a warning and never an error, so that the calendar alone
//! stops nobody's work.
//!
//! # Example
//! `until: 2026-01-31`, looked at in February 2026.
//!
//! # Instead
//! Mend what was waived and delete the waiver, or decide again and write a new date.
//!
//! # Source
//! A decision of this tool.

use crate::{
    finding::{Finding, ModelPath},
    model::waiver::{Waiver, WaiverName},
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("waiver/expired", include_str!("expired.rs"), |_| Vec::new());

/// Returns the finding for a waiver whose last day has passed.
pub(super) fn finding(name: &WaiverName, waiver: &Waiver) -> Finding {
    let path = ModelPath::of(&["waivers", name.as_str(), "until"]);
    let message = format!(
        "the waiver `{name}` has expired: its last day was {}",
        waiver.until
    );
    RULE.warning(path, message).help(format!(
        "mend `{}` and delete the waiver, or decide again and write a new date",
        waiver.path
    ))
}
