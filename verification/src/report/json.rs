//! One JSON document for programs, and its published schema.

use std::{collections::BTreeMap, time::Duration};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;

use super::{Counts, Report};
use crate::outcome::{Check, Outcome};

/// What came of a verification of a running cluster.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Document {
    /// The version of this form; within one, fields are only added.
    version: u32,
    /// The name of the cluster's Kafka resource.
    cluster: String,
    /// Each check, in the order they were made.
    checks: Vec<Entry>,
    /// How many of them passed.
    passed: usize,
    /// How many of them failed.
    failed: usize,
    /// How many of them could not be, or were not to be, made.
    not_checked: usize,
    /// How long the whole run took, in milliseconds.
    milliseconds: u64,
}

/// One check.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    /// Its name, such as `topic/partitions`.
    name: String,
    /// What it came to.
    outcome: Word,
    /// What was looked at, or why nothing was.
    evidence: Option<String>,
    /// What is otherwise than expected.
    differences: Vec<Difference>,
    /// How long it took to look at, or to try, what it was judged by, in milliseconds.
    milliseconds: u64,
    /// What was measured on the way.
    measures: Vec<Measure>,
}

/// Something that was measured.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Measure {
    /// Its name, which ends with its unit, such as `latency_seconds`.
    name: String,
    /// What tells it from others of that name.
    labels: BTreeMap<String, String>,
    /// How much it is.
    value: f64,
}

/// What a check came to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
enum Word {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// It could not be, or was not to be, looked at.
    NotChecked,
}

/// One thing that is otherwise than expected.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The thing.
    thing: String,
    /// What it should be.
    expected: String,
    /// What it is.
    found: String,
}

/// Writes a report as JSON.
#[must_use]
pub fn json(report: &Report) -> String {
    // The form has no maps with other keys than text, and what is measured is finite: all of it
    // is JSON.
    let value = serde_json::to_value(document(report));
    value.map_or_else(|_| String::new(), |json| format!("{json:#}\n"))
}

pub(super) fn document(report: &Report) -> Document {
    let counts = Counts::of(&report.checks);
    Document {
        version: 1,
        cluster: report.cluster.clone(),
        checks: report.checks.iter().map(entry).collect(),
        passed: counts.passed,
        failed: counts.failed,
        not_checked: counts.not_checked,
        milliseconds: milliseconds(report.took),
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn entry(check: &Check) -> Entry {
    let (outcome, evidence, differences) = match &check.outcome {
        Outcome::Passed(evidence) => (Word::Passed, Some(evidence.clone()), &[][..]),
        Outcome::Failed(found) => (Word::Failed, None, &found[..]),
        Outcome::NotChecked(why) => (Word::NotChecked, Some(why.clone()), &[][..]),
    };
    let difference = |one: &crate::outcome::Difference| Difference {
        thing: one.thing.clone(),
        expected: one.expected.clone(),
        found: one.found.clone(),
    };
    Entry {
        name: check.name.clone().into_owned(),
        outcome,
        evidence,
        differences: differences.iter().map(difference).collect(),
        milliseconds: milliseconds(check.took),
        measures: check.measures.iter().map(measure).collect(),
    }
}

fn measure(measure: &crate::outcome::Measure) -> Measure {
    let labels = measure.labels.iter();
    Measure {
        name: measure.name.to_owned(),
        labels: labels
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        value: measure.value,
    }
}

/// Returns the JSON Schema (draft 2020-12) of the document.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Document>();
    schema.insert("title".to_owned(), "Verification".into());
    format!("{:#}\n", schema.to_value())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    #[test]
    fn the_published_schema_is_fresh() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verification.schema.json");
        let published = fs::read_to_string(path).unwrap_or_default();
        assert_eq!(published, super::schema(), "run `cargo xtask docs`");
    }
}
