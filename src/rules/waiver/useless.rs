//! Warns of a waiver that silences nothing.
//!
//! # Why
//! What it accepted has been mended, or it never hit. Left in place, it would silence the next
//! mistake at the same path.
//!
//! # Example
//! A waiver of `topic/min-insync-replicas` at `topics.dlq` while that topic is in order.
//!
//! # Instead
//! Delete it, or correct its path: a waiver holds for its path and for everything below.
//!
//! # Source
//! A decision of this tool.

use super::unknown_rule;
use crate::{
    finding::{Finding, ModelPath},
    model::waiver::{Waiver, WaiverName},
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("waiver/useless", include_str!("useless.rs"), |_| Vec::new());

/// Returns the finding for a waiver that silences nothing; one of an unknown rule has its own.
pub(super) fn finding(name: &WaiverName, waiver: &Waiver) -> Option<Finding> {
    if !unknown_rule::exists(waiver.rule.as_str()) {
        return None;
    }
    let path = ModelPath::of(&["waivers", name.as_str()]);
    let message = format!(
        "the waiver `{name}` silences nothing: there is no finding of `{}` at `{}`",
        waiver.rule, waiver.path
    );
    Some(RULE.warning(path, message).help("delete it"))
}
