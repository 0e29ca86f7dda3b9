//! What a change does, laid out: one file for each format of `blueprint diff`.
//!
//! Formats see a finished [`Report`]. Everything that comes from objects is
//! made inert before it is written, and values of Secrets are not in a report at all.

pub mod github;
pub mod html;
pub mod json;
pub mod markdown;
pub mod text;
mod unified;

use crate::{
    change::{Class, Consequence, FieldChange, ObjectChange, Report},
    finding::{counted, listed},
};

/// Returns how many consequences of each class there are, worst first, such as
/// `1 data loss, 2 rolling restart`.
fn counts(report: &Report) -> String {
    let counts = report.counts();
    let each = counts
        .iter()
        .map(|(class, count)| format!("{count} {}", class.name().replace('-', " ")));
    each.collect::<Vec<_>>().join(", ")
}

/// Returns what happened to an object, as `KafkaTopic kafka/orders (changed)` says it.
fn heading(object: &ObjectChange) -> String {
    match &object.event {
        crate::change::Event::Renamed { from } => {
            format!("{} (was {from})", object.id)
        }
        event => format!("{} ({})", object.id, event.name()),
    }
}

/// Returns the fields of a consequence with their values.
fn fields<'a>(object: &'a ObjectChange, found: &'a Consequence) -> Vec<&'a FieldChange> {
    let wanted = |field: &&FieldChange| found.fields.contains(&field.path);
    object.fields.iter().filter(wanted).collect()
}

/// Returns the values of a field as one line, such as `7 days -> 1 day`.
fn values(field: &FieldChange) -> String {
    let shown = |text: &Option<String>| match text {
        Some(text) if text.chars().count() > VALUE => {
            let cut: String = text.chars().take(VALUE).collect();
            format!("{cut}…")
        }
        Some(text) if text.is_empty() => "\"\"".to_owned(),
        Some(text) => text.clone(),
        None => "not set".to_owned(),
    };
    let line = format!(
        "{} -> {}",
        shown(&field.before_text),
        shown(&field.after_text)
    );
    match &field.note {
        Some(note) => format!("{line} ({note})"),
        None => line,
    }
}

/// How many characters of a value stand in a line; the object's own difference has all of them.
const VALUE: usize = 120;

/// Returns the closing line: what was compared and how much differs.
fn closing(report: &Report) -> String {
    let objects = report
        .comparisons
        .iter()
        .map(|found| found.objects.len())
        .sum();
    let objects = counted(objects, "object differs", "objects differ");
    format!("{objects}: {}.", counts(report))
}

/// Returns what to say of destructive changes that nobody has acknowledged.
fn unacknowledged(report: &Report) -> Option<String> {
    let missing: Vec<_> = report
        .comparisons
        .iter()
        .flat_map(crate::change::Comparison::unacknowledged)
        .collect();
    let (object, found) = missing.first()?;
    let count = counted(
        missing.len(),
        "destructive change is not acknowledged",
        "destructive changes are not acknowledged",
    );
    let over = missing.iter().find_map(|(object, found)| {
        let expired = found.expired.as_ref()?;
        Some(format!(
            " `{}` was wanted for {} until {}, which is over.",
            expired.name, object.id, expired.until
        ))
    });
    Some(format!(
        "{count} in the model. An entry under `acknowledgements` says what is meant, why and until \
         when, such as `change: {}` with `object: {}`.{}",
        found.fact,
        object.id,
        over.unwrap_or_default()
    ))
}

/// How many places stand in a line; the JSON has all of them.
const PLACES: usize = 5;

/// Returns where the model says so, such as `environments/prod.yaml:7:16 topics.orders.retention`.
fn places(found: &Consequence) -> Option<String> {
    let shown = found.written.iter().take(PLACES).map(|known| {
        format!(
            "{}:{}:{} {}",
            known.file, known.line, known.column, known.path
        )
    });
    let mut shown: Vec<String> = shown.collect();
    if let Some(more) = found
        .written
        .len()
        .checked_sub(PLACES)
        .filter(|more| *more > 0)
    {
        shown.push(format!("{more} more"));
    }
    (!shown.is_empty()).then(|| listed(&shown))
}

/// Returns the classes that occur, worst first.
fn classes(report: &Report) -> Vec<Class> {
    report.counts().into_keys().collect()
}
