//! What one render does to the directory, written down before it does any of it.
//!
//! A journal is a text of lines `<act> <path>`. The number of a line names the staged and the kept
//! file of that step. It is complete from the moment it has its name, so whoever finds it knows
//! every step that may have been taken.

use super::plan::Plan;
use super::relative_path::RelativePath;

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A directory that was missing.
    Directory,
    /// A file that goes.
    Remove,
    /// A file where none was.
    Add,
    /// A file in the place of an older one.
    Change,
}

const ACTS: [(&str, Act); 4] = [
    ("directory", Act::Directory),
    ("remove", Act::Remove),
    ("add", Act::Add),
    ("change", Act::Change),
];

/// One line of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub act: Act,
    pub path: RelativePath,
    /// The name of the step's files in the staging directories.
    pub number: String,
}

/// All steps of one render, removals before the files that may take their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal(Vec<Step>);

impl Journal {
    pub fn new(plan: &Plan<'_>) -> Self {
        let directories = plan.directories.iter().map(|path| (Act::Directory, path));
        let removals = plan.removals.iter().map(|path| (Act::Remove, path));
        let act = |replaces| if replaces { Act::Change } else { Act::Add };
        let writes = plan
            .writes
            .iter()
            .map(|write| (act(write.replaces), &write.path));
        let steps = directories.chain(removals).chain(writes);
        Self::numbered(steps.map(|(act, path)| (act, path.clone())))
    }

    /// Reads a journal, or says which line (from 1) is damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, usize> {
        let text = String::from_utf8_lossy(bytes);
        let steps = text
            .lines()
            .enumerate()
            .map(|(index, line)| step(line).ok_or(index + 1));
        Ok(Self::numbered(steps.collect::<Result<Vec<_>, _>>()?))
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = String::new();
        for step in &self.0 {
            let word = ACTS
                .iter()
                .find(|(_, act)| *act == step.act)
                .map_or("", |(word, _)| word);
            text.extend([word, " ", step.path.as_str(), "\n"]);
        }
        text.into_bytes()
    }

    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.0.iter()
    }

    pub fn all(&self, act: Act) -> impl DoubleEndedIterator<Item = &Step> {
        self.0.iter().filter(move |step| step.act == act)
    }

    fn numbered(steps: impl IntoIterator<Item = (Act, RelativePath)>) -> Self {
        let steps = steps.into_iter().enumerate();
        Self(
            steps
                .map(|(number, (act, path))| Step {
                    act,
                    path,
                    number: number.to_string(),
                })
                .collect(),
        )
    }
}

fn step(line: &str) -> Option<(Act, RelativePath)> {
    let (word, path) = line.split_once(' ')?;
    let (_, act) = ACTS.iter().find(|(known, _)| *known == word)?;
    Some((*act, RelativePath::new(path).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_the_same() {
        let text = "directory prod\nremove prod/a b\nadd prod/c\nchange prod/d\n";
        let journal = Journal::parse(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(journal.to_bytes()).unwrap(), text);
        let last = journal.steps().next_back().unwrap();
        assert_eq!(
            (last.act, last.path.as_str(), &*last.number),
            (Act::Change, "prod/d", "3")
        );
    }

    #[test]
    fn a_journal_leads_nowhere_else() {
        for line in [
            "add ../a",
            "add /etc/passwd",
            "erase prod/a",
            "add",
            "",
            "add prod\u{0}",
        ] {
            assert_eq!(
                Journal::parse(format!("add prod/a\n{line}\n").as_bytes()),
                Err(2)
            );
        }
    }
}
