//! `cargo xtask acceptance`: hands over to the acceptance harness.
//!
//! The harness is a program of its own, so that the other tasks never wait for its build.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Becomes the harness with the given arguments; returns only what kept it from starting.
pub fn exec(arguments: &[OsString]) -> std::io::Error {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // The harness takes this process's place, so that signals reach it.
    Command::new(cargo)
        .args(["run", "--quiet", "--package", "acceptance", "--"])
        .args(arguments)
        .exec()
}
