//! `cargo xtask acceptance` as a program of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    acceptance::cli::main(std::env::args_os())
}
