//! `blueprint check`: everything that is wrong with the environments, at once.

use std::path::PathBuf;

use clap::Args;

use super::{
    CliError, Console, Exit, definitions,
    deployments::{Deployments, Selection},
    format::Format,
    manifests::{Foreign, OF_RELEASE},
    progress::Progress,
    today,
};
use crate::{model::waiver::Date, report::Report, vendor};

/// Say what is wrong with environments, without writing anything
#[derive(Debug, Args)]
#[command(
    long_about = "\
Say what is wrong with environments, without writing anything.

Reads base.yaml and every environment, and reports all findings of all layers at once, worst first: \
what could not be read, and what the API server, the Strimzi operators or Kafka would refuse, drop, \
revert or ignore. Each finding shows the line that is to blame, in the layer that set it. A syntax \
error hides what follows it in its file.

A finding that is known and accepted can be waived in the model, with a reason and a last day.",
    after_long_help = "\
Examples:
  blueprint check                         all environments
  blueprint check prod                    one of them
  blueprint check --format json           for other programs
  blueprint check --format github         in GitHub Actions: beside the changed lines
  blueprint check --format sarif > blueprint.sarif
  blueprint check --today 2027-01-01      with the waivers that still hold on that day
  blueprint check --crds                  also against Strimzi's own definitions
  blueprint check --manifests DIR         manifests that this tool did not write
  kubectl get kafka,kafkatopic -A -o yaml | blueprint check --manifests -

Exit codes:
  0  no errors; there may be warnings
  1  files could not be read, or the arguments are wrong
  2  there are errors"
)]
pub struct Check {
    #[command(flatten)]
    selection: Selection,

    /// How findings are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,

    /// The day that waivers are held against [default: the current day in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = today::day)]
    today: Option<Date>,

    /// Also hold what would be rendered against the release's custom resource definitions; with
    /// `--manifests`, hold them against those in FILE instead of the release's
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = OF_RELEASE)]
    crds: Option<PathBuf>,

    #[command(flatten)]
    foreign: Foreign,
}

impl Check {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let progress = Progress::begin();
        if let Some(report) = self.foreign.check(self.crds.as_deref(), &progress)? {
            progress.clear();
            return Ok(self.tell(&report, console));
        }
        let today = self.today.unwrap_or_else(today::today);
        let Deployments {
            mut report, read, ..
        } = self.selection.read(today, &progress)?;
        for (name, deployment) in read.iter().filter(|_| self.crds.is_some()) {
            progress.step(format!("validating {name}"));
            report.extend(name.as_str(), definitions::violations(deployment));
        }
        progress.clear();
        let exit = self.tell(&report, console);
        for (_, deployment) in &read {
            vendor::load(&self.selection.environments, deployment.operator.version)?;
        }
        Ok(exit)
    }

    fn tell(&self, report: &Report, console: &mut Console) -> Exit {
        self.format.write(report, console);
        verdict(report)
    }
}

/// Returns how a command ends after these findings.
pub(super) fn verdict(report: &Report) -> Exit {
    match report.counts().errors {
        0 => Exit::Done,
        _ => Exit::No,
    }
}
