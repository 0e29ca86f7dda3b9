//! A load that several processes write together, as the pods of its rendered Job would: they begin
//! together, the whole is the sum of the shares, and a missing one is told by its index.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use super::fault::Told;
use super::program::{Measure, Report};
use super::site::Site;
use super::{TRIALS, rubbish};
use crate::component::promtool;
use crate::error::{Error, Result};
use crate::harness::{self, Harness, LOAD_PODS};
use crate::manifest;
use crate::prerequisite::Prerequisite;
use crate::process::{Call, Daemon};
use crate::proof::Proof;
use crate::proof::kafka::ENVIRONMENT;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(crate) const PROOF: Proof = Proof {
    name: "verification-load",
    summary: "Several processes write a load together, and one of them judges the whole",
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

/// How many records a second all processes write together.
const RATE: u32 = 301;

/// How many records are measured for each way of writing: in the four seconds of [`harness::load`].
const RECORDS: u32 = 4 * RATE;

/// The ways of writing of [`harness::load`].
const ACKS: [&str; 2] = ["1", "all"];

/// How long a process may take to come to the others and make its topic.
const COMING: Duration = Duration::from_secs(30);

/// How long behind that a process is killed: while it writes.
const WRITING: Duration = Duration::from_secs(3);

/// How long a process may take to stop: what Kubernetes gives it.
const STOP: Duration = Duration::from_secs(30);

/// What the verification tries in one minute; what it takes away is its own and what is left.
const TRIED: [&str; 2] = ["--only=functional/records", "--only=functional/clean-up"];

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let release = RELEASES[RELEASES.len() - 1];
    let settings = harness::load(&RATE.to_string());
    let Some(set) = harness.changed(ENVIRONMENT, release, &settings)? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {release}: several processes write a load together"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let mut objects = set.objects()?;
    for file in set.started_by_hand()? {
        objects.extend(manifest::read(&file)?);
    }
    let site = Site::start(harness, &objects)?;
    is_one(&set, &site, &harness.directory("reports")?, checks)?;
    a_missing_one_is_told(&set, &site, checks)?;
    is_taken_away_by_the_next(&set, &site, checks)?;
    stops_when_it_is_asked(&set, &site, checks)?;
    runs_beside_others(&set, &site, checks)?;
    an_index_is_taken_once(&set, &site, checks)
}

/// Runs processes at the same time, to their ends.
fn together(calls: &[Call]) -> Result<Vec<Report>> {
    thread::scope(|scope| {
        let runs = calls.iter().map(|call| scope.spawn(|| Report::of(call)));
        let runs: Vec<_> = runs.collect();
        let reports = runs.into_iter().map(|run| {
            let gone = |_| Error::form("a process of the load", "its thread ended");
            run.join().map_err(gone)?
        });
        reports.collect()
    })
}

/// Describes every process of a run.
fn all(site: &Site, run: &str) -> Result<Vec<Call>> {
    (0..LOAD_PODS).map(|index| site.load(run, index)).collect()
}

fn is_one(set: &Rendered, site: &Site, directory: &Path, checks: &mut Checks) -> Result<()> {
    let metrics = directory.join("load.prom");
    let mut calls = all(site, "whole")?;
    calls[0] = calls[0].clone().arg("--metrics").arg(&metrics);
    let reports = together(&calls)?;
    checks.unless(
        format!("{set}: {LOAD_PODS} processes write a load together"),
        &objections(&reports),
    );
    checks.unless(
        format!(
            "{set}: the whole load is the sum of its shares, and its percentiles lie between theirs"
        ),
        &differs(&reports),
    );
    let text = fs::read_to_string(&metrics).map_err(Error::file("read", &metrics))?;
    let judged = promtool::check_metrics(&text)?;
    checks.expect(
        format!("{set}: promtool takes the metrics of a load, with each share"),
        judged.success() && text.contains("kafka_verification_share_records{"),
        || judged.last_words(),
    );
    checks.unless(format!("{set}: a load leaves nothing"), &rubbish(site)?);
    Ok(())
}

/// Returns what is not as in a run that went well.
fn objections(reports: &[Report]) -> Vec<String> {
    let told = reports.iter().enumerate().filter_map(|(index, report)| {
        let bad = report.status() != Some(0) || !report.has_passed("performance/pods");
        bad.then(|| format!("index {index}: {:?}", report.verdicts()))
    });
    let judge = &reports[0];
    let judged = ["performance/latency", "performance/throughput"];
    let unjudged = judged.iter().filter(|name| !judge.has_passed(name));
    told.chain(unjudged.map(|name| judge.lines(name).join("; ")))
        .collect()
}

/// Returns where the whole is not what the shares are together.
fn differs(reports: &[Report]) -> Vec<String> {
    let mut differences = Vec::new();
    for acks in ACKS {
        let of = |measure: &&Measure| has(measure, "acks", acks);
        let judge = &reports[0];
        let shares = values(judge.measures("share_records").filter(of));
        let whole = values(judge.measures("acknowledged_records").filter(of));
        let records = f64::from(RECORDS);
        if whole != [records] || !is(shares.iter().sum(), records) || shares.len() != reports.len()
        {
            differences.push(format!("{whole:?} of {records} records, shares {shares:?}"));
        }
        for (index, (report, told)) in reports.iter().zip(&shares).enumerate() {
            let index = index.to_string();
            let own = report.measures("share_records").filter(of);
            let own = values(own.filter(|measure| has(measure, "index", &index)));
            if own != [*told] {
                differences.push(format!("index {index} says {own:?}, and it is told {told}"));
            }
        }
        for percentile in ["50", "99", "99.9"] {
            let of = |measure: &&Measure| of(measure) && has(measure, "percentile", percentile);
            let whole = values(judge.measures("latency_seconds").filter(of));
            let mut shares = values(judge.measures("share_latency_seconds").filter(of));
            shares.sort_by(f64::total_cmp);
            let between =
                |whole: f64| shares.first() <= Some(&whole) && Some(&whole) <= shares.last();
            if whole.len() != 1 || !between(whole[0]) || shares.len() != reports.len() {
                differences.push(format!("p{percentile} {whole:?} of shares {shares:?}"));
            }
        }
    }
    differences
}

fn has(measure: &Measure, label: &str, value: &str) -> bool {
    measure.labels.get(label).is_some_and(|own| own == value)
}

fn is(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

fn values<'a>(measures: impl Iterator<Item = &'a Measure>) -> Vec<f64> {
    measures.map(|measure| measure.value).collect()
}

/// Starts a load and returns the process of one index while all of them write, and what the others
/// report when `end` has ended it.
fn without<T>(
    site: &Site,
    run: &str,
    index: u32,
    end: impl FnOnce(Daemon) -> Result<T>,
) -> Result<(T, Vec<Report>)> {
    let others = (0..LOAD_PODS).filter(|other| *other != index);
    let others: Vec<Call> = others
        .map(|index| site.load(run, index))
        .collect::<Result<_>>()?;
    let own = site.load(run, index)?;
    let log = site.directory.join(format!("{run}.log"));
    thread::scope(|scope| {
        let others = scope.spawn(|| together(&others));
        let process = own.start("a process of the load", &log)?;
        let topic = format!("{TRIALS}shared-load-{run}-0");
        let started = Instant::now();
        while started.elapsed() < COMING && !site.names()?.contains(&topic) {
            thread::sleep(WRITING / 10);
        }
        thread::sleep(WRITING);
        let ended = end(process)?;
        let gone = |_| Error::form("the other processes", "their thread ended");
        Ok((ended, others.join().map_err(gone)??))
    })
}

/// Runs a load of which one process is killed while all of them write; returns the reports of the
/// others.
fn without_killed(site: &Site, run: &str, index: u32) -> Result<Vec<Report>> {
    let kill = |process: Daemon| {
        process.kill();
        Ok(())
    };
    without(site, run, index, kill).map(|((), reports)| reports)
}

/// Returns what others say otherwise than that one index is missing.
fn unlike_missing(reports: &[Report], index: u32) -> Vec<String> {
    let told = Told {
        thing: format!("index {index} of the load's {LOAD_PODS} pods"),
        expected: "it writes its share and tells what came of it".to_owned(),
        found: "it fell silent".to_owned(),
    };
    let bad = reports.iter().filter(|report| {
        report.status() != Some(2)
            || report.failed().ne(["performance/pods"])
            || !report.tells(&told)
    });
    bad.map(|report| {
        format!(
            "{:?}: {:?}",
            report.status(),
            report.lines("performance/pods")
        )
    })
    .collect()
}

fn a_missing_one_is_told(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let reports = without_killed(site, "killed", 1)?;
    checks.unless(
        format!("{set}: a process that is killed is told by its index, and nothing else is judged"),
        &unlike_missing(&reports[..1], 1),
    );
    checks.unless(
        format!("{set}: a load with a missing process leaves nothing"),
        &rubbish(site)?,
    );
    Ok(())
}

/// Whoever judges is killed, so that nobody takes the topics away; the next run does, whether it
/// is a load or not.
fn is_taken_away_by_the_next(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    for next in ["load", "verification"] {
        let reports = without_killed(site, &format!("before-{next}"), 0)?;
        checks.unless(
            format!("{set}: the others tell that the one that judges was killed, before a {next}"),
            &unlike_missing(&reports, 0),
        );
        checks.expect(
            format!("{set}: it left topics, before a {next}"),
            !rubbish(site)?.is_empty(),
            || "there is none".to_owned(),
        );
        let objections = if next == "load" {
            objections(&together(&all(site, "next")?)?)
        } else {
            Report::of(&site.call().args(TRIED))?.complaints()
        };
        let left = rubbish(site)?;
        checks.unless(
            format!("{set}: the next {next} is as any other, and takes away what was left"),
            &[objections, left].concat(),
        );
    }
    Ok(())
}

/// Whoever judges is asked to stop, as when somebody deletes the Job.
fn stops_when_it_is_asked(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let stop = |process: Daemon| process.stop(STOP);
    let (status, reports) = without(site, "stopped", 0, stop)?;
    let mut objections = rubbish(site)?;
    if status != Some(1) {
        objections.push(format!("it ended with {status:?}"));
    }
    let successes = reports.iter().filter(|report| report.status() != Some(2));
    objections.extend(successes.map(|report| format!("{:?}", report.verdicts())));
    checks.unless(
        format!("{set}: asked to stop, whoever judges takes the load away, and the others tell"),
        &objections,
    );
    Ok(())
}

/// Two loads and a verification at the same time: none takes away what another one needs.
fn runs_beside_others(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let calls = [all(site, "one")?, all(site, "other")?].concat();
    let (reports, beside) = thread::scope(|scope| {
        let loads = scope.spawn(|| together(&calls));
        let beside = Report::of(&site.call().args(TRIED));
        let gone = |_| Error::form("the loads", "their thread ended");
        Ok::<_, Error>((loads.join().map_err(gone)??, beside?))
    })?;
    let (one, other) = reports.split_at(calls.len() / 2);
    for (name, reports) in [("one", one), ("the other", other)] {
        let differs = [objections(reports), differs(reports)].concat();
        checks.unless(
            format!("{set}: of two loads at once, {name} counts its own records alone"),
            &differs,
        );
    }
    checks.unless(
        format!("{set}: a verification beside them is as any other"),
        &beside.complaints(),
    );
    checks.unless(format!("{set}: all of them leave nothing"), &rubbish(site)?);
    Ok(())
}

/// A second process of the same index does not write, and a check of its says why.
fn an_index_is_taken_once(set: &Rendered, site: &Site, checks: &mut Checks) -> Result<()> {
    let mut calls = all(site, "twice")?;
    calls.push(site.load("twice", 1)?);
    let reports = together(&calls)?;
    let told = |report: &Report| {
        let lines = report.lines("performance/pods");
        lines
            .iter()
            .any(|line| line.contains("has, or had, index 1 of this run"))
    };
    let refused = reports[1..].iter().filter(|report| told(report)).count();
    checks.expect(
        format!("{set}: of two processes with one index one is refused, and the load goes on"),
        refused == 1 && reports[0].status() == Some(0),
        || {
            format!(
                "{refused}: {:?}",
                reports.iter().map(Report::verdicts).collect::<Vec<_>>()
            )
        },
    );
    checks.unless(format!("{set}: it leaves nothing either"), &rubbish(site)?);
    Ok(())
}
