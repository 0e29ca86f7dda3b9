//! Data files as they are committed: compressed without a time, and known by their digest.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::{fs, io};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Outcome};

/// The byte of a gzip header for an unknown operating system, so that every machine writes it.
const UNKNOWN_SYSTEM: u8 = 255;

/// Returns the SHA-256 of some bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Compresses without a file name and without a time.
pub fn compress(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let builder = GzBuilder::new().mtime(0).operating_system(UNKNOWN_SYSTEM);
    let mut encoder = builder.write(Vec::new(), Compression::best());
    let compressed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    compressed.map_err(|cause| Failure::new(format!("compression failed: {cause}")))
}

/// Returns the content of a compressed file; `None` if there is no such file.
pub fn read(path: &Path) -> Outcome<Option<Vec<u8>>> {
    let compressed = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Failure::with_file(path, cause)),
    };
    let mut bytes = Vec::new();
    let decoded = GzDecoder::new(compressed.as_slice()).read_to_end(&mut bytes);
    decoded.map_err(|cause| Failure::with_file(path, cause))?;
    Ok(Some(bytes))
}

/// A compressed data file and the content that it should have.
pub struct Archive {
    /// The name of the file.
    pub file: String,
    /// The content before compression.
    pub content: Vec<u8>,
}

impl Archive {
    /// Writes the file into `directory`, unless it has this content already.
    pub fn write(&self, directory: &Path) -> Outcome<()> {
        if self.is_current(directory)? {
            return Ok(());
        }
        let path = directory.join(&self.file);
        let bytes = compress(&self.content)?;
        fs::write(&path, bytes).map_err(|cause| Failure::with_file(&path, cause))
    }

    /// Returns whether the file in `directory` has this content.
    pub fn is_current(&self, directory: &Path) -> Outcome<bool> {
        Ok(read(&directory.join(&self.file))?.as_deref() == Some(&self.content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_gives_the_same_bytes_without_a_time() {
        let bytes = compress(b"content").unwrap();
        assert_eq!(bytes, compress(b"content").unwrap());
        assert_eq!(bytes[4..8], [0; 4]);
    }

    #[test]
    fn a_digest_is_written_in_hexadecimal() {
        assert!(sha256(b"").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
    }
}
