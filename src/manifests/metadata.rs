//! What stands in `metadata` of an object: its name, its labels, its annotations.
//!
//! No definition says what they may be; the API server judges them itself, for every kind alike.

use super::{
    resource::{Resource, STRIMZI},
    rules::{METADATA, Told, UNKNOWN_FIELD},
    value,
};
use crate::{
    environment::{document::Entry, read::Invalid},
    finding::{Finding, Outcome, Place, nearest},
    model::name::{LabelValue, Namespace, ObjectName, QualifiedName, TopicName},
};

/// The fields of `metadata`. Source: Kubernetes, `ObjectMeta` of meta/v1.
const FIELDS: [&str; 15] = [
    "annotations",
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "finalizers",
    "generateName",
    "generation",
    "labels",
    "managedFields",
    "name",
    "namespace",
    "ownerReferences",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// Returns what the API server refuses of an object's `metadata`.
#[must_use]
pub fn wrong(resource: &Resource) -> Vec<Finding> {
    let mut findings = unknown_fields(resource);
    findings.extend(names(resource));
    for field in ["labels", "annotations"] {
        findings.extend(no_map(resource, field));
    }
    for (key, entry) in resource.entries(&["metadata", "labels"]) {
        let subject = format!("label `{}`", key.escape_debug());
        findings.extend(no_key(resource, &subject, entry, key));
        findings.extend(no_text(resource, &subject, entry).or_else(|| {
            let text = value::json(&entry.node);
            let judged = LabelValue::new(text.as_str()?);
            refused(resource, &subject, entry.node.place, judged.err())
        }));
    }
    for (key, entry) in resource.entries(&["metadata", "annotations"]) {
        let subject = format!("annotation `{}`", key.escape_debug());
        // The API server takes capital letters in the prefix of an annotation's key.
        findings.extend(no_key(resource, &subject, entry, &key.to_lowercase()));
        findings.extend(no_text(resource, &subject, entry));
    }
    findings
}

/// Judges the name and the namespace; of kinds that are not read, Kubernetes may want a name of
/// another form.
fn names(resource: &Resource) -> Vec<Finding> {
    let plain = matches!(resource.kind.as_str(), "ConfigMap" | "Secret");
    let judged = resource.group == STRIMZI || resource.group.is_empty() && plain;
    let mut findings = Vec::new();
    if let Some(entry) = resource.entry(&["metadata", "name"]).filter(|_| judged) {
        findings.extend(no_text(resource, "name", entry).or_else(|| {
            let invalid = ObjectName::new(resource.name.as_str()).err()?;
            let invalid = elsewhere(resource, invalid);
            refused(resource, "name", entry.node.place, Some(invalid))
        }));
    }
    if let Some(entry) = resource.entry(&["metadata", "namespace"]) {
        findings.extend(no_text(resource, "namespace", entry).or_else(|| {
            let invalid = Namespace::new(resource.namespace.as_deref()?).err();
            refused(resource, "namespace", entry.node.place, invalid)
        }));
    }
    findings
}

/// The name of a topic has a place of its own, where it is free.
fn elsewhere(resource: &Resource, invalid: Invalid) -> Invalid {
    let free = resource.is("KafkaTopic") && resource.text(&["spec", "topicName"]).is_none();
    if !free || TopicName::new(resource.name.as_str()).is_err() {
        return invalid;
    }
    let name = resource.name.escape_debug();
    let own = format!("write `topicName: {name}` into its spec");
    match &invalid.help {
        Some(help) => {
            let help = format!("{own}; as the name of the resource, {help}");
            invalid.help(help)
        }
        None => invalid.help(own),
    }
}

/// A key is judged in parts; what would do for one of them is no help for the whole.
fn no_key(resource: &Resource, subject: &str, entry: &Entry, key: &str) -> Option<Finding> {
    let why = QualifiedName::new(key).err()?.why;
    refused(resource, subject, entry.key, Some(Invalid::because(why)))
}

fn no_map(resource: &Resource, field: &str) -> Option<Finding> {
    let entry = resource.entry(&["metadata", field])?;
    let value = value::json(&entry.node);
    if value.is_object() || value.is_null() {
        return None;
    }
    let message = format!(
        "the {field} of the {} `{}` are no map",
        resource.kind,
        resource.name.escape_debug()
    );
    let finding = METADATA.error(entry.node.place, message);
    let finding = finding.outcome(Outcome::Refused);
    Some(finding.help(format!("write each below `{field}:`, as in `team: shop`")))
}

fn unknown_fields(resource: &Resource) -> Vec<Finding> {
    let entries = resource.entries(&["metadata"]);
    entries
        .filter(|(key, _)| !FIELDS.contains(key))
        .map(|(key, entry)| {
            let message = format!(
                "the {} `{}` has a field `{}` in its metadata that Kubernetes does not know",
                resource.kind,
                resource.name.escape_debug(),
                key.escape_debug()
            );
            let finding = UNKNOWN_FIELD
                .error(entry.key, message)
                .outcome(Outcome::RefusedOrDropped);
            match nearest(key, FIELDS) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("take it away"),
            }
        })
        .collect()
}

fn refused(
    resource: &Resource,
    subject: &str,
    place: Place,
    invalid: Option<Invalid>,
) -> Option<Finding> {
    let invalid = invalid?;
    let message = format!(
        "Kubernetes does not take the {subject} of the {} `{}`: {}",
        resource.kind,
        resource.name.escape_debug(),
        invalid.why
    );
    let finding = METADATA.error(place, message).outcome(Outcome::Refused);
    Some(match invalid.help {
        Some(help) => finding.help(help),
        None => finding,
    })
}

/// A label or an annotation is a text; YAML reads `true` and `5` as something else.
fn no_text(resource: &Resource, subject: &str, entry: &Entry) -> Option<Finding> {
    let value = value::json(&entry.node);
    if value.is_string() || value.is_null() {
        return None;
    }
    let message = format!(
        "the {subject} of the {} `{}` is no text",
        resource.kind,
        resource.name.escape_debug()
    );
    let finding = METADATA.error(entry.node.place, message);
    let finding = finding.outcome(Outcome::Refused);
    Some(if value.is_object() || value.is_array() {
        finding.help("write a single text")
    } else {
        finding.help(format!("write it in quotes: `\"{value}\"`"))
    })
}
