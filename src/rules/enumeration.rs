//! Names and numbers as they stand in a sentence.

/// How many names a sentence takes.
const MOST: usize = 5;

/// Returns names in a sentence: `a`, `b` and `c`, or the first five and how many more.
pub(super) fn quoted<T: AsRef<str>>(names: &[T]) -> String {
    let shown = |names: &[T]| {
        let quoted: Vec<String> = names
            .iter()
            .map(|name| format!("`{}`", name.as_ref()))
            .collect();
        quoted.join(", ")
    };
    match names {
        [] => "none".to_owned(),
        [one] => shown(std::slice::from_ref(one)),
        [first @ .., last] if first.len() < MOST => {
            format!("{} and `{}`", shown(first), last.as_ref())
        }
        _ => format!("{} and {} more", shown(&names[..MOST]), names.len() - MOST),
    }
}

/// Returns a number with its noun: `1 broker`, `3 brokers`.
pub(super) fn count(number: impl Into<u64>, noun: &str) -> String {
    match number.into() {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_takes_a_few_names() {
        assert_eq!(quoted(&["a"]), "`a`");
        assert_eq!(quoted(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(quoted(&["a"; 5]), "`a`, `a`, `a`, `a` and `a`");
        assert_eq!(quoted(&["a"; 6]), "`a`, `a`, `a`, `a`, `a` and 1 more");
    }
}
