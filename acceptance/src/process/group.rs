//! The process groups that are alive, and the one switch that ends them all.
//!
//! After [`stop_all`] no further process can be started: whoever tries is told that the run
//! was interrupted, and the run unwinds by itself.

use std::collections::BTreeSet;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::error::{Error, Result};

/// The groups that are alive, by the process id of their leader.
struct Groups {
    alive: BTreeSet<i32>,
    closed: bool,
}

static GROUPS: Mutex<Groups> = Mutex::new(Groups {
    alive: BTreeSet::new(),
    closed: false,
});

/// Starts `command` as the leader of a new group.
pub(super) fn spawn(command: &mut Command) -> Result<Child> {
    // The lock is held over the start, so that no process slips past `stop_all`.
    let mut groups = lock();
    if groups.closed {
        return Err(Error::Interrupted);
    }
    let child = command
        .process_group(0)
        .spawn()
        .map_err(|source| Error::Start {
            program: command.get_program().to_string_lossy().into_owned(),
            source,
        })?;
    groups.alive.insert(leader(&child));
    Ok(child)
}

/// Ends what is left of the group of `child` and waits for the child itself.
pub(super) fn end(child: &mut Child) {
    let mut groups = lock();
    kill(leader(child), Signal::KILL);
    // A child that can't be waited for is gone already.
    let _ = child.wait();
    groups.alive.remove(&leader(child));
}

/// Asks the group of `child` to stop by itself.
pub(super) fn ask_to_stop(child: &Child) {
    kill(leader(child), Signal::TERM);
}

/// Stops the group of `child` where it is, or lets it go on.
pub(super) fn pause(child: &Child, paused: bool) {
    let signal = if paused { Signal::STOP } else { Signal::CONT };
    kill(leader(child), signal);
}

/// Ends every group at once and refuses new ones from now on.
pub fn stop_all() {
    let mut groups = lock();
    groups.closed = true;
    for leader in &groups.alive {
        kill(*leader, Signal::KILL);
    }
}

/// Returns whether [`stop_all`] was called.
#[must_use]
pub fn stopped() -> bool {
    lock().closed
}

fn leader(child: &Child) -> i32 {
    child.id().cast_signed()
}

fn kill(leader: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(leader) {
        // A group that is gone needs no signal.
        let _ = kill_process_group(pid, signal);
    }
}

fn lock() -> MutexGuard<'static, Groups> {
    // The set is whole at every moment, so a panic elsewhere does not spoil it.
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}
