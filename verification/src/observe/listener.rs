//! How far clients come that should not get in.
//!
//! Each probe is one connection that sends one `ApiVersions` request, which every listener
//! answers before it asks for rights.

use crate::wire::{Failure, Way, Wire};

/// Tries one listener.
pub async fn probe(host: &str, port: u16, way: Way) -> Result<(), Failure> {
    Wire::open(host, port, way).await?.greet().await
}
