//! Reads the expectations: one file, or every `.json` file of a directory.
//!
//! A file is a document of expectations, or what `kubectl get configmap -o json` prints of the
//! ConfigMaps that hold them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use expectations::{Document, Expectations};
use serde_json::Value;

use crate::error::Error;

/// Reads what is expected from a file or a directory.
pub fn read(path: &Path) -> Result<Expectations, Error> {
    let files = files(path)?;
    if files.is_empty() {
        return Err(Error::NoExpectations(path.to_owned()));
    }
    let mut documents = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).map_err(|cause| Error::File(file.clone(), cause))?;
        let found = documents_of(&text).map_err(|cause| Error::Form(file.clone(), cause))?;
        documents.extend(found);
    }
    if documents.is_empty() {
        return Err(Error::NoExpectations(path.to_owned()));
    }
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

fn documents_of(text: &str) -> serde_json::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let mut value = value?;
        match value["kind"].as_str() {
            None => documents.push(serde_json::from_value(value)?),
            Some("List") => {
                for item in value["items"].as_array().into_iter().flatten() {
                    documents.extend(of_config_map(item)?);
                }
            }
            Some(_) => documents.extend(of_config_map(&value.take())?),
        }
    }
    Ok(documents)
}

/// Returns what a ConfigMap holds; nothing of another kind of object.
fn of_config_map(object: &Value) -> serde_json::Result<Vec<Document>> {
    let is_map = object["kind"] == "ConfigMap";
    let data = object["data"].as_object().filter(|_| is_map);
    let texts = data.into_iter().flatten().map(|(_, text)| text.as_str());
    texts
        .map(|text| serde_json::from_str(text.unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stands_for_itself_or_in_a_config_map() {
        let document = r#"{"schema": "kafka-blueprint/expectations/v1", "topics": []}"#;
        let map = serde_json::json!({"kind": "ConfigMap", "data": {"a.json": document, "b.json": document}});
        let count = |text: &str| documents_of(text).map(|found| found.len()).ok();
        assert_eq!(count(document), Some(1));
        let job = r#"{"kind": "Job", "spec": {}}"#;
        assert_eq!(count(&format!("{job}\n{map}")), Some(2));
        let list = serde_json::json!({"kind": "List", "items": [map, {"kind": "Job"}]});
        assert_eq!(count(&list.to_string()), Some(2));
        assert_eq!(count(job), Some(0));
        assert_eq!(count(r#"{"topics": []}"#), None, "no form is named");
        let other = r#"{"kind": "ConfigMap", "data": {"a.json": "moons"}}"#;
        assert_eq!(count(other), None);
    }
}
