//! A load that is more than one pod can write: each writes its share at the same time as the
//! others, and one judges what all of them measured.
//!
//! The pods tell each other through a topic of the run, its board. Nobody begins a way of writing
//! before everybody is ready for it, and there is no verdict unless every pod gave its result:
//! half of a load says nothing of the whole.

mod alive;
mod board;
mod note;
mod part;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

pub(super) use alive::alive;

use self::{
    board::{Board, Failure},
    note::{Awaited, Says},
    part::Part,
};
use super::{
    CLEAN_UP, LIMIT, Trial, broken, judged,
    load::{self, Sample, Way},
    remains,
};
use crate::{
    observed::Seen,
    outcome::{Check, Difference, Outcome},
    share::{RunName, Share},
};

/// The check that every pod gave its result.
const PODS: &str = "performance/pods";

/// How the names of the topics of these loads begin, behind the prefix of all trials.
pub(super) const FAMILY: &str = "shared-load-";

/// How long to wait for the results of the others, who began and so end as this one does: answers
/// are waited for at the end, and the result is told.
const RESULTS: Duration = Duration::from_secs(2 * LIMIT.as_secs() + 15);

/// How long to wait until everybody is ready for a further way of writing.
const NEXT: Duration = Duration::from_secs(RESULTS.as_secs() + 2 * LIMIT.as_secs());

/// How long to wait before trying again to come to the board.
const PAUSE: Duration = Duration::from_secs(3);

/// How long the others have to read that it is over before the board goes.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Returns the names of the checks of a shared load.
#[must_use]
pub fn names() -> [&'static str; 4] {
    [PODS, load::NAMES[0], load::NAMES[1], CLEAN_UP]
}

/// Returns the name of a topic of a run, without the prefix of all trials.
fn topic(run: &RunName, of: &str) -> String {
    format!("{FAMILY}{run}-{of}")
}

/// Returns how the names of all topics of a run begin.
#[must_use]
pub fn topics(prefix: &str, run: &RunName) -> String {
    format!("{prefix}{}", topic(run, ""))
}

impl Trial<'_> {
    /// Writes a pod's share of a load, and judges the whole if that is up to this pod; the others
    /// may come until `end`.
    pub async fn shared_load(self, share: &Share, end: Instant) -> Vec<Check> {
        let started = Instant::now();
        let came = self.shared(share, end).await;
        let took = started.elapsed();
        let mut checks: Vec<Check> = verdict(share, &came)
            .into_iter()
            .map(|check| check.within(took))
            .collect();
        if share.judges() {
            self.progress.step("taking everything away");
            let started = Instant::now();
            let topics = topics(self.prefix, &share.run);
            let removed = remains::remove_run(self.kafka, &topics).await;
            let removed = judged(CLEAN_UP, removed.map(Outcome::Passed));
            checks.push(removed.within(started.elapsed()));
        }
        checks
    }

    async fn shared(self, share: &Share, end: Instant) -> Result<Vec<Part>, Failure> {
        if share.judges() {
            self.progress.step("what an earlier run left");
            let topics = topics(self.prefix, &share.run);
            let removed = remains::remove_loads(self.kafka, self.prefix, &topics).await;
            removed
                .map_err(|why| format!("what an earlier load left can't be taken away: {why}"))?;
        }
        let mut board = self.entered(share, end).await?;
        let came = self.ways(share, &mut board, end).await;
        if let Err(failure) = &came {
            let why = format!("index {} gave up: {}", share.index, told(failure));
            if board.post(Says::Gone { why }, Vec::new()).await.is_ok() && share.judges() {
                tokio::time::sleep(LAST_WORDS).await;
            }
        }
        board.leave().await;
        came
    }

    /// Comes to the board, and tries again as long as the others may come.
    async fn entered(self, share: &Share, end: Instant) -> Seen<Board> {
        loop {
            self.progress.step("coming to the other pods");
            match Board::open(self, share).await {
                Ok(mut board) => return board.enter().await.map(|()| board),
                Err(why) if Instant::now() + PAUSE > end => return Err(why),
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    async fn ways(
        self,
        share: &Share,
        board: &mut Board,
        end: Instant,
    ) -> Result<Vec<Part>, Failure> {
        let mut parts = Vec::new();
        for (number, way) in load::ways(&share.whole).into_iter().enumerate() {
            let limit = match number {
                0 => end.saturating_duration_since(Instant::now()),
                _ => NEXT,
            };
            let own = topic(&share.run, &number.to_string());
            if share.judges() {
                let partitions = load::partitions(self);
                self.make(vec![self.topic(&own, partitions)?]).await?;
            }
            let own = self.name(&own);
            let producer = load::producer(self, way).await?;
            self.progress
                .step(format!("waiting for the other pods: {way}"));
            board.post(Says::Ready { way: number }, Vec::new()).await?;
            board.wait(Awaited::Ready(number), limit).await?;
            self.progress.step(format!("{way}"));
            let sample = load::sampled(&producer, &own, &share.load()).await;
            let (says, latencies) = Says::result(number, &sample)?;
            board.post(says, latencies).await?;
            load::close(&producer).await;
            parts.push(self.part(share, board, way, (number, sample)).await?);
            if share.judges() {
                self.drop_topics([own]).await;
            }
        }
        Ok(parts)
    }

    /// Waits for the others' samples where this pod judges them; else there is its own alone.
    async fn part(
        self,
        share: &Share,
        board: &mut Board,
        way: Way,
        (number, sample): (usize, Sample),
    ) -> Result<Part, Failure> {
        if !share.judges() {
            return Ok(Part::of(way, &BTreeMap::from([(share.index, sample)]))?);
        }
        self.progress
            .step(format!("waiting for what the others measured: {way}"));
        board.wait(Awaited::Result(number), RESULTS).await?;
        Ok(Part::of(way, &board.notes().results(number))?)
    }
}

fn told(failure: &Failure) -> String {
    match failure {
        Failure::Trial(why) => why.clone(),
        Failure::Lost(lost) => {
            let lost = lost
                .iter()
                .map(|lost| format!("index {}: {}", lost.index, lost.why));
            lost.collect::<Vec<_>>().join("; ")
        }
    }
}

fn verdict(share: &Share, came: &Result<Vec<Part>, Failure>) -> Vec<Check> {
    let parts = match came {
        Ok(parts) => parts,
        Err(failure) => {
            let why = format!("{PODS} tells why: not all of the load was written");
            let unjudged = load::NAMES.map(|name| Check::not_made(name, &why));
            return [Check::of(PODS, "", lost(share, failure))]
                .into_iter()
                .chain(unjudged)
                .collect();
        }
    };
    let texts: Vec<String> = parts.iter().map(Part::text).collect();
    let measures = parts.iter().flat_map(Part::measures).collect();
    let who = if share.judges() {
        format!("all {} pods", share.pods)
    } else {
        format!("its share of {} pods", share.pods)
    };
    let pods = Check::of(PODS, format!("{who}: {}", texts.join("; ")), Vec::new());
    let mut checks = vec![pods.measured(measures)];
    if !share.judges() {
        let why = format!("index 0 judges what all {} pods wrote", share.pods);
        checks.extend(load::NAMES.map(|name| Check::not_made(name, &why)));
        return checks;
    }
    let samples: Vec<(Way, Sample)> = parts
        .iter()
        .map(|part| (part.way, part.whole.clone()))
        .collect();
    let outcomes = load::judge(&share.whole, &samples).map(Ok);
    let [latencies, mut rates] = load::measures(&samples);
    rates.extend(parts.iter().map(Part::records));
    let named = load::NAMES
        .into_iter()
        .zip(outcomes)
        .zip([latencies, rates]);
    checks.extend(named.map(|((name, came), own)| judged(name, came).measured(own)));
    checks
}

fn lost(share: &Share, failure: &Failure) -> Vec<Difference> {
    match failure {
        Failure::Trial(why) => vec![broken(why.clone())],
        Failure::Lost(lost) => lost
            .iter()
            .map(|lost| {
                let thing = format!("index {} of the load's {} pods", lost.index, share.pods);
                Difference::new(
                    thing,
                    "it writes its share and tells what came of it",
                    &lost.why,
                )
            })
            .collect(),
    }
}
