//! Images, taken from a mirror where the platform names one.

use crate::{
    catalog::operator::Image,
    model::{image::ImageReference, platform::Platform},
};

/// Returns an image's reference; a mirror takes the place of its registry.
#[must_use]
pub fn mirrored(platform: &Platform, image: &Image) -> String {
    match &platform.image_registry {
        Some(mirror) => format!("{mirror}/{}:{}", image.repository, image.tag),
        None => image.to_string(),
    }
}

/// Returns the reference of an image that the model names; a mirror takes the place of its
/// registry.
pub fn named(platform: &Platform, image: &ImageReference) -> String {
    match &platform.image_registry {
        Some(mirror) => format!("{mirror}/{}", image.path()),
        None => image.to_string(),
    }
}
