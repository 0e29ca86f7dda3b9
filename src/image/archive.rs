//! The image as one file: the tar of its layout.

use super::{Image, layer, layout};

/// Returns the archive; the image has the tag `tag` in it.
#[must_use]
pub fn of(image: &Image, tag: &str) -> Vec<u8> {
    let files = layout::files(image, tag);
    let entries: Vec<(&str, u32, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), 0o644, bytes.as_slice()))
        .collect();
    layer::tar(&entries)
}
