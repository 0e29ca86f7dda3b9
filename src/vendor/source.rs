//! Where definitions are taken from: a file, a directory, or a server.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{MAXIMUM_SIZE, VendorError, content, file_name};
use crate::{catalog::operator::OperatorVersion, environment::read::Invalid};

/// How long a server may take for everything.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a server may take to accept a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// Where definitions are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a directory with the release's file or with one file for each definition.
    Path(PathBuf),
    /// An address.
    Url(String),
}

impl Source {
    /// Reads what a person typed: an address with `http` or `https`, or else a path.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let address = ["http://", "https://"]
            .iter()
            .any(|scheme| text.to_lowercase().starts_with(scheme));
        if address {
            Self::Url(text.to_owned())
        } else {
            Self::Path(PathBuf::from(text))
        }
    }

    /// Returns what the lock says about it: no secrets, and nothing of this machine.
    #[must_use]
    pub fn recorded(&self) -> String {
        match self {
            // A query may hold a signature that lets anybody in.
            Self::Url(url) => url.split(['?', '#']).next().unwrap_or_default().to_owned(),
            Self::Path(path) => path.display().to_string().escape_debug().to_string(),
        }
    }

    /// Reads the definitions of a release.
    pub fn read(&self, version: OperatorVersion) -> Result<Vec<u8>, VendorError> {
        match self {
            Self::Url(url) => fetch(url),
            Self::Path(path) if path.is_dir() => {
                let published = path.join(file_name(version));
                if published.exists() {
                    read_file(&published)
                } else {
                    join(path)
                }
            }
            Self::Path(path) => read_file(path),
        }
    }
}

/// Refuses text that would not stay on its line.
pub fn one_line(text: &str) -> Result<(), Invalid> {
    if text.is_empty() || text.chars().any(char::is_control) {
        Err(Invalid::because("it is one line of text"))
    } else {
        Ok(())
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, VendorError> {
    let unreadable = |error| VendorError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(VendorError::NotAFile {
            path: path.to_owned(),
        });
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    let read = file.take(MAXIMUM_SIZE + 1).read_to_end(&mut bytes);
    read.map_err(unreadable)?;
    within_limit(bytes, &path.display().to_string())
}

/// Joins the files of a directory that hold nothing but definitions, in the order of their names.
fn join(directory: &Path) -> Result<Vec<u8>, VendorError> {
    let unreadable = |error| VendorError::Unreadable {
        path: directory.to_owned(),
        error,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|end| end == "yaml" || end == "yml")
    });
    let mut joined = Vec::new();
    for path in paths {
        let bytes = read_file(&path)?;
        if !std::str::from_utf8(&bytes).is_ok_and(content::is_definitions) {
            continue;
        }
        if !joined.is_empty() {
            joined.extend_from_slice(b"---\n");
        }
        let begun = bytes.strip_prefix(b"---\n").unwrap_or(&bytes);
        joined.extend_from_slice(begun);
        if !joined.ends_with(b"\n") {
            joined.push(b'\n');
        }
    }
    within_limit(joined, &directory.display().to_string())
}

fn fetch(url: &str) -> Result<Vec<u8>, VendorError> {
    let shown = Source::Url(url.to_owned()).recorded();
    let authority = shown.split('/').nth(2).unwrap_or_default();
    if authority.contains('@') {
        return Err(VendorError::Credentials);
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(CONNECT_PATIENCE))
        .max_redirects(5)
        .user_agent(concat!("kafka-blueprint/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let failed = |error: ureq::Error| match error {
        ureq::Error::BodyExceedsLimit(_) => VendorError::TooLarge {
            source: shown.clone(),
        },
        error => VendorError::NotFetched {
            url: shown.clone(),
            error: Box::new(error),
        },
    };
    let mut response = agent.get(url).call().map_err(failed)?;
    let body = response.body_mut().with_config().limit(MAXIMUM_SIZE);
    body.read_to_vec().map_err(failed)
}

fn within_limit(bytes: Vec<u8>, source: &str) -> Result<Vec<u8>, VendorError> {
    if bytes.len() as u64 > MAXIMUM_SIZE {
        return Err(VendorError::TooLarge {
            source: source.to_owned(),
        });
    }
    Ok(bytes)
}
