//! The annotations by which people tell Strimzi's operators what to do.

use super::{
    resource::Resource,
    rules::{ANNOTATION, Told},
    unchecked::Unchecked,
};
use crate::{
    catalog::annotation,
    finding::{Finding, Outcome},
};

/// Warns of annotations that look like one of Strimzi's and are none, and notes the others that
/// nobody here knows.
#[must_use]
pub fn unread(resource: &Resource, unchecked: &mut Unchecked) -> Vec<Finding> {
    let unknown = resource
        .entries(&["metadata", "annotations"])
        .filter(|(key, _)| key.starts_with("strimzi.io/"))
        .filter(|(key, _)| !annotation::is_known(key));
    let mut findings = Vec::new();
    for (key, entry) in unknown {
        let subject = format!(
            "the annotation `{}` of the {} `{}`",
            key.escape_debug(),
            resource.kind.escape_debug(),
            resource.name.escape_debug()
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
