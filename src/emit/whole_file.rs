//! One file outside of `out/` that is whole at every moment: written beside its place, then renamed.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A file that was written beside its place; it is removed unless it is kept.
#[derive(Debug)]
pub struct Draft {
    place: PathBuf,
    draft: Option<PathBuf>,
}

impl Draft {
    /// Writes a file beside its place, whose directory must be there.
    pub fn write(place: &Path, bytes: &[u8]) -> io::Result<Self> {
        let draft = Self {
            place: place.to_owned(),
            draft: Some(beside(place)?),
        };
        if let Some(path) = &draft.draft {
            let mut file = File::create(path)?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        Ok(draft)
    }

    /// Puts the file into its place.
    pub fn keep(mut self) -> io::Result<()> {
        if let Some(draft) = &self.draft {
            fs::rename(draft, &self.place)?;
        }
        self.draft = None;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            // The failure is told; a draft that stays as well changes nothing about it.
            let _ = fs::remove_file(draft);
        }
    }
}

/// Replaces a file so that it is whole at every moment; equal bytes are left alone.
pub fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(place).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    Draft::write(place, bytes)?.keep()
}

/// Returns whether a directory can be filled without a loss: it is not there yet, or it is empty.
pub fn is_free(directory: &Path) -> io::Result<bool> {
    match fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Returns the hidden neighbour that something is prepared as.
pub fn beside(place: &Path) -> io::Result<PathBuf> {
    let nameless = || io::Error::other("it has no name");
    let name = place.file_name().ok_or_else(nameless)?;
    Ok(place.with_file_name(format!(".{}.draft", name.to_string_lossy())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_free_until_something_is_in_it() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("new");
        assert!(is_free(&place).unwrap());
        fs::create_dir(&place).unwrap();
        assert!(is_free(&place).unwrap());
        fs::write(place.join("file"), "").unwrap();
        assert!(!is_free(&place).unwrap());
        assert!(is_free(&place.join("file")).is_err());
    }

    #[test]
    fn a_draft_leaves_nothing_unless_it_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("file");
        drop(Draft::write(&place, b"lost").unwrap());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
        Draft::write(&place, b"kept").unwrap().keep().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"kept");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
