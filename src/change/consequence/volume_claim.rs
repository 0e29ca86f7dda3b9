//! Claims of volumes, which the API server lets nobody change but for their size and their attributes
//! (`ValidatePersistentVolumeClaimUpdate` of Kubernetes).

use super::{Consequence, Fact};
use crate::{
    change::{Class, FieldChange},
    environment::read::Scalar,
    model::quantity::Bytes,
};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if !path.is_below(&["spec"]) {
        return Vec::new();
    }
    if path.is(&["spec", "volumeAttributesClassName"]) {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("volume/attributes"),
            "the volume gets other attributes",
            "the driver of the volume changes them while it is in use",
        )];
    }
    if !path.is(&["spec", "resources", "requests", "storage"]) {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("volume/unchangeable"),
                "the API server refuses it",
                "of a claim that is there only the size and the attributes can change",
            )
            .action("make a claim of another name, and copy the data"),
        ];
    }
    let size = |side: &Option<serde_json::Value>| {
        let text = side.as_ref()?.as_str()?;
        Bytes::parse(text).ok().map(|size| size.get())
    };
    let told = match size(&field.before).zip(size(&field.after)) {
        Some((before, after)) if after < before => Consequence::new(
            Class::Impossible,
            Fact::new("volume/shrunk"),
            "the API server refuses it",
            "a volume can't shrink; only a size that it never got can be taken back",
        ),
        Some((before, after)) if after == before => Consequence::new(
            Class::Cosmetic,
            Fact::new("volume/same-size"),
            "the size is the same in another unit",
            "both texts mean as many bytes",
        ),
        Some(_) => Consequence::new(
            Class::Dynamic,
            Fact::new("volume/grown"),
            "the volume grows while it is in use, if its class allows it; it can't shrink again",
            "its driver resizes it",
        )
        .action("see that the storage class has `allowVolumeExpansion: true`"),
        None => return Vec::new(),
    };
    vec![told]
}
