//! Findings as a comment that a bot posts at a pull request.
//!
//! A table of what was found, and below it, folded, why it matters and how to mend it. GitHub
//! refuses comments of more than 65,536 characters, so what does not fit is counted instead.
//! Nothing of a model acts in it: values are escaped one by one (`escaped`).

use std::fmt::Write;

use super::{Counts, Entry, Report, inert};
use crate::finding::listed;

/// GitHub's limit for the text of a comment, in characters; counted in bytes here, which is the
/// stricter reading.
const LIMIT: usize = 65_536;

/// What the heading, the counts and the notes about what was left out may take.
const RESERVE: usize = 2_048;

/// Returns the report as Markdown of at most 65,536 bytes.
#[must_use]
pub fn comment(report: &Report) -> String {
    let entries = report.entries();
    let waived = report.waived();
    let closing = report.closing();
    let mut left = LIMIT
        .saturating_sub(RESERVE)
        .saturating_sub(escaped(&closing).len());
    let (table, details, shown) = fitting(report, &entries, &mut left);
    let mut text = format!("### blueprint check\n\n{}\n", escaped(&closing));
    if shown > 0 {
        text.push_str("\n| severity | finding | where |\n|---|---|---|\n");
        text.push_str(&table);
        text.push_str("\n<details><summary>Why it matters and how to mend it</summary>\n\n");
        text.push_str(&details);
        text.push_str("\n</details>\n");
    }
    if shown < entries.len() {
        let rest = entries[shown..].iter().map(|entry| entry.finding.severity);
        let rest = Counts::of(rest);
        let _ = writeln!(
            text,
            "\n**Not shown here**, for want of room: {rest}. `blueprint check` prints all of them."
        );
    }
    text.push_str(&accepted(&waived, left));
    text
}

/// Returns the rows and details of as many findings as there is room for.
fn fitting(report: &Report, entries: &[&Entry], left: &mut usize) -> (String, String, usize) {
    let (mut table, mut details) = (String::new(), String::new());
    for (shown, entry) in entries.iter().enumerate() {
        let (row, detail) = (row(report, entry), detail(report, entry));
        let Some(after) = left.checked_sub(row.len() + detail.len()) else {
            return (table, details, shown);
        };
        *left = after;
        table.push_str(&row);
        details.push_str(&detail);
    }
    (table, details, entries.len())
}

fn row(report: &Report, entry: &Entry) -> String {
    let finding = &entry.finding;
    let mut place = place(report, entry).unwrap_or_default();
    if let Some(only) = report.only_in(entry) {
        let _ = write!(place, " in {}", escaped(&listed(only)));
    }
    format!(
        "| {} | {} | {} |\n",
        finding.severity,
        sentence(&finding.message),
        place.trim_start()
    )
}

fn detail(report: &Report, entry: &Entry) -> String {
    let finding = &entry.finding;
    let mut text = format!("- **{}**", escaped(finding.rule.as_str()));
    if let Some(place) = place(report, entry) {
        let _ = write!(text, " at {place}");
    }
    let _ = writeln!(text, ": {}", sentence(&finding.message));
    if let Some(outcome) = finding.outcome {
        let _ = writeln!(text, "  - why: {}", outcome.sentence());
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  - help: {}", sentence(help));
    }
    let _ = writeln!(text, "  - more: `blueprint explain {}`", finding.rule);
    text
}

fn place(report: &Report, entry: &Entry) -> Option<String> {
    let spot = entry.spot.as_ref()?;
    let file = report.file(spot).name();
    let place = if spot.whole_file {
        file.to_owned()
    } else {
        format!("{file}:{}:{}", spot.line, spot.column)
    };
    Some(code(&place))
}

/// Returns what waivers accept, folded, as far as there is room.
fn accepted(waived: &[&Entry], mut left: usize) -> String {
    if waived.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n<details><summary>Waived</summary>\n\n");
    for (shown, entry) in waived.iter().enumerate() {
        let Some(accepted) = &entry.finding.accepted else {
            continue;
        };
        let line = format!(
            "- **{}** until {}: {} ({})\n",
            escaped(entry.finding.rule.as_str()),
            escaped(&accepted.until),
            sentence(&entry.finding.message),
            escaped(&accepted.reason),
        );
        let Some(after) = left.checked_sub(line.len()) else {
            let _ = writeln!(text, "- and {} more", waived.len() - shown);
            break;
        };
        left = after;
        text.push_str(&line);
    }
    text.push_str("\n</details>\n");
    text
}

/// Returns a sentence whose values in backticks stand out as code.
///
/// An odd backtick, which only a value can bring, leaves all of it as text.
pub(super) fn sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let shown = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 && !part.is_empty() {
            code(part)
        } else {
            escaped(part)
        }
    });
    shown.collect()
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Returns text in which nothing is markup, a link, a mention or a reference.
///
/// Entities can't begin or end any structure of Markdown (CommonMark 0.31, section 2.5). GitHub
/// looks for mentions, references and addresses after Markdown was read, so those are broken by a
/// space without width.
pub(super) fn escaped(text: &str) -> String {
    const MARKUP: &str = "\\`*_{}[]<>#|~&@:$^!=";
    let mut shown = String::with_capacity(text.len());
    for character in inert(text).chars() {
        if MARKUP.contains(character) {
            let _ = write!(shown, "&#{};", u32::from(character));
        } else {
            shown.push(character);
        }
        if matches!(character, '@' | '#') || character == ':' && text.contains("://") {
            shown.push_str("&#8203;");
        }
    }
    shown
        .replace("www.", "www&#8203;.")
        .replace("GH-", "GH&#8203;-")
}

#[cfg(test)]
mod tests {
    use super::{escaped, sentence};

    #[test]
    fn what_has_a_meaning_has_none() {
        assert_eq!(escaped("a|b"), "a&#124;b");
        assert_eq!(escaped("<b>*x*"), "&#60;b&#62;&#42;x&#42;");
        assert_eq!(escaped("@me #1"), "&#64;&#8203;me &#35;&#8203;1");
        assert_eq!(escaped("https://a"), "https&#58;&#8203;//a");
        assert_eq!(escaped("www.a"), "www&#8203;.a");
    }

    #[test]
    fn values_are_code_unless_they_bring_backticks() {
        assert_eq!(sentence("`a` is 1"), "<code>a</code> is 1");
        assert_eq!(sentence("`a`b` is 1"), "&#96;a&#96;b&#96; is 1");
    }
}
