//! The difference of one object as lines of YAML, as `diff -u` writes it.

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use crate::{change::ObjectChange, emit::yaml, report::inert};

/// How many equal lines stand around a difference.
const CONTEXT: usize = 3;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A line that both sides have.
    Same,
    /// A line of the side before.
    Removed,
    /// A line of the side after.
    Added,
    /// Lines that both have are left out here.
    Gap,
}

impl Sign {
    /// Returns the character at the beginning of the line.
    #[must_use]
    pub const fn character(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Removed => '-',
            Self::Added => '+',
            Self::Gap => '@',
        }
    }
}

/// Returns the lines that differ with some around them, each inert.
#[must_use]
pub fn lines(object: &ObjectChange) -> Vec<(Sign, String)> {
    let text = |side: Option<&Value>| side.map_or(String::new(), |value| yaml::document("", value));
    let (before, after) = (text(object.before.as_ref()), text(object.after.as_ref()));
    let diff = TextDiff::from_lines(&before, &after);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if !lines.is_empty() {
            lines.push((Sign::Gap, "@".to_owned()));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Equal => Sign::Same,
                ChangeTag::Delete => Sign::Removed,
                ChangeTag::Insert => Sign::Added,
            };
            let line = change.value().trim_end_matches('\n');
            lines.push((sign, inert(line).into_owned()));
        }
    }
    lines
}
