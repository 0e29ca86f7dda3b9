//! Warns of what a verification that only looks will not do.
//!
//! # Why
//! With `readOnly` it writes nothing, neither a load nor its report, nor waits for what Kafka
//! would drop.
//!
//! # Example
//! `readOnly: true` with `report: {topic: verification-reports}`.
//!
//! # Instead
//! Take one of them away.
//!
//! # Source
//! A decision of this tool.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/read-only",
    include_str!("read_only.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(verification) = &deployment.verification else {
        return Vec::new();
    };
    if !verification.read_only {
        return Vec::new();
    }
    let asked: [(&[&str], bool); 4] = [
        (&["performance"], verification.performance.is_some()),
        (&["load"], verification.load.is_some()),
        (&["report", "topic"], verification.report.topic.is_some()),
        (&["cleanupWait"], verification.cleanup_wait.is_some()),
    ];
    let asked = asked.into_iter().filter(|(_, is_asked)| *is_asked);
    asked
        .map(|(keys, _)| {
            let start = ModelPath::of(&["verification"]);
            let path = keys.iter().fold(start, |path, key| path.key(*key));
            let message = format!(
                "nothing comes of `{}` while `readOnly` is true",
                keys.join(".")
            );
            RULE.warning(path, message)
                .outcome(Outcome::Ignored)
                .help("take one of them away")
        })
        .collect()
}
