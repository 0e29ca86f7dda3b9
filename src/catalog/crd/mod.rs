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

use serde_json::Value;

use super::operator::{ApiVersion, Release};

pub use schema::{Coverage, Schema};
pub use violation::{Problem, Violation};

/// Returns the schema of a kind of Strimzi, in the API version that we render for `release`.
///
/// `None` if the release has no such kind. Compiling a schema takes longer than a validation with
/// it: keep it while there are objects of its kind.
#[must_use]
pub fn schema(release: &Release, kind: &str) -> Option<Schema> {
    schema_in(release, kind, release.api_version())
}

/// Returns the schema of a kind of Strimzi in an API version that `release` serves.
///
/// `None` if the release has no such kind, or not in this version.
#[must_use]
pub fn schema_in(release: &Release, kind: &str, api: ApiVersion) -> Option<Schema> {
    let (_, coverage) = archive::of_release(release.number())?;
    Schema::compile(structure(release, kind, api)?, coverage)
}

/// Returns the schema that a definition of somebody else's gives to one of its versions: the value
/// below `schema.openAPIV3Schema`. `None` if it is no schema.
#[must_use]
pub fn compile(structural: &Value) -> Option<Schema> {
    Schema::compile(structural, Coverage::Same)
}

/// Returns whether `release` knows a field of a kind: its keys from the top, `*` for positions.
#[must_use]
pub fn has_field(release: &Release, kind: &str, api: ApiVersion, keys: &[&str]) -> bool {
    let top = structure(release, kind, api);
    let field = keys.iter().try_fold(top, |schema, key| {
        let schema = schema?;
        let below = match *key {
            "*" => schema.get("items"),
            key => schema.get("properties").and_then(|fields| fields.get(key)),
        };
        below
            .or_else(|| schema.get("additionalProperties"))
            .map(Some)
    });
    field.flatten().is_some()
}

fn structure(release: &Release, kind: &str, api: ApiVersion) -> Option<&'static Value> {
    let (file, _) = archive::of_release(release.number())?;
    let known = release.kinds().iter().any(|known| known == kind);
    let served = release.served_versions().contains(&api);
    (known && served).then(|| file.schema(kind, api.version()))?
}

/// Returns the schema of a kind of prometheus-operator: PodMonitor or PrometheusRule.
#[must_use]
pub fn monitoring_schema(kind: &str) -> Option<Schema> {
    Schema::compile(archive::MONITORING.schema(kind, "v1")?, Coverage::Same)
}
