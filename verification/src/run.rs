//! One run: wait, look, try, judge.
//!
//! A cluster that is still starting is looked at again until it is there or the time is over;
//! only then anything is tried.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use expectations::{Expectations, Listener};
use krafka::Kafka;

use crate::{
    check::{self, Own, Tried},
    connection::Connection,
    error::Error,
    explain::explained,
    observe,
    observed::{Broker, Seen},
    outcome::{Check, Difference},
    progress::Progress,
    selection::Selection,
    share::Share,
    trial::{self, Held, Trial},
    users::Users,
    wire,
};

/// The checks that fail while a cluster is starting, or while the operators still make what is in
/// it; whatever else is otherwise than expected does not mend itself.
const STARTING: [&str; 14] = [
    "cluster/reachable",
    "cluster/brokers",
    "cluster/controllers",
    "listener/open",
    "topic/missing",
    "topic/leaders",
    "topic/in-sync",
    "acl/missing",
    "registry/answers",
    "registry/subjects",
    "format/registered",
    "ui/answers",
    "prometheus/targets",
    "prometheus/alerts",
];

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_secs(3);

/// What a run needs to know.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is expected.
    pub expected: Expectations,
    /// How to reach the cluster.
    pub connection: Connection,
    /// The beginning of the names of everything it makes.
    pub prefix: String,
    /// Whom the cluster takes it for, such as `User:CN=kafka-verification`, if that was said.
    pub principal: Option<String>,
    /// A directory with a directory of each user: its certificate and its key.
    pub certificates: Option<PathBuf>,
    /// Where the schema registry answers.
    pub registry: Option<String>,
    /// Where the Kafka UI answers.
    pub ui: Option<String>,
    /// Where Prometheus answers.
    pub prometheus: Option<String>,
    /// How long to wait for a cluster that is still starting, and for another run.
    pub wait: Duration,
    /// Whether it has its turn, so that nobody else tries anything.
    pub turn: Held,
    /// How long Kafka may take to compact a topic and to drop what is old.
    pub cleanup: Duration,
    /// Whether it only looks and writes nothing.
    pub read_only: bool,
    /// Which checks are wanted.
    pub selection: Selection,
    /// Which share of a load it writes instead of looking at the cluster.
    pub share: Option<Share>,
    /// Who is told what is being done.
    pub progress: Progress,
}

impl Run {
    /// Does what it is for, and returns each check of it.
    pub async fn made(&self) -> Result<Vec<Check>, Error> {
        match &self.share {
            None => self.checks().await,
            Some(share) => Ok(self.shared_load(share).await),
        }
    }

    /// Returns whether it judges the cluster; of the pods of a load one does.
    #[must_use]
    pub fn judges(&self) -> bool {
        self.share.as_ref().is_none_or(Share::judges)
    }

    /// Writes a share of a load, as soon as the cluster can be reached.
    async fn shared_load(&self, share: &Share) -> Vec<Check> {
        let not_made = |why: &str| {
            let names = trial::names_of_shared_load().into_iter();
            names.map(|name| Check::not_made(name, why)).collect()
        };
        if self.read_only {
            return not_made("nothing is to be tried");
        }
        let end = Instant::now() + self.wait;
        let kafka = loop {
            match self.connection.open().await {
                Ok(kafka) => break kafka,
                Err(error) if Instant::now() + PAUSE > end => {
                    let mut checks = unreachable(&error.to_string(), Vec::new());
                    checks.extend(not_made("the cluster can't be reached"));
                    return checks;
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        };
        self.trial(&kafka).shared_load(share, end).await
    }

    /// Runs everything and returns each check that is wanted.
    pub async fn checks(&self) -> Result<Vec<Check>, Error> {
        let end = Instant::now() + self.wait;
        loop {
            let (kafka, mut checks) = self.look().await?;
            let is_starting =
                |check: &Check| check.has_failed() && STARTING.contains(&&*check.name);
            if !checks.iter().any(is_starting) || Instant::now() + PAUSE > end {
                checks.extend(self.tried(kafka, end).await?);
                let mut checks = explained(checks, self.principal.as_deref());
                checks.retain(|check| self.selection.has(&check.name));
                return Ok(checks);
            }
            self.progress.step("waiting for the cluster");
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn look(&self) -> Result<(Option<Kafka>, Vec<Check>), Error> {
        let around = self.around().await?;
        self.progress.step("looking at the cluster");
        let started = Instant::now();
        let kafka = match self.connection.open().await {
            Ok(kafka) => kafka,
            Err(error) => return Ok((None, unreachable(&error.to_string(), around))),
        };
        let observed = match observe::cluster(&kafka).await {
            Ok(observed) => observed,
            Err(why) => return Ok((None, unreachable(&why, around))),
        };
        let own = Own {
            prefix: &self.prefix,
            principal: self.principal.as_deref(),
        };
        let servers = self.connection.servers.clone();
        let mut checks = vec![Check::of("cluster/reachable", servers, Vec::new())];
        checks.extend(check::infrastructure(&self.expected, &observed, own));
        let mut checks = within(started.elapsed(), checks);
        if self.selection.has_of("listener/") {
            self.progress.step("knocking at the listeners");
            let started = Instant::now();
            let tried = self.knock(&observed.brokers).await?;
            let listeners = check::listeners(&self.expected.cluster, &tried);
            checks.extend(within(started.elapsed(), listeners));
        }
        if self.selection.has_of("rights/") {
            self.progress.step("asking what each user may do");
            let started = Instant::now();
            let users = Users {
                expected: &self.expected,
                connection: &self.connection,
                principal: self.principal.as_deref(),
                certificates: self.certificates.as_deref(),
            };
            let told = users.told(&observed.brokers).await?;
            let rights = check::rights::rights(&self.expected, &observed, &told);
            checks.extend(within(started.elapsed(), rights));
        }
        checks.extend(around);
        Ok((Some(kafka), checks))
    }

    /// Looks at what stands around the cluster and is reached by HTTP.
    async fn around(&self) -> Result<Vec<Check>, Error> {
        self.progress.step("looking around the cluster");
        let mut checks = Vec::new();
        if self.selection.has_of("registry/") {
            let subjects = self.expected.subjects.clone();
            let ask = move |url: &str| observe::registry(url, &subjects);
            let (took, seen) = asked(self.registry.as_deref(), ask).await?;
            checks.extend(within(took, check::subjects(&self.expected, seen.as_ref())));
        }
        if self.selection.has_of("format/") {
            let subjects = self.expected.subjects.clone();
            let ask = move |url: &str| observe::schemas(url, &subjects);
            let (took, seen) = asked(self.registry.as_deref(), ask).await?;
            let judged = check::messages(&self.expected.subjects, seen.as_ref());
            checks.extend(within(took, judged));
        }
        if self.selection.has_of("ui/") {
            let (took, seen) = asked(self.ui.as_deref(), observe::ui).await?;
            checks.push(check::ui(seen.as_ref()).within(took));
        }
        if self.selection.has_of("prometheus/") {
            let (took, seen) = asked(self.prometheus.as_deref(), observe::prometheus).await?;
            let expected = self.expected.monitoring.as_ref();
            checks.extend(within(took, check::prometheus(expected, seen.as_ref())));
        }
        Ok(checks)
    }

    /// Tries every listener of every broker.
    async fn knock(&self, brokers: &[Broker]) -> Result<Vec<Tried>, Error> {
        let nobody = self.connection.secured(None)?;
        let later = self.connection.later()?;
        let name = self.principal.as_deref().map(check::rights::common_name);
        let stranger = self.connection.strange(name.unwrap_or("stranger"))?;
        let mut tried = Vec::new();
        for broker in brokers {
            for listener in &self.expected.cluster.listeners {
                let (host, port) = (broker.host.as_str(), listener.port);
                tried.push(Tried {
                    listener: listener.name.clone(),
                    place: format!("{}:{}", broker.host, listener.port),
                    plain: observe::probe(host, port, None).await,
                    anonymous: observe::probe(host, port, nobody.clone()).await,
                    later: observe::probe(host, port, later.clone()).await,
                    stranger: observe::probe(host, port, stranger.clone()).await,
                    old: old(host, port, listener).await,
                });
            }
        }
        Ok(tried)
    }

    /// Tries what is wanted, once the cluster was looked at.
    async fn tried(&self, kafka: Option<Kafka>, end: Instant) -> Result<Vec<Check>, Error> {
        let names = || trial::names().filter(|name| self.selection.has(name));
        let not_made = |why: &'static str| names().map(move |name| Check::not_made(name, why));
        Ok(match kafka {
            None => not_made("the cluster can't be reached").collect(),
            Some(_) if self.read_only => not_made("nothing is to be tried").collect(),
            Some(kafka) => self.trial(&kafka).all(end).await?,
        })
    }

    fn trial<'a>(&'a self, kafka: &'a Kafka) -> Trial<'a> {
        Trial {
            kafka,
            connection: &self.connection,
            prefix: &self.prefix,
            expected: &self.expected,
            principal: self.principal.as_deref(),
            registry: self.registry.as_deref(),
            cleanup: self.cleanup,
            turn: &self.turn,
            selection: &self.selection,
            progress: &self.progress,
        }
    }
}

/// Asks somebody at an address, in a thread of its own since the requests block.
async fn asked<T: Send + 'static>(
    url: Option<&str>,
    ask: impl FnOnce(&str) -> Seen<T> + Send + 'static,
) -> Result<(Duration, Option<Seen<T>>), Error> {
    let started = Instant::now();
    let Some(url) = url.map(str::to_owned) else {
        return Ok((Duration::ZERO, None));
    };
    let answer = tokio::task::spawn_blocking(move || ask(url.trim_end_matches('/'))).await;
    let answer = answer.map_err(|e| Error::Setup(e.to_string()))?;
    Ok((started.elapsed(), Some(answer)))
}

/// Tries a listener that encrypts with a protocol that nobody should speak any more.
async fn old(host: &str, port: u16, listener: &Listener) -> Option<&'static str> {
    if !listener.tls {
        return None;
    }
    wire::old_protocol(host, port).await
}

fn within(took: Duration, checks: Vec<Check>) -> Vec<Check> {
    let checks = checks.into_iter();
    checks.map(|check| check.within(took)).collect()
}

fn unreachable(why: &str, around: Vec<Check>) -> Vec<Check> {
    let silent = Difference::new("the cluster", "it answers", why);
    let mut checks = vec![Check::of("cluster/reachable", "", vec![silent])];
    checks.extend(around);
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{outcome::Outcome, selection::Group, share::tests::expected};

    #[test]
    fn a_share_that_may_only_look_writes_nothing_and_asks_nobody() {
        let expected = expected(3, 300);
        let share = Share::of(&expected, "a".parse().unwrap(), 0, None).unwrap();
        let run = Run {
            expected,
            connection: Connection {
                servers: "nobody.invalid:9092".to_owned(),
                authority: None,
                identity: None,
                stranger: None,
            },
            prefix: "v-".to_owned(),
            principal: None,
            certificates: None,
            registry: None,
            ui: None,
            prometheus: None,
            wait: Duration::from_mins(10),
            cleanup: Duration::ZERO,
            turn: Held::default(),
            read_only: true,
            selection: Selection {
                groups: Group::USUAL.to_vec(),
                only: Vec::new(),
            },
            share: Some(share),
            progress: Progress::silent(),
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let checks = runtime.block_on(run.made()).unwrap();
        assert_eq!(checks.len(), 4);
        let why = Outcome::NotChecked("nothing is to be tried".to_owned());
        assert!(checks.iter().all(|check| check.outcome == why));
        assert!(run.judges());
    }
}
