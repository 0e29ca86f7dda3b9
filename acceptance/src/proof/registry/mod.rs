//! The real schema registry, started as it is rendered, against the real Kafka.
//!
//! It has its own certificate and exactly its rendered rights there, and is asked at the
//! address that clients are given. Each environment is run with a release of its own; what the
//! other releases give the registry must be the same.

mod claims;
mod others;
pub(super) mod site;
mod subjects;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use site::Site;
use subjects::Subjects;

use super::Proof;
use super::kafka::ENVIRONMENT;
use crate::component::apicurio_registry::Running;
use crate::component::kafka::Kafka;
use crate::component::kafka_access::Acl;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::metrics::Metrics;
use crate::patience;
use crate::prerequisite::Prerequisite;
use crate::release::{RELEASES, Release};
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "registry",
    summary: "The real schema registry starts as rendered and keeps the rendered schemas",
    needs: &[
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

/// What the metrics of the registry's API begin with.
const OF_THE_REGISTRY: [&str; 1] = ["rest_requests_"];

/// How long a registry that was refused something is watched for being ready all the same.
const NEVER: Duration = Duration::from_secs(10);

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    for (environment, release) in diagonal(harness.sets().environments()) {
        let Some(set) = harness.set(environment, release)? else {
            checks.not_proved(
                format!("{environment} {release}: its schema registry starts"),
                "there is no model to render this release from",
            );
            continue;
        };
        if environment == ENVIRONMENT {
            runs(harness, &set, checks)?;
        } else {
            starts(harness, &set, checks)?;
        }
        others::are_the_same(harness, &set, checks)?;
    }
    Ok(())
}

/// Pairs each environment with a release of its own, [`ENVIRONMENT`] with the first.
fn diagonal(environments: &[String]) -> impl Iterator<Item = (&str, Release)> {
    let names = environments.iter().map(String::as_str);
    let (first, others): (Vec<_>, Vec<_>) = names.partition(|name| *name == ENVIRONMENT);
    let ordered = first.into_iter().chain(others);
    ordered.zip(RELEASES.into_iter().cycle())
}

/// Starts a registry with exactly its rights and has the rendered step register the schemas.
fn starts(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let kafka = Kafka::start(harness, &objects)?;
    let site = Site::new(harness, &objects, &kafka)?;
    site.make(&site.rendered()?)?;
    let mut running = site.start()?;
    claims::is_ready(set, &mut running, checks)?;
    let registration = site.registration()?;
    let subjects = Subjects::of(&registration)?;
    claims::registers_twice(set, &registration, &subjects, checks)?;
    claims::is_refused_nothing(set, &running.log()?, checks);
    Ok(())
}

fn runs(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let kafka = Kafka::start(harness, &objects)?;
    let site = Site::new(harness, &objects, &kafka)?;
    without_a_right(set, &site, checks)?;
    let mut running = site.start()?;
    claims::is_ready(set, &mut running, checks)?;
    let registration = site.registration()?;
    let subjects = Subjects::of(&registration)?;
    claims::registers_twice(set, &registration, &subjects, checks)?;
    claims::compatibility_is_kept(set, &subjects, checks)?;
    claims::metrics_are_written(set, &objects, &running, checks)?;
    let (before, mut log) = (subjects.content()?, running.log()?);
    drop(running);
    let mut running = site.start()?;
    running.wait_until_ready(claims::READY)?;
    let after = subjects.content()?;
    checks.expect(
        format!("{set}: a new registry with empty volumes has the same content"),
        after == before,
        || format!("{after} instead of {before}"),
    );
    log.push_str(&running.log()?);
    claims::is_refused_nothing(set, &log, checks);
    Ok(())
}

/// Makes everything in Kafka but one right first, to show that the registry needs it.
fn without_a_right(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let mut scenario = site.rendered()?;
    let (registry, _) = site.registry()?;
    let journal = registry.variable("APICURIO_KAFKASQL_TOPIC");
    let is_needed = |acl: &&Acl| acl.name == journal && acl.operation == "WRITE";
    let missing = || Error::form("the users", format!("nobody may write {journal}"));
    let right = scenario.acls.iter().find(is_needed).cloned();
    let right = right.ok_or_else(missing)?;
    scenario.acls.remove(&right);
    site.make(&scenario)?;
    let mut running = site.start()?;
    let is_told = || Ok(!claims::refusals(&running.log()?).is_empty());
    patience::until(claims::READY, is_told)?;
    let ready = running.wait_until_ready(NEVER);
    checks.expect(
        format!("{set}: without its right to write {journal} the registry does not start"),
        matches!(ready, Err(Error::NotReady { .. })),
        || format!("{ready:?}"),
    );
    let log = running.log()?;
    drop(running);
    checks.expect(
        format!("{set}: its log tells of that refusal"),
        !claims::refusals(&log).is_empty(),
        || log.clone(),
    );
    scenario.acls.insert(right);
    // The topics are there already.
    scenario.topics.clear();
    site.make(&scenario)
}

/// Writes what the registry writes after the rendered step and refusals, and returns the file.
pub(crate) fn capture_metrics(harness: &Harness, directory: &Path) -> Result<Option<PathBuf>> {
    let Some(set) = harness.set(ENVIRONMENT, RELEASES[0])? else {
        return Ok(None);
    };
    let objects = set.objects()?;
    let kafka = Kafka::start(harness, &objects)?;
    let site = Site::new(harness, &objects, &kafka)?;
    site.make(&site.rendered()?)?;
    let mut running = site.start()?;
    running.wait_until_ready(claims::READY)?;
    let registration = site.registration()?;
    site::run(&registration)?;
    Subjects::of(&registration)?.not_refused()?;
    let file = directory.join("schema-registry.txt");
    let text = listing(site.version()?, &running)?;
    fs::write(&file, text).map_err(Error::file("write", &file))?;
    Ok(Some(file))
}

fn listing(version: &str, running: &Running) -> Result<String> {
    let mut metrics = Metrics::default();
    metrics.add(&running.metrics()?);
    Ok(format!(
        "# Source: a scrape of Apicurio Registry {version} with the rendered configuration, after the\n\
         # rendered registration of schemas and refusals; made by\n\
         # `cargo xtask acceptance --capture-metrics src/catalog/metrics`.\n{}",
        metrics.listing()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_environment_and_every_release_has_its_turn() {
        let names = ["dev", "prod", "staging"].map(str::to_owned);
        let pairs: Vec<_> = diagonal(&names)
            .map(|(name, release)| format!("{name} {release}"))
            .collect();
        assert_eq!(pairs, ["prod 0.40.0", "dev 0.45.0", "staging 1.2.0"]);
    }
}
