//! CustomResourceDefinitions: which versions of a kind are served and stored.

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange, Step};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let version = path.is(&["spec", "versions", "*"])
        && matches!(path.steps().last(), Some(Step::Item(_) | Step::Index(_)));
    if version && field.after.is_none() {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("definition/version-removed"),
                "the API server refuses it as long as an object may be stored in that version",
                "`status.storedVersions` names every version that was ever stored",
            )
            .action("convert every resource, then run Strimzi's `crd-upgrade`"),
        ];
    }
    let fixed = ["group", "scope", "names"];
    if fixed.iter().any(|key| path.is_below(&["spec", key])) {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("definition/fixed"),
                "the API server refuses it, or clients no longer find the kind",
                "the group, the scope and the names of a kind can't change",
            )
            .action("make another definition, and move the resources to it"),
        ];
    }
    let schema = path
        .steps()
        .iter()
        .any(|step| matches!(step, Step::Key(key) if key == "properties"));
    if schema && field.after.is_none() && path.last() != Some("description") {
        return vec![
            Consequence::new(
                Class::Reverted,
                Fact::new("definition/field-removed"),
                "the API server drops these fields, or what they were checked for, from what is applied",
                "a field that the schema does not know is not kept, and `kubectl` refuses it",
            )
            .action("see that no resource uses them"),
        ];
    }
    match path.last() {
        Some("storage") => vec![Consequence::new(
            Class::Irreversible,
            Fact::new("definition/storage-version"),
            "objects are stored in another version from their next change on",
            "the older version has to stay served until every object is stored anew",
        )],
        Some("served") if field.after == Some(false.into()) => vec![Consequence::new(
            Class::Outage,
            Fact::new("definition/version-unserved"),
            "operators and people that use this version are refused",
            "the API server answers only in the versions that it serves",
        )],
        _ if path.is_below(&["spec"]) => vec![Consequence::new(
            Class::Dynamic,
            Fact::new("definition/schema"),
            "the API server takes other fields than before",
            "objects that are there are held against the new schema at their next change",
        )],
        _ => Vec::new(),
    }
}
