//! Single values: the text of a scalar becomes a newtype or a finding.

use crate::{
    environment::{
        document::{Node, Value},
        read::{Findings, FromNode},
        rules::{INVALID_VALUE, WRONG_TYPE},
    },
    finding::{Finding, Severity, Trail},
};

/// Why a text is no value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// What is wrong with it, continuing "`text` is no topic name: ".
    pub why: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Invalid {
    /// Returns the reason alone.
    pub fn because(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            help: None,
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A type that is written as a single value.
pub trait Scalar: Sized {
    /// What the type is called in a message, with its article: `a topic name`.
    const WHAT: &'static str;

    /// Reads the text of a value.
    fn parse(text: &str) -> Result<Self, Invalid>;
}

impl<T: Scalar> FromNode for T {
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self> {
        let Value::Scalar(scalar) = &node.value else {
            findings.push(wrong_shape(node, trail, T::WHAT));
            return None;
        };
        if scalar.is_null() {
            findings.push(wrong_shape(node, trail, T::WHAT));
            return None;
        }
        match T::parse(&scalar.text) {
            Ok(value) => Some(value),
            Err(invalid) => {
                findings.push(invalid_value::<T>(&scalar.text, trail, invalid));
                None
            }
        }
    }
}

/// Returns the finding for text that is no value of its type.
pub fn invalid_value<T: Scalar>(text: &str, trail: &Trail<'_>, invalid: Invalid) -> Finding {
    let message = format!("`{}` is not {}: {}", shown(text), T::WHAT, invalid.why);
    let mut finding = Finding::new(INVALID_VALUE, Severity::Error, trail.path(), message);
    finding.help = invalid.help;
    finding
}

/// Returns the finding for a list where a single value belongs, and the like.
#[must_use]
pub fn wrong_shape(node: &Node, trail: &Trail<'_>, what: &str) -> Finding {
    let path = trail.path();
    let subject = if path.segments().is_empty() {
        "the file".to_owned()
    } else {
        format!("`{path}`")
    };
    let message = format!("{subject} must be {what}, but it is {}", node.shape());
    Finding::new(WRONG_TYPE, Severity::Error, path, message)
}

/// Returns text as it can safely stand in a message: escaped, and not longer than one reads.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

impl Scalar for bool {
    const WHAT: &'static str = "`true` or `false`";

    fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Invalid::because("only these two words are read as one")),
        }
    }
}
