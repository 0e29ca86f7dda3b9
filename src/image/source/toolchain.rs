//! What builds the program: the compiler, and the libraries that are linked into it.

use std::process::Command;

use super::{SourceError, SourceTree};

/// From this release on, names are resolved without loading a library at run time.
const STATIC_NAMES: (u32, u32) = (2, 34);

/// What a program is built with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// The compiler and its version, such as `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub rustc: String,
    /// What the program is built for, such as `x86_64-unknown-linux-gnu`.
    pub target: String,
    /// The version of the machine's GNU C library.
    pub glibc: String,
}

/// A library that is no crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: String,
    /// Its licence, as SPDX has it.
    pub licence: &'static str,
    /// What it is.
    pub description: &'static str,
}

impl Toolchain {
    /// Asks the machine for what builds a source tree.
    pub fn of(source: &SourceTree) -> Result<Self, SourceError> {
        // A source tree may name a compiler of its own.
        let mut rustc = Command::new("rustc");
        let verbose = said("rustc", rustc.arg("-vV").current_dir(source.root()))?;
        let form = || SourceError::Form("the version of rustc", verbose.clone());
        let host = verbose
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .ok_or_else(form)?;
        if !host.ends_with("-linux-gnu") {
            return Err(SourceError::OtherSystem(host.to_owned()));
        }
        let glibc = said("getconf", Command::new("getconf").arg("GNU_LIBC_VERSION"))?;
        let glibc = glibc.trim().trim_start_matches("glibc ").to_owned();
        if release(&glibc) < STATIC_NAMES {
            return Err(SourceError::OldLibrary(glibc));
        }
        Ok(Self {
            rustc: verbose.lines().next().unwrap_or_default().to_owned(),
            target: host.to_owned(),
            glibc,
        })
    }

    /// Returns what is linked beside the crates.
    pub(in crate::image) fn libraries(&self) -> [Library; 2] {
        let version = self.rustc.split(' ').nth(1).unwrap_or_default().to_owned();
        [
            Library {
                name: "rust-std",
                version,
                licence: "MIT OR Apache-2.0",
                description: "The Rust standard library, linked statically",
            },
            Library {
                name: "glibc",
                version: self.glibc.clone(),
                licence: "LGPL-2.1-or-later",
                description: "The GNU C library of the machine that built it, linked statically \
                              with libgcc's unwinder (GPL-3.0-or-later WITH GCC-exception-3.1)",
            },
        ]
    }
}

/// Runs a program that must succeed, and returns what it wrote.
pub(super) fn said(name: &'static str, command: &mut Command) -> Result<String, SourceError> {
    let output = command
        .output()
        .map_err(|error| SourceError::NotStarted(name, error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(SourceError::Failed(name, format!(": {}", errors.trim())))
}

fn release(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map_while(|part| part.parse().ok());
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_as_numbers() {
        assert!(release("2.9") < STATIC_NAMES);
        assert!(release("2.31") < STATIC_NAMES);
        assert!(release("2.34") >= STATIC_NAMES);
        assert!(release("3.0") >= STATIC_NAMES);
        assert!(release("unknown") < STATIC_NAMES);
    }
}
