//! The command line: in the job everything comes from the environment that the generator renders.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::{Parser, ValueEnum, error::ErrorKind};

use crate::{
    connection::{Connection, Identity},
    error::Error,
    expected,
    progress::Progress,
    publish,
    report::{self, Report},
    run::Run,
    selection::{Group, Selection},
    share::{RunName, Share},
    trial::Held,
};

/// Compare a running Kafka cluster with what its model expects
///
/// Looks at brokers, controllers, listeners, topics, access control lists, quotas and schemas;
/// tries what must be refused; writes and reads records of its own in topics of its own, and
/// takes them away again. It never reads a record of an application.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 all is as expected, 1 it could not run, 2 something is not.",
    after_long_help = "\
Examples:
  Look only, at a listener without TLS (brokers must be reached by the names they tell):
    verification --expectations expectations/ --bootstrap kafka:9092 --read-only
  Everything, as a user of the cluster:
    verification --expectations expectations/ --bootstrap kafka.example.com:9094 \\
      --ca ca.crt --certificate user.crt --key user.key \\
      --registry http://localhost:8081/apis/ccompat/v7
  Only the topics and what events do on their way:
    verification ... --only topic/ --only end-to-end/
  A load that takes three processes, which may be on three machines:
    for index in 0 1 2; do
      verification ... --load-run mine --load-pods 3 --load-index $index &
    done; wait
  Reports for a CI system and for Prometheus:
    verification ... --junit verification.xml --metrics verification.prom

Exit codes: 0 all is as expected, 1 it could not run, 2 something is not."
)]
struct Arguments {
    /// The expectations: a JSON file, a directory of them, or what `kubectl get configmap -o json`
    /// prints of the rendered ConfigMaps
    #[arg(long, env = "EXPECTATIONS", required_unless_present = "schema")]
    expectations: Option<PathBuf>,
    /// Where the cluster is: host:port, separated by commas
    #[arg(
        long,
        env = "KAFKA_BOOTSTRAP_SERVERS",
        required_unless_present = "schema"
    )]
    bootstrap: Option<String>,
    /// The certificate of the cluster's authority; none for a listener without TLS
    #[arg(long, env = "KAFKA_CA_CERT")]
    ca: Option<PathBuf>,
    /// The client's own certificate
    #[arg(long, env = "KAFKA_CLIENT_CERT", requires = "key")]
    certificate: Option<PathBuf>,
    /// The key of the client's own certificate
    #[arg(long, env = "KAFKA_CLIENT_KEY", requires = "certificate")]
    key: Option<PathBuf>,
    /// A directory with a directory of each user, each with `user.crt` and `user.key`: the brokers
    /// are asked as each of them what it may do
    #[arg(long, env = "KAFKA_CERTIFICATES", value_name = "DIR")]
    certificates: Option<PathBuf>,
    /// A certificate that no listener may take, such as one of an authority that was replaced; a
    /// made up one is tried otherwise
    #[arg(
        long,
        env = "KAFKA_STRANGER_CERT",
        value_name = "FILE",
        requires = "stranger_key"
    )]
    stranger_certificate: Option<PathBuf>,
    /// The key of the certificate that no listener may take
    #[arg(
        long,
        env = "KAFKA_STRANGER_KEY",
        value_name = "FILE",
        requires = "stranger_certificate"
    )]
    stranger_key: Option<PathBuf>,
    /// Where the schema registry answers, with the path of Confluent's API
    #[arg(long, env = "SCHEMA_REGISTRY_URL", value_name = "URL")]
    registry: Option<String>,
    /// Where the Kafka UI answers
    #[arg(long, env = "KAFKA_UI_URL", value_name = "URL")]
    ui: Option<String>,
    /// Where Prometheus answers
    #[arg(long, env = "PROMETHEUS_URL", value_name = "URL")]
    prometheus: Option<String>,
    /// The beginning of the names of the topics, groups and transactions it makes
    #[arg(long, env = "TRIAL_PREFIX", default_value = "kafka-verification-")]
    prefix: String,
    /// Whom the cluster takes this client for, such as `User:CN=kafka-verification`
    #[arg(long, env = "KAFKA_PRINCIPAL", value_name = "NAME")]
    principal: Option<String>,
    /// How many seconds to wait for a cluster that is still starting, and for another run to end
    #[arg(long, env = "WAIT_SECONDS", default_value_t = 60)]
    wait: u64,
    /// How many seconds Kafka may take to compact a topic, and to drop what is old; neither is
    /// looked at with 0
    #[arg(
        long,
        env = "CLEANUP_SECONDS",
        default_value_t = 0,
        value_name = "SECONDS"
    )]
    cleanup: u64,
    /// Only look: make nothing and write nothing
    #[arg(long, env = "READ_ONLY")]
    read_only: bool,
    /// The groups of checks to make; all but the performance where nothing is said
    #[arg(
        long,
        env = "CHECKS",
        value_enum,
        value_delimiter = ',',
        value_name = "GROUP"
    )]
    checks: Vec<Group>,
    /// Only make checks whose names begin so, of whatever group; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Write one share of the load of several pods, and do nothing else: the name of the run,
    /// which all of its processes share and no other run has
    #[arg(
        long,
        env = "LOAD_RUN",
        value_name = "NAME",
        requires = "load_index",
        conflicts_with = "only"
    )]
    load_run: Option<RunName>,
    /// Which process of the run this is, from 0 on; 0 judges what all of them wrote
    #[arg(long, env = "JOB_COMPLETION_INDEX", value_name = "INDEX")]
    load_index: Option<u32>,
    /// How many processes the run has; as many as the model's pods where nothing is said
    #[arg(long, env = "LOAD_PODS", value_name = "COUNT")]
    load_pods: Option<u32>,
    /// What to print
    #[arg(long, env = "REPORT_FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write the report as JSON into a file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Also write the report as JUnit into a file
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Also write the report as metrics for Prometheus into a file
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Also write the report as a record into a topic that is there
    #[arg(long, env = "REPORT_TOPIC", value_name = "TOPIC")]
    report_topic: Option<String>,
    /// Print the JSON Schema of the JSON report and stop
    #[arg(long)]
    schema: bool,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One JSON document.
    Json,
    /// A JUnit document, as CI systems read it.
    Junit,
    /// Metrics, as Prometheus reads them.
    Metrics,
}

impl Format {
    fn of(self, report: &Report) -> String {
        match self {
            Self::Text => report::text(report),
            Self::Json => report::json(report),
            Self::Junit => report::junit(report),
            Self::Metrics => report::metrics(report),
        }
    }
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe can't be told of anything.
            let _ = error.print();
            let asked = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion];
            return ExitCode::from(u8::from(!asked.contains(&error.kind())));
        }
    };
    match arguments.run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(1)
        }
    }
}

impl Arguments {
    /// Returns whether everything is as expected.
    fn run(self) -> Result<bool, Error> {
        if self.schema {
            print(&report::schema())?;
            return Ok(true);
        }
        let (format, files, topic) = (self.format, self.files(), self.report_topic.clone());
        let run = self.described()?;
        let runtime = tokio::runtime::Runtime::new().map_err(|e| Error::Setup(e.to_string()))?;
        let report = runtime.block_on(made(&run, topic.as_deref()))?;
        // A client that still waits for a dead broker must not hold the program up.
        runtime.shutdown_timeout(Duration::from_secs(1));
        for (format, path) in files {
            let written = fs::write(&path, format.of(&report));
            written.map_err(|cause| Error::File(path, cause))?;
        }
        print(&format.of(&report))?;
        Ok(!report.has_failed())
    }

    /// Returns the files that the report also goes to.
    fn files(&self) -> Vec<(Format, PathBuf)> {
        let files = [
            (Format::Json, &self.json),
            (Format::Junit, &self.junit),
            (Format::Metrics, &self.metrics),
        ];
        let named = files.into_iter();
        named
            .filter_map(|(format, path)| Some((format, path.clone()?)))
            .collect()
    }

    fn described(self) -> Result<Run, Error> {
        let expectations = self.expectations.unwrap_or_default();
        for path in [&self.ca, &self.certificate, &self.key, &self.certificates]
            .into_iter()
            .flatten()
        {
            fs::metadata(path).map_err(|cause| Error::File(path.clone(), cause))?;
        }
        let groups = match self.checks {
            checks if checks.is_empty() => Group::USUAL.to_vec(),
            checks => checks,
        };
        let expected = expected::read(&expectations)?;
        let share = self.load_run.zip(self.load_index);
        let share = share
            .map(|(run, index)| Share::of(&expected, run, index, self.load_pods))
            .transpose()?;
        Ok(Run {
            expected,
            connection: Connection {
                servers: self.bootstrap.unwrap_or_default(),
                authority: self.ca,
                identity: identity(self.certificate, self.key),
                stranger: identity(self.stranger_certificate, self.stranger_key),
            },
            prefix: self.prefix,
            principal: self.principal,
            certificates: self.certificates,
            registry: self.registry,
            ui: self.ui,
            prometheus: self.prometheus,
            wait: Duration::from_secs(self.wait),
            cleanup: Duration::from_secs(self.cleanup),
            turn: Held::default(),
            read_only: self.read_only,
            selection: Selection {
                groups,
                only: self.only,
            },
            share,
            progress: Progress::on_terminal(),
        })
    }
}

/// Makes the run, and keeps its report in the topic if one is named.
async fn made(run: &Run, topic: Option<&str>) -> Result<Report, Error> {
    let started = Instant::now();
    let checks = run.until_stopped().await;
    run.progress.end();
    let mut report = Report {
        cluster: run.expected.cluster.name.clone(),
        checks: checks?,
        took: started.elapsed(),
    };
    if let Some(topic) = topic.filter(|_| run.judges() && !run.read_only) {
        let written = Instant::now();
        let check = publish::publish(&run.connection, topic, &report).await;
        report.checks.push(check.within(written.elapsed()));
    }
    Ok(report)
}

fn identity(certificate: Option<PathBuf>, key: Option<PathBuf>) -> Option<Identity> {
    let (certificate, key) = certificate.zip(key)?;
    Some(Identity { certificate, key })
}

fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|cause| Error::File(PathBuf::from("standard output"), cause))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_whole() {
        super::Arguments::command().debug_assert();
    }
}
