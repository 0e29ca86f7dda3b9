//! Processes that the harness owns: none outlives the run that started it.
//!
//! Every process leads a group of its own, so that its children end with it. It is started
//! through util-linux's `setpriv --pdeathsig`, so that the kernel ends it when the harness is
//! killed outright; a signal to the harness ends all groups through [`group::stop_all`]; and
//! an owned process ends when its owner is dropped, after success, failure or panic alike.

mod call;
mod daemon;
pub mod group;
mod output;

pub use call::Call;
pub use daemon::Daemon;
pub use output::Output;
