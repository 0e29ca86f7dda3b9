//! Records definitions: read, checked, written whole, and locked.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{DIRECTORY, Source, VendorError, content, file_name, lock, lock::Lock, sha256};
use crate::{catalog::operator::OperatorVersion, emit::whole_file::replace};

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The file.
    pub path: PathBuf,
    /// The number of its bytes.
    pub size: usize,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether the same bytes were recorded before.
    pub unchanged: bool,
}

/// Records the definitions of a release beside the environments.
///
/// Nothing is kept unless it is the definitions of that release.
pub fn record(
    environments: &Path,
    version: OperatorVersion,
    source: &Source,
) -> Result<Recorded, VendorError> {
    let directory = environments.join(DIRECTORY);
    let mut lock = Lock::read(&directory)?;
    let bytes = source.read(version)?;
    content::check(&bytes, version).map_err(|mismatch| VendorError::Mismatch {
        source: source.recorded(),
        version,
        mismatch,
    })?;
    let file_name = file_name(version);
    let sha256 = sha256(&bytes);
    let before = lock.get(&file_name).map(|locked| locked.sha256.as_str());
    let unchanged = before == Some(sha256.as_str());
    lock.insert(&file_name, sha256.clone(), source.recorded())
        .map_err(|invalid| VendorError::Unspeakable { why: invalid.why })?;
    let unwritable = |error| VendorError::Unwritable {
        path: directory.clone(),
        error,
    };
    fs::create_dir_all(&directory).map_err(unwritable)?;
    replace(&directory.join(&file_name), &bytes).map_err(unwritable)?;
    replace(&directory.join(lock::NAME), lock.to_text().as_bytes()).map_err(unwritable)?;
    Ok(Recorded {
        path: directory.join(&file_name),
        size: bytes.len(),
        sha256,
        unchanged,
    })
}
