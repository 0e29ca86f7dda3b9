//! Failures: for each alert a situation in which it, and no other, must fire.

mod case;
mod lag;
mod node;

use super::{BEGIN, Rehearsal, Stage, sample::Change};
use crate::derive::alert::Alert;

/// A failure: which series change how, and what the alert says then.
struct Case {
    title: String,
    metric: &'static str,
    /// The labels of the series that change; those of the metric that lack one do not.
    only: Vec<(&'static str, String)>,
    change: Change,
    /// The labels of the result.
    labels: Vec<(&'static str, String)>,
    /// The value of the result.
    value: u64,
}

/// Returns the rehearsals of every alert that the deployment has.
pub fn rehearsals(stage: &Stage<'_>) -> Vec<Rehearsal> {
    let mut rehearsals = Vec::new();
    for alert in &stage.alerts {
        let cases = match alert.name {
            "KafkaBrokerDown" => node::cases(stage, "true"),
            "KafkaControllerDown" => node::cases(stage, "false"),
            "HighConsumerLag" => lag::case(stage, alert).into_iter().collect(),
            _ => case::of(stage, alert).into_iter().collect(),
        };
        rehearsals.extend(cases.into_iter().map(|case| rehearse(stage, alert, case)));
    }
    rehearsals
}

/// The alert must be quiet before the failure, quiet while it has not yet lasted long enough,
/// and fire then.
fn rehearse(stage: &Stage<'_>, alert: &Alert, case: Case) -> Rehearsal {
    let mut samples = stage.healthy.clone();
    for sample in &mut samples {
        if sample.is(case.metric, &case.only) {
            sample.change(case.change);
        }
    }
    let hold = alert.hold.as_milliseconds() / 60_000;
    let firing = stage.firing(alert, &case.labels, case.value);
    let mut checks = stage.quiet([BEGIN - 1, BEGIN + hold - 1]);
    checks.extend(stage.at(BEGIN + hold + 1, alert.name, &[firing]));
    Rehearsal {
        title: case.title,
        samples,
        checks,
    }
}
