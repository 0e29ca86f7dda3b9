//! The list of the files that renders own in one scope, committed with them.
//!
//! It lies in the scope's own directory (`out/prod/.blueprint-files`), so that branches which
//! render different environments never meet in one file, and it holds one sorted path per line
//! without hashes, so that branches which render the same environment meet only where both add or
//! remove neighbours. A merge by union is harmless: order and repetition don't matter to the
//! reader, a path without a file is nothing to remove, and the next render writes it sorted.

use std::collections::BTreeSet;

use super::relative_path::RelativePath;

/// The file name of a manifest in the directory of its scope.
pub const NAME: &str = ".blueprint-files";

const HEADER: &str = "# The files below that `blueprint render` wrote and may replace or remove.\n";

/// How a merge tool begins the lines it leaves where it could not decide.
const CONFLICT_MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The paths recorded for one scope, relative to the scope's directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeSet<RelativePath>);

impl Manifest {
    /// Reads a manifest, or says in which line (from 1) it is damaged, and how.
    pub fn parse(bytes: &[u8]) -> Result<Self, (usize, String)> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            (
                before.split(|byte| *byte == b'\n').count(),
                "it is not UTF-8".to_owned(),
            )
        })?;
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#'));
        let paths =
            lines.map(|(index, line)| recorded_path(line).map_err(|reason| (index + 1, reason)));
        paths.collect::<Result<_, _>>().map(Self)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = HEADER.to_owned();
        for path in &self.0 {
            text.push_str(path.as_str());
            text.push('\n');
        }
        text.into_bytes()
    }

    pub fn iter(&self) -> impl Iterator<Item = &RelativePath> {
        self.0.iter()
    }
}

impl FromIterator<RelativePath> for Manifest {
    fn from_iter<I: IntoIterator<Item = RelativePath>>(paths: I) -> Self {
        Self(paths.into_iter().collect())
    }
}

fn recorded_path(line: &str) -> Result<RelativePath, String> {
    if CONFLICT_MARKERS
        .iter()
        .any(|marker| line.starts_with(marker))
    {
        return Err("a merge conflict is not resolved".to_owned());
    }
    let path = RelativePath::new(line).map_err(|error| error.to_string())?;
    if path.is_reserved() {
        return Err(format!(
            "`{path}` is a name that blueprint keeps for itself"
        ));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(paths: &[&str]) -> Manifest {
        paths
            .iter()
            .map(|text| RelativePath::new(*text).unwrap())
            .collect()
    }

    #[test]
    fn paths_are_written_sorted_one_to_a_line() {
        let text = String::from_utf8(manifest(&["b", "a/c", "a"]).to_bytes()).unwrap();
        insta::assert_snapshot!(text, @r"
        # The files below that `blueprint render` wrote and may replace or remove.
        a
        a/c
        b
        ");
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let manifest = manifest(&["a b", "ü", "-x", "a/c"]);
        assert_eq!(Manifest::parse(&manifest.to_bytes()), Ok(manifest));
    }

    #[test]
    fn a_merge_by_union_reads_like_its_sorted_form() {
        assert_eq!(
            Manifest::parse(b"# x\nb\r\na\nb\n# x\nc"),
            Ok(manifest(&["a", "b", "c"]))
        );
    }

    #[test]
    fn damage_is_placed_in_its_line() {
        let damaged: [(&[u8], usize); 5] = [
            (b"a\n../../etc/passwd\n", 2),
            (b"<<<<<<< HEAD\na\n=======\n", 1),
            (b"a\nb\n\nc\n", 3),
            (b"a\nb\n\xff\n", 3),
            (b"a/.blueprint-files\n", 1),
        ];
        for (bytes, line) in damaged {
            assert_eq!(Manifest::parse(bytes).map_err(|(line, _)| line), Err(line));
        }
    }
}
