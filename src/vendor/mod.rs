//! A local copy of Strimzi's custom resource definitions, kept beside the environments.
//!
//! `environments/vendor/` holds one file for each release that was recorded, and `vendor.lock` says
//! what each of them is. A copy is only ever used as it was recorded: a file that does not match
//! its lock is refused, and nothing is recorded that is not the definitions of its release.

mod content;
mod error;
mod lock;
mod record;
mod source;

use std::{fs, io, path::Path};

use sha2::{Digest, Sha256};

use self::lock::Lock;
pub use self::{
    content::Mismatch,
    error::VendorError,
    record::{Recorded, record},
    source::Source,
};
use crate::catalog::operator::OperatorVersion;

/// The directory of local copies, beside the environments.
pub const DIRECTORY: &str = "vendor";

/// The largest file of definitions that is read, in bytes; those of a release take about 2 MB.
pub const MAXIMUM_SIZE: u64 = 16 * 1024 * 1024;

/// The recorded definitions of one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendored {
    /// The name of the file.
    pub file_name: String,
    /// The definitions, as they were recorded.
    pub text: String,
    /// Where they come from, as the lock says.
    pub source: String,
}

/// Returns the name of the file that holds the definitions of a release, as Strimzi publishes it.
#[must_use]
pub fn file_name(version: OperatorVersion) -> String {
    format!("strimzi-crds-{version}.yaml")
}

/// Returns the recorded definitions of a release; nothing when none were recorded.
pub fn load(
    environments: &Path,
    version: OperatorVersion,
) -> Result<Option<Vendored>, VendorError> {
    let directory = environments.join(DIRECTORY);
    let file_name = file_name(version);
    let path = directory.join(&file_name);
    let lock = Lock::read(&directory)?;
    let locked = lock.get(&file_name);
    let text = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(VendorError::Unreadable { path, error }),
    };
    match (text, locked) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(VendorError::Lost { path }),
        (Some(_), None) => Err(VendorError::NotLocked { path }),
        (Some(text), Some(locked)) if sha256(text.as_bytes()) == locked.sha256.as_str() => {
            Ok(Some(Vendored {
                file_name,
                text,
                source: locked.source.as_str().to_owned(),
            }))
        }
        (Some(_), Some(_)) => Err(VendorError::Changed { path }),
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;

    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
