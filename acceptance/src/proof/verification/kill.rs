//! Wherever the verification is killed, the next run is as any other and leaves nothing; asked to
//! stop, it leaves nothing itself.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use super::program::Report;
use super::rubbish;
use super::site::Site;
use crate::error::Result;
use crate::process::Call;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// How often it is killed.
const TIMES: u32 = 10;

/// What is killed and run again: trials that make topics and groups, and nothing else that takes
/// time.
const TRIED: [&str; 4] = [
    "--only=functional/records",
    "--only=functional/clean-up",
    "--only=cluster/",
    "--only=topic/",
];

pub(super) fn leaves_nothing(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let call = site.call().args(TRIED);
    let whole = Report::of(&call)?.duration;
    let (mut left, mut complaints) = (BTreeSet::new(), Vec::new());
    for time in 0..TIMES {
        let after = whole * (2 * time + 1) / (2 * TIMES);
        let (_, found) = stopped(site, &call, after, true)?;
        left.extend(found);
        let again = Report::of(&call)?;
        let moment = format!("killed after {} ms", after.as_millis());
        complaints.extend(
            again
                .complaints()
                .iter()
                .map(|one| format!("{moment}: {one}")),
        );
        complaints.extend(rubbish(site)?.iter().map(|one| format!("{moment}: {one}")));
    }
    checks.unless(
        format!("{set}: killed at {TIMES} moments, the next run is right and leaves nothing"),
        &complaints,
    );
    checks.expect(
        format!("{set}: some of the killed runs had left something"),
        !left.is_empty(),
        || "no killed run left a topic or a group".to_owned(),
    );
    let mut complaints = Vec::new();
    for part in 1..4 {
        let after = whole * part / 4;
        let (status, found) = stopped(site, &call, after, false)?;
        if status != Some(1) {
            complaints.push(format!("exit status {status:?}"));
        }
        complaints.extend(found);
    }
    checks.unless(
        format!("{set}: asked to stop, it takes away what it made"),
        &complaints,
    );
    Ok(())
}

/// Starts `call`, ends it after a while, and returns its exit status and what it left.
fn stopped(
    site: &Site,
    call: &Call,
    after: Duration,
    is_killed: bool,
) -> Result<(Option<i32>, Vec<String>)> {
    let log = site.directory.join("stopped.log");
    let process = call.start("the verification", &log)?;
    thread::sleep(after);
    let status = if is_killed {
        process.kill();
        None
    } else {
        process.stop(STOP)?
    };
    Ok((status, rubbish(site)?))
}

/// How long it may take to stop: what Kubernetes gives it.
const STOP: Duration = Duration::from_secs(30);
