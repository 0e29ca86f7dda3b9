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
