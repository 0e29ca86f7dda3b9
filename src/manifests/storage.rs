//! What the storage of a pool says that the model does not have.

use super::{
    resource::{Resource, at, items, scalar},
    rules::{Told, part::STORAGE},
};
use crate::{
    catalog::operator::Release,
    environment::document::Node,
    finding::{Finding, Outcome},
};

/// The first release that ignores storage classes of single brokers.
const WITHOUT_OVERRIDES: &str = "0.46.0";

/// Returns what is wrong with the storage of a KafkaNodePool, or of a Kafka without pools.
pub fn wrong(resource: &Resource, release: &'static Release) -> Vec<Finding> {
    let paths: [&[&str]; 2] = [&["spec", "storage"], &["spec", "kafka", "storage"]];
    let storages = paths.iter().filter_map(|path| resource.entry(path));
    storages
        .flat_map(|storage| {
            let volumes = items(&storage.node, &["volumes"]).iter();
            let all = volumes.chain([&storage.node]);
            let single = all.filter_map(|volume| overrides(volume, release));
            single.chain(metadata(&storage.node)).collect::<Vec<_>>()
        })
        .collect()
}

fn metadata(storage: &Node) -> Option<Finding> {
    let volumes = items(storage, &["volumes"]).iter();
    let mut marked = volumes.filter_map(|volume| {
        let entry = at(volume, &["kraftMetadata"])?;
        (scalar(&entry.node)?.text == "shared").then_some(entry)
    });
    let second = marked.nth(1)?;
    let finding = STORAGE.error(second.key, "two volumes are marked for the metadata");
    Some(
        finding
            .outcome(Outcome::Reverted)
            .help("mark one volume alone"),
    )
}

fn overrides(volume: &Node, release: &'static Release) -> Option<Finding> {
    let entry = at(volume, &["overrides"]).filter(|entry| !entry.node.is_null())?;
    let first = WITHOUT_OVERRIDES.parse().ok()?;
    let finding = if release.version() >= first {
        let message = "storage classes of single brokers are ignored";
        STORAGE
            .warning(entry.key, message)
            .outcome(Outcome::Dropped)
    } else {
        let message = format!(
            "storage classes of single brokers are ignored from Strimzi {WITHOUT_OVERRIDES} on"
        );
        STORAGE
            .advice(entry.key, message)
            .outcome(Outcome::FailsLater)
    };
    Some(finding.help("make a node pool for each storage class"))
}
