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
    outcome::Check,
    report,
    run::Run,
};

/// Compare a running Kafka cluster with what its model expects
///
/// Looks at brokers, controllers, listeners, topics, access control lists, quotas and schemas;
/// tries what must be refused; writes and reads records of its own in a topic of its own, and
/// takes it away again.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 all is as expected, 1 it could not run, 2 something is not."
)]
struct Arguments {
    /// The expectations: a JSON file, or a directory of them
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
    #[arg(long, env = "SCHEMA_REGISTRY_URL")]
    registry: Option<String>,
    /// The beginning of the names of the topics, groups and transactions it makes
    #[arg(long, env = "TRIAL_PREFIX", default_value = "kafka-verification-")]
    prefix: String,
    /// Whom the cluster takes this client for, such as `User:CN=kafka-verification`
    #[arg(long, env = "KAFKA_PRINCIPAL", value_name = "NAME")]
    principal: Option<String>,
    /// How many seconds to wait for a cluster that is still starting
    #[arg(long, env = "WAIT_SECONDS", default_value_t = 60)]
    wait: u64,
    /// Only look: make nothing and write nothing
    #[arg(long)]
    read_only: bool,
    /// Only report checks whose names begin so; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write the report as JSON into a file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Print the JSON Schema of the JSON report and stop
    #[arg(long)]
    schema: bool,
}

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One JSON document.
    Json,
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
        let started = Instant::now();
        let (only, format, json) = (self.only.clone(), self.format, self.json.clone());
        let runtime = tokio::runtime::Runtime::new().map_err(|e| Error::Setup(e.to_string()))?;
        let mut checks = runtime.block_on(self.described()?.until_stopped())?;
        // A client that still waits for a dead broker must not hold the program up.
        runtime.shutdown_timeout(Duration::from_secs(1));
        checks
            .retain(|check| only.is_empty() || only.iter().any(|own| check.name.starts_with(own)));
        if let Some(path) = json {
            let text = report::json(&checks);
            fs::write(&path, text).map_err(|cause| Error::File(path, cause))?;
        }
        match format {
            Format::Json => print(&report::json(&checks))?,
            Format::Text => {
                let seconds = started.elapsed().as_secs_f32();
                print(&format!("{}in {seconds:.1} s\n", report::text(&checks)))?;
            }
        }
        Ok(!checks.iter().any(Check::has_failed))
    }

    fn described(self) -> Result<Run, Error> {
        let expectations = self.expectations.unwrap_or_default();
        for path in [&self.ca, &self.certificate, &self.key, &self.certificates]
            .into_iter()
            .flatten()
        {
            fs::metadata(path).map_err(|cause| Error::File(path.clone(), cause))?;
        }
        Ok(Run {
            expected: expected::read(&expectations)?,
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
            wait: Duration::from_secs(self.wait),
            read_only: self.read_only,
            only: self.only,
        })
    }
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
