//! What is somewhere else on this machine than in a cluster.

use std::collections::BTreeMap;

/// Paths and names with what takes their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, String>);

impl Places {
    /// Puts `there` in the place of `here` wherever that is named.
    pub fn replace(&mut self, here: &str, there: &str) {
        self.0.insert(here.to_owned(), there.to_owned());
    }

    /// Returns `text` with everything replaced, and nothing twice.
    #[must_use]
    pub fn in_text(&self, text: &str) -> String {
        let mut moved = String::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let found = match moved.chars().next_back() {
                Some(before) if is_of_a_name(before) => None,
                _ => self.at_start(rest),
            };
            let (before, there) = match found {
                Some((here, there)) => (here.len(), there.as_str()),
                None => (letter.len_utf8(), &rest[..letter.len_utf8()]),
            };
            moved.push_str(there);
            rest = &rest[before..];
        }
        moved
    }

    /// Finds the longest name that `text` begins with.
    fn at_start(&self, text: &str) -> Option<(&String, &String)> {
        let mut names = self.0.iter().rev();
        names.find(|(here, _)| {
            let rest = text.strip_prefix(here.as_str());
            rest.is_some_and(|rest| !rest.starts_with(is_of_a_name))
        })
    }
}

/// Whether a letter before or after a name makes another name of it.
fn is_of_a_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_replaced_once() {
        let mut places = Places::default();
        places.replace("/tmp", "/run/tmp");
        places.replace("/run", "/elsewhere");
        places.replace("kafka:9093", "127.7.7.11:9093");
        let moved = places.in_text("cat /tmp/a /tmpfs ./tmp /run; my-kafka:9093,kafka:9093");
        assert_eq!(
            moved,
            "cat /run/tmp/a /tmpfs ./tmp /elsewhere; my-kafka:9093,127.7.7.11:9093"
        );
    }
}
