//! The name of one file below the output directory.
//!
//! A [`RelativePath`] can't climb out of the directory, can't be spelled two ways and fits on one
//! line of a manifest, so nothing after its constructor has to ask again.

use std::fmt;

use super::{manifest, stage};

/// A path below the output directory: segments with `/` between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

impl RelativePath {
    /// Takes a path written with `/`.
    ///
    /// Refuses empty segments (and so absolute paths), `.`, `..`, backslashes, control characters,
    /// and a leading `#`, which opens a comment in a manifest.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidPath> {
        let text = text.into();
        match fault(&text) {
            Some(fault) => Err(InvalidPath { text, fault }),
            None => Ok(Self(text)),
        }
    }

    /// Names one of the entries that the owner of the directory keeps for itself.
    pub(super) fn reserved(name: &'static str) -> Self {
        debug_assert!(fault(name).is_none());
        Self(name.to_owned())
    }

    /// Tells whether the path names or passes an entry that the owner keeps for itself.
    pub(super) fn is_reserved(&self) -> bool {
        self.segments()
            .any(|segment| segment == manifest::NAME || segment == stage::NAME)
    }

    /// Returns the path as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns this path with another one below it.
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        Self(format!("{self}/{below}"))
    }

    /// Returns the part of this path below `directory`, or nothing where it lies elsewhere.
    #[must_use]
    pub fn below(&self, directory: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&directory.0)?.strip_prefix('/')?;
        Some(Self(rest.to_owned()))
    }

    /// Returns a bound that sorts before every path below this directory and after the directory.
    pub(super) fn first_below(&self) -> Self {
        Self(format!("{self}/"))
    }

    /// Returns the directories above this path, the outermost first.
    #[must_use]
    pub fn ancestors(&self) -> impl DoubleEndedIterator<Item = Self> + '_ {
        self.0
            .match_indices('/')
            .map(|(end, _)| Self(self.0[..end].to_owned()))
    }

    /// Returns the segments, the outermost first.
    #[must_use]
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// Returns the last segment.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that can't name a file below the output directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPath {
    text: String,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    EmptySegment,
    Dots,
    Backslash,
    ControlCharacter,
    Comment,
}

fn fault(text: &str) -> Option<Fault> {
    if text.chars().any(char::is_control) {
        Some(Fault::ControlCharacter)
    } else if text.contains('\\') {
        Some(Fault::Backslash)
    } else if text.starts_with('#') {
        Some(Fault::Comment)
    } else if text.split('/').any(str::is_empty) {
        Some(Fault::EmptySegment)
    } else if text.split('/').any(|segment| matches!(segment, "." | "..")) {
        Some(Fault::Dots)
    } else {
        None
    }
}

impl fmt::Display for InvalidPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.fault {
            Fault::EmptySegment => "it has an empty segment or begins with `/`",
            Fault::Dots => "it has a segment `.` or `..`",
            Fault::Backslash => "it has a backslash",
            Fault::ControlCharacter => "it has a control character",
            Fault::Comment => "it begins with `#`",
        };
        let text = self.text.escape_debug();
        write!(
            formatter,
            "`{text}` can't name a file of the output directory: {reason}"
        )
    }
}

impl std::error::Error for InvalidPath {}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelativePath {
        RelativePath::new(text).unwrap()
    }

    #[test]
    fn whatever_could_leave_the_directory_is_refused() {
        let faults = [
            ("", Fault::EmptySegment),
            ("/etc/passwd", Fault::EmptySegment),
            ("prod//a", Fault::EmptySegment),
            ("prod/", Fault::EmptySegment),
            ("..", Fault::Dots),
            ("prod/../a", Fault::Dots),
            ("prod/./a", Fault::Dots),
            ("prod\\a", Fault::Backslash),
            ("prod/a\nb", Fault::ControlCharacter),
            ("prod/\u{1b}[31m", Fault::ControlCharacter),
            ("#prod", Fault::Comment),
        ];
        for (text, fault) in faults {
            assert_eq!(
                RelativePath::new(text).map_err(|error| error.fault),
                Err(fault),
                "{text:?}"
            );
        }
    }

    #[test]
    fn dots_inside_a_name_are_fine() {
        assert_eq!(path("prod/..a/.b/c..yaml").name(), "c..yaml");
    }

    #[test]
    fn ancestors_come_outermost_first() {
        let ancestors: Vec<_> = path("kustomize/overlays/prod").ancestors().collect();
        assert_eq!(ancestors, [path("kustomize"), path("kustomize/overlays")]);
    }

    #[test]
    fn a_longer_name_is_not_below_a_shorter_one() {
        assert_eq!(path("production/a").below(&path("prod")), None);
        assert_eq!(path("prod/a").below(&path("prod")), Some(path("a")));
    }

    #[test]
    fn the_message_shows_control_characters_escaped() {
        let message = RelativePath::new("a\u{1b}b").unwrap_err().to_string();
        insta::assert_snapshot!(message, @r"`a\u{1b}b` can't name a file of the output directory: it has a control character");
    }
}
