//! Runs that come together have their turns one after the other, and none disturbs another.

use std::thread;
use std::time::Duration;

use super::program::Report;
use super::rubbish;
use super::site::Site;
use crate::error::{Error, Result};
use crate::patience;
use crate::process::Call;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The topic by which runs tell whose turn it is.
const TURN: &str = "kafka-verification-turn";

/// What is tried: long enough for others to come meanwhile.
const TRIED: &str = "--only=functional/";

/// How long a run may take to begin, and to end.
const LIMIT: Duration = Duration::from_mins(2);

/// How many runs come together.
const RUNS: usize = 3;

pub(super) fn take_turns(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let call = site.call().arg(TRIED);
    let seconds = LIMIT.as_secs().to_string();
    let patient = call.clone().env("WAIT_SECONDS", seconds);
    killed(site, &call)?;
    let reports = at_once(&patient)?;
    let mut complaints: Vec<_> = reports.iter().flat_map(Report::complaints).collect();
    complaints.extend(rubbish(site)?);
    checks.unless(
        format!("{set}: {RUNS} runs that come at once after one was killed are all right"),
        &complaints,
    );
    turned_away(set, site, &call, &patient, checks)
}

/// Starts a run and kills it while it has its turn.
fn killed(site: &Site, call: &Call) -> Result<()> {
    let process = call.start("the verification", &site.directory.join("killed.log"))?;
    wait_for_its_turn(site)?;
    process.kill();
    Ok(())
}

fn at_once(call: &Call) -> Result<Vec<Report>> {
    thread::scope(|scope| {
        let runs: Vec<_> = (0..RUNS)
            .map(|_| scope.spawn(|| Report::of(call)))
            .collect();
        let panicked = |_| Error::form("a run", "the thread that waited for it panicked");
        runs.into_iter()
            .map(|run| run.join().map_err(panicked)?)
            .collect()
    })
}

/// While one run has its turn, another one that does not wait ends with 1, and one that is stopped
/// while it waits takes nothing of the first.
fn turned_away(
    set: &Rendered,
    site: &Site,
    call: &Call,
    patient: &Call,
    checks: &mut Checks,
) -> Result<()> {
    let first = call.start("the verification", &site.directory.join("first.log"))?;
    wait_for_its_turn(site)?;
    let waiting = patient.start("the verification", &site.directory.join("waiting.log"))?;
    let refused = call.output()?;
    let waited = waiting.stop(LIMIT)?;
    let took_nothing = site.names()?.iter().any(|name| name == TURN);
    let first = first.wait(LIMIT)?;
    let told = refused.status == Some(1) && refused.stderr.contains(TURN);
    checks.expect(
        format!("{set}: a run that may not wait for another one says so and ends with 1"),
        told,
        || format!("{:?}: {}", refused.status, refused.last_words()),
    );
    checks.expect(
        format!("{set}: a run that is stopped while it waits takes nothing of the one that runs"),
        waited == Some(1) && took_nothing && first == Some(0),
        || format!("it ended with {waited:?}, the other with {first:?}; its topic: {took_nothing}"),
    );
    checks.unless(
        format!("{set}: runs that came together leave nothing"),
        &rubbish(site)?,
    );
    Ok(())
}

fn wait_for_its_turn(site: &Site) -> Result<()> {
    let has_begun = || Ok(site.names()?.iter().any(|name| name == TURN));
    if patience::until(LIMIT, has_begun)? {
        return Ok(());
    }
    Err(Error::form("a run", format!("it makes no topic {TURN}")))
}
