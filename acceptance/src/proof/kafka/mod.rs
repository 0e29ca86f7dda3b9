//! A real Kafka cluster starts from the rendered resources and lets each user do what the
//! model says, and nothing else.

mod access;
mod alerts;
mod faults;
mod metrics;

use std::fs;
use std::path::{Path, PathBuf};

use super::Proof;
use crate::component::kafka::Kafka;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "kafka",
    summary: "A real Kafka cluster starts from the rendered resources and enforces them",
    needs: &[
        Prerequisite::Java17,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Prometheus,
        Prerequisite::Setpriv,
    ],
    prove,
};

/// The environment whose cluster is started: the one with the most of everything.
pub(crate) const ENVIRONMENT: &str = "prod";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    harness.each_set(checks, "its Kafka starts", |set, checks| {
        if set.environment() == ENVIRONMENT {
            starts(harness, set, checks)
        } else {
            Ok(())
        }
    })?;
    faults::are_found(harness, checks)
}

fn starts(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let mut kafka = Kafka::start(harness, &set.objects()?)?;
    checks.expect(
        format!("{set}: three Kafka nodes start"),
        kafka.nodes().len() == 3,
        || format!("there are {} nodes", kafka.nodes().len()),
    );
    access::is_as_rendered(harness, set, &kafka, checks)?;
    metrics::are_written(set, &kafka, checks)?;
    alerts::tell_of_a_stopped_broker(harness, set, &mut kafka, checks)
}

/// Writes what the nodes of each Kafka version of the table write after every user has done what
/// it may, and returns the files.
pub(crate) fn capture_metrics(harness: &Harness, directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for release in RELEASES {
        let Some(set) = harness.set(ENVIRONMENT, release)? else {
            continue;
        };
        let kafka = Kafka::start(harness, &set.objects()?)?;
        access::is_as_rendered(harness, &set, &kafka, &mut Checks::default())?;
        let file = directory.join(format!("kafka-node-{}.txt", kafka.version()));
        let listing = metrics::listing(&kafka)?;
        fs::write(&file, listing).map_err(Error::file("write", &file))?;
        files.push(file);
    }
    Ok(files)
}
