//! What one run of a program took, as the kernel counted it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};

/// What one run took.
pub struct Measurement {
    /// The time that passed.
    pub wall: Duration,
    /// The processor time, the program's own and the kernel's for it.
    pub cpu: Duration,
    /// The most memory that was resident, in bytes.
    pub peak: u64,
}

/// Runs a program to its end, without its output.
pub fn of(command: &mut Command) -> Outcome<Measurement> {
    let program = command.get_program().to_string_lossy().into_owned();
    let begun = Instant::now();
    let ended = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .and_then(wait4::Wait4::wait4)
        .map_err(|cause| Failure::new(format!("`{program}` could not be run: {cause}")))?;
    let wall = begun.elapsed();
    if !ended.status.success() {
        return Err(Failure::new(format!(
            "`{program}` ended with {}, so there is nothing to measure",
            ended.status
        )));
    }
    Ok(Measurement {
        wall,
        cpu: ended.rusage.utime + ended.rusage.stime,
        peak: ended.rusage.maxrss,
    })
}
