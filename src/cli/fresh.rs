//! What `render --check` says: whether the output holds what a render would write.

use std::path::Path;

use super::{Console, Exit, written::names};
use crate::{
    emit::directory::{Comparison, Interruption},
    finding::counted,
};

/// Tells people, and returns how the command ends.
pub fn tell(comparison: &Comparison, subject: &str, out: &Path, console: &mut Console) -> Exit {
    let out = out.display();
    if comparison.is_current() {
        let files = counted(comparison.unchanged, "file", "files");
        console.result(&format!("{out} is fresh for {subject}: {files}.\n"));
        return Exit::Done;
    }
    let mut text = format!("{out} is not fresh for {subject}.\n");
    if let Some(interruption) = comparison.interrupted {
        text.push_str(interrupted(interruption));
        text.push('\n');
    }
    text.push_str(&names(&[
        ("missing", &comparison.missing),
        ("stale", &comparison.stale),
        ("left over", &comparison.left_over),
    ]));
    for obstruction in &comparison.foreign {
        text.extend(["  in the way  ", &obstruction.to_string(), "\n"]);
    }
    text.push_str(if comparison.foreign.is_empty() {
        "`blueprint render` mends this; commit what it writes.\n"
    } else {
        "Move away what is in the way; `blueprint render` mends the rest.\n"
    });
    console.result(&text);
    Exit::No
}

const fn interrupted(interruption: Interruption) -> &'static str {
    match interruption {
        Interruption::Preparing => {
            "An earlier render was interrupted before it changed a file; the next one cleans up."
        }
        Interruption::Replacing => {
            "An earlier render was interrupted: some files may be new and others old. The next \
             render finishes it."
        }
        Interruption::Undoing => {
            "An earlier render failed and was not undone: some files may be new and others old. \
             The next render undoes it."
        }
    }
}
