//! Kafka's metadata versions: their names and the levels that the protocol tells.

const TABLE: &str = include_str!("metadata_versions.csv");

fn rows() -> impl Iterator<Item = (&'static str, i16)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (name, level) = line.split_once(',')?;
        Some((name, level.parse().ok()?))
    })
}

/// Returns the level of a metadata version such as `3.7-IV4`; of `3.7` that of its last one.
#[must_use]
pub fn level(version: &str) -> Option<i16> {
    let whole = rows().find(|(name, _)| *name == version);
    let last = || rows().filter(|(name, _)| line(name) == version).last();
    whole.or_else(last).map(|(_, level)| level)
}

/// Returns the name of a level; the level itself where it is newer than the table.
#[must_use]
pub fn name(level: i16) -> String {
    let row = rows().find(|(_, own)| *own == level);
    row.map_or_else(|| format!("level {level}"), |(name, _)| name.to_owned())
}

/// Returns the release line of a release or a metadata version: `3.7` of `3.7.0` and `3.7-IV4`.
#[must_use]
pub fn line(version: &str) -> &str {
    let end = version
        .match_indices(['.', '-'])
        .nth(1)
        .map_or(version.len(), |(at, _)| at);
    &version[..end]
}

/// Returns whether the table has metadata versions of a release line.
#[must_use]
pub fn is_known(line_of_release: &str) -> bool {
    rows().any(|(name, _)| line(name) == line_of_release)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_levels_belong_together() {
        assert_eq!(level("3.7-IV4"), Some(19));
        assert_eq!(level("4.2"), Some(29));
        assert_eq!(level("9.9-IV0"), None);
        assert_eq!(name(19), "3.7-IV4");
        assert_eq!(name(900), "level 900");
    }

    #[test]
    fn a_line_is_what_two_numbers_name() {
        assert_eq!(
            [line("3.7.0"), line("3.7-IV4"), line("4.2")],
            ["3.7", "3.7", "4.2"]
        );
        assert!(is_known("3.7") && !is_known("9.9"));
    }
}
