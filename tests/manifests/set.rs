//! A small set of manifests in order, and what is found when something is changed in it.

use std::{
    fmt::Write,
    sync::{LazyLock, Mutex, PoisonError},
};

use kafka_blueprint::{
    manifests::{self, Definitions, Manifests},
    report::{Entry, Report},
};

/// A cluster with its topic and its user, for the releases that serve `v1`.
pub const BASE: &str = include_str!("base.yaml");

static DEFINITIONS: LazyLock<Mutex<Definitions>> = LazyLock::new(Mutex::default);

/// Checks one file of manifests as a release would see it; without one the set decides.
pub fn check(version: &str, text: &[u8]) -> Report {
    let mut manifests = Manifests::default();
    manifests.add("set.yaml", text.to_vec());
    let asked = (!version.is_empty()).then(|| version.parse().unwrap());
    let mut definitions = DEFINITIONS.lock().unwrap_or_else(PoisonError::into_inner);
    let checked = manifests::check(&manifests, asked, &mut definitions);
    let mut report = Report::default();
    let document = checked.document.as_ref();
    report.add("set.yaml", &manifests.sources, document, checked.findings);
    report
}

/// Returns what the rules of one name or family find, as text; all but advice about what is not
/// checked and about the release where none is named.
pub fn found(rule: &str, version: &str, text: &str) -> String {
    let report = check(version, text.as_bytes());
    let told = |name: &str| match rule {
        "" => !matches!(name, "manifest/not-checked" | "manifest/release"),
        rule => name == rule || rule.ends_with('/') && name.starts_with(rule),
    };
    let entries = report.entries();
    lines(
        entries
            .into_iter()
            .filter(|entry| told(entry.finding.rule.as_str())),
    )
}

fn lines<'a>(entries: impl Iterator<Item = &'a Entry>) -> String {
    entries.fold(String::new(), |mut text, entry| {
        let finding = &entry.finding;
        let spot = entry.spot.as_ref().expect("every finding has a place");
        let place = format!("{}:{}", spot.line, spot.column);
        writeln!(text, "{} {} at {place}", finding.severity, finding.rule).unwrap();
        writeln!(text, "  {}", finding.message).unwrap();
        if let Some(help) = &finding.help {
            writeln!(text, "  help: {help}").unwrap();
        }
        text
    })
}

/// Returns the base with one text in the place of another, which must be there once.
pub fn with(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    BASE.replace(from, to)
}

/// Returns the base with more behind it.
pub fn and(more: &str) -> String {
    format!("{BASE}---\n{more}")
}

/// Returns what a rule says of a text with the newest release.
pub fn of(rule: &str, text: &str) -> String {
    found(rule, "1.2.0", text)
}
