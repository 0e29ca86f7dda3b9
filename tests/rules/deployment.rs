//! A small deployment in order, and what the rules find when something is laid over it.

use std::{fmt::Write, path::Path};

use kafka_blueprint::{
    environment::{FromNode, attachment, layer, parse, read::Scalar},
    finding::{FileId, Finding, Trail},
    model::{Deployment, waiver::Date},
    rules,
};

use crate::round_trip;

const BASE: &str = include_str!("base.yaml");

/// Returns the deployment with `overlay` laid over it; both must be read without a finding.
pub fn with(overlay: &str) -> Deployment {
    let mut findings = Vec::new();
    let read = |file, text, findings: &mut _| parse::document(FileId::new(file), text, findings);
    let base = read(0, BASE, &mut findings).unwrap();
    let mut document = if overlay.is_empty() {
        base
    } else {
        let overlay = read(1, overlay, &mut findings).unwrap();
        layer::overlay(base, overlay, &mut findings)
    };
    attachment::read(&mut document, Path::new("environments"));
    let deployment = Deployment::from_node(&document, &Trail::TOP, &mut findings);
    assert_eq!(findings, [], "the case itself could not be read");
    deployment.unwrap()
}

/// Returns an overlay with an older Kafka, 3.6.1, and an operator that runs it.
pub fn with_kafka_3_6(overlay: &str) -> String {
    const OLD: &str = "cluster: {version: 3.6.1, metadataVersion: 3.6-IV2";
    let operator = "operator: {version: 0.40.0}";
    match overlay.split_once("cluster: {") {
        Some((before, after)) => format!("{operator}\n{before}{OLD}, {after}"),
        None => format!("{operator}\n{OLD}}}\n{overlay}"),
    }
}

/// Returns everything that is found.
pub fn all(overlay: &str) -> Vec<Finding> {
    let deployment = with(overlay);
    let findings = rules::check(&deployment, None);
    round_trip::agree(&deployment, &findings);
    findings
}

/// Returns what is found on a day.
pub fn on(today: &str, overlay: &str) -> String {
    lines(&rules::check(
        &with(overlay),
        Some(Date::parse(today).unwrap()),
    ))
}

/// Returns what one rule finds, as text; a rule that does not exist fails the test.
pub fn found(rule: &str, overlay: &str) -> String {
    assert!(
        rules::all().any(|known| known.name().as_str() == rule),
        "no rule {rule}"
    );
    let mut findings = all(overlay);
    findings.retain(|finding| finding.rule.as_str() == rule);
    lines(&findings)
}

/// Returns findings as text, each with its severity, path, sentence, outcome and help.
pub fn lines(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut text, finding| {
        let path = finding.path().map(ToString::to_string).unwrap_or_default();
        writeln!(text, "{} {} at {path}", finding.severity, finding.rule).unwrap();
        writeln!(text, "  {}", finding.message).unwrap();
        if let Some(outcome) = finding.outcome {
            writeln!(text, "  {outcome}").unwrap();
        }
        if let Some(help) = &finding.help {
            writeln!(text, "  help: {help}").unwrap();
        }
        text
    })
}

/// Fails the test where one rule finds something.
pub fn passes(rule: &str, overlay: &str) {
    assert_eq!(found(rule, overlay), "", "{overlay}");
}
