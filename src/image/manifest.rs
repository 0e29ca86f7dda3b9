//! Manifests: of the image, and of documents that are about it (OCI image manifest 1.1).

use serde_json::{Value, json};

use super::{Labels, blob::Blob};

/// What a manifest is.
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// What an index is.
pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// Makes the manifest of the image.
#[must_use]
pub fn of(config: &Blob, layer: &Blob, labels: &Labels) -> Blob {
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": config.descriptor(),
        "layers": [layer.descriptor()],
        "annotations": labels,
    });
    Blob::json(MANIFEST, &manifest)
}

/// Returns the empty configuration that documents have.
#[must_use]
pub fn empty_config() -> Blob {
    Blob::new("application/vnd.oci.empty.v1+json", b"{}".to_vec())
}

/// Makes the manifest of a document that is about an image: the two are found through the
/// `subject`.
#[must_use]
pub fn about(subject: &Blob, document: &Blob, name: &str) -> Blob {
    let mut layer = document.descriptor();
    layer["annotations"] = json!({"org.opencontainers.image.title": name});
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "artifactType": document.media_type,
        "config": empty_config().descriptor(),
        "layers": [layer],
        "subject": subject.descriptor(),
    });
    Blob::json(MANIFEST, &manifest)
}

/// Makes an index of manifests.
#[must_use]
pub fn index(manifests: &[Value]) -> Blob {
    let index = json!({
        "schemaVersion": 2,
        "mediaType": INDEX,
        "manifests": manifests,
    });
    Blob::json(INDEX, &index)
}
