//! `cargo xtask kafka-configs`: the configurations of brokers and topics, by Kafka version.
//!
//! A small Java program asks the classes of Apache Kafka themselves, for every version that a
//! supported operator runs; another asks Strimzi's API model which keys it removes. What is equal
//! in neighbouring versions is written once, with the first and the last of them.

mod agreement;
mod clients;
mod dump;
mod forbidden;
mod history;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::failure::{Failure, Outcome};
use crate::java::Jdk;
use crate::{record, workspace};
use dump::Dump;

/// The Java that runs the programs, which are given as source.
const JAVA: u32 = 21;

/// Obtains what every supported Kafka knows of its configurations.
#[derive(Args)]
pub struct KafkaConfigs {
    /// Compares with what is committed and writes nothing.
    #[arg(long)]
    check: bool,
    /// Has Kafka judge values at the edges of what the catalogue says, and compares.
    #[arg(long, conflicts_with = "check")]
    agree: bool,
}

/// What is recorded about one archive that was asked.
#[derive(Serialize)]
pub struct Source {
    /// The coordinates of the archive.
    pub from: String,
    /// Its SHA-256.
    pub sha256: String,
}

#[derive(Serialize)]
struct Record {
    command: &'static str,
    sources: Vec<Source>,
}

impl KafkaConfigs {
    /// Obtains everything, then writes or compares.
    pub fn run(&self) -> Outcome<String> {
        if self.agree {
            let jdk = Jdk::at_least(JAVA)?;
            let clients = clients::check(&jdk)?;
            return Ok(format!("{}; {clients}", agreement::check(&jdk)?));
        }
        let files = files()?;
        let directory = workspace::root().join("src/catalog/kafka-configs");
        if self.check {
            return check(&files, &directory);
        }
        fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
        for (name, text) in &files {
            let path = directory.join(name);
            fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
        }
        Ok(format!(
            "{} files of Kafka configurations are current",
            files.len()
        ))
    }
}

/// The files to commit, by name.
fn files() -> Outcome<BTreeMap<&'static str, String>> {
    let jdk = Jdk::at_least(JAVA)?;
    let dumps = dump::all(&jdk)?;
    let (forbidden, strimzi) = forbidden::all(&jdk)?;
    let names: Vec<&str> = dumps.iter().map(|dump| dump.version.as_str()).collect();
    let of = |part: fn(&Dump) -> &dump::Definitions| {
        history::text(&names, &dumps.iter().map(part).collect::<Vec<_>>())
    };
    let kafka: Vec<Source> = dumps.iter().map(Dump::source).collect();
    let sources = kafka.into_iter().chain(strimzi).collect();
    Ok(BTreeMap::from([
        ("broker.json", of(|dump| &dump.broker)),
        ("topic.json", of(|dump| &dump.topic)),
        ("metadata-versions.json", dump::metadata_versions(&dumps)),
        ("forbidden.json", forbidden),
        (
            "sources.json",
            record::text(&Record {
                command: "cargo xtask kafka-configs",
                sources,
            })?,
        ),
    ]))
}

fn check(files: &BTreeMap<&'static str, String>, directory: &Path) -> Outcome<String> {
    let mut stale = Vec::new();
    for (name, text) in files {
        if record::committed(&directory.join(name))? != *text {
            stale.push(*name);
        }
    }
    if stale.is_empty() {
        return Ok(format!(
            "{} files of Kafka configurations are current",
            files.len()
        ));
    }
    Err(Failure::new(format!(
        "these files under src/catalog/kafka-configs are not what `cargo xtask kafka-configs` \
         would write: {}",
        stale.join(", ")
    )))
}
