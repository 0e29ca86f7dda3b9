//! The checksums of `Cargo.lock`.
//!
//! Cargo writes that file itself, a line for each value, so five lines of a reader do; a parser of
//! TOML would bring six crates into a program that reads no other TOML.

use std::collections::BTreeMap;

/// Returns the SHA-256 of each package by name and version; those of the workspace have none.
pub fn checksums(text: &str) -> BTreeMap<(String, String), Option<String>> {
    text.split("[[package]]")
        .skip(1)
        .filter_map(|package| {
            let value = |key: &str| {
                let mut lines = package.lines();
                let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
                value.map(|value| value.trim_matches('"').to_owned())
            };
            Some(((value("name")?, value("version")?), value("checksum")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_have_the_checksums_that_cargo_wrote() {
        let lock = checksums(include_str!("../../../Cargo.lock"));
        let of = |name: &str| {
            let mut own = lock.iter().filter(|((own, _), _)| own == name);
            own.next().unwrap().1.clone()
        };
        assert_eq!(of("verification"), None);
        assert_eq!(of("krafka").unwrap().len(), 64);
        assert!(lock.len() > 100);
    }
}
