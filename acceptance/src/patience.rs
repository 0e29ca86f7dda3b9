//! Waiting for what takes its time on a busy machine.

use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::process::group;

/// How often is asked whether it is so by now.
const TICK: Duration = Duration::from_millis(200);

/// Waits until something is so, at most `limit`, and returns whether it came to be.
///
/// # Errors
/// What the question fails with, and an interrupted run.
pub fn until(limit: Duration, mut is_so: impl FnMut() -> Result<bool>) -> Result<bool> {
    let started = Instant::now();
    while !is_so()? {
        if group::stopped() {
            return Err(Error::Interrupted);
        }
        if started.elapsed() > limit {
            return Ok(false);
        }
        thread::sleep(TICK);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_late_is_waited_for_and_what_never_comes_is_given_up() {
        let mut asked = 0;
        let late = || {
            asked += 1;
            Ok(asked == 3)
        };
        assert!(until(Duration::from_mins(1), late).unwrap());
        assert!(!until(Duration::ZERO, || Ok(false)).unwrap());
    }
}
