//! What takes longer, and what only the newest Kafka lets the verification try: transactions, a
//! load, compaction; its reports, as those read them for whom they are; and a real Prometheus,
//! of which it tells what is there and what is not.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::LONGEST;
use super::program::Report;
use super::site::Site;
use crate::component::prometheus::Prometheus;
use crate::component::promtool;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::patience;
use crate::prerequisite::Prerequisite;
use crate::proof::Proof;
use crate::proof::kafka::ENVIRONMENT;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "verification-trials",
    summary: "The real verification tries transactions and a load, reports, and asks Prometheus",
    needs: &[
        Prerequisite::Curl,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Prometheus,
        Prerequisite::Setpriv,
        Prerequisite::Tar,
    ],
    prove,
};

/// Every group of checks.
const GROUPS: &str = "infrastructure,rights,functional,end-to-end,message-format,performance";

/// What must have been tried, and not left out.
const TRIED: [&str; 13] = [
    "functional/transactions",
    "functional/topic-shapes",
    "functional/dead-letters",
    "functional/rebalance",
    "functional/compaction",
    "functional/quotas",
    "end-to-end/paths",
    "end-to-end/exactly-once",
    "format/violations",
    "format/compatibility",
    "format/wire",
    "performance/latency",
    "report/topic",
];

/// What needs a transaction.
const OF_TRANSACTIONS: [&str; 2] = ["functional/transactions", "end-to-end/exactly-once"];

/// How long Prometheus may take to see its targets and rules.
const SEEN: Duration = Duration::from_mins(1);

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    with_the_newest(harness, checks)?;
    with_the_oldest(harness, checks)
}

/// Kafka 3 makes transactions in another way than Kafka 4.
fn with_the_oldest(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let release = RELEASES[0];
    let Some(set) = harness.set(ENVIRONMENT, release)? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {release}: the verification tries transactions"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let site = Site::start(harness, &set.objects()?)?;
    let report = Report::of(
        &site
            .call()
            .args(OF_TRANSACTIONS.map(|name| format!("--only={name}"))),
    )?;
    for name in OF_TRANSACTIONS {
        checks.expect(
            format!("{set}: with Kafka {} {name} is tried", site.kafka.version()),
            report.has_passed(name),
            || report.lines(name).join("; "),
        );
    }
    Ok(())
}

fn with_the_newest(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let release = RELEASES[RELEASES.len() - 1];
    let Some(set) = harness.set(ENVIRONMENT, release)? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {release}: the verification tries everything"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let site = Site::start(harness, &set.objects()?)?;
    everything(&set, &site, &harness.directory("reports")?, checks)?;
    prometheus(&set, &site, &harness.directory("prometheus")?, checks)
}

fn everything(set: &Rendered, site: &Site, directory: &Path, checks: &mut Checks) -> Result<()> {
    let metrics = directory.join("verification.prom");
    let call = site
        .call()
        .env("CHECKS", GROUPS)
        .env("CLEANUP_SECONDS", "60")
        .arg("--metrics")
        .arg(&metrics);
    let report = Report::of(&call)?;
    checks.unless(
        format!("{set}: {} checks pass a right cluster", report.passed()),
        &report.complaints(),
    );
    for name in TRIED {
        checks.expect(
            format!("{set}: the verification checks {name}"),
            report.has_passed(name),
            || report.lines(name).join("; "),
        );
    }
    checks.expect(
        format!("{set}: everything takes less than {} s", LONGEST.as_secs()),
        report.duration < LONGEST,
        || format!("{} s", report.duration.as_secs()),
    );
    let text = fs::read_to_string(&metrics).map_err(Error::file("read", &metrics))?;
    let judged = promtool::check_metrics(&text)?;
    checks.expect(
        format!("{set}: promtool takes the metrics of the report"),
        judged.success() && text.contains("kafka_verification_check{"),
        || judged.last_words(),
    );
    Ok(())
}

/// Prometheus reads the Kafka nodes, as the PodMonitors say, and nothing else is there to read.
fn prometheus(set: &Rendered, site: &Site, directory: &Path, checks: &mut Checks) -> Result<()> {
    let objects = set.objects()?;
    let mut prometheus = Prometheus::start(directory, &objects, &site.kafka)?;
    let nodes = site.kafka.nodes().len();
    let rules = prometheus.wait_for(SEEN, |rules| rules.iter().all(|rule| rule.evaluated))?;
    patience::until(SEEN, || Ok(prometheus.targets_up()? >= nodes))?;
    let call = site.call().env("PROMETHEUS_URL", prometheus.url());
    let report = Report::of(&call.args(["--only", "prometheus/"]))?;
    checks.expect(
        format!("{set}: the verification finds every alert in Prometheus"),
        report.has_passed("prometheus/alerts") && !rules.is_empty(),
        || report.lines("prometheus/alerts").join("; "),
    );
    let told = report.lines("prometheus/targets").join("; ");
    checks.expect(
        format!("{set}: it tells which targets Prometheus does not read, and no other"),
        told.contains("job kafka-exporter of") && !told.contains("job kafka of"),
        || told.clone(),
    );
    Ok(())
}
