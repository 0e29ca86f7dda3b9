//! `blueprint upgrade`: the steps to a newer release of the operators.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{
    CliError, Console, Exit, check::verdict, deployments::Selection, progress::Progress, today,
};
use crate::{
    catalog::operator::{OperatorVersion, UnknownOperator},
    change::upgrade::{self, State, Step, Work},
    derive,
    finding::Severity,
    model::Deployment,
    report::{text, upgrade as report},
    rules,
};

/// Say how an environment gets to a newer release of Strimzi, step by step
#[derive(Debug, Args)]
#[command(
    long_about = "\
Say how an environment gets to a newer release of Strimzi, step by step.

Each step is one change of the environment, or of the cluster where the model has no word for it: the \
version of Kubernetes, the release of the operators, the version of Kafka, its metadata version, the \
version of the API in which resources are written, and the one in which they are stored. Each says why it is there, \
what can be undone, and the lines of the model that it changes; the model with them is checked. \
Nothing is written.",
    after_long_help = "\
Examples:
  blueprint upgrade prod --to 1.2.0
  blueprint upgrade prod --to 1.2.0 --format json

Exit codes:
  0  there is a way, and the model passes `check` after each step
  1  files could not be read, or the arguments are wrong
  2  the model has errors, now or after a step"
)]
pub struct Upgrade {
    /// The environment
    #[arg(value_name = "ENVIRONMENT")]
    name: String,

    /// The release of the Strimzi operators to get to
    #[arg(long, value_name = "VERSION", value_parser = release)]
    to: OperatorVersion,

    /// How the steps are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,

    /// The directory with base.yaml and a file or directory for each environment
    #[arg(long, value_name = "DIR", default_value = "environments")]
    environments: PathBuf,
}

/// How the steps are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON document; `blueprint schema --upgrade` is its schema
    Json,
}

fn release(text: &str) -> Result<OperatorVersion, String> {
    text.parse()
        .map_err(|unknown: UnknownOperator| unknown.to_string())
}

impl Upgrade {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let progress = Progress::begin();
        let selection = Selection {
            names: vec![self.name.clone()],
            environments: self.environments.clone(),
        };
        let read = selection.read(today::today(), &progress)?;
        progress.clear();
        if verdict(&read.report) == Exit::No {
            let findings = text::findings(&read.report, console.error_colours());
            console.notice(&format!("{findings}{}", read.report.closing()));
            return Ok(Exit::No);
        }
        let Some((_, deployment)) = read.read.first() else {
            return Err(CliError::internal(
                "an environment without errors was not read",
            ));
        };
        let from = State {
            operator: deployment.operator.version,
            kafka: derive::version::kafka(deployment),
            metadata: derive::version::metadata(deployment),
            kubernetes: deployment.platform.kubernetes,
        };
        let steps = upgrade::path(from, self.to).map_err(CliError::request)?;
        let mut told = Vec::new();
        let mut current = deployment.clone();
        let mut unset = Vec::new();
        if current.cluster.version.is_none() {
            unset.push(("cluster.version", from.kafka.to_string()));
        }
        if current.cluster.metadata_version.is_none() {
            unset.push(("cluster.metadataVersion", from.metadata.to_string()));
        }
        current.cluster.version.get_or_insert(from.kafka);
        current
            .cluster
            .metadata_version
            .get_or_insert(from.metadata);
        for step in &steps {
            take(step, &mut current);
            told.push(report::Told {
                step,
                refused: errors(&current),
            });
        }
        let plan = report::Plan {
            environment: &self.name,
            from,
            unset: &unset,
            steps: &told,
        };
        console.result(&match self.format {
            Format::Text => report::text::page(&plan),
            Format::Json => report::json::document(&plan),
        });
        let clean = told.iter().all(|step| step.refused.is_empty());
        Ok(if clean { Exit::Done } else { Exit::No })
    }
}

/// Makes the edit of a step in a model.
fn take(step: &Step, deployment: &mut Deployment) {
    match step.work {
        Work::Operator(operator) => deployment.operator.version = operator,
        Work::Kafka(kafka) => deployment.cluster.version = Some(kafka),
        Work::Both(operator, kafka) => {
            deployment.operator.version = operator;
            deployment.cluster.version = Some(kafka);
        }
        Work::Metadata(_, metadata) => deployment.cluster.metadata_version = Some(metadata),
        Work::Kubernetes(kubernetes) => deployment.platform.kubernetes = kubernetes,
        Work::Conversion | Work::Storage => {}
    }
}

/// Returns what `check` would refuse.
fn errors(deployment: &Deployment) -> Vec<String> {
    let findings = rules::check(deployment, Some(today::today()));
    let errors = findings
        .into_iter()
        .filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| format!("{} ({})", found.message, found.rule))
        .collect()
}
