//! One open directory and the system calls on its entries.
//!
//! Entries are named by one segment and never followed when they are links, so a link that appears
//! between two calls leads nowhere. Every call that changes something passes [`Folder::change`],
//! where the tests of this module stop or break a render at each step in turn.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, RenameFlags};
use rustix::io::{Errno, Result as Call};

use super::error::DirectoryError;

/// The permissions asked for before the process's umask, as git does: 0644 and 0755 with the
/// usual one.
const FILE_MODE: Mode = Mode::from_raw_mode(0o666);
const DIRECTORY_MODE: Mode = Mode::from_raw_mode(0o777);

/// How much of a file is compared at a time.
const CHUNK: usize = 64 * 1024;

/// What lies under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Missing,
    File { size: u64 },
    Directory,
    Link,
    Special,
}

/// An open directory.
pub(super) struct Folder {
    fd: OwnedFd,
    shown: PathBuf,
}

impl Folder {
    pub fn new(fd: OwnedFd, shown: PathBuf) -> Self {
        Self { fd, shown }
    }

    /// Returns the path by which people know an entry.
    pub fn shown(&self, name: &str) -> PathBuf {
        self.shown.join(name)
    }

    pub fn path(&self) -> &Path {
        &self.shown
    }

    pub fn entry(&self, name: &str) -> Result<Entry, DirectoryError> {
        let stat = match rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => stat,
            Err(Errno::NOENT) => return Ok(Entry::Missing),
            Err(cause) => return Err(self.refused("look at", name, cause)),
        };
        Ok(match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Entry::File {
                size: u64::try_from(stat.st_size).unwrap_or(0),
            },
            FileType::Directory => Entry::Directory,
            FileType::Symlink => Entry::Link,
            _ => Entry::Special,
        })
    }

    /// Opens the directory under a name, or says what lies there instead.
    pub fn descend(&self, name: &str) -> Result<Result<Self, Entry>, DirectoryError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        match rustix::fs::openat(&self.fd, name, flags, Mode::empty()) {
            Ok(fd) => Ok(Ok(Self::new(fd, self.shown(name)))),
            Err(Errno::NOENT) => Ok(Err(Entry::Missing)),
            Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => self.entry(name).map(Err),
            Err(cause) => Err(self.refused("open", name, cause)),
        }
    }

    /// Returns the names of all entries, those that are not UTF-8 left out.
    pub fn names(&self) -> Result<Vec<String>, DirectoryError> {
        let refused = |cause| DirectoryError::Io {
            action: "list",
            path: self.shown.clone(),
            cause,
        };
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.fd).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            names.extend(entry.file_name().to_str().ok().map(str::to_owned));
        }
        names.retain(|name| name != "." && name != "..");
        Ok(names)
    }

    pub fn read(&self, name: &str) -> Result<Vec<u8>, DirectoryError> {
        let mut bytes = Vec::new();
        let read = self
            .open_file(name)
            .and_then(|mut file| file.read_to_end(&mut bytes).map_err(|error| errno(&error)));
        read.map_err(|cause| self.refused("read", name, cause))?;
        Ok(bytes)
    }

    /// Tells whether a file holds exactly these bytes.
    pub fn holds(&self, name: &str, bytes: &[u8]) -> Result<bool, DirectoryError> {
        let equal = self.open_file(name).and_then(|file| equal(file, bytes));
        equal.map_err(|cause| self.refused("read", name, cause))
    }

    fn open_file(&self, name: &str) -> Call<File> {
        // Without NONBLOCK, a FIFO put here in this moment would hold us for ever.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        rustix::fs::openat(&self.fd, name, flags, Mode::empty()).map(File::from)
    }

    /// Writes a new file and waits until its bytes are on the disk.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), DirectoryError> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let create = || rustix::fs::openat(&self.fd, name, flags, FILE_MODE);
        let mut file = File::from(self.change("create", name, create)?);
        self.change("write", name, || {
            file.write_all(bytes).map_err(|error| errno(&error))?;
            rustix::fs::fsync(&file)
        })
    }

    pub fn make_directory(&self, name: &str) -> Result<(), DirectoryError> {
        let make = || rustix::fs::mkdirat(&self.fd, name, DIRECTORY_MODE);
        self.change("create", name, make)
    }

    pub fn remove_file(&self, name: &str) -> Result<(), DirectoryError> {
        self.change("remove", name, || {
            rustix::fs::unlinkat(&self.fd, name, AtFlags::empty())
        })
    }

    pub fn remove_directory(&self, name: &str) -> Result<(), DirectoryError> {
        self.change("remove", name, || {
            rustix::fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR)
        })
    }

    /// Moves an entry to where it replaces a file, in one step.
    pub fn rename(&self, name: &str, to: &Self, new: &str) -> Result<(), DirectoryError> {
        to.change("replace", new, || {
            rustix::fs::renameat(&self.fd, name, &to.fd, new)
        })
    }

    /// Moves an entry to where nothing may lie.
    pub fn rename_new(&self, name: &str, to: &Self, new: &str) -> Result<(), DirectoryError> {
        to.change("create", new, || {
            match rustix::fs::renameat_with(&self.fd, name, &to.fd, new, RenameFlags::NOREPLACE) {
                // The file system can't do both in one step.
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                    let stat = rustix::fs::statat(&to.fd, new, AtFlags::SYMLINK_NOFOLLOW);
                    match stat {
                        Err(Errno::NOENT) => rustix::fs::renameat(&self.fd, name, &to.fd, new),
                        Err(cause) => Err(cause),
                        Ok(_) => Err(Errno::EXIST),
                    }
                }
                done => done,
            }
        })
    }

    /// Keeps a file under a second name: by a hard link, or by a copy where links are impossible.
    pub fn keep(&self, name: &str, to: &Self, new: &str) -> Result<(), DirectoryError> {
        let link = || rustix::fs::linkat(&self.fd, name, &to.fd, new, AtFlags::empty());
        match to.change("link", new, link) {
            Ok(()) => Ok(()),
            Err(error) if error.is(Errno::NOENT) => Err(error),
            Err(_) => to.write(new, &self.read(name)?),
        }
    }

    fn change<T>(
        &self,
        action: &'static str,
        name: &str,
        call: impl FnOnce() -> Call<T>,
    ) -> Result<T, DirectoryError> {
        #[cfg(test)]
        super::fault::strike().map_err(|cause| self.refused(action, name, cause))?;
        call().map_err(|cause| self.refused(action, name, cause))
    }

    fn refused(&self, action: &'static str, name: &str, cause: Errno) -> DirectoryError {
        DirectoryError::Io {
            action,
            path: self.shown(name),
            cause,
        }
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

fn errno(error: &std::io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}

fn equal(mut file: File, mut bytes: &[u8]) -> Call<bool> {
    let mut chunk = vec![0; CHUNK.min(bytes.len() + 1)];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(bytes.is_empty()),
            Ok(read) => match bytes.strip_prefix(&chunk[..read]) {
                Some(rest) => bytes = rest,
                None => return Ok(false),
            },
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(errno(&error)),
        }
    }
}
