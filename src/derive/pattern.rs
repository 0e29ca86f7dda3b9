//! Regular expressions as programs in Go read them: Prometheus, and the Kafka Exporter.

use regex_syntax::Parser;

/// Returns whether a program in Go takes a text for a regular expression. Where its dialect differs
/// from the one that is read here nothing is refused.
#[must_use]
pub fn is_pattern(text: &str) -> bool {
    let differs = ["\\Q", "\\C", "{"];
    differs.iter().any(|it| text.contains(it)) || Parser::new().parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_refuses_is_no_pattern() {
        for text in [".*", "^orders-|^shop", r"[a-z]+\.\d", "a{", r"\Q(\E"] {
            assert!(is_pattern(text), "{text}");
        }
        for text in ["(", "*", "[a", "(?!a)"] {
            assert!(!is_pattern(text), "{text}");
        }
    }
}
