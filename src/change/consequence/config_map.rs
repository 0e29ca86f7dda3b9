//! ConfigMaps: files and settings that pods read.

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is(&["immutable"]) {
        return vec![Consequence::new(
            Class::Irreversible,
            Fact::new("configuration/immutable"),
            "the ConfigMap can't be changed any more, or the API server refuses to open it again",
            "an immutable ConfigMap stays one",
        )];
    }
    if !path.is_below(&["data"]) && !path.is_below(&["binaryData"]) {
        return Vec::new();
    }
    if scene.was()["immutable"] == true {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("configuration/immutable"),
                "the API server refuses it",
                "the ConfigMap is immutable",
            )
            .action("give it another name"),
        ];
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("configuration/changed"),
        "pods that mount it see the new text within a minute or two; those that read it at their start, \
         after a restart",
        "the kubelet renews mounted files, and restarts nothing; a workload whose template carries a \
         checksum of it stands beside it here",
    )]
}
