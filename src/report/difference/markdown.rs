//! A change as the comment that a bot posts at a pull request: the table first, details folded.
//!
//! GitHub refuses comments of more than 65,536 characters, so what does not fit is counted.

use std::fmt::Write;

use super::{closing, fields, heading, places, unacknowledged, unified, values};
use crate::{
    change::{Comparison, Consequence, ObjectChange, Report, steps::REASON},
    finding::{counted, listed},
    report::{
        inert,
        markdown::{escaped, sentence},
    },
};

/// GitHub's limit for the text of a comment, in characters; counted in bytes here, which is the
/// stricter reading.
const LIMIT: usize = 65_536;

/// What the heading and the notes about what was left out may take.
const RESERVE: usize = 3_072;

/// Returns the report as Markdown of at most 65,536 bytes; nothing when nothing differs.
#[must_use]
pub fn comment(report: &Report) -> String {
    if report.is_empty() {
        return String::new();
    }
    let mut left = LIMIT - RESERVE;
    let mut text = format!(
        "### What this change does to the cluster\n\n{}\n",
        escaped(&closing(report))
    );
    if let Some(missing) = unacknowledged(report) {
        let _ = writeln!(text, "\n**{}**", sentence(&missing));
    }
    let all = every(report);
    let many = report.comparisons.len() > 1;
    let rows = all
        .iter()
        .map(|(subject, object, found)| row(many.then_some(*subject), object, found));
    let (table, shown) = fitting(rows, &mut left);
    text.push_str("\n| class | object | what happens |\n|---|---|---|\n");
    text.push_str(&table);
    remainder(&mut text, all.len() - shown, "consequence", "consequences");
    for comparison in &report.comparisons {
        text.push_str(&in_steps(comparison, many));
    }
    let details = all.iter().map(|(_, object, found)| detail(object, found));
    let (details, shown) = fitting(details, &mut left);
    if !details.is_empty() {
        text.push_str("\n<details><summary>Why, and what to do</summary>\n\n");
        text.push_str(&details);
        remainder(&mut text, all.len() - shown, "consequence", "consequences");
        text.push_str("\n</details>\n");
    }
    let objects: Vec<&ObjectChange> = report
        .comparisons
        .iter()
        .flat_map(|found| &found.objects)
        .collect();
    let blocks = objects.iter().map(|object| block(object));
    let (blocks, shown) = fitting(blocks, &mut left);
    text.push_str(&blocks);
    remainder(&mut text, objects.len() - shown, "object", "objects");
    text
}

/// Returns which steps are better made of the change than one.
fn in_steps(comparison: &Comparison, many: bool) -> String {
    let steps = comparison.steps();
    if steps.is_empty() {
        return String::new();
    }
    let within = if many {
        format!(" of {}", escaped(&comparison.subject))
    } else {
        String::new()
    };
    let mut text = format!(
        "\nMake {} steps of the change{within}, because {REASON}:\n\n",
        steps.len()
    );
    for (index, step) in steps.iter().enumerate() {
        let _ = writeln!(text, "{}. {step}", index + 1);
    }
    text
}

/// Returns every consequence, the worst first whichever environment has it.
fn every(report: &Report) -> Vec<(&str, &ObjectChange, &Consequence)> {
    let mut all = Vec::new();
    for comparison in &report.comparisons {
        let found = comparison.consequences().into_iter();
        all.extend(found.map(|(object, found)| (comparison.subject.as_str(), object, found)));
    }
    all.sort_by_key(|(_, _, found)| found.class);
    all
}

/// Joins texts as long as there is room, and counts them.
fn fitting(texts: impl Iterator<Item = String>, left: &mut usize) -> (String, usize) {
    let (mut joined, mut shown) = (String::new(), 0);
    for text in texts {
        let Some(after) = left.checked_sub(text.len()) else {
            break;
        };
        *left = after;
        joined.push_str(&text);
        shown += 1;
    }
    (joined, shown)
}

fn remainder(text: &mut String, count: usize, one: &str, many: &str) {
    if count > 0 {
        let count = counted(count, one, many);
        let _ = writeln!(
            text,
            "\n**Not shown here**, for want of room: {count} more. `blueprint diff` prints all of them."
        );
    }
}

fn row(subject: Option<&str>, object: &ObjectChange, found: &Consequence) -> String {
    let within = subject.map_or(String::new(), |subject| format!(" in {}", escaped(subject)));
    format!(
        "| {} | {}{within} | {} |\n",
        found.class.title(),
        escaped(&object.id.to_string()),
        sentence(&found.effect)
    )
}

fn detail(object: &ObjectChange, found: &Consequence) -> String {
    let mut text = format!(
        "- **{}**, {}: {}\n",
        escaped(&object.id.to_string()),
        found.class.title().to_lowercase(),
        sentence(&found.effect)
    );
    for field in fields(object, found) {
        let path = escaped(&field.path.to_string());
        let _ = writeln!(text, "  - <code>{path}</code>: {}", escaped(&values(field)));
    }
    let _ = writeln!(text, "  - why: {}", sentence(&found.reason));
    if let Some(action) = &found.action {
        let _ = writeln!(text, "  - do: {}", sentence(action));
    }
    if !found.who.is_empty() {
        let _ = writeln!(text, "  - who: {}", escaped(&listed(&found.who)));
    }
    if let Some(places) = places(found) {
        let _ = writeln!(text, "  - model: {}", escaped(&places));
    }
    if let Some(known) = &found.acknowledged {
        let _ = writeln!(
            text,
            "  - acknowledged as {} until {}: {}",
            escaped(&known.name),
            known.until,
            escaped(&known.reason)
        );
    }
    text
}

/// Returns the difference of an object, folded, in a fence that nothing in it can end.
fn block(object: &ObjectChange) -> String {
    let lines = unified::lines(object);
    let mut body = String::new();
    for (sign, line) in &lines {
        let _ = writeln!(body, "{}{}", sign.character(), inert(line));
    }
    let longest = body.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!(
        "\n<details><summary>{}</summary>\n\n{fence}diff\n{body}{fence}\n\n</details>\n",
        escaped(&heading(object))
    )
}
