//! Breaks a render at a chosen step, for the tests of this module.

use std::cell::Cell;

use rustix::io::Errno;

/// Which steps go wrong, counted from 0.
#[derive(Clone, Copy, Default)]
pub struct Fault {
    /// This step fails: the disk is full for a moment.
    pub fails: Option<usize>,
    /// From this step on nothing is changed any more: the process was killed.
    pub dies: Option<usize>,
}

thread_local! {
    static FAULT: Cell<Fault> = const { Cell::new(Fault { fails: None, dies: None }) };
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Called before every change.
pub fn strike() -> Result<(), Errno> {
    let (fault, step) = (FAULT.get(), STEPS.get());
    STEPS.set(step + 1);
    if fault.dies.is_some_and(|dies| step >= dies) {
        Err(Errno::IO)
    } else if fault.fails == Some(step) {
        Err(Errno::NOSPC)
    } else {
        Ok(())
    }
}

/// Runs `work` with a fault, and returns the number of steps that were tried.
pub fn during<T>(fault: Fault, work: impl FnOnce() -> T) -> (T, usize) {
    FAULT.set(fault);
    STEPS.set(0);
    let result = work();
    FAULT.set(Fault::default());
    (result, STEPS.get())
}
