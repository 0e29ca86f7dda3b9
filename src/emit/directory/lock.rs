//! One render at a time: an advisory lock on the output directory itself.
//!
//! `flock` on the open directory needs no lock file, so a render with nothing to do leaves no
//! trace, and the kernel drops it when its holder dies. On network file systems it holds among the
//! processes of one machine.

use std::os::fd::BorrowedFd;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rustix::fs::{FlockOperation, Stat};
use rustix::io::Errno;

use super::error::DirectoryError;

const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(20);

/// Who else may be at work meanwhile.
#[derive(Clone, Copy)]
pub(super) enum Access {
    /// Others may read too.
    Read,
    /// Nobody else.
    Write,
}

/// Locks an open directory, waiting at most for `patience`.
pub(super) fn acquire(
    directory: BorrowedFd<'_>,
    path: &Path,
    access: Access,
    patience: Duration,
) -> Result<(), DirectoryError> {
    let operation = match access {
        Access::Read => FlockOperation::NonBlockingLockShared,
        Access::Write => FlockOperation::NonBlockingLockExclusive,
    };
    let mut waited = Duration::ZERO;
    loop {
        match rustix::fs::flock(directory, operation) {
            Ok(()) => return Ok(()),
            Err(Errno::WOULDBLOCK) if waited >= patience => {
                let path = path.to_owned();
                return Err(DirectoryError::Busy {
                    path,
                    holder: holder(directory),
                    waited,
                });
            }
            Err(Errno::WOULDBLOCK) => sleep(BETWEEN_ATTEMPTS),
            Err(cause) => {
                return Err(DirectoryError::Io {
                    action: "lock",
                    path: path.to_owned(),
                    cause,
                });
            }
        }
        waited += BETWEEN_ATTEMPTS;
    }
}

/// Asks Linux who holds the lock; elsewhere nobody knows.
fn holder(directory: BorrowedFd<'_>) -> Option<u32> {
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let stat = rustix::fs::fstat(directory).ok()?;
    locks
        .lines()
        .find_map(|line| holder_in(line, &identity(&stat)))
}

/// Writes device and inode as `/proc/locks` does (proc_locks(5)).
fn identity(stat: &Stat) -> String {
    let (major, minor) = (
        rustix::fs::major(stat.st_dev),
        rustix::fs::minor(stat.st_dev),
    );
    format!("{major:02x}:{minor:02x}:{}", stat.st_ino)
}

/// Reads a line such as `1: FLOCK  ADVISORY  WRITE 4242 fe:00:1093 0 EOF`; one that waits for the
/// lock has `->` before its kind.
fn holder_in(line: &str, identity: &str) -> Option<u32> {
    let fields: Vec<_> = line.split_whitespace().collect();
    match fields.as_slice() {
        [_, "FLOCK", _, _, holder, place, ..] if *place == identity => holder.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_found_by_device_and_inode() {
        let line = "1: FLOCK  ADVISORY  WRITE 4242 fe:00:1093 0 EOF";
        assert_eq!(holder_in(line, "fe:00:1093"), Some(4242));
        assert_eq!(holder_in(line, "fe:00:109"), None);
    }

    #[test]
    fn waiting_is_not_holding() {
        let line = "1: -> FLOCK  ADVISORY  WRITE 4242 fe:00:1093 0 EOF";
        assert_eq!(holder_in(line, "fe:00:1093"), None);
    }
}
