//! Nearest names for what was misspelt, within a budget.
//!
//! A name is compared with every candidate, so a model with thousands of unknown names and
//! thousands of topics would take minutes. The first findings get their suggestion, and once
//! the budget is spent the others go without.

use crate::finding::nearest;

/// How many comparisons one rule may make; they take a few hundredths of a second.
const BUDGET: usize = 25_000;

/// The names that a misspelt one may have meant.
pub(super) struct Suggestions<'a> {
    candidates: Vec<&'a str>,
    budget: usize,
}

impl<'a> Suggestions<'a> {
    /// Returns suggestions out of these names.
    pub(super) fn among(candidates: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            candidates: candidates.into_iter().collect(),
            budget: BUDGET,
        }
    }

    /// Returns the help for a misspelt name, or what to do when no name is near.
    pub(super) fn help(&mut self, word: &str, otherwise: &str) -> String {
        match self.nearest(word) {
            Some(near) => format!("did you mean `{near}`?"),
            None => otherwise.to_owned(),
        }
    }

    /// Returns the name that a misspelt one resembles most.
    pub(super) fn nearest(&mut self, word: &str) -> Option<&'a str> {
        self.budget = self.budget.checked_sub(self.candidates.len())?;
        nearest(word, self.candidates.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_stop_when_the_budget_is_spent() {
        let names: Vec<String> = (0..BUDGET / 2).map(|n| format!("topic-{n}")).collect();
        let mut suggestions = Suggestions::among(names.iter().map(String::as_str));
        let helps: Vec<String> = (0..3)
            .map(|_| suggestions.help("topik-7", "none"))
            .collect();
        assert_eq!(
            helps,
            ["did you mean `topic-7`?", "did you mean `topic-7`?", "none"]
        );
    }
}
