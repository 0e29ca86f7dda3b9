//! Developer tasks of kafka-blueprint: `cargo xtask <task>`.

mod acceptance;
mod archive;
mod bench;
mod crds;
mod docs;
mod failure;
mod java;
mod kafka_configs;
mod maven;
mod nightly;
mod process;
mod record;
mod runbooks;
mod workspace;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Developer tasks of kafka-blueprint.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Proves the rendered output against real components.
    #[command(disable_help_flag = true)]
    Acceptance {
        /// What the acceptance harness is called with; `--help` tells.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Measures a cold render, and the least that it could cost.
    Bench(bench::Bench),
    /// Obtains the custom resource definitions that the catalogue validates with.
    Crds(crds::Crds),
    /// Fuzzes what reads files that people wrote.
    Fuzz(nightly::Fuzz),
    /// Obtains what every supported Kafka knows of its configurations.
    KafkaConfigs(kafka_configs::KafkaConfigs),
    /// Changes the rules one by one and sees whether a test fails.
    Mutants(nightly::Mutants),
    /// Writes the JSON Schemas beside the shipped environments, and the runbooks.
    Docs,
    /// Reads and writes as much as a render; `bench` runs it.
    #[command(hide = true)]
    Floor(bench::floor::Floor),
}

fn main() -> ExitCode {
    let outcome = match Task::parse() {
        Task::Acceptance { arguments } => Err(acceptance::exec(&arguments)),
        Task::Bench(task) => task.run(),
        Task::Crds(task) => task.run(),
        Task::Fuzz(task) => task.run(),
        Task::KafkaConfigs(task) => task.run(),
        Task::Mutants(task) => task.run(),
        Task::Floor(task) => task.run(),
        Task::Docs => docs::write(),
    };
    match outcome {
        Ok(summary) => {
            report(&mut std::io::stdout(), &summary);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report(&mut std::io::stderr(), &failure.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Writes one line; a reader that went away is no failure of the task.
fn report(stream: &mut dyn Write, line: &str) {
    let _ = writeln!(stream, "{line}");
}
