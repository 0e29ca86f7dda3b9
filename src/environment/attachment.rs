//! Files that a document names: they are read with it, so that nothing later touches a file.
//!
//! Only the values below `NAMED` are paths. They are relative to the directory of the
//! environments and never leave it.

use std::{
    fs, io,
    path::{Component, Path},
};

use super::document::{Mapping, NamedFile, Node, Value};

/// The model paths whose values name files; `*` stands for every key.
const NAMED: [&[&str]; 1] = [&["topics", "*", "schema", "file"]];

/// The largest file that is read, in bytes: a ConfigMap holds 1 MiB.
const MAXIMUM_SIZE: u64 = 512 * 1024;

/// Reads every file that the document names and puts it in the place of its path.
pub fn read(document: &mut Node, directory: &Path) {
    for path in NAMED {
        descend(document, path, directory);
    }
}

fn descend(node: &mut Node, path: &[&str], directory: &Path) {
    let Some((key, rest)) = path.split_first() else {
        attach(node, directory);
        return;
    };
    let Value::Mapping(Mapping { entries, .. }) = &mut node.value else {
        return;
    };
    for (name, entry) in entries {
        if *key == "*" || name == key {
            descend(&mut entry.node, rest, directory);
        }
    }
}

fn attach(node: &mut Node, directory: &Path) {
    let Value::Scalar(scalar) = &node.value else {
        return;
    };
    if scalar.is_null() {
        return;
    }
    let path = scalar.text.clone();
    let contents = contents(directory, Path::new(&path));
    node.value = Value::File(NamedFile { path, contents });
}

fn contents(directory: &Path, path: &Path) -> Result<String, String> {
    let below = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !below || path.as_os_str().is_empty() {
        return Err("a path is relative to the directory of the environments, without `..`".into());
    }
    let unreadable = |error: io::Error| format!("it could not be read: {error}");
    let whole = directory.join(path);
    let metadata = fs::metadata(&whole).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err("it is not a regular file".into());
    }
    if metadata.len() > MAXIMUM_SIZE {
        return Err(format!(
            "it has {} bytes, and at most {MAXIMUM_SIZE} are read",
            metadata.len()
        ));
    }
    let bytes = fs::read(&whole).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        environment::{FromNode, parse},
        finding::{FileId, Trail},
        model::schema::TopicSchema,
    };

    fn read_one(file: &str) -> Result<TopicSchema, String> {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("good.json"), "{}").unwrap();
        fs::write(directory.path().join("bad.json"), "{").unwrap();
        fs::write(directory.path().join("latin.json"), b"\xe9").unwrap();
        let text = format!("topics: {{a: {{schema: {{file: {file}}}}}}}");
        let mut findings = Vec::new();
        let mut document = parse::document(FileId::new(0), &text, &mut findings).unwrap();
        read(&mut document, directory.path());
        let Value::Mapping(top) = &document.value else {
            unreachable!()
        };
        let Value::Mapping(topics) = &top.entries["topics"].node.value else {
            unreachable!()
        };
        let Value::Mapping(topic) = &topics.entries["a"].node.value else {
            unreachable!()
        };
        let node = &topic.entries["schema"].node;
        TopicSchema::from_node(node, &Trail::TOP, &mut findings)
            .ok_or_else(|| findings[0].message.clone())
    }

    #[test]
    fn a_named_file_is_read_and_checked() {
        assert_eq!(read_one("good.json").unwrap().file.path(), "good.json");
        let why = |file| read_one(file).unwrap_err();
        insta::assert_snapshot!(why("bad.json"), @"`bad.json` is not usable: it is no JSON: EOF while parsing an object at line 1 column 1");
        insta::assert_snapshot!(why("latin.json"), @"`latin.json` is not usable: it is not UTF-8");
        insta::assert_snapshot!(why("none.json"), @"`none.json` is not usable: it could not be read: No such file or directory (os error 2)");
        insta::assert_snapshot!(why("../good.json"), @"`../good.json` is not usable: a path is relative to the directory of the environments, without `..`");
        insta::assert_snapshot!(why("/etc/passwd"), @"`/etc/passwd` is not usable: a path is relative to the directory of the environments, without `..`");
        insta::assert_snapshot!(why("[a]"), @"`file` must be the path of a file below the directory of the environments, but it is a list");
    }
}
