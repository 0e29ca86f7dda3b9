//! The executable that the image holds: one that runs on an empty base.

use std::fmt;

use object::{
    Endianness,
    elf::{self, FileHeader64},
    read::elf::{FileHeader, ProgramHeader},
};
use serde_json::{Value, json};

/// What a program was built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// 64-bit x86.
    Amd64,
    /// 64-bit ARM.
    Arm64,
}

impl Architecture {
    /// Returns its name in images, as Go has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }

    /// Returns the object that says it in an index.
    #[must_use]
    pub fn platform(self) -> Value {
        json!({"architecture": self.name(), "os": "linux"})
    }
}

/// A program that needs nothing else to run.
#[derive(Clone, Debug)]
pub struct Program {
    /// The executable.
    pub bytes: Vec<u8>,
    /// What it was built for.
    pub architecture: Architecture,
}

/// Why a file can't be the program of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no executable of Linux.
    NotElf,
    /// It is for another kind of processor.
    Architecture(u16),
    /// It needs a loader, which an empty base does not have.
    NeedsLoader(String),
}

impl Program {
    /// Takes the bytes of an executable.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Unusable> {
        let architecture = architecture(&bytes)?;
        Ok(Self {
            bytes,
            architecture,
        })
    }
}

fn architecture(bytes: &[u8]) -> Result<Architecture, Unusable> {
    let no = |_| Unusable::NotElf;
    let header = FileHeader64::<Endianness>::parse(bytes).map_err(no)?;
    let endian = header.endian().map_err(no)?;
    for segment in header.program_headers(endian, bytes).map_err(no)? {
        if let Some(loader) = segment.interpreter(endian, bytes).map_err(no)? {
            let loader = String::from_utf8_lossy(loader).into_owned();
            return Err(Unusable::NeedsLoader(loader));
        }
    }
    let kind = header.e_type(endian);
    match header.e_machine(endian) {
        _ if ![elf::ET_EXEC, elf::ET_DYN].contains(&kind) => Err(Unusable::NotElf),
        elf::EM_X86_64 => Ok(Architecture::Amd64),
        elf::EM_AARCH64 => Ok(Architecture::Arm64),
        other => Err(Unusable::Architecture(other.0)),
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotElf => f.write_str("it is no 64-bit executable of Linux"),
            Self::Architecture(number) => write!(
                f,
                "it is for a kind of processor (ELF machine {number}) that no image is made for"
            ),
            Self::NeedsLoader(loader) => write!(
                f,
                "it is linked dynamically and needs `{loader}`, which an image without a base does \
                 not have"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_run_on_an_empty_base_is_refused() {
        let text = Program::new(b"#!/bin/sh\n".to_vec()).unwrap_err();
        assert_eq!(text, Unusable::NotElf);
        // The program of this test is linked as every program of this machine is.
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(matches!(
            Program::new(own),
            Err(Unusable::NeedsLoader(loader)) if loader.contains("ld-")
        ));
    }
}
