//! `blueprint diff`: what a change does to the cluster.

mod compare;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CliError, Console, Exit, progress::Progress, side::Side, today};
use crate::{
    change::{Class, Report},
    model::waiver::Date,
    report::difference::{github, html, json, markdown, text},
};

/// Say what a change does to the cluster, before it is applied
#[derive(Debug, Args)]
#[command(
    long_about = "\
Say what a change does to the cluster, before it is applied.

Two sets of objects are compared, and each difference is told with its consequence: what the operators \
refuse or revert, what loses data or stops to serve, which pods restart, who is cut off, and what takes \
effect without anybody noticing. The worst stands first; the difference of each object stands last. \
Nothing is printed when nothing differs. No cluster and no network are needed.

A side with a `/` is a directory of Kubernetes manifests, whoever wrote them; with an `@` it is what is \
committed below out/ in a revision; any other name is an environment, rendered from its model. Documents \
that are no Kubernetes objects are left out, and the values of Secrets are never shown.",
    after_long_help = "\
Examples:
  blueprint diff                       what the models would change in out/
  blueprint diff prod                  one of them
  blueprint diff staging prod          how two environments differ
  blueprint diff --base main           out/ as it is now, against that of a revision
  blueprint diff prod@v1.2 prod@HEAD   two revisions
  blueprint diff old/manifests ./new   two directories
  blueprint diff --base main --format markdown > comment.md
  blueprint diff prod --format html > change.html
  blueprint diff prod --fail-on rolling-restart

Classes for --fail-on, worst first:
  impossible, reverted, data-loss, outage, irreversible, rolling-restart, data-movement,
  access-removed, access-granted, dynamic, cosmetic, unknown

Exit codes:
  0  done, whether something differs or not
  1  files could not be read, or the arguments are wrong
  2  the model has errors; or something differs, with --exit-code; or something of the class of
     --fail-on or worse
  3  a destructive change (data loss, outage, irreversible) is not acknowledged in the model"
)]
pub struct Diff {
    /// The side before; alone, the environment whose committed output is compared with its model
    #[arg(value_name = "BEFORE")]
    before: Option<Side>,

    /// The side after
    #[arg(value_name = "AFTER", conflicts_with = "base")]
    after: Option<Side>,

    /// Compare out/ with what it was in a revision, for all environments or for the one named
    #[arg(long, value_name = "REVISION")]
    base: Option<String>,

    /// How the comparison is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,

    /// End with 2 when anything differs
    #[arg(long)]
    exit_code: bool,

    /// End with 2 when there is a consequence of this class or a worse one
    #[arg(long, value_name = "CLASS")]
    fail_on: Option<Class>,

    /// The directory with base.yaml and a file or directory for each environment
    #[arg(long, value_name = "DIR", default_value = "environments")]
    environments: PathBuf,

    /// The directory that holds the rendered output
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,

    /// The day that acknowledgements are held against [default: the current day in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = today::day)]
    today: Option<Date>,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// A comment for a pull request
    Markdown,
    /// One JSON document; `blueprint schema --diff` is its schema
    Json,
    /// Workflow commands of GitHub Actions
    Github,
    /// One page for a browser, which needs nothing else
    Html,
}

impl Diff {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let progress = Progress::begin();
        let compared = self.compare(&progress, console)?;
        progress.clear();
        let Some(mut comparisons) = compared else {
            return Ok(Exit::No);
        };
        comparisons.retain(|found| !found.objects.is_empty());
        let report = Report { comparisons };
        self.tell(&report, console);
        Ok(self.exit(&report))
    }

    fn day(&self) -> Date {
        self.today.unwrap_or_else(today::today)
    }

    fn tell(&self, report: &Report, console: &mut Console) {
        let text = match self.format {
            Format::Text => text::page(report, console.result_colours()),
            Format::Markdown => markdown::comment(report),
            Format::Json => json::document(report),
            Format::Github => github::commands(report),
            Format::Html => html::page(report),
        };
        console.result(&text);
    }

    fn exit(&self, report: &Report) -> Exit {
        let missing = report
            .comparisons
            .iter()
            .any(|found| !found.unacknowledged().is_empty());
        let failed = self
            .fail_on
            .is_some_and(|limit| report.worst().is_some_and(|worst| worst <= limit));
        if missing {
            Exit::Unacknowledged
        } else if failed || self.exit_code && !report.is_empty() {
            Exit::No
        } else {
            Exit::Done
        }
    }
}
