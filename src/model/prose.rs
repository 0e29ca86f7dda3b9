//! Text for people: who owns a thing and what it is for.

use crate::environment::read::Invalid;

crate::text! {
    /// Who answers for a thing: a team or a role.
    pub struct Owner("an owner", line);
}

crate::text! {
    /// One line of plain text for people.
    pub struct Sentence("a line of text", line);
}

pub(super) fn line(text: &str) -> Result<(), Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::because("it is empty"));
    }
    match text.chars().find(|c| unshowable(*c)) {
        None => Ok(()),
        Some(c) => Err(Invalid::because(format!(
            "it holds `{}`, which terminals and browsers do not show as text",
            c.escape_debug()
        ))),
    }
}

/// Control characters end lines and steer terminals; bidirectional marks reorder what is read.
pub(super) fn unshowable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
