//! Whether twice the topics take about twice the instructions.
//!
//! Instructions are counted by valgrind's callgrind: unlike time they are the same on a busy
//! machine, and unlike allocations they also show a search within a search.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{made_up, render};
use crate::failure::{Failure, Outcome};
use crate::{process, workspace};

/// From how many topics to how many.
const SIZES: [usize; 2] = [10_000, 20_000];

/// Twice the work and a tenth for what grows with the logarithm, in percent.
const MOST_PERCENT: u64 = 220;

/// Counts both sizes and says by how much they differ; too much is a failure.
pub fn run(program: &Path, scratch: &Path) -> Outcome<String> {
    let small = instructions(program, scratch, SIZES[0])?;
    let large = instructions(program, scratch, SIZES[1])?;
    let percent = large * 100 / small.max(1);
    let sentence = format!(
        "{} topics take {small} instructions, {} topics {large}: {}.{:02} times as many",
        SIZES[0],
        SIZES[1],
        percent / 100,
        percent % 100,
    );
    if percent > MOST_PERCENT {
        Err(Failure::new(format!(
            "{sentence}, and at most {}.{:02} times is linear",
            MOST_PERCENT / 100,
            MOST_PERCENT % 100
        )))
    } else {
        Ok(sentence)
    }
}

fn instructions(program: &Path, scratch: &Path, topics: usize) -> Outcome<u64> {
    let environments = made_up(scratch, topics)?;
    let out = scratch.join("out");
    workspace::remove(&out)?;
    let profile = scratch.join(format!("callgrind-{topics}"));
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--quiet"]);
    valgrind.arg(format!("--callgrind-out-file={}", profile.display()));
    let rendering = render(program, &environments, &out)?;
    valgrind
        .arg(rendering.get_program())
        .args(rendering.get_args());
    process::run(&mut valgrind)?;
    let text = fs::read_to_string(&profile).map_err(|cause| Failure::with_file(&profile, cause))?;
    total(&text).ok_or_else(|| Failure::with_file(&profile, "it has no line `summary: COUNT`"))
}

/// Reads the total of a profile (valgrind's manual, "Callgrind Format Specification").
fn total(profile: &str) -> Option<u64> {
    let line = |start| profile.lines().find_map(|line| line.strip_prefix(start));
    let total = line("totals: ").or_else(|| line("summary: "))?;
    total.split_whitespace().next()?.parse().ok()
}
