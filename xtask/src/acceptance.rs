//! `cargo xtask acceptance`: hands over to the acceptance harness.
//!
//! The harness is a program of its own, so that the other tasks never wait for its build.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::failure::Failure;

/// Becomes the harness with the given arguments; returns only what kept it from starting.
pub fn exec(arguments: &[OsString]) -> Failure {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // The harness takes this process's place, so that signals reach it.
    let error = Command::new(cargo)
        .args(["run", "--quiet", "--package", "acceptance", "--"])
        .args(arguments)
        .exec();
    Failure::new(format!(
        "The acceptance harness could not be started: {error}"
    ))
}
