//! A change for people: what it does, worst first, then the objects line by line.

use std::fmt::Write;

use super::{
    classes, closing, fields, heading, places, unacknowledged,
    unified::{self, Sign},
    values,
};
use crate::{
    change::{Class, Comparison, Consequence, ObjectChange, Report, steps::REASON},
    finding::listed,
    report::inert,
};

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const RESET: &str = "\u{1b}[0m";

/// Returns the report; nothing when nothing differs. `styled` adds the colours of a terminal.
#[must_use]
pub fn page(report: &Report, styled: bool) -> String {
    if report.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let many = report.comparisons.len() > 1;
    for class in classes(report) {
        let _ = writeln!(
            text,
            "{}: {}",
            paint(class.title(), colour(class), styled),
            class.meaning()
        );
        for comparison in &report.comparisons {
            for (object, found) in of_class(comparison, class) {
                entry(
                    &mut text,
                    object,
                    found,
                    many.then_some(comparison.subject.as_str()),
                );
            }
        }
        text.push('\n');
    }
    for comparison in &report.comparisons {
        in_steps(&mut text, comparison, many);
    }
    for comparison in &report.comparisons {
        let title = format!(
            "{}: {} -> {}",
            comparison.subject, comparison.before, comparison.after
        );
        let _ = writeln!(text, "{}", paint(&inert(&title), BOLD, styled));
        for object in &comparison.objects {
            difference(&mut text, object, styled);
        }
        text.push('\n');
    }
    text.push_str(&closing(report));
    text.push('\n');
    if let Some(missing) = unacknowledged(report) {
        let _ = writeln!(text, "{}", inert(&missing));
    }
    text
}

/// Says which steps are better made of the change than one.
fn in_steps(text: &mut String, comparison: &Comparison, many: bool) {
    let steps = comparison.steps();
    if steps.is_empty() {
        return;
    }
    let within = if many {
        format!(" of {}", comparison.subject)
    } else {
        String::new()
    };
    let _ = writeln!(
        text,
        "Make {} steps of the change{}:",
        steps.len(),
        inert(&within)
    );
    for (index, step) in steps.iter().enumerate() {
        let _ = writeln!(text, "  {}. {step}", index + 1);
    }
    let _ = writeln!(text, "  why: {REASON}\n");
}

fn of_class(
    comparison: &Comparison,
    class: Class,
) -> impl Iterator<Item = (&ObjectChange, &Consequence)> {
    let all = comparison.consequences().into_iter();
    all.filter(move |(_, found)| found.class == class)
}

fn entry(text: &mut String, object: &ObjectChange, found: &Consequence, subject: Option<&str>) {
    let within = subject.map_or(String::new(), |subject| format!(" in {subject}"));
    let _ = writeln!(text, "  {}{}", inert(&heading(object)), inert(&within));
    for field in fields(object, found) {
        let line = format!("{}  {}", field.path, values(field));
        let _ = writeln!(text, "    {}", inert(&line));
    }
    let _ = writeln!(text, "    {}", inert(&found.effect));
    let mut say = |name: &str, what: &str| {
        let _ = writeln!(text, "      {name}: {}", inert(what));
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
}

fn difference(text: &mut String, object: &ObjectChange, styled: bool) {
    let _ = writeln!(text, "  {}", paint(&inert(&heading(object)), BOLD, styled));
    for (sign, line) in unified::lines(object) {
        let line = format!("{}{line}", sign.character());
        let colour = match sign {
            Sign::Added => GREEN,
            Sign::Removed => RED,
            Sign::Same | Sign::Gap => "",
        };
        let _ = writeln!(text, "    {}", paint(line.trim_end(), colour, styled));
    }
}

fn colour(class: Class) -> &'static str {
    match class {
        Class::Impossible
        | Class::Reverted
        | Class::DataLoss
        | Class::Outage
        | Class::Irreversible => RED,
        Class::RollingRestart
        | Class::DataMovement
        | Class::AccessRemoved
        | Class::AccessGranted => YELLOW,
        Class::Dynamic | Class::Cosmetic | Class::Unknown => BOLD,
    }
}

fn paint(text: &str, colour: &str, styled: bool) -> String {
    if styled && !colour.is_empty() {
        format!("{colour}{text}{RESET}")
    } else {
        text.to_owned()
    }
}
