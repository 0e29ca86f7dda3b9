//! A change as workflow commands of GitHub Actions: one annotation for each consequence.

use crate::{
    change::{Class, Report},
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
            let parts = [data(&message), data(&format!("why: {}", found.reason))];
            lines.push((
                found.class,
                format!("::{kind} title={}::{}", property(&title), parts.join("%0A")),
            ));
        }
    }
    lines.sort_by_key(|(class, _)| *class);
    let mut text: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    if !report.is_empty() {
        text.push_str(&closing(report));
        text.push('\n');
    }
    text
}
