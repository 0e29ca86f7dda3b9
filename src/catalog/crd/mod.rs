//! The schemas of custom resources, as the API server applies them.
//!
//! `crds/` holds the structure of Strimzi's definitions as Strimzi's own generator writes them: for
//! 0.40.0 and 1.2.0 byte for byte the published files, for 0.51.0 the same structure. The schemas
//! of prometheus-operator come from its Go module. A value that a schema refuses is refused by
//! the API server, and a field that it does not know is dropped there without a word.
//!
//! Rules in CEL (`x-kubernetes-validations`) are not evaluated.

mod archive;
mod closed;
mod schema;
mod violation;

use super::operator::Release;

pub use schema::{Coverage, Schema};
pub use violation::{Problem, Violation};

/// Returns the schema of a kind of Strimzi, in the API version that we render for `release`.
///
/// `None` if the release has no such kind. Compiling a schema takes longer than a validation with
/// it: keep it while there are objects of its kind.
#[must_use]
pub fn schema(release: &Release, kind: &str) -> Option<Schema> {
    let (file, coverage) = archive::of_release(release.number())?;
    if !release.kinds().iter().any(|known| known == kind) {
        return None;
    }
    let schema = file.schema(kind, release.api_version().version())?;
    Schema::compile(schema, coverage)
}

/// Returns the schema of a kind of prometheus-operator: PodMonitor or PrometheusRule.
#[must_use]
pub fn monitoring_schema(kind: &str) -> Option<Schema> {
    Schema::compile(archive::MONITORING.schema(kind, "v1")?, Coverage::Same)
}
