//! Where a field stands within an object.

use std::fmt;

/// One step from an object down to a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// An item of a list, by what names it there: `kafka` of `containers[kafka]`.
    Item(String),
    /// An item of a list whose items have no names, by its position from zero.
    Index(usize),
    /// The YAML or JSON document that a text holds.
    Document,
}

/// A path within an object, such as `spec.kafka.listeners[tls].port`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(Vec<Step>);

impl FieldPath {
    /// Returns the path of these keys.
    #[must_use]
    pub fn of(keys: &[&str]) -> Self {
        let keys = keys.iter().map(|key| Step::Key((*key).to_owned()));
        Self(keys.collect())
    }

    /// Returns the path one step further down.
    #[must_use]
    pub fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the steps from the top.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the last key or name, without the way to it.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(text) | Step::Item(text) => Some(text.as_str()),
            Step::Index(_) | Step::Document => None,
        })
    }

    /// Returns whether the path begins with these keys and names; `*` stands for any one step.
    #[must_use]
    pub fn is_below(&self, keys: &[&str]) -> bool {
        self.0.len() >= keys.len()
            && keys.iter().zip(&self.0).all(|(wanted, step)| match step {
                Step::Key(text) | Step::Item(text) => *wanted == "*" || text == wanted,
                Step::Index(_) | Step::Document => *wanted == "*",
            })
    }

    /// Returns whether the path is exactly these keys and names; `*` stands for any one step.
    #[must_use]
    pub fn is(&self, keys: &[&str]) -> bool {
        self.0.len() == keys.len() && self.is_below(keys)
    }
}

impl fmt::Display for FieldPath {
    /// Writes keys with dots between them, and names of items in brackets. A key that holds dots
    /// or brackets stands in double quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    if key.is_empty() || key.contains(['.', '[', ' ', '"']) {
                        write!(f, "{key:?}")?;
                    } else {
                        f.write_str(key)?;
                    }
                }
                Step::Item(name) => write!(f, "[{name}]")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Document => f.write_str(":")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_people_write_it() {
        let listener = FieldPath::of(&["spec", "kafka", "listeners"]);
        let port = listener
            .with(Step::Item("tls".to_owned()))
            .with(Step::Key("port".to_owned()));
        assert_eq!(port.to_string(), "spec.kafka.listeners[tls].port");
        assert_eq!(port.last(), Some("port"));
        assert!(port.is(&["spec", "kafka", "listeners", "*", "port"]));
        assert!(port.is_below(&["spec", "kafka"]));
        assert!(!port.is(&["spec", "kafka"]));
        let config = FieldPath::of(&["spec", "config", "retention.ms"]);
        assert_eq!(config.to_string(), "spec.config.\"retention.ms\"");
    }
}
