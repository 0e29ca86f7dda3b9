//! YAML and JSON within a text, as ConfigMaps hold it.

use serde_json::Value;

use super::{
    super::{FieldChange, FieldPath, Step},
    value,
};
use crate::{environment::parse, finding::FileId, manifests::value::json};

/// Adds what differs between two texts, by their documents if their key says that they hold some.
///
/// A document whose fields agree differs in comments or layout alone; then nothing is added.
pub fn compare(path: &FieldPath, before: &str, after: &str, changes: &mut Vec<FieldChange>) {
    let read = match path.last().and_then(|name| name.rsplit_once('.')) {
        Some((_, "json")) => of_json,
        Some((_, "yaml" | "yml")) => of_yaml,
        _ => return,
    };
    if let (Some(before), Some(after)) = (read(before), read(after)) {
        let path = path.with(Step::Document);
        value::compare(&path, Some(&before), Some(&after), changes);
    }
}

fn of_json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_object)
}

fn of_yaml(text: &str) -> Option<Value> {
    let mut findings = Vec::new();
    let documents = parse::documents(FileId::new(0), text, &mut findings);
    match documents.as_slice() {
        [only] if findings.is_empty() => Some(json(only)).filter(Value::is_object),
        _ => None,
    }
}
