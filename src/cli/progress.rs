//! A line on the terminal that says what takes so long, once it takes long.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// How long work may take before people are told what it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a command is doing; shown on a terminal only, and only after a second.
#[derive(Debug)]
pub struct Progress {
    begun: Instant,
    bar: ProgressBar,
}

impl Progress {
    /// Begins to watch the time.
    pub fn begin() -> Self {
        Self {
            begun: Instant::now(),
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
        }
    }

    /// Says what is done next.
    pub fn step(&self, what: impl Into<String>) {
        self.bar.set_message(what.into());
        if self.begun.elapsed() > PATIENCE && self.bar.is_hidden() {
            // Draws nothing where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
    }

    /// Returns how long it has taken so far.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
