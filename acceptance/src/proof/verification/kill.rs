//! Wherever the verification is killed, the next run is as any other and leaves nothing; asked to
//! stop, it leaves nothing itself.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};
use std::{env, thread};

use super::program::Report;
use super::rubbish;
use super::site::Site;
use crate::error::Result;
use crate::process::Call;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The variable that names the moments of an earlier run.
const SEED: &str = "ACCEPTANCE_SEED";

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
    let seed = seed();
    for after in moments(seed, whole) {
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
        format!(
            "{set}: killed at {TIMES} moments at random ({SEED}={seed}), the next run is right and \
             leaves nothing"
        ),
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

/// Returns what the moments follow from: what a variable says, so that a run can be had again, or
/// the time.
fn seed() -> u64 {
    let said = env::var(SEED).ok().and_then(|text| text.parse().ok());
    said.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        now.unwrap_or_default().as_secs()
    })
}

/// Returns moments within a run at random (splitmix64, Steele et al. 2014).
fn moments(seed: u64, whole: Duration) -> impl Iterator<Item = Duration> {
    let mut state = seed;
    let next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let milliseconds = u64::try_from(whole.as_millis()).unwrap_or(u64::MAX).max(1);
    std::iter::repeat_with(next)
        .take(TIMES as usize)
        .map(move |number| Duration::from_millis(number % milliseconds))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_lie_in_the_run_and_come_again_with_their_seed() {
        let whole = Duration::from_secs(7);
        let of = |seed| moments(seed, whole).collect::<Vec<_>>();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert!(of(1).iter().all(|moment| *moment < whole));
        assert_eq!(of(3).len(), TIMES as usize);
        assert_eq!(moments(1, Duration::ZERO).max(), Some(Duration::ZERO));
    }
}
