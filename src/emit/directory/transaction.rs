//! A render is taken whole or not at all: replace, undo, and recover after a crash.
//!
//! Both directions can be run again from any point where they stopped. Forward, a staged file that
//! is gone has reached its place. Backward, a staged file that is still there never did, and a kept
//! file that is gone is back.

use super::error::DirectoryError;
use super::folder::Entry;
use super::journal::{Act, Journal, Step};
use super::plan::Plan;
use super::root::{Found, Root};
use super::stage::{self, Interruption, Stage};

/// What became of an earlier render that was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// All its files are in place now.
    Finished,
    /// All files are as they were before it.
    Undone,
}

/// Brings the directory to the plan, or leaves every file as it is.
pub(super) fn run(root: &Root, plan: &Plan<'_>) -> Result<(), DirectoryError> {
    let path = || root.folder().path().to_owned();
    let prepared = Stage::prepare(root, plan);
    let (cause, undone) = match prepared {
        Ok((stage, journal)) => match replace(root, &stage, &journal) {
            Ok(()) => return stage::discard(root),
            Err(cause) => (cause, turn_back(root, &stage, &journal)),
        },
        Err(cause) => (cause, stage::discard(root)),
    };
    let cause = Box::new(cause);
    Err(match undone {
        Ok(()) => DirectoryError::Undone {
            path: path(),
            cause,
        },
        Err(undo) => DirectoryError::NotUndone {
            path: path(),
            cause,
            undo: Box::new(undo),
        },
    })
}

/// Finishes or undoes a render that was interrupted, if there was one.
pub(super) fn recover(root: &Root) -> Result<Option<Recovery>, DirectoryError> {
    let Some(folder) = stage::find(root)? else {
        return Ok(None);
    };
    let interruption = stage::interruption(&folder)?;
    if interruption == Interruption::Preparing {
        stage::discard(root)?;
        return Ok(Some(Recovery::Undone));
    }
    let journal = stage::journal(&folder, interruption)?;
    let stage = Stage::open(folder)?;
    if interruption == Interruption::Undoing {
        undo(root, &stage, &journal)?;
        return Ok(Some(Recovery::Undone));
    }
    if replace(root, &stage, &journal).is_ok() {
        stage::discard(root)?;
        return Ok(Some(Recovery::Finished));
    }
    turn_back(root, &stage, &journal)?;
    Ok(Some(Recovery::Undone))
}

fn replace(root: &Root, stage: &Stage, journal: &Journal) -> Result<(), DirectoryError> {
    for step in journal.all(Act::Remove) {
        if let Found::Entry(parent, Entry::File { .. }) = root.find(&step.path)? {
            parent.remove_file(step.path.name())?;
        }
    }
    for step in journal.steps() {
        if matches!(step.act, Act::Add | Act::Change) {
            place(root, stage, journal, step)?;
        }
    }
    // Last, so that a directory that empties and fills in one render stays the same directory.
    for step in journal.all(Act::Remove) {
        root.prune(&step.path)?;
    }
    Ok(())
}

fn place(root: &Root, stage: &Stage, journal: &Journal, step: &Step) -> Result<(), DirectoryError> {
    if stage.new.entry(&step.number)? == Entry::Missing {
        return Ok(());
    }
    let name = step.path.name();
    let mut parent = root.make_parent(&step.path)?;
    if parent.entry(name)? == Entry::Directory {
        clear(root, journal, step)?;
        parent = root.make_parent(&step.path)?;
    }
    match step.act {
        Act::Change => stage.new.rename(&step.number, &parent, name),
        _ => stage.new.rename_new(&step.number, &parent, name),
    }
}

/// Removes the emptied directories where a file belongs from now on.
fn clear(root: &Root, journal: &Journal, step: &Step) -> Result<(), DirectoryError> {
    let below = |removal: &&Step| removal.path.below(&step.path).is_some();
    for removal in journal.all(Act::Remove).filter(below) {
        root.prune(&removal.path)?;
    }
    Ok(())
}

fn turn_back(root: &Root, stage: &Stage, journal: &Journal) -> Result<(), DirectoryError> {
    stage.turn_back()?;
    undo(root, stage, journal)
}

fn undo(root: &Root, stage: &Stage, journal: &Journal) -> Result<(), DirectoryError> {
    for step in journal.all(Act::Add) {
        if stage.new.entry(&step.number)? == Entry::Missing {
            take_back(root, step)?;
        }
    }
    for step in journal.all(Act::Directory).rev() {
        root.remove_empty(&step.path)?;
    }
    for step in journal.steps() {
        restore(root, stage, step)?;
    }
    stage::discard(root)
}

fn take_back(root: &Root, step: &Step) -> Result<(), DirectoryError> {
    match root.find(&step.path)? {
        Found::Entry(parent, Entry::File { .. }) => parent.remove_file(step.path.name()),
        _ => Ok(()),
    }
}

fn restore(root: &Root, stage: &Stage, step: &Step) -> Result<(), DirectoryError> {
    let gone = match step.act {
        Act::Change => stage.new.entry(&step.number)? == Entry::Missing,
        Act::Remove => !is_there(root, step)?,
        Act::Add | Act::Directory => false,
    };
    if !gone || stage.old.entry(&step.number)? == Entry::Missing {
        return Ok(());
    }
    let parent = root.make_parent(&step.path)?;
    stage.old.rename(&step.number, &parent, step.path.name())
}

fn is_there(root: &Root, step: &Step) -> Result<bool, DirectoryError> {
    Ok(matches!(
        root.find(&step.path)?,
        Found::Entry(_, Entry::File { .. })
    ))
}
