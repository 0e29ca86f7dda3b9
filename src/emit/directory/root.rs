//! The locked output directory, and the way from it to any path below.
//!
//! The directory itself may be reached through links. Below it every component is opened in turn
//! from the one above and refused when it is a link, so no path ever leaves the directory.

use std::os::fd::AsFd;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

use super::error::DirectoryError;
use super::folder::{Entry, Folder};
use super::lock::{self, Access};
use super::relative_path::RelativePath;

/// The output directory, open and locked for as long as this lives.
pub(super) struct Root {
    folder: Rc<Folder>,
}

/// What lies at a path.
pub(super) enum Found {
    /// The directory above the path exists; the entry may be missing.
    Entry(Rc<Folder>, Entry),
    /// A directory above the path is missing.
    NoParent,
    /// Something else lies where a directory above the path belongs.
    Blocked(RelativePath, Entry),
}

impl Root {
    /// Opens and locks the directory; nothing where it does not exist.
    pub fn lock(
        path: &Path,
        access: Access,
        patience: Duration,
    ) -> Result<Option<Self>, DirectoryError> {
        loop {
            if !exists(path)? {
                return Ok(None);
            }
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            let fd = match rustix::fs::open(path, flags, Mode::empty()) {
                Err(Errno::NOENT) => continue,
                opened => opened.map_err(|cause| refused("open", path, cause))?,
            };
            let folder = Folder::new(fd, path.to_owned());
            lock::acquire(folder.as_fd(), path, access, patience)?;
            // While we waited, somebody may have put another directory in its place.
            if is_still(path, &folder)? {
                return Ok(Some(Self {
                    folder: Rc::new(folder),
                }));
            }
        }
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    pub fn find(&self, path: &RelativePath) -> Result<Found, DirectoryError> {
        let mut folder = Rc::clone(&self.folder);
        for directory in path.ancestors() {
            match folder.descend(directory.name())? {
                Ok(below) => folder = Rc::new(below),
                Err(Entry::Missing) => return Ok(Found::NoParent),
                Err(entry) => return Ok(Found::Blocked(directory, entry)),
            }
        }
        let entry = folder.entry(path.name())?;
        Ok(Found::Entry(folder, entry))
    }

    /// Opens the directory above a path, making it and those above it where they are missing.
    pub fn make_parent(&self, path: &RelativePath) -> Result<Rc<Folder>, DirectoryError> {
        let mut folder = Rc::clone(&self.folder);
        for directory in path.ancestors() {
            let name = directory.name();
            if folder.entry(name)? == Entry::Missing {
                folder.make_directory(name)?;
            }
            let below = folder.descend(name)?;
            folder = Rc::new(below.map_err(|_| {
                let path = folder.shown(name);
                DirectoryError::Io {
                    action: "open",
                    path,
                    cause: Errno::NOTDIR,
                }
            })?);
        }
        Ok(folder)
    }

    /// Removes the directories above a path from the inside out, up to the first one in use.
    pub fn prune(&self, path: &RelativePath) -> Result<(), DirectoryError> {
        for directory in path.ancestors().rev() {
            if !self.remove_empty(&directory)? {
                break;
            }
        }
        Ok(())
    }

    /// Removes a directory if it is empty, and tells whether it is gone.
    pub fn remove_empty(&self, directory: &RelativePath) -> Result<bool, DirectoryError> {
        match self.find(directory)? {
            Found::Entry(parent, Entry::Directory) => {
                match parent.remove_directory(directory.name()) {
                    // A mount point is in use, too.
                    Err(DirectoryError::Io {
                        cause: Errno::NOTEMPTY | Errno::EXIST | Errno::BUSY,
                        ..
                    }) => Ok(false),
                    removed => removed.map(|()| true),
                }
            }
            Found::NoParent | Found::Entry(_, Entry::Missing) => Ok(true),
            Found::Entry(..) | Found::Blocked(..) => Ok(false),
        }
    }
}

/// Tells whether the output directory exists, and refuses what could never become one.
pub(super) fn exists(path: &Path) -> Result<bool, DirectoryError> {
    match rustix::fs::stat(path) {
        Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::Directory => Ok(true),
        Ok(_) => Err(DirectoryError::NotADirectory {
            path: path.to_owned(),
        }),
        Err(Errno::NOENT) if path.is_symlink() => Err(DirectoryError::DanglingLink {
            path: path.to_owned(),
        }),
        Err(Errno::NOENT) if parent(path).is_some_and(Path::is_dir) => Ok(false),
        Err(Errno::NOENT) => Err(DirectoryError::NoParent {
            path: path.to_owned(),
        }),
        Err(cause) => Err(refused("open", path, cause)),
    }
}

/// Creates the output directory itself, and tells whether it was missing until now.
pub(super) fn create(path: &Path) -> Result<bool, DirectoryError> {
    match rustix::fs::mkdir(path, Mode::from_raw_mode(0o777)) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(cause) => Err(refused("create", path, cause)),
    }
}

/// Removes an output directory that was created for a render that failed, if it is empty.
pub(super) fn remove_created(path: &Path) {
    // Best effort: an empty directory left behind harms nobody, and the failure is told anyway.
    let _ = rustix::fs::rmdir(path);
}

fn parent(path: &Path) -> Option<&Path> {
    path.parent().map(|parent| {
        if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        }
    })
}

fn is_still(path: &Path, folder: &Folder) -> Result<bool, DirectoryError> {
    let locked = rustix::fs::fstat(folder).map_err(|cause| refused("open", path, cause))?;
    match rustix::fs::stat(path) {
        Ok(named) => Ok((named.st_dev, named.st_ino) == (locked.st_dev, locked.st_ino)),
        Err(Errno::NOENT) => Ok(false),
        Err(cause) => Err(refused("open", path, cause)),
    }
}

fn refused(action: &'static str, path: &Path, cause: Errno) -> DirectoryError {
    DirectoryError::Io {
        action,
        path: path.to_owned(),
        cause,
    }
}
