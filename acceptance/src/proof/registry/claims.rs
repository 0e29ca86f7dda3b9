//! What is claimed about a running registry.

use std::time::Duration;

use super::OF_THE_REGISTRY;
use super::site;
use super::subjects::Subjects;
use crate::component::apicurio_registry::Running;
use crate::container::Container;
use crate::error::Result;
use crate::manifest::Object;
use crate::metrics::Metrics;
use crate::proof::expressions;
use crate::rendered::Rendered;
use crate::verdict::{Checks, Verdict};

/// How long the registry may take to start, beside other work of the machine.
pub(super) const READY: Duration = Duration::from_mins(2);

/// Waits for the readiness probe; a registry that is not ready can't be asked anything.
pub(super) fn is_ready(set: &Rendered, running: &mut Running, checks: &mut Checks) -> Result<()> {
    running.wait_until_ready(READY)?;
    checks.push(
        format!("{set}: the registry is ready with exactly its rights"),
        Verdict::Proved,
    );
    Ok(())
}

/// Registers the schemas by the rendered step, then once more.
pub(super) fn registers_twice(
    set: &Rendered,
    registration: &Container,
    subjects: &Subjects,
    checks: &mut Checks,
) -> Result<()> {
    let first = site::run(registration)?;
    checks.expect(
        format!(
            "{set}: the rendered step registers {} subjects",
            subjects.len()
        ),
        first.success(),
        || first.last_words(),
    );
    let content = subjects.content()?;
    checks.unless(
        format!("{set}: the subjects have the rendered schemas and levels"),
        &subjects.differences(&content),
    );
    let second = site::run(registration)?;
    let again = subjects.content()?;
    checks.expect(
        format!("{set}: the same step again changes nothing"),
        second.success() && second.stdout == first.stdout && again == content,
        || format!("{}\n{again}", second.last_words()),
    );
    Ok(())
}

/// Offers every subject a schema that breaks its level, and one that does not.
pub(super) fn compatibility_is_kept(
    set: &Rendered,
    subjects: &Subjects,
    checks: &mut Checks,
) -> Result<()> {
    checks.unless(
        format!("{set}: a schema that old records do not fit is refused"),
        &subjects.not_refused()?,
    );
    let answer = subjects.offer_a_compatible_one()?;
    checks.expect(
        format!("{set}: a schema that old records fit is taken"),
        answer["id"].is_u64(),
        || answer.to_string(),
    );
    Ok(())
}

/// Holds what the registry writes against what the set asks for.
pub(super) fn metrics_are_written(
    set: &Rendered,
    objects: &[Object],
    running: &Running,
    checks: &mut Checks,
) -> Result<()> {
    let mut metrics = Metrics::default();
    metrics.add(&running.metrics()?);
    let named = expressions::names(objects, &OF_THE_REGISTRY);
    let missing: Vec<_> = named
        .iter()
        .filter(|name| !metrics.has(name))
        .cloned()
        .collect();
    let claim = format!(
        "{set}: the registry writes the {} metrics of its own that alerts and dashboards name",
        named.len()
    );
    if named.is_empty() {
        checks.not_proved(claim, "no alert and no dashboard names one");
    } else {
        checks.unless(claim, &missing);
    }
    Ok(())
}

/// Claims that the brokers refused nothing while `log` was written.
pub(super) fn is_refused_nothing(set: &Rendered, log: &str, checks: &mut Checks) {
    checks.unless(
        format!("{set}: the brokers refuse the registry nothing"),
        &refusals(log),
    );
}

/// A refusal by the brokers is told in the log, also where the registry goes on without.
pub(super) fn refusals(log: &str) -> Vec<String> {
    let refused = log
        .lines()
        .filter(|line| line.contains("AuthorizationException"));
    refused.map(str::to_owned).collect()
}
