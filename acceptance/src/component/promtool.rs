//! promtool: how Prometheus itself reads rules, and what they do to series over time.

use std::path::Path;

use crate::error::Result;
use crate::process::{Call, Output};

/// Asks whether Prometheus can load a rule file and what it would warn about.
pub fn check_rules(file: &Path) -> Result<Output> {
    Call::new("promtool")
        .args(["check", "rules", "--lint=all", "--lint-fatal"])
        .arg(file)
        .output()
}

/// Runs a file of rule tests, whose rule files are named relative to it.
pub fn test_rules(file: &Path) -> Result<Output> {
    Call::new("promtool")
        .args(["test", "rules"])
        .arg(file)
        .output()
}

/// Asks whether Prometheus can read metrics, and what it would warn about.
pub fn check_metrics(text: &str) -> Result<Output> {
    Call::new("promtool")
        .args(["check", "metrics"])
        .input(text)
        .output()
}
