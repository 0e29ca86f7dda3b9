//! The directory inside `out/` where a render is prepared, and what it tells after a crash.
//!
//! ```text
//! out/.blueprint-render/new/<step>   the bytes of each file to come
//! out/.blueprint-render/old/<step>   each file that is replaced or goes, by a hard link
//! out/.blueprint-render/journal      there: the render is decided, and is finished
//! out/.blueprint-render/undo         there instead: the render failed, and is taken back
//! ```
//! Without either file nothing outside this directory is half done, and it can be thrown away.
//! All space is taken here, before the first file of `out/` is touched.

use rustix::io::Errno;

use super::error::DirectoryError;
use super::folder::{Entry, Folder};
use super::journal::{Act, Journal, Step};
use super::obstruction::{Obstruction, Occupant};
use super::plan::Plan;
use super::relative_path::RelativePath;
use super::root::{Found, Root};

/// The name of the staging directory.
pub const NAME: &str = ".blueprint-render";

const NEW: &str = "new";
const OLD: &str = "old";
const DRAFT: &str = "draft";
const JOURNAL: &str = "journal";
const UNDO: &str = "undo";

/// How far an interrupted render had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// No file is half done; the next render throws away what was prepared.
    Preparing,
    /// Some files may be new and others old; the next render finishes it.
    Replacing,
    /// It had failed, and some files may still be new; the next render takes it back.
    Undoing,
}

/// The staging directory of a render that is decided.
pub(super) struct Stage {
    folder: Folder,
    /// The staged files.
    pub new: Folder,
    /// The kept files.
    pub old: Folder,
}

impl Stage {
    /// Prepares everything and decides the render by naming its journal.
    pub fn prepare(root: &Root, plan: &Plan<'_>) -> Result<(Self, Journal), DirectoryError> {
        root.folder().make_directory(NAME)?;
        let folder = existing(root.folder(), NAME)?;
        folder.make_directory(NEW)?;
        folder.make_directory(OLD)?;
        let stage = Self::open(folder)?;
        let journal = Journal::new(plan);
        stage.fill(root, plan, &journal)?;
        stage.folder.write(DRAFT, &journal.to_bytes())?;
        stage.folder.rename_new(DRAFT, &stage.folder, JOURNAL)?;
        Ok((stage, journal))
    }

    /// Opens the stage of an interrupted render that was decided.
    pub fn open(folder: Folder) -> Result<Self, DirectoryError> {
        let (new, old) = (existing(&folder, NEW)?, existing(&folder, OLD)?);
        Ok(Self { folder, new, old })
    }

    fn fill(&self, root: &Root, plan: &Plan<'_>, journal: &Journal) -> Result<(), DirectoryError> {
        let written = journal
            .steps()
            .filter(|step| matches!(step.act, Act::Add | Act::Change));
        for (write, step) in plan.writes.iter().zip(written) {
            let shown = root.folder().shown(write.path.as_str());
            let staged = self.new.write(&step.number, &write.bytes);
            staged.map_err(|error| error.about(&shown))?;
        }
        for step in journal.steps() {
            if matches!(step.act, Act::Change | Act::Remove) {
                self.keep(root, step)?;
            }
        }
        Ok(())
    }

    fn keep(&self, root: &Root, step: &Step) -> Result<(), DirectoryError> {
        let shown = root.folder().shown(step.path.as_str());
        let kept = match root.find(&step.path)? {
            Found::Entry(parent, _) => parent.keep(step.path.name(), &self.old, &step.number),
            Found::NoParent | Found::Blocked(..) => Err(DirectoryError::Io {
                action: "keep",
                path: shown.clone(),
                cause: Errno::NOENT,
            }),
        };
        kept.map_err(|error| error.about(&shown))
    }

    /// Marks that the render is taken back from here on, also by whoever comes next.
    pub fn turn_back(&self) -> Result<(), DirectoryError> {
        self.folder.rename(JOURNAL, &self.folder, UNDO)
    }
}

/// Opens the staging directory of an interrupted render, if there is one.
pub(super) fn find(root: &Root) -> Result<Option<Folder>, DirectoryError> {
    let occupant = match root.folder().descend(NAME)? {
        Ok(folder) => return Ok(Some(folder)),
        Err(Entry::Missing) => return Ok(None),
        Err(Entry::Link) => Occupant::Link,
        Err(Entry::File { .. } | Entry::Directory) => Occupant::FileForDirectory,
        Err(Entry::Special) => Occupant::Special,
    };
    let obstruction = Obstruction {
        path: RelativePath::reserved(NAME),
        occupant,
    };
    let path = root.folder().path().to_owned();
    Err(DirectoryError::Obstructed {
        path,
        obstructions: vec![obstruction],
    })
}

/// Tells how far the render of a staging directory had come.
pub(super) fn interruption(folder: &Folder) -> Result<Interruption, DirectoryError> {
    if folder.entry(UNDO)? != Entry::Missing {
        Ok(Interruption::Undoing)
    } else if folder.entry(JOURNAL)? == Entry::Missing {
        Ok(Interruption::Preparing)
    } else {
        Ok(Interruption::Replacing)
    }
}

/// Reads the journal of an interrupted render that was decided.
pub(super) fn journal(
    folder: &Folder,
    interruption: Interruption,
) -> Result<Journal, DirectoryError> {
    let name = if interruption == Interruption::Undoing {
        UNDO
    } else {
        JOURNAL
    };
    let damaged = |line| DirectoryError::DamagedJournal {
        path: folder.path().to_owned(),
        line,
    };
    match folder.entry(name)? {
        Entry::File { .. } => Journal::parse(&folder.read(name)?).map_err(damaged),
        _ => Err(damaged(1)),
    }
}

/// Removes the staging directory, what decides a render first: from then on the rest is litter.
///
/// Only what a render puts there is removed; with anything else in it the directory stays, and so
/// does the error.
pub(super) fn discard(root: &Root) -> Result<(), DirectoryError> {
    let Some(folder) = find(root)? else {
        return Ok(());
    };
    for name in [JOURNAL, UNDO, DRAFT] {
        if matches!(folder.entry(name)?, Entry::File { .. }) {
            folder.remove_file(name)?;
        }
    }
    for name in [NEW, OLD] {
        if let Ok(numbered) = folder.descend(name)? {
            for number in numbered.names()?.iter().filter(|name| is_number(name)) {
                numbered.remove_file(number)?;
            }
            folder.remove_directory(name)?;
        }
    }
    root.folder().remove_directory(NAME)
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

fn existing(folder: &Folder, name: &str) -> Result<Folder, DirectoryError> {
    let path = folder.shown(name);
    let missing = |_| DirectoryError::Io {
        action: "open",
        path,
        cause: Errno::NOENT,
    };
    folder.descend(name)?.map_err(missing)
}
