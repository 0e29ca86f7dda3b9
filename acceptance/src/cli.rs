//! The command line: `cargo xtask acceptance`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::interrupt;
use crate::lanes;
use crate::process::group;
use crate::proof::{self, PROOFS, Proof};
use crate::report::{Outcome, Row, Totals, junit, table};
use crate::verdict::Checks;
use crate::workspace;

/// Proves the rendered output against real components.
///
/// Components are built or downloaded once, into target/acceptance, and run on loopback.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask acceptance")]
pub struct Arguments {
    /// Run only these rows.
    #[arg(long, value_name = "NAME", value_parser = names())]
    only: Vec<String>,
    /// Prove so many rows at a time. Their components wait more than they work.
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    jobs: NonZeroUsize,
    /// List the rows and stop.
    #[arg(long)]
    list: bool,
    /// Write the metrics of the Kafka versions of the table and of the schema registry into this
    /// directory and stop; the catalogue's is src/catalog/metrics.
    #[arg(long, value_name = "DIR", conflicts_with = "only")]
    capture_metrics: Option<PathBuf>,
    /// The rendered output; environments to render again are read from beside it.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
}

/// Runs the command line and returns its exit code: 0 done, 1 could not run, 2 something failed.
pub fn main(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let code = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => run(&arguments, &mut io::stdout()),
        Err(message) => {
            // Nobody is left to tell when the message can't be printed.
            let _ = message.print();
            Ok(u8::from(message.use_stderr()))
        }
    };
    ExitCode::from(code.unwrap_or(1))
}

fn run(arguments: &Arguments, out: &mut (impl Write + Send)) -> io::Result<u8> {
    let proofs = if arguments.capture_metrics.is_some() {
        vec![&proof::kafka::PROOF, &proof::registry::PROOF]
    } else {
        chosen(&arguments.only)
    };
    if arguments.list {
        for proof in proofs {
            writeln!(out, "{:<16} {}", proof.name, proof.summary)?;
        }
        return Ok(0);
    }
    let missing = missing(&proofs);
    if !missing.is_empty() {
        missing
            .iter()
            .try_for_each(|line| writeln!(out, "{line}"))?;
        return Ok(1);
    }
    interrupt::watch()?;
    let done = match &arguments.capture_metrics {
        Some(directory) => capture(arguments, directory, out),
        None => prove(arguments, &proofs, out),
    };
    match done {
        Ok(code) => Ok(code),
        Err(error) => {
            writeln!(out, "{error}")?;
            Ok(1)
        }
    }
}

fn prove(arguments: &Arguments, proofs: &[&Proof], out: &mut (impl Write + Send)) -> Result<u8> {
    let workspace = workspace::root();
    let mut harness = Harness::open(workspace, &workspace.join(&arguments.out))?;
    let mut said = Ok(());
    let rows = lanes::each(
        arguments.jobs,
        proofs,
        group::stopped,
        |proof| prove_row(proof, &harness),
        |row| {
            if said.is_ok() {
                said = say(out, &table::row(row));
            }
        },
    );
    said?;
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    let report = workspace.join("target/acceptance/junit.xml");
    fs::write(&report, junit::document(&rows)).map_err(Error::file("write", &report))?;
    let outcome = Outcome::of(&rows);
    if outcome != Outcome::Done {
        say(out, &format!("Logs are in {}\n", harness.keep().display()))?;
    }
    say(out, &format!("{}\n", table::totals(Totals::of(&rows))))?;
    Ok(if group::stopped() {
        1
    } else {
        outcome.exit_code()
    })
}

fn capture(arguments: &Arguments, directory: &Path, out: &mut impl Write) -> Result<u8> {
    let workspace = workspace::root();
    let harness = Harness::open(workspace, &workspace.join(&arguments.out))?;
    let directory = workspace.join(directory);
    fs::create_dir_all(&directory).map_err(Error::file("create", &directory))?;
    let mut files = proof::kafka::capture_metrics(&harness, &directory)?;
    files.extend(proof::registry::capture_metrics(&harness, &directory)?);
    for file in &files {
        say(out, &format!("wrote {}\n", file.display()))?;
    }
    if files.is_empty() {
        let problem = "there is nothing to capture from: no set of an environment, and no model";
        return Err(Error::form(arguments.out.display().to_string(), problem));
    }
    Ok(0)
}

fn prove_row(proof: &Proof, harness: &Harness) -> Row {
    let started = Instant::now();
    let mut checks = Checks::default();
    let error = (proof.prove)(harness, &mut checks).err();
    Row {
        name: proof.name,
        checks,
        error,
        duration: started.elapsed(),
    }
}

fn say(out: &mut impl Write, text: &str) -> Result<()> {
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(Error::file("write to", Path::new("standard output")))
}

fn chosen(only: &[String]) -> Vec<&'static Proof> {
    let wanted = |proof: &&Proof| only.is_empty() || only.iter().any(|name| name == proof.name);
    PROOFS.iter().filter(wanted).collect()
}

fn missing(proofs: &[&Proof]) -> Vec<String> {
    let needs: BTreeSet<_> = proofs.iter().flat_map(|proof| proof.needs).collect();
    needs
        .into_iter()
        .filter_map(|need| Some(need.missing()?.to_string()))
        .collect()
}

fn names() -> clap::builder::PossibleValuesParser {
    PROOFS
        .iter()
        .map(|proof| proof.name)
        .collect::<Vec<_>>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_row_and_starts_nothing() {
        let arguments = Arguments::parse_from(["acceptance", "--list"]);
        let mut out = Vec::new();
        assert_eq!(run(&arguments, &mut out).unwrap(), 0);
        assert_eq!(
            String::from_utf8(out).unwrap().lines().count(),
            PROOFS.len()
        );
    }

    #[test]
    fn an_unknown_row_is_refused() {
        assert!(Arguments::try_parse_from(["acceptance", "--only", "no-such-row"]).is_err());
    }
}
