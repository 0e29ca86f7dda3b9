//! Reads the expectations: one file, or every `.json` file of a directory.

use std::{
    fs,
    path::{Path, PathBuf},
};

use expectations::{Document, Expectations};

use crate::error::Error;

/// Reads what is expected from a file or a directory.
pub fn read(path: &Path) -> Result<Expectations, Error> {
    let files = files(path)?;
    if files.is_empty() {
        return Err(Error::NoExpectations(path.to_owned()));
    }
    let documents: Vec<Document> = files.iter().map(document).collect::<Result<_, _>>()?;
    Expectations::merge(documents).map_err(|cause| Error::Merge(path.to_owned(), cause))
}

/// Kubernetes mounts each file as a link into a hidden directory, which has no such name itself.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|cause| Error::File(path.to_owned(), cause))? {
        let file = entry
            .map_err(|cause| Error::File(path.to_owned(), cause))?
            .path();
        if file
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn document(file: &PathBuf) -> Result<Document, Error> {
    let text = fs::read_to_string(file).map_err(|cause| Error::File(file.clone(), cause))?;
    serde_json::from_str(&text).map_err(|cause| Error::Form(file.clone(), cause))
}
