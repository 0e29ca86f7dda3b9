//! `cargo xtask bench`: what a cold render and a comparison cost, for the shipped environments and for
//! large ones.
//!
//! Everything is measured from outside, in processes of their own: the release build of
//! `blueprint`, rendering into a directory that does not exist, and beside it a plain program that
//! reads as much and writes as much. `--growth` counts instructions instead of time.

mod comparison;
mod environments;
pub mod floor;
mod growth;
mod measurement;
mod table;
mod volume;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use self::{comparison::Part, measurement::Measurement, volume::Volume};
use crate::failure::{Failure, Outcome};
use crate::{process, workspace};

/// Measures a cold render beside what reading and writing the same bytes costs.
#[derive(Args)]
pub struct Bench {
    /// How many topics the made-up deployments have; half as many users come with them.
    #[arg(long, value_name = "COUNT", num_args = 1.., default_values_t = [1_000, 10_000, 20_000])]
    topics: Vec<usize>,

    /// How often each is measured; the fastest run is told.
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    runs: u32,

    /// Writes the table as Markdown.
    #[arg(long)]
    markdown: bool,

    /// Counts instructions with valgrind, and fails if twice the topics take more than 2.2 times
    /// as many.
    #[arg(long)]
    growth: bool,
}

/// One line of the result.
struct Row {
    name: String,
    read: Volume,
    written: Volume,
    render: Measurement,
    floor: Measurement,
}

impl Bench {
    /// Measures everything and returns the table.
    pub fn run(&self) -> Outcome<String> {
        let program = build()?;
        let scratch = workspace::scratch("bench")?;
        if self.growth {
            return growth::run(&program, &scratch);
        }
        let shipped = workspace::root().join("environments");
        let mut rows = vec![self.row("shipped", &program, &shipped, &scratch)?];
        for &topics in &self.topics {
            let name = format!("{topics} topics");
            let environments = made_up(&scratch, topics)?;
            rows.push(self.row(&name, &program, &environments, &scratch)?);
        }
        for &topics in &self.topics {
            rows.push(self.comparison(topics, Part::Topics, &program, &scratch)?);
            rows.push(self.comparison(topics, Part::Whole, &program, &scratch)?);
        }
        Ok(table::text(&rows, self.markdown))
    }

    /// Measures `diff` of two rendered trees, of which one percent of the topics differs.
    fn comparison(
        &self,
        topics: usize,
        part: Part,
        program: &Path,
        scratch: &Path,
    ) -> Outcome<Row> {
        let trees = comparison::trees(program, scratch, topics, part)?;
        let printed = comparison::printed(program, &trees, scratch)?;
        let copy = scratch.join("floor");
        let nothing = scratch.join("nothing");
        let render = self.fastest(&nothing, || Ok(comparison::command(program, &trees)))?;
        let floor = self.fastest(&copy, || floor::command(&trees, &printed, &copy))?;
        let what = match part {
            Part::Topics => "topics alone",
            Part::Whole => "topics and all else",
        };
        Ok(Row {
            name: format!("diff: {topics} {what}"),
            read: Volume::of(&trees)?,
            written: Volume::of(&printed)?,
            render,
            floor,
        })
    }

    fn row(&self, name: &str, program: &Path, environments: &Path, scratch: &Path) -> Outcome<Row> {
        let out = scratch.join("out");
        let copy = scratch.join("floor");
        let render = self.fastest(&out, || render(program, environments, &out))?;
        let floor = self.fastest(&copy, || floor::command(environments, &out, &copy))?;
        Ok(Row {
            name: name.to_owned(),
            read: Volume::of(environments)?,
            written: Volume::of(&out)?,
            render,
            floor,
        })
    }

    /// Measures a command that writes a directory, each time without the directory.
    fn fastest(
        &self,
        written: &Path,
        command: impl Fn() -> Outcome<Command>,
    ) -> Outcome<Measurement> {
        let mut runs = Vec::new();
        for _ in 0..self.runs.max(1) {
            workspace::remove(written)?;
            runs.push(measurement::of(&mut command()?)?);
        }
        runs.into_iter()
            .min_by_key(|run| run.wall)
            .ok_or_else(|| Failure::new("nothing was measured"))
    }
}

/// Builds what is released and returns it.
fn build() -> Outcome<PathBuf> {
    let root = workspace::root();
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--release",
        "--locked",
        "--package",
        "kafka-blueprint",
    ]);
    process::run(cargo.current_dir(&root))?;
    Ok(root.join("target/release/blueprint"))
}

/// Returns the command that renders all environments.
#[expect(clippy::unnecessary_wraps, reason = "it stands where a floor can, too")]
fn render(program: &Path, environments: &Path, out: &Path) -> Outcome<Command> {
    let mut command = Command::new(program);
    command
        .arg("render")
        .arg("--environments")
        .arg(environments);
    command.arg("--out").arg(out);
    Ok(command)
}

/// Writes a made-up deployment and returns its directory.
fn made_up(scratch: &Path, topics: usize) -> Outcome<PathBuf> {
    let directory = scratch.join(format!("environments-{topics}"));
    fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
    for (name, text) in [
        ("base.yaml", environments::base(topics)),
        ("prod.yaml", environments::prod(topics)),
    ] {
        let path = directory.join(name);
        fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
    }
    Ok(directory)
}
