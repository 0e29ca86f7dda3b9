//! The program `verification`, built from this workspace, and what it reports.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::fault::Told;
use crate::container::Container;
use crate::error::{Error, Result};
use crate::process::Call;
use crate::workspace;

/// How long a cold build may take.
const BUILD: Duration = Duration::from_mins(20);

/// What was not looked at for a reason that the model gives.
const KNOWN: [&str; 6] = [
    "the model has no racks",
    "no address of a Kafka UI was given",
    "no address of a Prometheus was given",
    // The model asks for neither to be waited for, and Kafka looks for old records every 5 min.
    "Kafka may take 25 s for it (log.cleaner.backoff.ms), and 0 s are given",
    "Kafka may take 310 s for it (log.retention.check.interval.ms), and 0 s are given",
    "Kafka may take 310 s for it (log.retention.check.interval.ms), and 60 s are given",
];

/// The executable.
#[derive(Clone, Debug)]
pub(super) struct Program(PathBuf);

/// What one run came to.
#[derive(Clone, Debug)]
pub(in crate::proof) struct Report {
    /// The exit status.
    status: Option<i32>,
    /// Each check, in their order.
    checks: Vec<Entry>,
    /// How long it took.
    pub(in crate::proof) duration: Duration,
}

/// One check.
#[derive(Clone, Debug, Deserialize)]
struct Entry {
    name: String,
    outcome: String,
    evidence: Option<String>,
    differences: Vec<Difference>,
    measures: Vec<Measure>,
}

/// Something that was measured.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Measure {
    pub(super) name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
}

/// One difference.
#[derive(Clone, Debug, Deserialize)]
struct Difference {
    thing: String,
    expected: String,
    found: String,
}

#[derive(Deserialize)]
struct Document {
    checks: Vec<Entry>,
}

impl Program {
    /// Builds it.
    pub(super) fn build() -> Result<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let workspace = workspace::root();
        let target = workspace.join("target");
        Call::new(cargo)
            .args(["build", "--quiet", "--locked", "--package", "verification"])
            .arg("--target-dir")
            .arg(&target)
            .directory(workspace)
            .timeout(BUILD)
            .stdout()?;
        Ok(Self(target.join("debug/verification")))
    }

    /// Describes a run without anything.
    pub(super) fn call(&self) -> Call {
        Call::new(&self.0)
    }
}

/// Adds the environment of the rendered container to a call of the program, which is to wait for
/// nothing.
pub(super) fn in_container(call: Call, container: &Container) -> Call {
    // The Kafka UI is in no package registry.
    let variables = container.environment().iter();
    let variables = variables.filter(|(name, _)| name != "KAFKA_UI_URL");
    variables
        .fold(call, |call, (name, value)| call.env(name, value))
        .env("WAIT_SECONDS", "0")
        .args(["--format", "json"])
}

impl Report {
    /// Runs `call` to its end and reads what it reports.
    pub(in crate::proof) fn of(call: &Call) -> Result<Self> {
        let started = Instant::now();
        let output = call.output()?;
        let document: Document = serde_json::from_str(&output.stdout)
            .map_err(|_| Error::form("the verification's report", output.last_words()))?;
        Ok(Self {
            status: output.status,
            checks: document.checks,
            duration: started.elapsed(),
        })
    }

    /// Returns how many checks passed.
    pub(in crate::proof) fn passed(&self) -> usize {
        self.of_outcome("passed").count()
    }

    /// Returns whether a check was made and passed.
    pub(super) fn has_passed(&self, name: &str) -> bool {
        self.of_outcome("passed").any(|entry| entry.name == name)
    }

    /// Returns what a check came to, as lines.
    pub(super) fn lines(&self, name: &str) -> Vec<String> {
        let own = self.checks.iter().filter(|entry| entry.name == name);
        own.map(Entry::text).collect()
    }

    /// Returns what was not looked at, by name, and why.
    pub(super) fn not_checked(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.of_outcome("notChecked");
        own.map(|entry| (entry.name.as_str(), entry.reason()))
    }

    /// Returns what failed, what was not looked at for a reason that is not known, and an exit
    /// status of something other than success.
    pub(in crate::proof) fn complaints(&self) -> Vec<String> {
        let unknown = self.of_outcome("notChecked");
        let unknown = unknown.filter(|entry| !KNOWN.contains(&entry.reason()));
        let entries = self.of_outcome("failed").chain(unknown);
        let mut complaints: Vec<_> = entries.map(Entry::text).collect();
        if self.status != Some(0) || self.passed() == 0 {
            complaints.push(format!("exit status {:?}", self.status));
        }
        complaints
    }

    /// Returns each check with its outcome.
    pub(in crate::proof) fn verdicts(&self) -> Vec<(&str, &str)> {
        let entries = self.checks.iter();
        entries
            .map(|entry| (entry.name.as_str(), entry.outcome.as_str()))
            .collect()
    }

    /// Returns the exit status.
    pub(super) fn status(&self) -> Option<i32> {
        self.status
    }

    /// Returns what was measured under a name.
    pub(super) fn measures(&self, name: &'static str) -> impl Iterator<Item = &Measure> {
        let all = self.checks.iter().flat_map(|entry| &entry.measures);
        all.filter(move |measure| measure.name == name)
    }

    /// Returns the names of the checks that failed.
    pub(super) fn failed(&self) -> impl Iterator<Item = &str> {
        self.of_outcome("failed").map(|entry| entry.name.as_str())
    }

    /// Returns whether a difference says so.
    pub(super) fn tells(&self, told: &Told) -> bool {
        let failed = self.of_outcome("failed");
        let mut differences = failed.flat_map(|entry| &entry.differences);
        differences.any(|one| {
            one.thing == told.thing
                && one.expected == told.expected
                && one.found.starts_with(&told.found)
        })
    }

    fn of_outcome(&self, outcome: &'static str) -> impl Iterator<Item = &Entry> {
        let entries = self.checks.iter();
        entries.filter(move |entry| entry.outcome == outcome)
    }
}

impl Entry {
    /// Returns why it was not made.
    fn reason(&self) -> &str {
        self.evidence.as_deref().unwrap_or_default()
    }

    /// Returns the check as one line.
    fn text(&self) -> String {
        let differences = self.differences.iter().map(|one| {
            let Difference {
                thing,
                expected,
                found,
            } = one;
            format!("{thing}: expected {expected}, found {found}")
        });
        let differences: Vec<_> = differences.collect();
        let evidence = self.reason();
        format!(
            "{} {}: {evidence}{}",
            self.name,
            self.outcome,
            differences.join("; ")
        )
    }
}
