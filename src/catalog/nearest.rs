//! The known name that a mistyped one most likely means.

use strsim::damerau_levenshtein;

/// Returns the candidate with the fewest edits to `wanted`, the first of equals.
///
/// More edits than a third of the longer name say that another name was meant: then `None`.
pub(super) fn nearest<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|name| (damerau_levenshtein(wanted, name), name))
        .filter(|(edits, name)| *edits <= wanted.len().max(name.len()).div_ceil(3))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_name_and_another_word_does_not() {
        let names = ["retention.ms", "segment.ms", "cleanup.policy"];
        assert_eq!(nearest("retention.sm", names), Some("retention.ms"));
        assert_eq!(nearest("partitions", names), None);
    }
}
