//! Writes `images.lock`: which image was pushed, by its digest.
//!
//! [`crate::environment::images`] reads it with the environments.

use serde_json::json;

use crate::{emit::yaml, model::image::ImageReference};

const HEADER: &str = "Written by `blueprint image --push`: the image that was pushed, by its digest.\n\
                      `blueprint render` takes it where the model names no image, or this name.";

/// Returns the text of the lock.
#[must_use]
pub fn text(verification: &ImageReference) -> String {
    yaml::document(HEADER, &json!({"verification": verification.as_str()}))
}
