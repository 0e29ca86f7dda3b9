//! Images, taken from a mirror where the platform names one.

use crate::{catalog::operator::Image, model::platform::Platform};

/// Returns an image's reference; a mirror takes the place of its registry.
pub fn mirrored(platform: &Platform, image: &Image) -> String {
    match &platform.image_registry {
        Some(mirror) => format!("{mirror}/{}:{}", image.repository, image.tag),
        None => image.to_string(),
    }
}
