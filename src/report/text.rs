//! Findings for people: the sentence, the line it is about with a caret, why, and the way out.

use std::{collections::BTreeSet, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{
    Entry, Report, Spot,
    inert::{inert, push},
};
use crate::finding::{Severity, listed};

/// How many bytes of a long line are shown on each side of the caret.
const MARGIN: usize = 60;

/// Returns every finding of a report, worst first; `styled` adds the colours of a terminal.
#[must_use]
pub fn findings(report: &Report, styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut explained = BTreeSet::new();
    let mut text = String::new();
    for entry in report.entries() {
        // Once per rule is enough to know that there is a page.
        let explain = explained.insert(entry.finding.rule);
        let group = group(report, entry, explain);
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(report: &'a Report, entry: &'a Entry, explain: bool) -> Group<'a> {
    let finding = &entry.finding;
    let title = level(finding.severity)
        .primary_title(inert(&finding.message))
        .id(finding.rule.as_str());
    let mut group = Group::with_title(title);
    if let Some(spot) = &entry.spot {
        group = located(group, report, spot);
    }
    let more = explain.then(|| format!("blueprint explain {}", finding.rule));
    let notes = [
        ("in", report.only_in(entry).map(listed)),
        (
            "why",
            finding.outcome.map(|outcome| outcome.sentence().to_owned()),
        ),
        (
            "help",
            finding.help.as_deref().map(|help| inert(help).into_owned()),
        ),
        ("more", more),
    ];
    let written = notes
        .into_iter()
        .filter_map(|(name, note)| Some((name, note?)));
    group.elements(written.map(|(name, note)| Level::NOTE.with_name(name).message(note)))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    }
}

fn located<'a>(group: Group<'a>, report: &'a Report, spot: &'a Spot) -> Group<'a> {
    let file = report.file(spot);
    let origin = Origin::path(inert(file.name()));
    if spot.whole_file {
        return group.element(origin.line(1).char_column(1));
    }
    let (line, range) = file.excerpt(spot);
    let before = &line[..range.start];
    let (shown, range) = excerpt(line, range.clone());
    let as_written = shown.get(..range.start) == Some(before);
    let snippet = Snippet::source(shown)
        .line_start(spot.line)
        .annotation(AnnotationKind::Primary.span(range));
    if as_written {
        return group.element(snippet.path(inert(file.name())));
    }
    // The column is that of the file, not of what is shown of it.
    group
        .element(origin.line(spot.line).char_column(spot.column))
        .element(snippet)
}

/// Cuts a line to what is near the caret and makes it inert, and moves the caret along.
fn excerpt(line: &str, range: Range<usize>) -> (String, Range<usize>) {
    let first = line.floor_char_boundary(range.start.saturating_sub(MARGIN));
    let first = if first < MARGIN { 0 } else { first };
    let last = line
        .floor_char_boundary(range.start + 2 * MARGIN)
        .min(line.len());
    let mut shown = String::from(if first > 0 { "…" } else { "" });
    let mut span = None..None;
    for (at, character) in line[first..last].char_indices() {
        if span.start.is_none() && first + at >= range.start {
            span.start = Some(shown.len());
        }
        if span.end.is_none() && first + at >= range.end {
            span.end = Some(shown.len());
        }
        push(&mut shown, character);
    }
    let start = span.start.unwrap_or(shown.len());
    let end = span.end.unwrap_or(shown.len()).max(start);
    if last < line.len() {
        shown.push('…');
    }
    (shown, start..end)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::{
        environment::Sources,
        finding::{Finding, Outcome, Place, RuleName, Site},
    };

    const RULE: RuleName = RuleName::new("topic/min-insync-replicas");

    fn report(text: &str, start: usize, end: usize) -> Report {
        let mut sources = Sources::default();
        let file = sources.add("environments/prod.yaml", text);
        let byte = |at: usize| u32::try_from(at).unwrap();
        let place = Place {
            file,
            start: byte(start),
            end: byte(end),
        };
        let finding = Finding::at(
            RULE,
            Severity::Error,
            Site::Source(place),
            "3 of 3 replicas must answer",
        )
        .outcome(Outcome::FailsLater)
        .help("write 2");
        let mut report = Report::default();
        report.add("prod", &sources, None, vec![finding]);
        report
    }

    #[test]
    fn a_finding_shows_its_line_and_the_way_out() {
        let report = report("topics:\n  dlq:\n    minInsyncReplicas: 3\n", 38, 39);
        insta::assert_snapshot!(findings(&report, false), @r"
        error[topic/min-insync-replicas]: 3 of 3 replicas must answer
         --> environments/prod.yaml:3:24
          |
        3 |     minInsyncReplicas: 3
          |                        ^
          |
          = why: fails later: it is accepted and something breaks because of it
          = help: write 2
          = more: blueprint explain topic/min-insync-replicas
        ");
    }

    #[test]
    fn hostile_lines_are_inert_and_the_caret_stays_where_it_belongs() {
        let report = report("a: \u{1b}[2J\u{202e}x  # \u{7}\n", 10, 11);
        insta::assert_snapshot!(findings(&report, false), @r"
        error[topic/min-insync-replicas]: 3 of 3 replicas must answer
         --> environments/prod.yaml:1:9
          |
         ::: 
        1 | a: \u{1b}[2J\u{202e}x  # \u{7}
          |                     ^
          |
          = why: fails later: it is accepted and something breaks because of it
          = help: write 2
          = more: blueprint explain topic/min-insync-replicas
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text = format!("{}: here {}", "é".repeat(50_000), "z".repeat(50_000));
        let report = report(&text, 100_002, 100_006);
        insta::assert_snapshot!(findings(&report, false), @r"
        error[topic/min-insync-replicas]: 3 of 3 replicas must answer
         --> environments/prod.yaml:1:50003
          |
         ::: 
        1 | …ééééééééééééééééééééééééééééé: here zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz...
          |                                 ^^^^
          |
          = why: fails later: it is accepted and something breaks because of it
          = help: write 2
          = more: blueprint explain topic/min-insync-replicas
        ");
    }

    #[test]
    fn two_hundred_findings_are_quick() {
        let text = "a: 1\n".repeat(20_000);
        let mut sources = Sources::default();
        let file = sources.add("base.yaml", text);
        let findings = (0..200).map(|number: u32| {
            let start = number * 500 + 3;
            let place = Place {
                file,
                start,
                end: start + 1,
            };
            Finding::at(RULE, Severity::Warning, Site::Source(place), "it is 1")
        });
        let findings = findings.collect();
        let before = Instant::now();
        let mut report = Report::default();
        report.add("base", &sources, None, findings);
        let text = super::findings(&report, false);
        let took = before.elapsed();
        assert_eq!(text.matches("warning[").count(), 200);
        assert!(took.as_millis() < 100, "{took:?}");
    }
}
