//! The two streams of a command: results go to standard output, everything else to standard error.
//!
//! A reader that has gone away (`blueprint check | head`) is no failure: what it no longer wants is
//! dropped, and the command ends as it would have.

use std::{
    env,
    io::{self, IsTerminal, Write},
};

use clap::ValueEnum;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Also into files and pipes
    Always,
    /// Never
    Never,
}

/// The streams of one run and whether each of them shows colours.
#[derive(Debug)]
pub struct Console {
    choice: ColourChoice,
    failed: Option<io::Error>,
}

const BOLD_RED: &str = "\u{1b}[1m\u{1b}[91m";
const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

impl Console {
    /// Opens the streams of the process.
    #[must_use]
    pub fn new(choice: ColourChoice) -> Self {
        Self {
            choice,
            failed: None,
        }
    }

    /// Writes a result, whole lines of text.
    pub fn result(&mut self, text: &str) {
        let mut stream = io::stdout().lock();
        let written = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => self.failed = Some(error),
            _ => {}
        }
    }

    /// Writes a line, or several, that are no result.
    pub fn notice(&mut self, text: &str) {
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Writes why a command failed.
    pub fn failure(&mut self, label: &str, text: &str) {
        if self.error_colours() {
            self.notice(&format!("{BOLD_RED}{label}{RESET}{BOLD}: {text}{RESET}"));
        } else {
            self.notice(&format!("{label}: {text}"));
        }
    }

    /// Returns the text as a heading of results.
    #[must_use]
    pub fn heading(&self, text: &str) -> String {
        if self.result_colours() {
            format!("{BOLD}{text}{RESET}")
        } else {
            text.to_owned()
        }
    }

    /// Returns whether results are written in colours.
    #[must_use]
    pub fn result_colours(&self) -> bool {
        self.colours(io::stdout().is_terminal())
    }

    /// Returns whether the rest is written in colours.
    #[must_use]
    pub fn error_colours(&self) -> bool {
        self.colours(io::stderr().is_terminal())
    }

    /// Returns why a result could not be written, if one could not.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    fn colours(&self, terminal: bool) -> bool {
        match self.choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => terminal && !refuses_colours(),
        }
    }
}

/// Whether the surroundings ask for no colours (no-color.org: set and not empty).
fn refuses_colours() -> bool {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_some() || set("TERM").is_some_and(|terminal| terminal == "dumb")
}
