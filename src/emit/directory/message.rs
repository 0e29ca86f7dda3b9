//! What people read when the output directory could not be read or written.
//!
//! Every message says what was tried and where, why it failed, and how to mend it; the ones that
//! stop a render say what the directory holds now.

use std::fmt;
use std::path::Path;

use rustix::io::Errno;

use super::error::DirectoryError;
use super::obstruction::Obstruction;

/// How many obstructions one message lists.
const LISTED: usize = 10;

type Formatter<'a, 'b> = &'a mut fmt::Formatter<'b>;

impl fmt::Display for DirectoryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADirectory { path }
            | Self::DanglingLink { path }
            | Self::NoParent { path } => self.write_unusable(formatter, path),
            Self::Busy {
                path,
                holder,
                waited,
            } => write_busy(formatter, path, *holder, waited.as_secs()),
            Self::Obstructed { path, obstructions } => {
                write_obstructed(formatter, path, obstructions)
            }
            Self::DamagedManifest { path, line, reason } => {
                write_damaged_manifest(formatter, path, *line, reason)
            }
            Self::DamagedJournal { path, line } => write_damaged_journal(formatter, path, *line),
            Self::Reserved { path } => {
                write!(
                    formatter,
                    "`{path}` is a name that blueprint keeps for itself."
                )
            }
            Self::OutsideScopes { path } => {
                write!(
                    formatter,
                    "`{path}` lies in none of the directories that are rendered."
                )
            }
            Self::OverlappingScopes { outer, inner } => write!(
                formatter,
                "`{inner}` can't be rendered beside `{outer}`: one directory holds the other."
            ),
            Self::Io {
                action,
                path,
                cause,
            } => write_io(formatter, action, path, *cause),
            Self::Undone { path, cause } => {
                write!(
                    formatter,
                    "{cause} Every file in `{}` is as it was.",
                    path.display()
                )
            }
            Self::NotUndone { path, cause, undo } => write_not_undone(formatter, path, cause, undo),
        }
    }
}

impl DirectoryError {
    fn write_unusable(&self, formatter: Formatter<'_, '_>, path: &Path) -> fmt::Result {
        let rest = match self {
            Self::DanglingLink { .. } => {
                "is a link to a directory that does not exist. Create that directory, or remove \
                 the link."
            }
            Self::NoParent { .. } => {
                "can't be created, because the directory above it does not exist. Create that \
                 first: a render touches nothing outside its output directory."
            }
            _ => "is not a directory. Move it away, or name another output directory.",
        };
        write!(formatter, "`{}` {rest}", path.display())
    }
}

fn write_damaged_manifest(
    formatter: Formatter<'_, '_>,
    path: &Path,
    line: usize,
    reason: &str,
) -> fmt::Result {
    write!(
        formatter,
        "The list of rendered files `{}` is damaged in line {line}: {reason}. Restore it from git, \
         or delete it: then files with the right bytes are recorded anew and the others are shown \
         to you.",
        path.display()
    )
}

fn write_damaged_journal(formatter: Formatter<'_, '_>, path: &Path, line: usize) -> fmt::Result {
    write!(
        formatter,
        "A render was interrupted, and line {line} of its journal in `{}` is damaged. Delete that \
         directory, look at what git says has changed, and render again.",
        path.display()
    )
}

fn write_not_undone(
    formatter: Formatter<'_, '_>,
    path: &Path,
    cause: &DirectoryError,
    undo: &DirectoryError,
) -> fmt::Result {
    write!(
        formatter,
        "{cause} What was begun in `{}` could not be taken back either: {undo} The next render \
         tries that again before anything else.",
        path.display()
    )
}

fn write_busy(
    formatter: Formatter<'_, '_>,
    path: &Path,
    holder: Option<u32>,
    seconds: u64,
) -> fmt::Result {
    match holder {
        Some(holder) => write!(formatter, "Process {holder}")?,
        None => write!(formatter, "Another process")?,
    }
    write!(
        formatter,
        " is at work in `{}` and was not done after {seconds} s. Wait for it or stop it, and try \
         again.",
        path.display()
    )
}

fn write_obstructed(
    formatter: Formatter<'_, '_>,
    path: &Path,
    obstructions: &[Obstruction],
) -> fmt::Result {
    write!(
        formatter,
        "Nothing was written, because in `{}` lies in the way:",
        path.display()
    )?;
    for obstruction in obstructions.iter().take(LISTED) {
        write!(formatter, "\n  {obstruction}")?;
    }
    if let more @ 1.. = obstructions.len().saturating_sub(LISTED) {
        write!(formatter, "\n  and {more} more")?;
    }
    write!(formatter, "\nMove it away or delete it, and render again.")
}

fn write_io(formatter: Formatter<'_, '_>, action: &str, path: &Path, cause: Errno) -> fmt::Result {
    let (why, remedy) = match cause {
        Errno::NOSPC => ("the disk is full", "Free some space, and try again."),
        Errno::DQUOT => (
            "the disk quota is used up",
            "Free some space, and try again.",
        ),
        Errno::FBIG => (
            "the file is larger than is allowed here",
            "Raise the limit (`ulimit -f`).",
        ),
        Errno::ROFS => ("the file system is mounted read-only", "Mount it writable."),
        Errno::ACCESS | Errno::PERM => (
            "permission denied",
            "Give yourself the permission there, or take an immutable mark off, and try again.",
        ),
        Errno::XDEV => (
            "another file system is mounted below the output directory",
            "Unmount it: a render replaces files within one file system.",
        ),
        Errno::NAMETOOLONG => ("the name is too long", "Shorten the name it comes from."),
        Errno::MFILE | Errno::NFILE => {
            ("too many files are open", "Raise the limit (`ulimit -n`).")
        }
        Errno::EXIST | Errno::NOTEMPTY | Errno::NOENT | Errno::ISDIR | Errno::NOTDIR => (
            "somebody else changed the directory in the meantime",
            "Look at what lies there, and try again.",
        ),
        Errno::IO => ("the disk reports an error", "Look at the system's log."),
        other => {
            let path = path.display();
            return write!(formatter, "Can't {action} `{path}`: {other}.");
        }
    };
    write!(
        formatter,
        "Can't {action} `{}`: {why}. {remedy}",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::super::obstruction::Occupant;
    use super::super::relative_path::RelativePath;
    use super::*;

    #[test]
    fn a_full_disk_says_what_to_do_and_what_is_left() {
        let cause = DirectoryError::Io {
            action: "write",
            path: PathBuf::from("out/prod/topics.yaml"),
            cause: Errno::NOSPC,
        };
        let error = DirectoryError::Undone {
            path: PathBuf::from("out"),
            cause: Box::new(cause),
        };
        insta::assert_snapshot!(error, @"Can't write `out/prod/topics.yaml`: the disk is full. Free some space, and try again. Every file in `out` is as it was.");
    }

    #[test]
    fn a_busy_directory_names_the_holder() {
        let waited = Duration::from_secs(10);
        let error = DirectoryError::Busy {
            path: PathBuf::from("out"),
            holder: Some(42),
            waited,
        };
        insta::assert_snapshot!(error, @"Process 42 is at work in `out` and was not done after 10 s. Wait for it or stop it, and try again.");
    }

    #[test]
    fn many_obstructions_are_counted() {
        let obstructions = (0..12).map(|number| Obstruction {
            path: RelativePath::new(format!("prod/{number:02}.yaml")).unwrap(),
            occupant: if number == 0 {
                Occupant::Link
            } else {
                Occupant::ForeignFile
            },
        });
        let error = DirectoryError::Obstructed {
            path: PathBuf::from("out"),
            obstructions: obstructions.collect(),
        };
        let text = error.to_string();
        assert_eq!(text.lines().count(), 13);
        let ends: Vec<_> = text
            .lines()
            .filter(|line| !line.contains("did not"))
            .collect();
        insta::assert_snapshot!(ends.join("\n"), @r"
        Nothing was written, because in `out` lies in the way:
          prod/00.yaml: a symbolic link, which blueprint does not follow here
          and 2 more
        Move it away or delete it, and render again.
        ");
    }
}
