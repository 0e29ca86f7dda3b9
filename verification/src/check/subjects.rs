//! The schema registry: each subject is there, with its compatibility level.

use expectations::{Compatibility, Expectations};

use super::silent;
use crate::{
    observe::Registry,
    observed::Seen,
    outcome::{Check, Difference},
};

const NAMES: [&str; 3] = [
    "registry/answers",
    "registry/subjects",
    "registry/compatibility",
];

/// Judges what the registry told; nothing where none was asked.
#[must_use]
pub fn subjects(expected: &Expectations, registry: Option<&Seen<Registry>>) -> Vec<Check> {
    let registry = match registry {
        Some(Ok(registry)) => registry,
        Some(Err(why)) => return silent(&NAMES, "the schema registry", why),
        None => {
            let why = "no address of a schema registry was given";
            return NAMES.map(|name| Check::not_made(name, why)).to_vec();
        }
    };
    let evidence = format!("{} subjects", registry.subjects.len());
    vec![
        Check::of(NAMES[0], &*evidence, Vec::new()),
        Check::of(NAMES[1], &*evidence, missing(expected, registry)),
        Check::of(NAMES[2], evidence, levels(expected, registry)),
    ]
}

fn missing(expected: &Expectations, registry: &Registry) -> Vec<Difference> {
    let wanted = expected.subjects.iter().map(|subject| &subject.subject);
    wanted
        .filter(|name| !registry.subjects.contains(name))
        .map(|name| Difference::new(format!("subject {name}"), "it is registered", "it is not"))
        .collect()
}

fn levels(expected: &Expectations, registry: &Registry) -> Vec<Difference> {
    let pairs = expected.subjects.iter();
    pairs
        .filter_map(|subject| Some((subject, registry.levels.get(&subject.subject)?)))
        .filter(|(subject, found)| word(subject.compatibility) != found.as_str())
        .map(|(subject, found)| {
            let thing = format!("compatibility of subject {}", subject.subject);
            Difference::new(thing, word(subject.compatibility), found)
        })
        .collect()
}

const fn word(level: Compatibility) -> &'static str {
    match level {
        Compatibility::None => "NONE",
        Compatibility::Backward => "BACKWARD",
        Compatibility::BackwardTransitive => "BACKWARD_TRANSITIVE",
        Compatibility::Forward => "FORWARD",
        Compatibility::ForwardTransitive => "FORWARD_TRANSITIVE",
        Compatibility::Full => "FULL",
        Compatibility::FullTransitive => "FULL_TRANSITIVE",
    }
}
