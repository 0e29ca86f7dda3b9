//! The image of the verification: made twice, read by tools that did not write it, pushed to a real
//! registry and pulled back, and run from its unpacked root against the real Kafka.

mod forms;
mod made;
mod names;
mod pushed;
mod root;
mod runs;

use made::Made;
use root::Root;

use super::Proof;
use super::kafka::ENVIRONMENT;
use super::verification::program::Report;
use super::verification::site::Site;
use crate::error::Result;
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::release::RELEASES;
use crate::verdict::Checks;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "image",
    summary: "The image is the same everywhere, others read it, and it runs against Kafka",
    needs: &[
        Prerequisite::Buildah,
        Prerequisite::Cargo,
        Prerequisite::Curl,
        Prerequisite::DockerRegistry,
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
        Prerequisite::Skopeo,
        Prerequisite::Tar,
        Prerequisite::Umoci,
    ],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let made = Made::new(harness)?;
    made.is_the_same_elsewhere(harness, checks)?;
    made.is_small(checks)?;
    forms::are_read(harness, &made, checks)?;
    forms::context_is_built(harness, &made, checks)?;
    pushed::comes_back(harness, &made, checks)?;
    let root = Root::unpack(harness, &made)?;
    root.holds_the_program_alone(checks)?;
    let release = RELEASES[0];
    let Some(set) = harness.set(ENVIRONMENT, release)? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {release}: the image verifies its cluster"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let site = Site::start(harness, &set.objects()?)?;
    root.mount(&site)?;
    names::are_resolved(&root, &site, checks)?;
    let inside = Report::of(&site.describe(root.call()))?;
    let outside = site.verify()?;
    checks.unless(
        format!(
            "{set}: {} checks pass from the unpacked image, as user {}",
            inside.passed(),
            root::USER
        ),
        &inside.complaints(),
    );
    checks.expect(
        format!("{set}: the image's verdict is that of the program outside of it"),
        inside.verdicts() == outside.verdicts(),
        || format!("{:?}\n{:?}", inside.verdicts(), outside.verdicts()),
    );
    runs::are_clean(&root, &site, checks)
}
