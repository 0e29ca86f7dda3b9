//! StorageClasses: what volumes are made of.

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let told = |class, fact, effect: &str, reason: &str| {
        vec![Consequence::new(class, Fact::new(fact), effect, reason)]
    };
    match field.path.last() {
        Some("allowVolumeExpansion") if field.after == Some(true.into()) => told(
            Class::Dynamic,
            "storage-class/growing",
            "disks of this class can grow from now on",
            "Kubernetes asks the class before it grows a volume",
        ),
        Some("allowVolumeExpansion") => told(
            Class::AccessRemoved,
            "storage-class/not-growing",
            "disks of this class can't grow any more",
            "Kubernetes asks the class before it grows a volume",
        ),
        _ if field.path.steps().len() == 1 || field.path.is_below(&["parameters"]) => told(
            Class::Impossible,
            "storage-class/unchangeable",
            "the API server refuses it",
            "of a StorageClass only `allowVolumeExpansion` can change",
        ),
        _ => Vec::new(),
    }
}
