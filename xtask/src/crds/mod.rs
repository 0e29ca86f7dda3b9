//! `cargo xtask crds`: the custom resource definitions of Strimzi and of prometheus-operator.
//!
//! Strimzi's come from Strimzi's own generator, run over the API model of each release that Maven
//! Central has; those of prometheus-operator from its Go module. What is committed under
//! `src/catalog/crds/` is their structure, without the descriptions.

mod monitoring;
pub mod strimzi;
mod structure;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::archive::{Archive, sha256};
use crate::failure::{Failure, Outcome};
use crate::{record, workspace};

/// Obtains the custom resource definitions that the catalogue validates with.
#[derive(Args)]
pub struct Crds {
    /// Compares with what is committed and writes nothing.
    #[arg(long)]
    check: bool,
}

/// The definitions of one release, and where they come from.
pub struct Obtained {
    /// The file to commit.
    pub archive: Archive,
    /// What is recorded about it.
    pub source: Source,
}

/// What is recorded about the definitions of one release.
#[derive(Serialize)]
pub struct Source {
    /// The product and its release.
    pub of: String,
    /// The file beside the record.
    pub file: String,
    /// The SHA-256 of the content of the file, before compression.
    pub sha256: String,
    /// The archives that were used, by their coordinates.
    pub from: Vec<String>,
    /// The SHA-256 of each definition as it was obtained, descriptions included, by kind.
    pub obtained: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Record<'a> {
    command: &'static str,
    sources: Vec<&'a Source>,
}

impl Crds {
    /// Obtains everything, then writes or compares.
    pub fn run(&self) -> Outcome<String> {
        let mut obtained = strimzi::obtain()?;
        obtained.push(monitoring::obtain()?);
        let directory = workspace::root().join("src/catalog/crds");
        let record = record(&obtained)?;
        if self.check {
            return check(&obtained, &record, &directory);
        }
        write(&obtained, &record, &directory)?;
        Ok(format!(
            "{} files of definitions are current",
            obtained.len()
        ))
    }
}

impl Obtained {
    /// Wraps the structure of some definitions.
    pub fn new(
        of: &str,
        file: String,
        from: Vec<String>,
        definitions: &[structure::Definition],
    ) -> Outcome<Self> {
        let content = structure::content(definitions)?;
        let obtained = definitions
            .iter()
            .map(|found| (found.kind.clone(), found.sha256.clone()))
            .collect();
        let source = Source {
            of: of.to_owned(),
            file: file.clone(),
            sha256: sha256(&content),
            from,
            obtained,
        };
        Ok(Self {
            archive: Archive { file, content },
            source,
        })
    }
}

fn record(obtained: &[Obtained]) -> Outcome<String> {
    let sources = obtained.iter().map(|found| &found.source).collect();
    record::text(&Record {
        command: "cargo xtask crds",
        sources,
    })
}

fn record_path(directory: &Path) -> PathBuf {
    directory.join("sources.json")
}

fn write(obtained: &[Obtained], record: &str, directory: &Path) -> Outcome<()> {
    fs::create_dir_all(directory).map_err(|cause| Failure::with_file(directory, cause))?;
    for found in obtained {
        found.archive.write(directory)?;
    }
    let path = record_path(directory);
    fs::write(&path, record).map_err(|cause| Failure::with_file(&path, cause))
}

fn check(obtained: &[Obtained], record: &str, directory: &Path) -> Outcome<String> {
    let mut stale = Vec::new();
    for found in obtained {
        if !found.archive.is_current(directory)? {
            stale.push(found.archive.file.clone());
        }
    }
    if record::committed(&record_path(directory))? != record {
        stale.push("sources.json".to_owned());
    }
    if stale.is_empty() {
        return Ok(format!(
            "{} files of definitions are current",
            obtained.len()
        ));
    }
    Err(Failure::new(format!(
        "these files under src/catalog/crds are not what `cargo xtask crds` would write: {}",
        stale.join(", ")
    )))
}
