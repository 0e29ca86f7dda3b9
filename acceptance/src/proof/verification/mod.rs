//! The real verification, started as its Job is rendered, against the real Kafka and the real
//! schema registry: it passes a right cluster, tells each of many faults by the one check that
//! is meant for it, leaves nothing wherever it is killed, and runs beside no other.

mod fault;
mod faults;
mod kill;
mod load;
pub(super) mod program;
pub(super) mod site;
mod together;
mod trials;

use std::time::Duration;

use site::Site;

use super::Proof;
use super::kafka::ENVIRONMENT;
use crate::error::Result;
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::sets;
use crate::verdict::Checks;

pub(crate) use load::PROOF as LOAD_PROOF;
pub(crate) use trials::PROOF as TRIALS_PROOF;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "verification",
    summary: "The real verification passes a right cluster, and tells each fault in it",
    needs: &[
        Prerequisite::C,
        Prerequisite::Curl,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
        Prerequisite::Tar,
    ],
    prove,
};

/// How long a run on a right cluster may take.
const LONGEST: Duration = Duration::from_mins(2);

/// What the names of everything that its trials make begin with.
const TRIALS: &str = "kafka-verification-";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let release = RELEASES[0];
    let (user, rate) = fault::LIMITED;
    let path = ["applications", user, "quotas", "producerRate"];
    let quota = sets::setting(&path, &format!("{}Mi", rate >> 20));
    let Some(set) = harness.changed(ENVIRONMENT, release, &[quota])? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {release}: the verification passes its cluster"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let objects = set.objects()?;
    let mut site = Site::start(harness, &objects)?;
    passes(&set, &site, checks)?;
    kill::leaves_nothing(&set, &site, checks)?;
    together::take_turns(&set, &site, checks)?;
    faults::are_found(&set, &mut site, checks);
    is_right_again(&set, &site, checks)
}

/// Returns the topics and groups that are left of trials.
fn rubbish(site: &Site) -> Result<Vec<String>> {
    let mut names = site.names()?;
    names.retain(|name| name.starts_with(TRIALS));
    Ok(names)
}

/// Nothing of all the faults is left.
fn is_right_again(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let report = site.verify()?;
    checks.unless(
        format!("{set}: the cluster is right again after all faults"),
        &report.complaints(),
    );
    Ok(())
}

fn passes(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let report = site.verify()?;
    checks.unless(
        format!(
            "{set}: {} checks of the verification pass a right cluster",
            report.passed()
        ),
        &report.complaints(),
    );
    for (name, why) in report.not_checked() {
        checks.not_proved(format!("{set}: the verification checks {name}"), why);
    }
    checks.expect(
        format!("{set}: nothing of its trials is left"),
        !site.names()?.iter().any(|name| name.starts_with(TRIALS)),
        || format!("{:?}", site.names()),
    );
    checks.expect(
        format!("{set}: it takes less than {} s", LONGEST.as_secs()),
        report.duration < LONGEST,
        || format!("{} s", report.duration.as_secs()),
    );
    Ok(())
}
