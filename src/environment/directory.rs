//! Finds the layers of an environment on disk and reads them.
//!
//! `environments/base.yaml` is the lowest layer; `environments/prod.yaml`, or every file of
//! `environments/prod/`, lies over it. An environment that is called `base` is the base alone.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::{
    Sources, attachment,
    document::Node,
    images, layer, parse,
    rules::{ENCODING, TOO_LARGE},
};
use crate::{
    finding::{FileId, Finding, Place, Severity, Site, nearest},
    model::EnvironmentName,
};

/// The largest file that is read, in bytes.
pub const MAXIMUM_FILE_SIZE: u64 = 32 * 1024 * 1024;

/// The directories beside the environments that hold something else.
pub const RESERVED: [&str; 2] = ["vendor", "schemas"];

/// The layers that a directory holds.
#[derive(Clone, Debug)]
pub struct Environments {
    directory: PathBuf,
    layers: BTreeMap<String, Vec<PathBuf>>,
}

/// An environment as it was read: its files and the document they make together.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Every file that was read.
    pub sources: Sources,
    /// The merged document; absent when a file could not be read at all.
    pub document: Option<Node>,
    /// What was wrong on the way.
    pub findings: Vec<Finding>,
}

/// Why the files of a deployment could not be found or read.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant says what its fields are about")]
pub enum LoadError {
    /// A file or directory could not be read.
    Unreadable { path: PathBuf, error: io::Error },
    /// The directory has no `base.yaml`.
    NoBase { directory: PathBuf },
    /// An environment exists both as a file and as a directory.
    TwoForms { name: String, directory: PathBuf },
    /// A file's name cannot name an environment.
    BadName { path: PathBuf, why: String },
    /// No environment has this name.
    Unknown { name: String, known: Vec<String> },
}

impl Environments {
    /// Lists the layers of `directory` without reading them.
    pub fn open(directory: &Path) -> Result<Self, LoadError> {
        let mut layers = BTreeMap::new();
        for path in entries(directory)? {
            let Some((name, files)) = layer_of(&path)? else {
                continue;
            };
            if name != "base" {
                EnvironmentName::new(name.clone()).map_err(|invalid| LoadError::BadName {
                    path: path.clone(),
                    why: invalid.why,
                })?;
            }
            if layers.insert(name.clone(), files).is_some() {
                return Err(LoadError::TwoForms {
                    name,
                    directory: directory.to_owned(),
                });
            }
        }
        if !layers.contains_key("base") {
            return Err(LoadError::NoBase {
                directory: directory.to_owned(),
            });
        }
        Ok(Self {
            directory: directory.to_owned(),
            layers,
        })
    }

    /// Returns the directory the layers are in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the environments by name, without the base.
    pub fn names(&self) -> impl Iterator<Item = EnvironmentName> {
        self.layers
            .keys()
            .filter_map(|name| EnvironmentName::new(name.clone()).ok())
    }

    /// Finds an environment by what a person typed.
    pub fn find(&self, name: &str) -> Result<EnvironmentName, LoadError> {
        self.names()
            .find(|known| known.as_str() == name)
            .ok_or_else(|| LoadError::Unknown {
                name: name.to_owned(),
                known: self.names().map(|known| known.to_string()).collect(),
            })
    }

    /// Reads the base alone.
    pub fn load_base(&self) -> Result<Loaded, LoadError> {
        self.load_layers(&["base"])
    }

    /// Reads an environment: the base and what lies over it.
    pub fn load(&self, name: &EnvironmentName) -> Result<Loaded, LoadError> {
        self.load_layers(&["base", name.as_str()])
    }

    fn load_layers(&self, names: &[&str]) -> Result<Loaded, LoadError> {
        let mut loaded = Loaded {
            sources: Sources::default(),
            document: None,
            findings: Vec::new(),
        };
        let mut whole = true;
        let mut document: Option<Node> = None;
        for name in names {
            let files = self.layers.get(*name).map_or(&[][..], Vec::as_slice);
            let Some(layer) = loaded.read_layer(files)? else {
                whole = false;
                continue;
            };
            document = Some(match document {
                None => {
                    layer::refuse_removals(&layer, &mut loaded.findings);
                    layer
                }
                Some(below) => layer::overlay(below, layer, &mut loaded.findings),
            });
        }
        if let Some(document) = &mut document {
            attachment::read(document, &self.directory);
            let Loaded {
                sources, findings, ..
            } = &mut loaded;
            let read = images::read(document, &self.directory, sources, findings);
            read.map_err(|error| LoadError::Unreadable {
                path: images::place(&self.directory),
                error,
            })?;
        }
        loaded.document = document.filter(|_| whole);
        Ok(loaded)
    }
}

impl Loaded {
    fn read_layer(&mut self, files: &[PathBuf]) -> Result<Option<Node>, LoadError> {
        let mut joined: Option<Node> = None;
        let mut whole = !files.is_empty();
        for path in files {
            let Some(node) = self.read_file(path)? else {
                whole = false;
                continue;
            };
            joined = Some(match joined {
                None => node,
                Some(first) => layer::join(first, node, &mut self.findings),
            });
        }
        Ok(joined.filter(|_| whole))
    }

    fn read_file(&mut self, path: &Path) -> Result<Option<Node>, LoadError> {
        let unreadable = |error| LoadError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let name = path.display().to_string();
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(unreadable(io::Error::other("it is not a regular file")));
        }
        let size = metadata.len();
        if size > MAXIMUM_FILE_SIZE {
            let file = self.sources.add(name, "");
            self.refuse(
                TOO_LARGE,
                file,
                &format!("the file has {size} bytes, and at most {MAXIMUM_FILE_SIZE} are read"),
            );
            return Ok(None);
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                let file = self.sources.add(name, text.clone());
                Ok(parse::document(file, &text, &mut self.findings))
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.sources.add(name, text);
                let byte = u32::try_from(good).unwrap_or(u32::MAX);
                let (start, end) = (byte, byte);
                let finding = Finding::at(
                    ENCODING,
                    Severity::Error,
                    Site::Source(Place { file, start, end }),
                    format!("the file is not UTF-8 from byte {good} on"),
                );
                self.findings.push(finding.help("save it as UTF-8"));
                Ok(None)
            }
        }
    }

    fn refuse(&mut self, rule: crate::finding::RuleName, file: FileId, message: &str) {
        self.findings.push(Finding::at(
            rule,
            Severity::Error,
            Site::File(file),
            message,
        ));
    }
}

/// Returns the layer that a directory entry is, with its files; other entries are none.
fn layer_of(path: &Path) -> Result<Option<(String, Vec<PathBuf>)>, LoadError> {
    let Some(file_name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(LoadError::BadName {
            path: path.to_owned(),
            why: "the file's name is not UTF-8".to_owned(),
        });
    };
    if file_name.starts_with('.') || RESERVED.contains(&file_name) {
        return Ok(None);
    }
    if let Some(name) = yaml_name(file_name) {
        return Ok(Some((name.to_owned(), vec![path.to_owned()])));
    }
    if path.is_dir() {
        let files: Vec<PathBuf> = entries(path)?
            .into_iter()
            .filter(|file| {
                file.file_name()
                    .and_then(|n| n.to_str())
                    .and_then(yaml_name)
                    .is_some()
            })
            .collect();
        return Ok((!files.is_empty()).then(|| (file_name.to_owned(), files)));
    }
    Ok(None)
}

fn yaml_name(file_name: &str) -> Option<&str> {
    let name = file_name
        .strip_suffix(".yaml")
        .or_else(|| file_name.strip_suffix(".yml"))?;
    (!name.starts_with('.')).then_some(name)
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error| LoadError::Unreadable {
        path: directory.to_owned(),
        error,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => {
                write!(f, "`{}` could not be read: {error}", shown(path))
            }
            Self::NoBase { directory } => write!(
                f,
                "`{}` has no base.yaml, and every environment lies over one; \
                 `blueprint init DIR` writes a small one to start from",
                shown(directory)
            ),
            Self::TwoForms { name, directory } => write!(
                f,
                "`{}` holds the environment `{name}` both as a file and as a directory; keep one",
                shown(directory)
            ),
            Self::BadName { path, why } => {
                write!(f, "`{}` cannot be an environment: {why}", shown(path))
            }
            Self::Unknown { name, known } => {
                write!(f, "there is no environment `{}`", name.escape_debug())?;
                match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None if known.is_empty() => write!(f, "; only the base is there"),
                    None => write!(f, "; there are {}", known.join(", ")),
                }
            }
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string().escape_debug().to_string()
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { error, .. } => Some(error),
            _ => None,
        }
    }
}
