//! Selections of series, and names of labels in brackets.

use super::{super::Comparison, Selector, Unreadable, expression::Words, token::Token};
use crate::derive::pattern::is_pattern;

/// Reads `{label="text", …}` behind a metric, or without one.
pub fn matchers(
    words: &mut Words<'_>,
    metric: Option<String>,
    at: usize,
) -> Result<Selector, Unreadable> {
    let mut selector = Selector {
        metric,
        ..Selector::default()
    };
    if words.take("{") {
        while !words.take("}") {
            selector.matchers.push(matcher(words)?);
            if !words.take(",") {
                words.expect("}")?;
                break;
            }
        }
    }
    let named = |(label, ..): &(String, Comparison, String)| label == "__name__";
    if selector.metric.is_some() && selector.matchers.iter().any(named) {
        return Err(Unreadable::new(at, "the name of the metric stands twice"));
    }
    if selector.metric.is_none() && selector.matchers.iter().all(fits_nothing) {
        let reason = "at least one label must be something else than an empty text";
        return Err(Unreadable::new(at, reason));
    }
    Ok(selector)
}

fn matcher(words: &mut Words<'_>) -> Result<(String, Comparison, String), Unreadable> {
    let label = label(words)?;
    let comparison = [
        ("=", Comparison::Is),
        ("!=", Comparison::IsNot),
        ("=~", Comparison::Matches),
        ("!~", Comparison::MatchesNot),
    ];
    let found = comparison.into_iter().find(|(sign, _)| words.take(sign));
    let Some((_, comparison)) = found else {
        return Err(words.wrong("one of `=`, `!=`, `=~` and `!~` belongs here"));
    };
    let at = words.at();
    let Some(Token::Text(text)) = words.next() else {
        return Err(Unreadable::new(at, "a text in quotes belongs here"));
    };
    let pattern = matches!(comparison, Comparison::Matches | Comparison::MatchesNot);
    if pattern && !is_pattern(&text) {
        return Err(Unreadable::new(at, "this is no regular expression"));
    }
    Ok((label, comparison, text))
}

/// Returns whether an absent label fits, as far as that can be told without the series.
fn fits_nothing((_, comparison, text): &(String, Comparison, String)) -> bool {
    match comparison {
        Comparison::Is => text.is_empty(),
        Comparison::IsNot | Comparison::MatchesNot => !text.is_empty(),
        Comparison::Matches => text.is_empty() || text == ".*",
    }
}

/// Reads `(label, …)`.
pub fn labels(words: &mut Words<'_>) -> Result<Vec<String>, Unreadable> {
    words.expect("(")?;
    let mut labels = Vec::new();
    while !words.take(")") {
        labels.push(label(words)?);
        if !words.take(",") {
            words.expect(")")?;
            break;
        }
    }
    Ok(labels)
}

fn label(words: &mut Words<'_>) -> Result<String, Unreadable> {
    let at = words.at();
    match words.next() {
        Some(Token::Name(label)) if !label.contains(':') => Ok(label),
        _ => Err(Unreadable::new(at, "the name of a label belongs here")),
    }
}
