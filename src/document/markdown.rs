//! Markdown: templates, and text of the model that must stay text.

use std::io::{self, Write};

use serde::Serialize;
use tera::{Context, Tera};

/// Fills a template of the program with what it needs.
///
/// The templates and their contexts are both part of the program, and a test fills each of them.
pub fn fill<T: Serialize>(template: &'static str, view: &T) -> String {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".md"]);
    tera.set_escape_fn(escape);
    tera.add_raw_template("document.md", template)
        .and_then(|()| Context::from_serialize(view))
        .and_then(|context| tera.render("document.md", &context))
        .expect("the templates are part of the program and a test fills each of them")
}

/// Returns text with everything escaped that Markdown or HTML would read as markup.
#[must_use]
pub fn inert(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.extend(c.escape_debug()),
            c => escaped.push(c),
        }
    }
    escaped
}

fn escape(input: &str, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(inert(input).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            inert("<b>|[x](y)`*@me"),
            "&lt;b&gt;\\|\\[x\\](y)\\`\\*&#64;me"
        );
        assert_eq!(inert("a\nb\u{1b}[2J"), "a\\nb\\u{1b}\\[2J");
    }
}
