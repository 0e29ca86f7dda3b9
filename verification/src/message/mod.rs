//! Messages made of their schemas: samples that must be taken, violations that must not be, and
//! the form in which serializers write them.
//!
//! Nothing here talks to anybody.

mod sample;
mod violation;
mod wire;

use jsonschema::Validator;
use serde_json::Value;

pub use sample::samples;
pub use violation::{Violation, violations};
pub use wire::{decoded, encoded};

/// Returns what judges events by a schema, formats of texts included.
pub fn validator(schema: &Value) -> Result<Validator, String> {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).map_err(|e| e.to_string())
}
