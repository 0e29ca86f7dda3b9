//! A file that findings are about, with its lines indexed once.

use crate::{environment::source::line_starts, finding::Place};

/// A file and where its lines begin.
#[derive(Clone, Debug)]
pub struct File {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// A stretch of one line of a file, and where people find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub(super) file: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the file as a whole is meant, and no line of it.
    pub whole_file: bool,
    /// The line, counted from one.
    pub line: usize,
    /// The first column, counted in characters from one.
    pub column: usize,
    /// The column after the last one, on the same line.
    pub end_column: usize,
}

impl File {
    pub(super) fn new(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            line_starts: line_starts(text),
            text: text.to_owned(),
        }
    }

    /// Returns the name that people know the file by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns a line without its end; lines are counted from one.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let start = self.line_start(number);
        let end = self.line_starts.get(number).copied();
        let line = self.text.get(start..end.unwrap_or(self.text.len()));
        line.unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Returns the line of a spot, and the bytes of that line that the spot covers.
    #[must_use]
    pub fn excerpt(&self, spot: &Spot) -> (&str, std::ops::Range<usize>) {
        let start = self.line_start(spot.line);
        (self.line(spot.line), spot.start - start..spot.end - start)
    }

    /// Cuts a place to its first line.
    ///
    /// A file as a whole is found at its beginning.
    pub(super) fn spot(&self, file: usize, place: Place, whole_file: bool) -> Spot {
        let place = if whole_file {
            Place {
                start: 0,
                end: 0,
                ..place
            }
        } else {
            place
        };
        let first = self.line_start(1);
        let start = self.boundary(place.start as usize).max(first);
        let line = self
            .line_starts
            .partition_point(|line_start| *line_start <= start);
        let line_start = self.line_start(line);
        let text = self.line(line);
        // A place may begin at the line's end, where something is missing.
        let start = start.min(line_start + text.len());
        let line_end = line_start + text.trim_end().len();
        let end = self.boundary(place.end as usize).min(line_end).max(start);
        let column = |at: usize| self.text[line_start..at].chars().count() + 1;
        Spot {
            file,
            start,
            end,
            whole_file,
            line,
            column: column(start),
            end_column: column(end),
        }
    }

    fn line_start(&self, number: usize) -> usize {
        let start = number
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index));
        start.copied().unwrap_or(self.text.len())
    }

    /// The nearest character boundary at or before a byte.
    fn boundary(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FileId;

    fn spot(text: &str, start: u32, end: u32) -> (usize, usize, usize) {
        let place = Place {
            file: FileId::new(0),
            start,
            end,
        };
        let spot = File::new("a.yaml", text).spot(0, place, false);
        (spot.line, spot.column, spot.end_column)
    }

    #[test]
    fn a_place_over_several_lines_is_cut_to_its_first() {
        assert_eq!(spot("a:\n  b: 1  \n  c: 2\n", 5, 19), (2, 3, 7));
    }

    #[test]
    fn places_at_and_beyond_the_end_have_a_line() {
        assert_eq!(spot("", 0, 0), (1, 1, 1));
        assert_eq!(spot("a: 1", 4, 4), (1, 5, 5));
        assert_eq!(spot("a: 1\n", 5, 5), (2, 1, 1));
        assert_eq!(spot("a: 1\n", 99, 120), (2, 1, 1));
        assert_eq!(spot("a: 1\r\n", 5, 6), (1, 5, 5));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(spot("\u{feff}a: 1\nb: 2\n", 6, 7), (1, 4, 5));
        assert_eq!(spot("\u{feff}a: 1\nb: 2\n", 0, 0), (1, 1, 1));
        assert_eq!(spot("\u{feff}a: 1\nb: 2\n", 11, 12), (2, 4, 5));
        assert_eq!(spot("\u{feff}", 0, 0), (1, 1, 1));
    }

    #[test]
    fn a_place_inside_a_character_begins_with_it() {
        assert_eq!(spot("ü: 1\n", 1, 2), (1, 1, 2));
    }
}
