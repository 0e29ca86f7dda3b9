//! The `blueprint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kafka_blueprint::cli::main()
}
