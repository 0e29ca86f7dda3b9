//! What a render says when it is done: what it wrote, what changed, how long it took.

use std::{path::Path, time::Duration};

use super::Console;
use crate::{
    emit::directory::{Recovery, RelativePath, Written},
    report::counted,
};

/// How many files are named; beyond that they are counted by directory.
const NAMED: usize = 20;

/// Tells people.
pub fn tell(changes: &Written, subject: &str, out: &Path, took: Duration, console: &mut Console) {
    if let Some(recovery) = changes.recovered {
        console.notice(recovered(recovery));
    }
    let summary = summary(changes);
    let seconds = took.as_secs_f64();
    console.result(&format!(
        "Rendered {subject} into {} in {seconds:.2} s: {summary}.\n{}",
        out.display(),
        names(&[
            ("added", &changes.added),
            ("changed", &changes.changed),
            ("removed", &changes.removed),
        ])
    ));
}

fn summary(changes: &Written) -> String {
    let counts = [
        (changes.added.len(), "added"),
        (changes.changed.len(), "changed"),
        (changes.removed.len(), "removed"),
        (changes.unchanged, "as they were"),
    ];
    if counts[..3].iter().all(|(count, _)| *count == 0) {
        let files = counted(changes.unchanged, "file", "files");
        return format!("nothing has changed in {files}");
    }
    let mut parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let first = parts
        .next()
        .map(|(count, what)| format!("{} {what}", counted(count, "file", "files")));
    let rest = parts.map(|(count, what)| format!("{count} {what}"));
    first.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
}

const fn recovered(recovery: Recovery) -> &'static str {
    match recovery {
        Recovery::Finished => "An earlier render was interrupted; it was finished first.",
        Recovery::Undone => "An earlier render was interrupted; it was undone first.",
    }
}

/// Returns lines that name files by what became of them.
pub(super) fn names(groups: &[(&str, &[RelativePath])]) -> String {
    let many = groups.iter().map(|(_, paths)| paths.len()).sum::<usize>() > NAMED;
    let mut text = String::new();
    for (what, paths) in groups {
        let mut paths: Vec<&RelativePath> = paths.iter().collect();
        paths.sort();
        if many {
            for (directory, count) in by_directory(&paths) {
                let files = counted(count, "file", "files");
                text.push_str(&format!("  {what:<9} {directory} ({files})\n"));
            }
        } else {
            for path in &paths {
                text.push_str(&format!("  {what:<9} {path}\n"));
            }
        }
    }
    text
}

/// Counts files by their directory, in the order of the paths.
fn by_directory(paths: &[&RelativePath]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for path in paths {
        let directory = path
            .as_str()
            .rsplit_once('/')
            .map_or("", |(above, _)| above);
        match counts.last_mut() {
            Some((last, count)) if last == directory => *count += 1,
            _ => counts.push((directory.to_owned(), 1)),
        }
    }
    counts
}
