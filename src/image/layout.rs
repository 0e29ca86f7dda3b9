//! The image as files of a directory (OCI image layout 1.1).

use serde_json::json;

use super::{Image, manifest};

/// The file that makes a directory an image layout.
pub const MARK: &str = "oci-layout";

/// Returns the files of the layout by their paths, sorted; the image has the tag `tag` in it.
#[must_use]
pub fn files(image: &Image, tag: &str) -> Vec<(String, Vec<u8>)> {
    let mut entry = image.manifest.descriptor();
    entry["platform"] = image.platform.clone();
    entry["annotations"] = json!({"org.opencontainers.image.ref.name": tag});
    let mut files = vec![
        (
            MARK.to_owned(),
            json!({"imageLayoutVersion": "1.0.0"})
                .to_string()
                .into_bytes(),
        ),
        ("index.json".to_owned(), manifest::index(&[entry]).bytes),
    ];
    for blob in [&image.manifest, &image.config, &image.layer] {
        let path = format!("blobs/sha256/{}", blob.digest.hex());
        files.push((path, blob.bytes.clone()));
    }
    files.sort();
    files
}
