//! The program of the verification job.

use std::process::ExitCode;

fn main() -> ExitCode {
    verification::cli::main()
}
