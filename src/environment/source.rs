//! The files a deployment was read from, kept so that findings can show them.

use std::cell::OnceCell;

use crate::finding::{FileId, Place};

/// One file: the name it is shown under and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as the user would type it.
    pub name: String,
    /// The whole text.
    pub text: String,
    line_starts: OnceCell<Vec<usize>>,
}

impl Source {
    /// Returns where each line begins, counted once.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }
}

/// Returns where each line of a text begins, in bytes. A byte-order mark is no character of the
/// first line; editors show none.
#[must_use]
pub fn line_starts(text: &str) -> Vec<usize> {
    let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(after_mark(text))
        .chain(newlines.map(|(at, _)| at + 1))
        .collect()
}

/// Returns where a text begins behind its byte-order mark, in bytes.
pub(super) fn after_mark(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// Every file of a deployment, in the order they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Keeps a file and returns its identity.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(Source {
            name: name.into(),
            text: text.into(),
            line_starts: OnceCell::new(),
        });
        FileId::new(self.0.len() - 1)
    }

    /// Returns a file by its identity.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.0.get(file.index())
    }

    /// Returns line and column of a place, both counted from one; columns count characters.
    #[must_use]
    pub fn line_and_column(&self, place: Place) -> Option<(usize, usize)> {
        let source = self.get(place.file)?;
        let starts = source.line_starts();
        let at = (place.start as usize).max(*starts.first()?);
        let line = starts.partition_point(|start| *start <= at);
        let before = source.text.get(*starts.get(line.checked_sub(1)?)?..at)?;
        Some((line, before.chars().count() + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1\nü: ö\n");
        let place = Place {
            file,
            start: 9,
            end: 11,
        };
        assert_eq!(sources.line_and_column(place), Some((2, 4)));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "\u{feff}a: 1\n");
        let at = |start| Place {
            file,
            start,
            end: start,
        };
        assert_eq!(sources.line_and_column(at(0)), Some((1, 1)));
        assert_eq!(sources.line_and_column(at(6)), Some((1, 4)));
    }
}
