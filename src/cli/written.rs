//! What a render says when it is done: what it wrote, what changed, how long it took.

use std::{collections::BTreeMap, path::Path, time::Duration};

use super::Console;
use crate::{
    emit::directory::{Recovery, RelativePath, Written},
    finding::counted,
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
    let mut lines = Vec::new();
    for (what, paths) in groups {
        let mut paths: Vec<&RelativePath> = paths.iter().collect();
        paths.sort();
        if many {
            lines.extend(by_directory(&paths).into_iter().map(|(directory, count)| {
                let files = counted(count, "file", "files");
                format!("  {what:<10} {directory} ({files})\n")
            }));
        } else {
            lines.extend(paths.iter().map(|path| format!("  {what:<10} {path}\n")));
        }
    }
    lines.concat()
}

/// Counts files by the directory that a render answers for.
fn by_directory(paths: &[&RelativePath]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for path in paths {
        let depth = match path.segments().next() {
            Some("kustomize") => 3,
            _ => 1,
        };
        let (above, _) = path.as_str().rsplit_once('/').unwrap_or_default();
        let directory: Vec<&str> = above.split('/').take(depth).collect();
        *counts.entry(directory.join("/")).or_default() += 1;
    }
    counts
}
