//! What is not checked, and why: nothing is passed over silently.
//!
//! Objects of one kind and one reason share a finding at the first of them, so that a large set
//! stays readable; the finding says how many there are.

use std::collections::BTreeMap;

use super::{
    resource::Resource,
    rules::{NOT_CHECKED, Told},
};
use crate::{
    environment::document::{Node, Value},
    finding::{self, Finding, Place, counted},
};

/// What was left out, by reason, with the first place of each.
#[derive(Clone, Debug, Default)]
pub struct Unchecked {
    kinds: BTreeMap<String, (usize, Place)>,
    foreign: Option<(usize, Place)>,
    clusters: BTreeMap<String, (BTreeMap<String, usize>, Place)>,
    parts: BTreeMap<String, BTreeMap<String, Place>>,
    said: Vec<(Place, String)>,
}

impl Unchecked {
    /// Notes a document that is no object.
    pub fn foreign(&mut self, place: Place) {
        self.foreign.get_or_insert((0, place)).0 += 1;
    }

    /// Notes an object of a kind that no rule is about.
    pub fn kind(&mut self, resource: &Resource) {
        let kind = self.kinds.entry(resource.kind.clone());
        kind.or_insert((0, resource.place())).0 += 1;
    }

    /// Notes an object of a cluster that is not among the manifests.
    pub fn elsewhere(&mut self, resource: &Resource, cluster: &str) {
        let (kinds, _) = self
            .clusters
            .entry(cluster.to_owned())
            .or_insert_with(|| (BTreeMap::new(), resource.place()));
        *kinds.entry(resource.kind.clone()).or_default() += 1;
    }

    /// Notes the parts of an object that the model can't say: everything beside `known`, whose
    /// paths have slashes between their keys, `*` for every key and every position.
    pub fn parts(&mut self, resource: &Resource, known: &[&str]) {
        let known: Vec<Vec<&str>> = known.iter().map(|path| path.split('/').collect()).collect();
        let parts = self.parts.entry(resource.kind.clone()).or_default();
        walk(&resource.node, &mut Vec::new(), &known, parts);
    }

    /// Notes anything else.
    pub fn say(&mut self, place: Place, message: impl Into<String>) {
        self.said.push((place, message.into()));
    }

    /// Returns it all as findings.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let kinds = self.kinds.values().map(|(_, place)| *place).min();
        let kinds = kinds.map(|place| {
            let kinds = listed(&self.kinds, |(count, _)| *count);
            let message = format!("not checked: {kinds}, which no rule knows");
            NOT_CHECKED.advice(place, message)
        });
        let foreign = self.foreign.iter().map(|(count, place)| {
            let documents = counted(*count, "document", "documents");
            let message = format!("not checked: {documents} without an object of Kubernetes");
            NOT_CHECKED.advice(*place, message)
        });
        let clusters = self.clusters.iter().map(|(cluster, (kinds, place))| {
            let kinds = listed(kinds, |count| *count);
            let cluster = cluster.escape_debug();
            let message = format!(
                "not checked beyond the schema: {kinds} of the cluster `{cluster}`, whose Kafka is not among the manifests"
            );
            NOT_CHECKED.advice(*place, message)
        });
        let parts = self.parts.iter().filter_map(|(kind, parts)| {
            let place = parts.values().min()?;
            let names: Vec<String> = parts.keys().map(|path| format!("`{path}`")).collect();
            let message = format!(
                "not checked beyond the schema: {} of {kind}, which no rule knows",
                names.join(", ")
            );
            Some(NOT_CHECKED.advice(*place, message))
        });
        let said = self
            .said
            .iter()
            .map(|(place, message)| NOT_CHECKED.advice(*place, format!("not checked: {message}")));
        said.chain(kinds)
            .chain(foreign)
            .chain(clusters)
            .chain(parts)
            .collect()
    }
}

/// Lists kinds with how many there are of each.
fn listed<T>(kinds: &BTreeMap<String, T>, count: impl Fn(&T) -> usize) -> String {
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, noted)| format!("{} {}", count(noted), kind.escape_debug()))
        .collect();
    finding::listed(&kinds)
}

/// Finds what no known path covers; a known path covers everything below it.
fn walk<'a>(
    node: &'a Node,
    here: &mut Vec<&'a str>,
    known: &[Vec<&str>],
    parts: &mut BTreeMap<String, Place>,
) {
    match &node.value {
        Value::Mapping(mapping) => {
            for (key, entry) in &mapping.entries {
                here.push(key);
                step(&entry.node, entry.key, here, known, parts);
                here.pop();
            }
        }
        Value::Sequence(items) => {
            for item in items {
                here.push("*");
                step(item, item.place, here, known, parts);
                here.pop();
            }
        }
        Value::Scalar(_) | Value::File(_) => {}
    }
}

fn step<'a>(
    node: &'a Node,
    place: Place,
    here: &mut Vec<&'a str>,
    known: &[Vec<&str>],
    parts: &mut BTreeMap<String, Place>,
) {
    let fits = |path: &&Vec<&str>| {
        let steps = path.iter().zip(here.iter());
        steps
            .into_iter()
            .all(|(known, here)| *known == "*" || known == here)
    };
    let mut fitting = known.iter().filter(fits);
    if known
        .iter()
        .filter(fits)
        .any(|path| path.len() <= here.len())
    {
        return;
    }
    if fitting.next().is_some() && !matches!(node.value, Value::Scalar(_)) {
        walk(node, here, known, parts);
        return;
    }
    let path = here.join(".").replace(".*", "[]");
    parts.entry(path).or_insert(place);
}
