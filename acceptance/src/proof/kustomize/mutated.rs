//! Environments that nobody wrote: the shipped ones with some of their values changed.

use crate::error::Result;
use crate::harness::Harness;
use crate::layer;
use crate::release::RELEASES;
use crate::rendered::Rendered;

/// How many environments are made.
pub(super) const COUNT: usize = 50;

/// How many changes an environment gets.
const CHANGES: usize = 3;

/// A change: paths of the model with the value that each gets, or nothing to take it away.
type Change = &'static [(&'static [&'static str], Option<&'static str>)];

/// Each is right by itself and beside any of the others.
const POSSIBLE: [Change; 23] = [
    &[(&["namespace"], Some("streaming"))],
    &[(&["cluster", "name"], Some("other-kafka"))],
    &[(&["delivery"], Some("argo-cd"))],
    &[(&["delivery"], Some("flux"))],
    &[(&["kafkaUi"], None)],
    &[(&["schemaRegistry"], None)],
    &[(&["monitoring"], None)],
    &[(
        &["verification", "image"],
        Some("registry.invalid/kafka-verification:1"),
    )],
    &[(&["platform", "kubernetes"], Some("1.31"))],
    &[(&["platform", "reloader"], Some("false"))],
    &[(&["operator", "install"], Some("false"))],
    &[(&["operator", "watch"], Some("allNamespaces"))],
    &[
        (&["operator", "version"], Some("0.45.0")),
        (&["cluster", "version"], Some("3.9.0")),
        (&["cluster", "metadataVersion"], Some("3.9-IV0")),
    ],
    &[
        (&["operator", "version"], Some("1.2.0")),
        (&["cluster", "version"], Some("4.2.1")),
        (&["cluster", "metadataVersion"], Some("4.2-IV1")),
    ],
    &[(&["topics", "todo-events", "partitions"], Some("12"))],
    &[(&["topics", "chat-events", "retention"], Some("3d"))],
    &[
        (&["topics", "audit-events", "owner"], Some("platform")),
        (&["topics", "audit-events", "purpose"], Some("Who did what")),
        (&["topics", "audit-events", "partitions"], Some("3")),
    ],
    &[
        (&["applications", "system-event-producer"], None),
        (&["applications", "system-metrics-consumer"], None),
    ],
    &[(
        &["applications", "chat-event-producer", "workload", "image"],
        Some("registry.invalid/chat-event-producer:1"),
    )],
    &[(
        &["cluster", "nodePools", "dual-role", "resources", "memory"],
        Some("3Gi"),
    )],
    &[(&["cluster", "listeners", "plain"], None)],
    &[(&["cluster", "kafkaExporter"], None)],
    &[(&["cluster", "config", "log.retention.hours"], Some("24"))],
];

/// Renders all of them over one base and returns their sets.
pub(super) fn sets(harness: &Harness, environments: &[String]) -> Result<Vec<Rendered>> {
    let repository = harness.repository()?;
    let mut names = Vec::new();
    for (number, origin) in (0..COUNT).zip(environments.iter().cycle()) {
        let name = format!("{origin}-{number:02}");
        repository.copy(origin, &name, |text| mutated(text, number))?;
        names.push(name);
    }
    repository.render_all()?;
    // Only objects are compared, so it does not matter which release each is for by now.
    Ok(names
        .iter()
        .map(|name| Rendered::new(&repository.out(), name, RELEASES[0]))
        .collect())
}

/// Changes the text of a layer as its number says.
fn mutated(text: &str, number: usize) -> String {
    let of_change = |text: String, change: Change| {
        change.iter().fold(text, |text, (path, value)| match value {
            Some(value) => layer::set(&text, path, value),
            None => layer::remove(&text, path),
        })
    };
    changes(number).fold(text.to_owned(), |text, at| of_change(text, POSSIBLE[at]))
}

/// Chooses the changes of an environment. The strides have no divisor in common with the number
/// of changes, so that every change comes and together with ever others.
fn changes(number: usize) -> impl Iterator<Item = usize> {
    let stride = 1 + number / POSSIBLE.len() * 4;
    (0..CHANGES).map(move |step| (number + step * (stride + number % 7)) % POSSIBLE.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_change_comes_and_hardly_two_environments_are_alike() {
        let combinations: BTreeSet<BTreeSet<_>> =
            (0..COUNT).map(|number| changes(number).collect()).collect();
        let used: BTreeSet<_> = combinations.iter().flatten().collect();
        assert_eq!(used.len(), POSSIBLE.len());
        assert!(
            combinations.len() >= COUNT * 9 / 10,
            "{}",
            combinations.len()
        );
    }
}
