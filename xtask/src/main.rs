//! Developer tasks of kafka-blueprint: `cargo xtask <task>`.

mod archive;
mod crds;
mod docs;
mod failure;
mod java;
mod maven;
mod process;
mod workspace;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Developer tasks of kafka-blueprint.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Obtains the custom resource definitions that the catalogue validates with.
    Crds(crds::Crds),
    /// Writes the JSON Schemas beside the shipped environments.
    Docs(docs::Docs),
}

fn main() -> ExitCode {
    let outcome = match Task::parse() {
        Task::Crds(task) => task.run(),
        Task::Docs(task) => task.run(),
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
