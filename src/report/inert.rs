//! Text of unknown origin, made harmless for terminals and for line-based readers.
//!
//! Model files come from anybody who may open a pull request. Nothing in them may move the cursor,
//! reorder what people read, or begin a line of its own.

use std::borrow::Cow;

/// Returns the text with control characters, bidirectional marks and invisible characters
/// written out, such as `\u{1b}` or `\n`.
///
/// GitHub's runner takes `##[` for a command anywhere in a line, so its bracket is written out
/// too (`ActionCommand.TryParse` of actions/runner). Its newer `::` counts at the beginning of a
/// line alone, where no format puts anything that is not ours.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

const COMMAND: &str = "##[";

/// Appends a character in its harmless form.
pub(super) fn push(shown: &mut String, character: char) {
    if character == '[' && shown.ends_with("##") {
        shown.extend(character.escape_unicode());
    } else if !acts(character) {
        shown.push(character);
    } else if matches!(character, '\n' | '\r' | '\t') {
        shown.extend(character.escape_default());
    } else {
        shown.extend(character.escape_unicode());
    }
}

/// Returns a JSON document with everything escaped that could act where it is shown or embedded.
///
/// Outside of strings JSON has nothing but line ends of it, so what is read back is the same.
pub(super) fn inert_json(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for character in document.chars() {
        let embedded = matches!(character, '<' | '>' | '&');
        let command = character == '[' && text.ends_with("##");
        if character == '\n' || !(acts(character) || embedded || command) {
            text.push(character);
        } else {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.into_iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
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
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{inert, inert_json};

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

    #[test]
    fn the_older_commands_of_a_runner_are_no_commands() {
        assert_eq!(inert("a ##[add-mask]b"), "a ##\\u{5b}add-mask]b");
        assert_eq!(inert("a #[b"), "a #[b");
    }

    #[test]
    fn json_reads_back_the_same() {
        let value = serde_json::json!({"a": "x\u{202e}y\u{9b}\u{e0041}ü</script>##[b]"});
        let text = inert_json(&value.to_string());
        assert_eq!(
            text,
            r#"{"a":"x\u202ey\u009b\udb40\udc41ü\u003c/script\u003e##\u005bb]"}"#
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
    }
}
