//! Developer tasks of kafka-blueprint: `cargo xtask <task>`.

use std::process::ExitCode;

use clap::Parser;

/// Developer tasks of kafka-blueprint.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {}

fn main() -> ExitCode {
    match Task::parse() {}
}
