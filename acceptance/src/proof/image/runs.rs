//! Many runs of the image's program, because a way of linking that crashes does so now and then.

use std::time::Instant;

use super::root::Root;
use crate::error::Result;
use crate::proof::verification::program::Report;
use crate::proof::verification::site::Site;
use crate::verdict::Checks;

/// How many runs there are; a crash of one run in a hundred would be missed once in 150 times.
const RUNS: usize = 500;

/// Runs the checks that only look, each time with a new connection over TLS to every broker.
pub(super) fn are_clean(root: &Root, site: &Site, checks: &mut Checks) -> Result<()> {
    let call =
        site.describe(root.call())
            .args(["--read-only", "--only", "cluster/", "--only", "topic/"]);
    let started = Instant::now();
    let mut unclean = Vec::new();
    for run in 1..=RUNS {
        let report = Report::of(&call)?;
        let complaints = report.complaints();
        if !complaints.is_empty() {
            unclean.push(format!("run {run}: {}", complaints.join("; ")));
        }
    }
    checks.unless(
        format!(
            "{RUNS} of {RUNS} runs of the static program are clean, in {} s",
            started.elapsed().as_secs()
        ),
        &unclean,
    );
    Ok(())
}
