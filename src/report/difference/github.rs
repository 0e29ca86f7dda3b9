//! A change as workflow commands of GitHub Actions: one annotation for each consequence.

use std::fmt::Write;

use crate::{
    change::{Class, Report},
    finding::listed,
    report::github::{data, property},
};

use super::closing;

/// Returns a command for each consequence, worst first, and the line that counts them.
#[must_use]
pub fn commands(report: &Report) -> String {
    let mut lines = Vec::new();
    for comparison in &report.comparisons {
        for (object, found) in comparison.consequences() {
            let kind = match found.class {
                class if class.is_destructive() && found.acknowledged.is_none() => "error",
                Class::Impossible | Class::Reverted => "error",
                Class::Dynamic | Class::Cosmetic => "notice",
                _ => "warning",
            };
            let title = format!("{} ({})", found.class.title(), comparison.subject);
            let message = format!("{}: {}", object.id, found.effect);
            let mut parts = vec![data(&message), data(&format!("why: {}", found.reason))];
            parts.extend(
                found
                    .action
                    .as_ref()
                    .map(|action| data(&format!("do: {action}"))),
            );
            let place = found.written.first().map_or_else(String::new, |known| {
                let file = property(&known.file);
                format!("file={file},line={},col={},", known.line, known.column)
            });
            let title = property(&title);
            let line = format!("::{kind} {place}title={title}::{}", parts.join("%0A"));
            lines.push((found.class, line));
        }
    }
    lines.sort_by_key(|(class, _)| *class);
    let mut text: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    if !report.is_empty() {
        for comparison in &report.comparisons {
            let steps = comparison.steps();
            if !steps.is_empty() {
                let steps = listed(&steps);
                let title = property(&format!("Make steps of it ({})", comparison.subject));
                let message = data(&format!("One after the other: {steps}"));
                let _ = writeln!(text, "::warning title={title}::{message}");
            }
        }
        text.push_str(&closing(report));
        text.push('\n');
    }
    text
}
