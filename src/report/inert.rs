//! Text of unknown origin, made harmless for terminals and for line-based readers.
//!
//! Model files come from anybody who may open a pull request. Nothing in them may move the cursor,
//! reorder what people read, or begin a line of its own.

use std::borrow::Cow;

/// Returns the text with control characters, bidirectional marks and invisible characters
/// written out, such as `\u{1b}` or `\n`.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends a character in its harmless form.
pub(super) fn push(shown: &mut String, character: char) {
    if !acts(character) {
        shown.push(character);
    } else if matches!(character, '\n' | '\r' | '\t') {
        shown.extend(character.escape_default());
    } else {
        shown.extend(character.escape_unicode());
    }
}

/// Whether a character does something beside being seen.
pub(super) fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_acts_on_a_terminal_is_written_out() {
        assert_eq!(inert("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(inert("a\nb\tc\u{7}"), "a\\nb\\tc\\u{7}");
        assert_eq!(inert("x\u{202e}y\u{2066}"), "x\\u{202e}y\\u{2066}");
        assert_eq!(inert("\u{9b}31m"), "\\u{9b}31m");
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["Kafka für alle", "日本語", "`a` \\n", "😀"] {
            assert_eq!(inert(text), text);
        }
    }
}
