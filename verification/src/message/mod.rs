//! Messages made of their schemas: samples that must be taken, violations that must not be, and
//! the form in which serializers write them.
//!
//! Nothing here talks to anybody.

mod sample;
mod violation;
mod wire;

pub use sample::samples;
pub use violation::{Violation, violations};
pub use wire::{decoded, encoded};
