//! What is wrong with the metadata of an object, whatever its kind: Kubernetes judges it before any
//! definition does.

use serde_json::Value as Json;

use super::{
    resource::{Resource, mapping, scalar},
    rules::{ANNOTATION, METADATA, Told, UNKNOWN_FIELD},
    unchecked::Unchecked,
    value,
};
use crate::{
    catalog::annotation,
    environment::{
        document::Entry,
        read::{Invalid, Scalar},
    },
    finding::{Finding, Outcome, nearest},
    model::name::{LabelValue, Namespace, ObjectName, QualifiedName},
};

/// The fields of metadata (Kubernetes: `ObjectMeta`); clusters fill the later ones in.
const FIELDS: [&str; 15] = [
    "name",
    "generateName",
    "namespace",
    "labels",
    "annotations",
    "finalizers",
    "ownerReferences",
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// The group whose names may have other characters, as `system:node` has.
const RBAC: &str = "rbac.authorization.k8s.io";

/// Returns what of an object's metadata the API server refuses.
#[must_use]
pub fn wrong(resource: &Resource) -> Vec<Finding> {
    let Some(metadata) = resource.entry(&["metadata"]) else {
        return Vec::new();
    };
    let entries = mapping(&metadata.node).into_iter();
    let unknown = entries.flat_map(|metadata| &metadata.entries);
    let unknown = unknown.filter(|(field, _)| !FIELDS.contains(&field.as_str()));
    let mut findings: Vec<Finding> = unknown
        .map(|(field, entry)| unknown_field(resource, field, entry))
        .collect();
    if resource.group != RBAC {
        findings.extend(named::<ObjectName>(resource, "name"));
    }
    findings.extend(named::<Namespace>(resource, "namespace"));
    for (key, entry) in pairs(resource, "labels") {
        findings.extend(pair(resource, Pair::Label, key, entry));
    }
    for (key, entry) in pairs(resource, "annotations") {
        findings.extend(pair(resource, Pair::Annotation, key, entry));
    }
    findings
}

/// Warns of annotations that look like one of Strimzi's and are none, and notes the others that
/// nobody here knows.
#[must_use]
pub fn unread(resource: &Resource, unchecked: &mut Unchecked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ours = pairs(resource, "annotations").filter(|(key, _)| key.starts_with("strimzi.io/"));
    for (key, entry) in ours.filter(|(key, _)| !annotation::is_known(key)) {
        let subject = format!(
            "the annotation `{}` of {}",
            key.escape_debug(),
            name(resource)
        );
        match annotation::nearest_to(key) {
            Some(near) => {
                let message = format!("{subject} is none of Strimzi's");
                let finding = ANNOTATION
                    .warning(entry.key, message)
                    .outcome(Outcome::Ignored);
                findings.push(finding.help(format!("did you mean `{near}`?")));
            }
            None => unchecked.say(entry.key, format!("{subject}, which no rule knows")),
        }
    }
    findings
}

fn pairs<'a>(
    resource: &'a Resource,
    what: &str,
) -> impl Iterator<Item = (&'a String, &'a Entry)> + use<'a> {
    let entry = resource.entry(&["metadata", what]);
    let pairs = entry.and_then(|entry| mapping(&entry.node));
    pairs.into_iter().flat_map(|pairs| &pairs.entries)
}

fn name(resource: &Resource) -> String {
    format!(
        "the {} `{}`",
        resource.kind.escape_debug(),
        resource.name.escape_debug()
    )
}

fn unknown_field(resource: &Resource, field: &str, entry: &Entry) -> Finding {
    let message = format!(
        "{} has a field `{}` in its metadata that Kubernetes does not know",
        name(resource),
        field.escape_debug()
    );
    let finding = UNKNOWN_FIELD
        .error(entry.key, message)
        .outcome(Outcome::Dropped);
    match nearest(field, FIELDS) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("take it away"),
    }
}

/// Judges a name by the newtype that the model has for it.
fn named<T: Scalar>(resource: &Resource, field: &str) -> Option<Finding> {
    let entry = resource.entry(&["metadata", field])?;
    let text = &scalar(&entry.node)?.text;
    let invalid = T::parse(text).err()?;
    let message = format!(
        "`{}` is not {}: {}",
        text.escape_debug(),
        T::WHAT,
        invalid.why
    );
    let finding = METADATA
        .error(entry.node.place, message)
        .outcome(Outcome::Refused);
    Some(match (invalid.help, resource.kind.as_str(), field) {
        (Some(help), "KafkaTopic", "name") => finding.help(format!(
            "{help}, with `topicName: {}` below `spec`",
            text.escape_debug()
        )),
        (Some(help), ..) => finding.help(help),
        (None, ..) => finding,
    })
}

/// What a key and its value are.
#[derive(Clone, Copy)]
enum Pair {
    Label,
    Annotation,
}

impl Pair {
    fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Annotation => "annotation",
        }
    }
}

fn pair(resource: &Resource, what: Pair, key: &str, entry: &Entry) -> Option<Finding> {
    let subject = format!(
        "the {} `{}` of {}",
        what.word(),
        key.escape_debug(),
        name(resource)
    );
    if let Err(Invalid { why, .. }) = QualifiedName::new(key) {
        let message = format!(
            "`{}` is no key of a {}, which {} has: {why}",
            key.escape_debug(),
            what.word(),
            name(resource)
        );
        return Some(METADATA.error(entry.key, message).outcome(Outcome::Refused));
    }
    let place = entry.node.place;
    let text = match value::json(&entry.node) {
        Json::Null => return None,
        Json::String(text) => text,
        Json::Bool(_) | Json::Number(_) => {
            let text = scalar(&entry.node).map_or("", |scalar| &scalar.text);
            let message = format!("{subject} is no text, since it has no quotes");
            let finding = METADATA.error(place, message).outcome(Outcome::Refused);
            return Some(finding.help(format!("write `\"{}\"`", text.escape_debug())));
        }
        Json::Array(_) | Json::Object(_) => {
            let message = format!("{subject} is {}, and no text", entry.node.shape());
            return Some(METADATA.error(entry.key, message).outcome(Outcome::Refused));
        }
    };
    let invalid = match what {
        Pair::Label => LabelValue::new(&*text).err()?,
        Pair::Annotation => return None,
    };
    let why = invalid.why;
    let message = format!("{subject} can't be `{}`: {why}", text.escape_debug());
    Some(METADATA.error(place, message).outcome(Outcome::Refused))
}
