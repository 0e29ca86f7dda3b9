//! Reads manifests: a file, a directory with all that is below it, or standard input.
//!
//! Files are read in the order of their paths. A file that is no YAML, or says what only a reader
//! can be harmed by, becomes a finding at its place; only what the system refuses is an error.

use std::{
    fmt, fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    resource::{NotAResource, Resource, items},
    rules::{IDENTITY, Told},
    secrecy,
    unchecked::Unchecked,
    value,
};
use crate::{
    environment::{
        Node, Sources,
        directory::MAXIMUM_FILE_SIZE,
        document::Value,
        parse,
        rules::{ENCODING, TOO_LARGE},
    },
    finding::{FileId, Finding, Place, Severity, Site},
};

/// How deep directories may be nested; a link that leads back would never end.
const MAXIMUM_DEPTH: usize = 16;

/// Manifests as they were read.
#[derive(Clone, Debug, Default)]
pub struct Manifests {
    /// Every file that was read.
    pub sources: Sources,
    /// The objects, in the order in which they stand.
    pub resources: Vec<Resource>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// What no rule is about.
    pub(super) unchecked: Unchecked,
    files: usize,
}

/// Why manifests could not be read at all.
#[derive(Debug)]
pub enum ReadError {
    /// The system refused a file or directory.
    Unreadable(PathBuf, io::Error),
    /// Standard input ended in an error.
    Input(io::Error),
    /// A directory holds no manifest.
    Nothing(PathBuf),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => {
                write!(f, "`{}` could not be read: {error}", path.display())
            }
            Self::Input(error) => write!(f, "standard input could not be read: {error}"),
            Self::Nothing(path) => write!(
                f,
                "no file below `{}` ends in .yaml, .yml or .json",
                path.display()
            ),
        }
    }
}

impl std::error::Error for ReadError {}

impl Manifests {
    /// Reads a file, or every manifest below a directory.
    ///
    /// # Errors
    /// The system refuses a file, or nothing is there to read.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let mut manifests = Self::default();
        for path in paths(path)? {
            let unreadable = |error| ReadError::Unreadable(path.clone(), error);
            let file = fs::File::open(&path).map_err(unreadable)?;
            let bytes = bounded(file).map_err(unreadable)?;
            manifests.add(&path.display().to_string(), bytes);
        }
        Ok(manifests)
    }

    /// Reads a stream, such as standard input.
    ///
    /// # Errors
    /// The stream ends in an error.
    pub fn read_stream(name: &str, stream: impl Read) -> Result<Self, ReadError> {
        let mut manifests = Self::default();
        manifests.add(name, bounded(stream).map_err(ReadError::Input)?);
        Ok(manifests)
    }

    /// Adds the contents of one file.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let file = FileId::new(self.files);
        self.files += 1;
        if bytes.len() as u64 > MAXIMUM_FILE_SIZE {
            self.sources.add(name, "");
            let message = format!("the file has more than {MAXIMUM_FILE_SIZE} bytes");
            let finding = Finding::at(TOO_LARGE, Severity::Error, Site::File(file), message);
            self.findings.push(finding.help("split it"));
            return;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return self.not_text(name, file, &error),
        };
        let known = self.findings.len();
        let mut documents = parse::foreign_documents(file, &text, &mut self.findings);
        let whole = self.findings.len() == known;
        let shown = secrecy::hide(&mut documents, &text, whole);
        self.sources.add(name, shown);
        if whole && documents.iter().all(Node::is_null) {
            let (start, end) = (0, 0);
            self.unchecked
                .say(Place { file, start, end }, "this file, which holds nothing");
        }
        for mut document in documents {
            value::whole_numbers(&mut document);
            self.enter(document);
        }
    }

    fn not_text(&mut self, name: &str, file: FileId, error: &std::string::FromUtf8Error) {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        self.sources.add(name, secrecy::hide_all(&text));
        let byte = u32::try_from(good).unwrap_or(u32::MAX);
        let site = Site::Source(Place {
            file,
            start: byte,
            end: byte,
        });
        let message = format!("the file is not UTF-8 from byte {good} on");
        let finding = Finding::at(ENCODING, Severity::Error, site, message);
        self.findings.push(finding.help("save it as UTF-8"));
    }

    /// Enters a document: an object, or a list of objects.
    fn enter(&mut self, node: Node) {
        if node.is_null() {
            return;
        }
        let place = head(&node);
        if is_list(&node) {
            for item in items(&node, &["items"]) {
                self.enter(item.clone());
            }
            return;
        }
        match Resource::new(node) {
            Ok(resource) => self.resources.push(resource),
            Err(NotAResource::Foreign) => self.unchecked.foreign(place),
            Err(NotAResource::Lacks(field)) => {
                let message = format!("this object has no `{field}`");
                let finding = IDENTITY.error(place, message);
                self.findings.push(finding.help(format!("write `{field}`")));
            }
        }
    }
}

/// Returns the place of the first key, since a map's own stretch runs over all its lines.
fn head(node: &Node) -> Place {
    let entries = node.as_mapping().map(|mapping| mapping.entries.values());
    let first = entries.and_then(|entries| entries.map(|entry| entry.key).min());
    first.unwrap_or(node.place)
}

fn is_list(node: &Node) -> bool {
    let Value::Mapping(mapping) = &node.value else {
        return false;
    };
    let kind = mapping.entries.get("kind").map(|entry| &entry.node.value);
    let named = matches!(kind, Some(Value::Scalar(kind)) if kind.text.ends_with("List"));
    named && mapping.entries.contains_key("items")
}

/// Reads at most one byte more than is taken, so that an endless stream ends.
fn bounded(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MAXIMUM_FILE_SIZE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the path of a file, or of every manifest below a directory, sorted.
///
/// # Errors
/// The system refuses a directory, or nothing is there to read.
pub fn paths(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut paths = Vec::new();
    list(path, 0, &mut paths)?;
    if paths.is_empty() {
        return Err(ReadError::Nothing(path.to_owned()));
    }
    Ok(paths)
}

fn list(path: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let unreadable = |error| ReadError::Unreadable(path.to_owned(), error);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_file() && (depth == 0 || is_manifest(path)) {
        paths.push(path.to_owned());
        return Ok(());
    }
    if !metadata.is_dir() {
        let odd = || unreadable(io::Error::other("it is not a regular file"));
        return if depth == 0 { Err(odd()) } else { Ok(()) };
    }
    if depth > MAXIMUM_DEPTH {
        return Err(unreadable(io::Error::other("it is nested too deep")));
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    let hidden = |path: &PathBuf| path.file_name().is_some_and(starts_with_dot);
    entries
        .iter()
        .filter(|path| !hidden(path))
        .try_for_each(|path| list(path, depth + 1, paths))
}

fn starts_with_dot(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}
