//! Volumes that people add to Strimzi's pods.

use std::collections::BTreeSet;

use super::{
    resource::{Resource, at, items, mapping, scalar},
    rules::{Told, part::ADDITIONAL_VOLUME},
};
use crate::{
    environment::document::{Entry, Node},
    finding::{Finding, Outcome, Place},
};

/// The directory below which the operator takes mounts.
const MOUNTS: &str = "/mnt";

/// Returns what is wrong with the volumes in the templates of an object.
pub fn wrong(resource: &Resource) -> Vec<Finding> {
    let mut findings = Vec::new();
    let components: [&[&str]; 5] = [
        &["spec", "template"],
        &["spec", "kafka", "template"],
        &["spec", "entityOperator", "template"],
        &["spec", "cruiseControl", "template"],
        &["spec", "kafkaExporter", "template"],
    ];
    for template in components.iter().filter_map(|path| resource.entry(path)) {
        let Some(parts) = mapping(&template.node) else {
            continue;
        };
        for part in parts.entries.values() {
            findings.extend(names(&part.node));
            findings.extend(
                items(&part.node, &["volumeMounts"])
                    .iter()
                    .filter_map(mount),
            );
        }
    }
    findings
}

fn names(part: &Node) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let named = items(part, &["volumes"])
        .iter()
        .filter_map(|volume| text(at(volume, &["name"])?));
    named
        .filter_map(|(name, place)| {
            let shown = name.escape_debug();
            let message = if !is_name(name) {
                format!("the operator takes no volume with the name `{shown}`")
            } else if !seen.insert(name) {
                format!("two additional volumes have the name `{shown}`")
            } else {
                return None;
            };
            let help = "choose letters, digits, dots, hyphens and underscores, at most 63, and each name once";
            Some(refused(place, message).help(help))
        })
        .collect()
}

/// Strimzi: `TemplateUtils`, whose names begin and end with a letter or digit.
fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    (2..=63).contains(&bytes.len())
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(byte))
}

fn mount(mount: &Node) -> Option<Finding> {
    let (path, place) = text(at(mount, &["mountPath"])?)?;
    if path.starts_with(MOUNTS) {
        return None;
    }
    let message = format!(
        "an additional volume is mounted at `{}`, outside of `{MOUNTS}`",
        path.escape_debug()
    );
    Some(refused(place, message).help(format!("mount it below `{MOUNTS}`")))
}

fn text(entry: &Entry) -> Option<(&str, Place)> {
    Some((scalar(&entry.node)?.text.as_str(), entry.node.place))
}

fn refused(place: Place, message: String) -> Finding {
    ADDITIONAL_VOLUME
        .error(place, message)
        .outcome(Outcome::Refused)
}
