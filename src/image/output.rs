//! The image on disk: prepared beside its place and kept only when everything else has gone well.

use std::{
    fmt, fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::containerfile;
use crate::emit::whole_file::{Draft, beside, is_free};

/// Everything that will be written.
#[derive(Debug, Default)]
pub struct Outputs {
    files: Vec<(PathBuf, Draft)>,
    directories: Vec<DirectoryDraft>,
}

/// Why something can't be written.
#[derive(Debug)]
pub enum OutputError {
    /// A directory holds something already, and nothing in it is replaced.
    NotEmpty(PathBuf),
    /// A file or a directory could not be written.
    Unwritable(PathBuf, io::Error),
}

/// A directory that was written beside its place; it is removed unless it is kept.
#[derive(Debug)]
struct DirectoryDraft {
    place: PathBuf,
    draft: PathBuf,
}

impl Outputs {
    /// Prepares a file.
    pub fn file(&mut self, place: &Path, bytes: &[u8]) -> Result<(), OutputError> {
        let draft = Draft::write(place, bytes).map_err(unwritable(place))?;
        self.files.push((place.to_owned(), draft));
        Ok(())
    }

    /// Prepares a directory, which must not be there yet, or be empty.
    pub fn directory(
        &mut self,
        place: &Path,
        files: &[(String, Vec<u8>)],
    ) -> Result<(), OutputError> {
        refuse_contents(place)?;
        let draft = beside(place).map_err(unwritable(place))?;
        let directory = DirectoryDraft {
            place: place.to_owned(),
            draft,
        };
        directory.write(files).map_err(unwritable(place))?;
        self.directories.push(directory);
        Ok(())
    }

    /// Puts everything into its place.
    pub fn keep(self) -> Result<(), OutputError> {
        for (place, draft) in self.files {
            draft.keep().map_err(unwritable(&place))?;
        }
        for directory in self.directories {
            directory.keep().map_err(unwritable(&directory.place))?;
        }
        Ok(())
    }
}

impl DirectoryDraft {
    fn write(&self, files: &[(String, Vec<u8>)]) -> io::Result<()> {
        if self.draft.exists() {
            // Somebody has stopped an earlier run.
            fs::remove_dir_all(&self.draft)?;
        }
        fs::create_dir(&self.draft)?;
        for (path, bytes) in files {
            let path = self.draft.join(path);
            if let Some(above) = path.parent() {
                fs::create_dir_all(above)?;
            }
            fs::write(&path, bytes)?;
            if path.ends_with(containerfile::COPIED) {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
            }
        }
        Ok(())
    }

    fn keep(&self) -> io::Result<()> {
        if self.place.exists() {
            fs::remove_dir(&self.place)?;
        }
        fs::rename(&self.draft, &self.place)
    }
}

impl Drop for DirectoryDraft {
    fn drop(&mut self) {
        // What was kept is not there any more.
        let _ = fs::remove_dir_all(&self.draft);
    }
}

/// Refuses a directory that holds something.
pub fn refuse_contents(place: &Path) -> Result<(), OutputError> {
    if is_free(place).map_err(unwritable(place))? {
        Ok(())
    } else {
        Err(OutputError::NotEmpty(place.to_owned()))
    }
}

fn unwritable(place: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let place = place.to_owned();
    move |error| OutputError::Unwritable(place, error)
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty(place) => write!(
                f,
                "`{}` is not empty, and nothing in it is replaced",
                place.display()
            ),
            Self::Unwritable(place, error) => {
                write!(f, "Can't write `{}`: {error}", place.display())
            }
        }
    }
}

impl std::error::Error for OutputError {}
