//! Rows that are proved beside each other, each lane a thread that takes the next row.
//!
//! A thread lives as long as what it started: the kernel ends a process with the thread that
//! started it.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does `work` on every item in `lanes` threads and returns what came of each, in the order of the
/// items; nothing for those that were not begun any more because `stopped` said so.
///
/// `done` gets each result as soon as it is there, one at a time.
pub fn each<T: Sync, R: Send>(
    lanes: NonZeroUsize,
    items: &[T],
    stopped: impl Fn() -> bool + Sync,
    work: impl Fn(&T) -> R + Sync,
    done: impl FnMut(&R) + Send,
) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let results = items.iter().map(|_| Mutex::new(None)).collect::<Vec<_>>();
    let done = Mutex::new(done);
    let lane = || {
        while !stopped() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let (Some(item), Some(slot)) = (items.get(number), results.get(number)) else {
                return;
            };
            let result = work(item);
            // What a panic elsewhere left is told by that panic.
            done.lock().unwrap_or_else(PoisonError::into_inner)(&result);
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    };
    thread::scope(|scope| {
        for _ in 0..lanes.get() {
            scope.spawn(lane);
        }
    });
    let taken = results.into_iter().map(Mutex::into_inner);
    taken
        .map(|result| result.unwrap_or_else(PoisonError::into_inner))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::AtomicBool;

    use super::*;

    const TWO: NonZeroUsize = NonZeroUsize::new(2).unwrap();

    #[test]
    fn two_lanes_work_at_once_and_the_order_stays() {
        // Neither of the first two passes the barrier alone.
        let both = Barrier::new(2);
        let work = |number: &usize| {
            if *number < 2 {
                both.wait();
            }
            *number
        };
        let mut seen = Vec::new();
        let results = each(TWO, &[0, 1, 2], || false, work, |number| seen.push(*number));
        assert_eq!(results, [Some(0), Some(1), Some(2)]);
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2]);
    }

    #[test]
    fn nothing_is_begun_after_the_stop() {
        let stop = AtomicBool::new(false);
        let work = |number: &usize| {
            stop.store(true, Ordering::SeqCst);
            *number
        };
        let stopped = || stop.load(Ordering::SeqCst);
        let results = each(NonZeroUsize::MIN, &[0, 1], stopped, work, |_| ());
        assert_eq!(results, [Some(0), None]);
    }
}
