//! A change as one page for a browser: the cluster before and after, and what differs, with filters.
//!
//! The page holds everything that it shows, asks for nothing from anywhere, and is whole without
//! its script. Its policy forbids every connection, and each value is escaped where it stands.

use std::fmt::Write;

use super::{
    classes, closing, fields, heading, places, unacknowledged, unified, unified::Sign, values,
};
use crate::{
    change::{
        Class, Comparison, Consequence, FieldChange, ObjectChange, Picture, Report, picture,
        steps::REASON,
    },
    finding::{counted, listed},
    report::inert,
};

const STYLE: &str = include_str!("../../../templates/diff.css");
const SCRIPT: &str = include_str!("../../../templates/diff.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// Returns the page; also one when nothing differs, which says so.
#[must_use]
pub fn page(report: &Report) -> String {
    let mut body = String::from("<h1>What this change does to the cluster</h1>\n");
    if report.is_empty() {
        body.push_str("<p>Nothing differs.</p>\n");
    } else {
        let _ = writeln!(body, "<p>{}</p>", escaped(&closing(report)));
        if let Some(missing) = unacknowledged(report) {
            let _ = writeln!(body, "<p class=\"must\">{}</p>", sentence(&missing));
        }
        for comparison in &report.comparisons {
            sides(&mut body, comparison);
            in_steps(&mut body, comparison);
        }
        tools(&mut body, report);
        for class in classes(report) {
            section(&mut body, report, class);
        }
    }
    let script = if report.is_empty() { "" } else { SCRIPT };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What this change does to the cluster</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )
}

/// Draws the cluster before and after; what only one side has, or has otherwise, is marked.
fn sides(body: &mut String, comparison: &Comparison) {
    let subject = escaped(&comparison.subject);
    let _ = writeln!(body, "<h2>{subject}</h2>\n<div class=\"sides\">");
    let [before, after] = &comparison.pictures;
    for (title, name, picture, other) in [
        ("Before", &comparison.before, before, after),
        ("After", &comparison.after, after, before),
    ] {
        let name = escaped(name);
        let _ = writeln!(
            body,
            "<section class=\"side\"><h3>{title}: {name}</h3>\n<ul>"
        );
        drawn(body, picture, other);
        body.push_str("</ul></section>\n");
    }
    body.push_str("</div>\n");
}

/// Says which steps are better made of the change than one.
fn in_steps(body: &mut String, comparison: &Comparison) {
    let steps = comparison.steps();
    if steps.is_empty() {
        return;
    }
    let _ = writeln!(
        body,
        "<div class=\"must\"><p>Make {} steps of the change, because {REASON}:</p>\n<ol>",
        steps.len()
    );
    for step in steps {
        let _ = writeln!(body, "<li>{step}</li>");
    }
    body.push_str("</ol></div>\n");
}

fn drawn(body: &mut String, picture: &Picture, other: &Picture) {
    for found in &picture.boxes {
        // Topics and users are one box, whose name is their number.
        let counted = ["Topics", "Users"].contains(&found.group);
        let same = |known: &&picture::Box| {
            known.group == found.group && (counted || known.name == found.name)
        };
        let (class, mark) = match other.boxes.iter().find(same) {
            Some(known) if known == found => ("", ""),
            Some(_) => (" class=\"other\"", " <em>(differs)</em>"),
            None => (" class=\"other\"", " <em>(only here)</em>"),
        };
        let name = escaped(&found.name);
        let text = escaped(&found.text);
        let _ = writeln!(
            body,
            "<li{class}><span class=\"soft\">{}</span> <strong>{name}</strong> {text}{mark}</li>",
            found.group
        );
    }
}

fn tools(body: &mut String, report: &Report) {
    body.push_str(
        "<form class=\"tools\" role=\"search\" onsubmit=\"return false\">\n<label for=\"search\">Search \
         (<kbd>/</kbd>; <kbd>j</kbd> and <kbd>k</kbd> go on and back)</label>\n<input id=\"search\" \
         type=\"search\" autocomplete=\"off\">\n<fieldset><legend>Consequences to show</legend>\n",
    );
    for (class, count) in report.counts() {
        let _ = writeln!(
            body,
            "<label><input type=\"checkbox\" data-class=\"{}\" checked> {} ({count})</label>",
            class.name(),
            class.title()
        );
    }
    body.push_str("</fieldset>\n<p class=\"soft\" id=\"shown\" role=\"status\"></p>\n</form>\n");
}

fn section(body: &mut String, report: &Report, class: Class) {
    let _ = writeln!(
        body,
        "<section data-section>\n<h2>{}</h2>\n<p class=\"soft\">{}</p>",
        class.title(),
        class.meaning()
    );
    let many = report.comparisons.len() > 1;
    for comparison in &report.comparisons {
        for (object, found) in comparison.consequences() {
            if found.class == class {
                let subject = many.then_some(comparison.subject.as_str());
                entry(body, object, found, subject);
            }
        }
    }
    body.push_str("</section>\n");
}

fn entry(body: &mut String, object: &ObjectChange, found: &Consequence, subject: Option<&str>) {
    let tone = match found.class {
        class if class < Class::RollingRestart => "bad",
        class if class < Class::Dynamic => "warn",
        Class::Unknown => "warn",
        _ => "calm",
    };
    let within = subject.map_or(String::new(), |subject| format!(" in {}", escaped(subject)));
    let _ = writeln!(
        body,
        "<article tabindex=\"-1\" class=\"{tone}\" data-class=\"{}\">\n<span class=\"class\">{}</span>\n\
         <h3>{}{within}</h3>\n<p class=\"effect\">{}</p>",
        found.class.name(),
        found.class.title(),
        escaped(&heading(object)),
        sentence(&found.effect)
    );
    changed(body, &fields(object, found));
    body.push_str("<dl>\n");
    let mut say = |name: &str, text: &str| {
        let _ = writeln!(body, "<dt>{name}</dt><dd>{}</dd>", sentence(text));
    };
    say("why", &found.reason);
    if let Some(action) = &found.action {
        say("do", action);
    }
    if !found.who.is_empty() {
        say("who", &listed(&found.who));
    }
    if let Some(places) = places(found) {
        say("model", &places);
    }
    if let Some(known) = &found.acknowledged {
        say(
            "acknowledged",
            &format!("{} until {}: {}", known.name, known.until, known.reason),
        );
    }
    body.push_str("</dl>\n<details><summary>The object's difference</summary>\n<pre>");
    for (sign, line) in unified::lines(object) {
        let line = format!("{}{}", sign.character(), escaped(&line));
        let _ = match sign {
            Sign::Added => writeln!(body, "<ins>{line}</ins>"),
            Sign::Removed => writeln!(body, "<del>{line}</del>"),
            Sign::Same | Sign::Gap => writeln!(body, "{line}"),
        };
    }
    body.push_str("</pre></details>\n</article>\n");
}

/// How many fields stand open; the others are folded.
const OPEN: usize = 8;

/// Lists fields with their values, line by line.
fn changed(body: &mut String, fields: &[&FieldChange]) {
    let line = |field: &&FieldChange| {
        let path = escaped(&field.path.to_string());
        format!("<li><code>{path}</code> {}</li>\n", escaped(&values(field)))
    };
    let (open, folded) = fields.split_at(fields.len().min(OPEN));
    if !open.is_empty() {
        let lines: String = open.iter().map(line).collect();
        let _ = writeln!(body, "<ul class=\"fields\">\n{lines}</ul>");
    }
    if !folded.is_empty() {
        let lines: String = folded.iter().map(line).collect();
        let more = counted(folded.len(), "more field", "more fields");
        let _ = writeln!(
            body,
            "<details><summary>{more}</summary>\n<ul class=\"fields\">\n{lines}</ul></details>"
        );
    }
}

/// Returns a sentence whose values in backticks stand out as code; an odd backtick is a value's.
fn sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let shown = parts.iter().enumerate().map(|(index, part)| {
        let part = escaped(part);
        if index % 2 == 1 {
            format!("<code>{part}</code>")
        } else {
            part
        }
    });
    shown.collect()
}

/// Returns text that no browser takes for markup, within elements and attributes.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in inert(text).chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            other => shown.push(other),
        }
    }
    shown
}
