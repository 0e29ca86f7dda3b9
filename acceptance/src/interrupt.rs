//! SIGINT, SIGTERM and SIGHUP: end every process, then let the run unwind.

use std::io;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::process::group;

/// Watches for signals from now on, in a thread of its own.
///
/// Whoever waits for a process sees it end and gets
/// [`Error::Interrupted`](crate::error::Error::Interrupted) at the next start of one.
pub fn watch() -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            group::stop_all();
        }
    });
    Ok(())
}
