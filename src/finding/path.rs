//! Paths into the model, kept as segments because keys contain dots.

use std::fmt;

/// One step of a path: a key of a map or a position in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A key, such as `todo-events` or `num.network.threads`.
    Key(String),
    /// A position in a list, counted from zero.
    Index(usize),
}

/// A path into the model, such as `topics.todo-events.partitions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelPath(Vec<Segment>);

impl ModelPath {
    /// Returns the path of these keys.
    #[must_use]
    pub fn of(keys: &[&str]) -> Self {
        Self(
            keys.iter()
                .map(|key| Segment::Key((*key).to_owned()))
                .collect(),
        )
    }

    /// Returns the path one key further down.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Self {
        self.with(Segment::Key(key.into()))
    }

    /// Returns the path one list position further down.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    /// Returns the path below a key.
    #[must_use]
    pub fn under(&self, key: impl Into<String>) -> Self {
        let mut segments = vec![Segment::Key(key.into())];
        segments.extend(self.0.iter().cloned());
        Self(segments)
    }

    /// Returns the steps from the top.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Reads what [`fmt::Display`] writes: keys that hold dots or quotes stand in double quotes.
    ///
    /// Returns nothing for text that is no path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (segment, after) = next_segment(rest)?;
            segments.push(segment);
            rest = match after.strip_prefix('.') {
                Some("") => return None,
                Some(more) => more,
                None if after.is_empty() || after.starts_with('[') => after,
                None => return None,
            };
        }
        (!segments.is_empty()).then_some(Self(segments))
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }
}

fn next_segment(text: &str) -> Option<(Segment, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (key, after) = quoted.split_once('"')?;
        return Some((Segment::Key(key.to_owned()), after));
    }
    if let Some(indexed) = text.strip_prefix('[') {
        let (index, after) = indexed.split_once(']')?;
        return Some((Segment::Index(index.parse().ok()?), after));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    (end > 0).then(|| (Segment::Key(text[..end].to_owned()), &text[end..]))
}

impl fmt::Display for ModelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    if key.is_empty() || key.contains(['.', '[', ' ']) {
                        write!(f, "\"{}\"", key.escape_debug())?;
                    } else {
                        write!(f, "{}", key.escape_debug())?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A path under construction while a document is read; it costs nothing until it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Top,
    Key(&'a str),
    Index(usize),
}

impl<'a> Trail<'a> {
    /// The path of the whole model.
    pub const TOP: Trail<'static> = Trail {
        parent: None,
        step: Step::Top,
    };

    /// Returns the trail one key further down.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Trail<'a> {
        Trail {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// Returns the trail one list position further down.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Trail<'a> {
        Trail {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// Returns the key that the trail ends in; empty at the top and in lists.
    #[must_use]
    pub fn last_key(&self) -> &'a str {
        match self.step {
            Step::Key(key) => key,
            Step::Top | Step::Index(_) => "",
        }
    }

    /// Returns the path that the trail stands for.
    #[must_use]
    pub fn path(&self) -> ModelPath {
        let mut segments = Vec::new();
        let mut here = Some(self);
        while let Some(trail) = here {
            match trail.step {
                Step::Top => {}
                Step::Key(key) => segments.push(Segment::Key(key.to_owned())),
                Step::Index(index) => segments.push(Segment::Index(index)),
            }
            here = trail.parent;
        }
        segments.reverse();
        ModelPath(segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_what_it_shows() {
        let path = ModelPath::of(&["cluster", "config", "num.io.threads"])
            .index(3)
            .key("x");
        assert_eq!(path.to_string(), "cluster.config.\"num.io.threads\"[3].x");
        assert_eq!(ModelPath::parse(&path.to_string()), Some(path));
    }

    #[test]
    fn text_that_is_no_path_is_refused() {
        for text in ["", "a.", ".a", "a..b", "a[", "a[x]", "\"a", "\"a\"b"] {
            assert_eq!(ModelPath::parse(text), None, "{text}");
        }
    }

    #[test]
    fn control_characters_in_keys_are_shown_inert() {
        assert_eq!(
            ModelPath::of(&["a\u{1b}[2J"]).to_string(),
            "\"a\\u{1b}[2J\""
        );
    }
}
