//! Something in the output directory that lies where a render wants to write or remove a file,
//! and that the render has no right to replace.

use std::fmt;

use super::relative_path::RelativePath;

/// One entry in the way of a render.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstruction {
    /// Where it lies.
    pub path: RelativePath,
    /// What it is.
    pub occupant: Occupant,
}

/// What lies in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occupant {
    /// A file that no manifest records and whose bytes differ from the render.
    ForeignFile,
    /// A file where a directory belongs.
    FileForDirectory,
    /// A directory where a file belongs.
    DirectoryForFile,
    /// A symbolic link: a render never follows one below its directory.
    Link,
    /// A FIFO, a socket or a device.
    Special,
}

impl fmt::Display for Obstruction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.occupant {
            Occupant::ForeignFile => "a file that blueprint did not write",
            Occupant::FileForDirectory => "a file where a directory belongs",
            Occupant::DirectoryForFile => "a directory where a file belongs",
            Occupant::Link => "a symbolic link, which blueprint does not follow here",
            Occupant::Special => "a FIFO, a socket or a device",
        };
        write!(formatter, "{}: {what}", self.path)
    }
}
