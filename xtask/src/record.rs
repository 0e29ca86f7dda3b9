//! Data files that are committed as text, and the record of where they come from.

use std::path::Path;
use std::{fs, io};

use serde::Serialize;

use crate::failure::{Failure, Outcome};

/// Writes a record as indented JSON.
pub fn text<T: Serialize>(record: &T) -> Outcome<String> {
    let text = serde_json::to_string_pretty(record)
        .map_err(|cause| Failure::new(format!("a record could not be written: {cause}")))?;
    Ok(text + "\n")
}

/// Returns the content of a committed file; nothing if there is no such file.
pub fn committed(path: &Path) -> Outcome<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(Failure::with_file(path, cause)),
    }
}
