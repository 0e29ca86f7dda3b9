//! Findings for machines: one JSON document.
//!
//! The types here are both what is written and what the published schema is made of, so that the
//! two can't differ. New fields may be added; none is renamed or taken away within a version.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Entry, Report, inert::inert_json};
use crate::finding::{Acceptance, Outcome, Severity};

/// The version of the document's form.
const VERSION: u32 = 1;

/// Everything that `blueprint check` found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document<'a> {
    /// The version of this form; within one, fields are only added.
    version: u32,
    /// What was looked at: the base and the environments.
    environments: &'a [String],
    /// What was found and nobody has accepted, worst first, then by file and line.
    findings: Vec<Finding<'a>>,
    /// What was found and a waiver accepts.
    waived: Vec<Waived<'a>>,
    /// How many findings of each severity there are, without those that are waived.
    counts: Counts,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Finding<'a> {
    /// The rule; `blueprint explain` has its page.
    #[schemars(regex(pattern = r"^[a-z-]+/[a-z0-9-]+$"))]
    rule: &'a str,
    /// How much it matters.
    severity: Word,
    /// What is wrong, in one sentence without a closing full stop.
    message: &'a str,
    /// The model path, such as `topics.dlq.retention`; null for what could not become a model.
    path: Option<String>,
    /// The file that set the value, as it was given to the command; null where none did.
    file: Option<&'a str>,
    /// The line, counted from one; null where the file as a whole is meant.
    #[schemars(range(min = 1))]
    line: Option<usize>,
    /// The first column, counted in characters from one.
    #[schemars(range(min = 1))]
    column: Option<usize>,
    /// The column after the last one, on the same line.
    #[schemars(range(min = 1))]
    end_column: Option<usize>,
    /// How to mend it, in one sentence without a closing full stop.
    help: Option<&'a str>,
    /// What the API server, an operator or Kafka makes of it.
    outcome: Option<Fate>,
    /// The environments that have it.
    environments: &'a [String],
}

/// A finding that a waiver accepts.
#[derive(Debug, Serialize, JsonSchema)]
struct Waived<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    /// The name of the waiver.
    waiver: &'a str,
    /// Why it is accepted.
    reason: &'a str,
    /// The last day on which it is accepted, such as `2027-06-30`.
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    until: &'a str,
}

/// How many findings there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Counts {
    /// What keeps the deployment from being rendered.
    error: usize,
    /// What would work, but not as well or as safely as one would think.
    warning: usize,
    /// What is worth knowing.
    advice: usize,
}

/// How much a finding matters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Word {
    /// The deployment would not be what the model says: nothing is rendered.
    Error,
    /// The deployment would work, but not as well or as safely as one would think.
    Warning,
    /// Something worth knowing that asks for no change.
    Advice,
}

/// What the API server, an operator or Kafka makes of a mistake.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Fate {
    /// The API server or an operator says no, with a message.
    Refused,
    /// kubectl and server-side apply say no; with a tool that is less strict it is left out.
    RefusedOrDropped,
    /// The value is left out; at most a line in an operator's log says so.
    Dropped,
    /// The operator goes on with the old value and adds a warning to the status.
    Reverted,
    /// Nothing happens and nobody is told.
    Ignored,
    /// It is accepted, and something fails because of it later.
    FailsLater,
}

/// Returns the report as a JSON document, with a newline at its end.
#[must_use]
pub fn document(report: &Report) -> String {
    let counts = report.counts();
    let entries = report.entries().into_iter();
    let document = Document {
        version: VERSION,
        environments: report.environments(),
        findings: entries.map(|entry| finding(report, entry)).collect(),
        waived: waived(report),
        counts: Counts {
            error: counts.errors,
            warning: counts.warnings,
            advice: counts.advice,
        },
    };
    inert_json(&format!("{:#}\n", json!(document)))
}

/// Returns the JSON Schema (draft 2020-12) of what [`document`] returns.
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Document>());
    schema["title"] = json!("What `blueprint check --format json` prints");
    schema
}

fn waived(report: &Report) -> Vec<Waived<'_>> {
    let entries = report.waived().into_iter();
    entries
        .filter_map(|entry| {
            let accepted: &Acceptance = entry.finding.accepted.as_deref()?;
            Some(Waived {
                finding: finding(report, entry),
                waiver: &accepted.waiver,
                reason: &accepted.reason,
                until: &accepted.until,
            })
        })
        .collect()
}

fn finding<'a>(report: &'a Report, entry: &'a Entry) -> Finding<'a> {
    let finding = &entry.finding;
    let spot = entry.spot.as_ref();
    let within = spot.filter(|spot| !spot.whole_file);
    Finding {
        rule: finding.rule.as_str(),
        severity: match finding.severity {
            Severity::Error => Word::Error,
            Severity::Warning => Word::Warning,
            Severity::Advice => Word::Advice,
        },
        message: &finding.message,
        path: finding.path().map(ToString::to_string),
        file: spot.map(|spot| report.file(spot).name()),
        line: within.map(|spot| spot.line),
        column: within.map(|spot| spot.column),
        end_column: within.map(|spot| spot.end_column),
        help: finding.help.as_deref(),
        outcome: finding.outcome.map(fate),
        environments: &entry.environments,
    }
}

fn fate(outcome: Outcome) -> Fate {
    match outcome {
        Outcome::Refused => Fate::Refused,
        Outcome::RefusedOrDropped => Fate::RefusedOrDropped,
        Outcome::Dropped => Fate::Dropped,
        Outcome::Reverted => Fate::Reverted,
        Outcome::Ignored => Fate::Ignored,
        Outcome::FailsLater => Fate::FailsLater,
    }
}
