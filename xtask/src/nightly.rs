//! What takes too long for every change: fuzzing and mutation, by their own programs.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::workspace;

/// The targets of `fuzz/`.
const TARGETS: [&str; 3] = ["loader", "check", "manifests"];

/// No file that people write needs to be larger to show a mistake.
const LONGEST_INPUT: &str = "-max_len=16384";

/// An input that takes longer, in the slow build of a fuzzer, is a finding.
const SLOWEST_INPUT: &str = "-timeout=5";

/// Fuzzes what reads files that people wrote; needs `cargo-fuzz` and the nightly compiler.
#[derive(Args)]
pub struct Fuzz {
    /// How long each target runs.
    #[arg(long, default_value_t = 10)]
    minutes: u32,
    /// One target alone: loader, check or manifests.
    #[arg(long)]
    target: Option<String>,
}

/// Changes the rules one by one and sees whether a test fails; needs `cargo-mutants`.
#[derive(Args)]
pub struct Mutants {
    /// The files whose code is changed, as a pattern.
    #[arg(long, default_value = "src/rules/**/*.rs")]
    file: String,
    /// A part of all changes, such as `0/8`.
    #[arg(long)]
    shard: Option<String>,
}

impl Fuzz {
    /// Runs the targets one after the other; the first one that finds something ends it.
    pub fn run(&self) -> Outcome<String> {
        let wanted = self.target.as_deref();
        let targets = TARGETS
            .iter()
            .filter(|target| wanted.is_none_or(|wanted| wanted == **target));
        let mut ran = Vec::new();
        for target in targets {
            self.target(target)?;
            ran.push(*target);
        }
        if ran.is_empty() {
            let known = TARGETS.join(", ");
            return Err(Failure::new(format!("the targets are {known}")));
        }
        Ok(format!(
            "{} found nothing in {} minutes each",
            ran.join(", "),
            self.minutes
        ))
    }

    /// New inputs go to `target/`, so that the seeds of the repository stay few.
    fn target(&self, target: &str) -> Outcome<()> {
        let corpus = workspace::root().join("target/fuzz").join(target);
        std::fs::create_dir_all(&corpus).map_err(|cause| Failure::with_file(&corpus, cause))?;
        let seeds = PathBuf::from("corpus").join(target);
        let time = format!("-max_total_time={}", u64::from(self.minutes) * 60);
        let mut command = Command::new("cargo");
        command
            .args(["+nightly", "fuzz", "run", "--fuzz-dir", ".", target])
            .args([&corpus, &seeds])
            .args(["--", &time, LONGEST_INPUT, SLOWEST_INPUT])
            .current_dir(workspace::root().join("fuzz"));
        watched(&mut command)
    }
}

impl Mutants {
    /// Runs the tests of the rules for each change; one that none notices is a failure.
    pub fn run(&self) -> Outcome<String> {
        let mut command = Command::new("cargo");
        command
            .args(["mutants", "--no-shuffle", "--timeout", "300"])
            .args(["--output", "target/mutants", "--file", &self.file])
            // The tests that can notice a change of a rule; building all others takes most of the
            // time.
            .args(["--cargo-arg=--lib", "--cargo-arg=--test=rules"])
            .arg("--cargo-arg=--test=rules_pages")
            // Nobody reads a back trace of a change that was noticed.
            .envs([
                ("CARGO_PROFILE_DEV_DEBUG", "0"),
                ("CARGO_PROFILE_TEST_DEBUG", "0"),
            ])
            .current_dir(workspace::root());
        if let Some(shard) = &self.shard {
            command.args(["--shard", shard]);
        }
        // Sizes are about time alone, and would be most of it.
        command.args(["--", "--", "--skip", "size::"]);
        watched(&mut command)?;
        Ok("no change went unnoticed".to_owned())
    }
}

/// Runs a program that tells of its progress itself.
fn watched(command: &mut Command) -> Outcome<()> {
    // Cargo names its own compiler to what it runs; these programs choose another.
    let status = command
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("it ended with {status}"))),
        Err(cause) => Err(Failure::new(format!("cargo could not be started: {cause}"))),
    }
}
