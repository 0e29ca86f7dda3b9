//! Where the harness's own sources lie, which is where its recipes and texts are read from.

use std::path::Path;

/// Returns the directory of the harness itself, `acceptance/`.
#[must_use]
pub fn member() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the directory of the workspace that the harness is a member of.
#[must_use]
pub fn root() -> &'static Path {
    member().parent().unwrap_or(member())
}
