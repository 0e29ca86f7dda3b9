//! The owner of the output directory, on real file systems and with real processes.

// Clippy knows tests by their attribute only; what they share has none.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod deployment;
mod filesystem;
mod kill;
mod lock;
mod obstruction;
mod ownership;
