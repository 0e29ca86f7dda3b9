//! The fields of a record: which are there, which are missing, which mean nothing.

use super::{Findings, FromNode, scalar::wrong_shape};
use crate::{
    environment::{
        document::{Mapping, Node, Value},
        rules::{MISSING_FIELD, UNKNOWN_FIELD},
    },
    finding::{Finding, Severity, Site, Trail, nearest},
};

/// A record's map while its fields are read.
pub struct Fields<'a> {
    mapping: &'a Mapping,
    trail: &'a Trail<'a>,
}

impl<'a> Fields<'a> {
    /// Opens a map as a record with these keys; unknown keys become findings.
    pub fn open(
        node: &'a Node,
        trail: &'a Trail<'a>,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let Value::Mapping(mapping) = &node.value else {
            findings.push(wrong_shape(node, trail, "a map"));
            return None;
        };
        for key in mapping.entries.keys() {
            if !known.contains(&key.as_str()) {
                findings.push(unknown(key, trail, known));
            }
        }
        Some(Self { mapping, trail })
    }

    /// Reads the field `key`; `absent` stands for it when it is not written.
    pub fn read<T: FromNode>(
        &self,
        key: &'static str,
        absent: impl FnOnce() -> Option<T>,
        findings: &mut Findings,
    ) -> Option<T> {
        if let Some(entry) = self.mapping.entries.get(key) {
            return T::from_node(&entry.node, &self.trail.key(key), findings);
        }
        let value = absent();
        if value.is_none() {
            findings.push(missing(key, self.trail));
        }
        value
    }
}

fn unknown(key: &str, trail: &Trail<'_>, known: &[&'static str]) -> Finding {
    let path = trail.key(key).path();
    let message = format!("`{path}` is not a field of the model");
    let finding = Finding::at(UNKNOWN_FIELD, Severity::Error, Site::Key(path), message);
    match nearest(key, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("the fields here are {}", listed(known))),
    }
}

fn missing(key: &str, trail: &Trail<'_>) -> Finding {
    let path = trail.key(key).path();
    let message = format!("`{path}` is missing, and nothing can stand in for it");
    Finding::at(MISSING_FIELD, Severity::Error, Site::Key(path), message)
}

fn listed(known: &[&'static str]) -> String {
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
