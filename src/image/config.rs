//! The configuration of the image: what is started, and as whom (OCI image configuration 1.1).

use serde_json::json;

use super::{
    Labels, PROGRAM, USER,
    blob::{Blob, Digest},
    program::Architecture,
};

/// What a configuration is.
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";

/// When everything in the image was made: Unix' first second, so that the clock says nothing.
const CREATED: &str = "1970-01-01T00:00:00Z";

/// Makes the configuration of an image with one layer, whose content has a digest.
#[must_use]
pub fn of(architecture: Architecture, content: &Digest, labels: &Labels) -> Blob {
    let config = json!({
        "created": CREATED,
        "architecture": architecture.name(),
        "os": "linux",
        "config": {
            "User": format!("{USER}:{USER}"),
            "Entrypoint": [PROGRAM],
            "WorkingDir": "/",
            "Labels": labels,
        },
        "rootfs": {"type": "layers", "diff_ids": [content.to_string()]},
        "history": [{"created": CREATED, "created_by": "blueprint image"}],
    });
    Blob::json(CONFIG, &config)
}
