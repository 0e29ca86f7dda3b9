//! One run: wait, look, try, judge.
//!
//! A cluster that is still starting is looked at again until it is there or the time is over;
//! only then anything is tried.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use expectations::Expectations;
use krafka::Kafka;

use crate::{
    check::{self, Own, Tried},
    connection::Connection,
    error::Error,
    explain::explained,
    observe,
    observed::Broker,
    outcome::{Check, Difference},
    trial::Trial,
    users::Users,
};

/// The checks that fail while a cluster is starting, or while the operators still make what is in
/// it; whatever else is otherwise than expected does not mend itself.
const STARTING: [&str; 10] = [
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
    /// How long to wait for a cluster that is still starting.
    pub wait: Duration,
    /// Whether it only looks and writes nothing.
    pub read_only: bool,
    /// The beginnings of the names of the checks that are wanted; none for all of them.
    pub only: Vec<String>,
}

impl Run {
    /// Runs everything and returns each check.
    pub async fn checks(&self) -> Result<Vec<Check>, Error> {
        let end = Instant::now() + self.wait;
        loop {
            let (kafka, checks) = self.look().await?;
            let is_starting =
                |check: &Check| check.has_failed() && STARTING.contains(&&*check.name);
            if !checks.iter().any(is_starting) || Instant::now() + PAUSE > end {
                let checks = self.and_try(kafka, checks).await;
                return Ok(explained(checks, self.principal.as_deref()));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether a check of this name, or one whose name begins so, is wanted.
    fn wants(&self, name: &str) -> bool {
        let is_of = |only: &String| name.starts_with(only.as_str()) || only.starts_with(name);
        self.only.is_empty() || self.only.iter().any(is_of)
    }

    async fn look(&self) -> Result<(Option<Kafka>, Vec<Check>), Error> {
        let mut subjects = Vec::new();
        if self.wants("registry/") {
            let registry = self.ask_registry().await?;
            subjects = check::subjects(&self.expected, registry.as_ref());
        }
        let kafka = match self.connection.open().await {
            Ok(kafka) => kafka,
            Err(error) => return Ok((None, unreachable(&error.to_string(), subjects))),
        };
        let observed = match observe::cluster(&kafka).await {
            Ok(observed) => observed,
            Err(why) => return Ok((None, unreachable(&why, subjects))),
        };
        let own = Own {
            prefix: &self.prefix,
            principal: self.principal.as_deref(),
        };
        let servers = self.connection.servers.clone();
        let mut checks = vec![Check::of("cluster/reachable", servers, Vec::new())];
        checks.extend(check::infrastructure(&self.expected, &observed, own));
        if self.wants("listener/") {
            let tried = self.knock(&observed.brokers).await?;
            checks.extend(check::listeners(&self.expected.cluster, &tried));
        }
        if self.wants("rights/") {
            let users = Users {
                expected: &self.expected,
                connection: &self.connection,
                principal: self.principal.as_deref(),
                certificates: self.certificates.as_deref(),
            };
            let told = users.told(&observed.brokers).await?;
            checks.extend(check::rights::rights(&self.expected, &observed, &told));
        }
        checks.extend(subjects);
        Ok((Some(kafka), checks))
    }

    async fn ask_registry(
        &self,
    ) -> Result<Option<crate::observed::Seen<observe::Registry>>, Error> {
        let Some(url) = self.registry.clone() else {
            return Ok(None);
        };
        let asked = tokio::task::spawn_blocking(move || observe::registry(&url)).await;
        asked.map(Some).map_err(|e| Error::Setup(e.to_string()))
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
                });
            }
        }
        Ok(tried)
    }

    async fn and_try(&self, kafka: Option<Kafka>, mut checks: Vec<Check>) -> Vec<Check> {
        const TRIALS: [&str; 6] = [
            "rights/alter-topics",
            "rights/create-topics",
            "rights/alter-brokers",
            "functional/records",
            "functional/transactions",
            "functional/clean-up",
        ];
        if !TRIALS.iter().any(|name| self.wants(name)) {
            return checks;
        }
        let not_made = |why: &str| TRIALS.map(|name| Check::not_made(name, why));
        match kafka {
            None => checks.extend(not_made("the cluster can't be reached")),
            Some(_) if self.read_only => checks.extend(not_made("nothing is to be tried")),
            Some(kafka) => {
                let brokers = self.expected.cluster.brokers.len().min(3);
                let trial = Trial {
                    kafka: &kafka,
                    prefix: &self.prefix,
                    release: &self.expected.cluster.kafka_version,
                    replicas: i16::try_from(brokers).unwrap_or(1),
                };
                let topics = self.expected.topics.iter().map(|topic| topic.name.clone());
                checks.extend(trial.all(&topics.collect::<Vec<_>>()).await);
            }
        }
        checks
    }
}

fn unreachable(why: &str, subjects: Vec<Check>) -> Vec<Check> {
    let silent = Difference::new("the cluster", "it answers", why);
    let mut checks = vec![Check::of("cluster/reachable", "", vec![silent])];
    checks.extend(subjects);
    checks
}
