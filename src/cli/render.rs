//! `blueprint render`: environments become files, or are compared with them.

use std::path::PathBuf;

use clap::Args;

use super::{
    CliError, Console, Exit,
    check::verdict,
    deployments::{Deployments, Selection},
    fresh,
    progress::Progress,
    scopes, today, tree, written,
};
use crate::{emit::directory::OutputDirectory, finding::listed, report::text};

/// Write the manifests of environments
#[derive(Debug, Args)]
#[command(
    long_about = "\
Write the manifests of environments.

For each environment this writes out/ENVIRONMENT, plain YAML that is complete by itself, and the \
Kustomize overlay in out/kustomize/overlays/ENVIRONMENT that builds exactly the same objects; and \
once, out/kustomize/base. Other environments are left alone. Without a name all environments are \
rendered, and the output of environments that no longer exist is removed.

All findings are reported first, and nothing is written while there are errors. Each file is always \
whole: a render that is interrupted is finished or undone by the next one, and files that blueprint \
did not write are never replaced. The same environments give the same bytes on every machine.",
    after_long_help = "\
Examples:
  blueprint render                   all environments
  blueprint render prod              out/prod, its overlay and the base
  blueprint render --check           in CI: is everything in out/ fresh?
  blueprint render --environments my-kafka --out my-manifests

Exit codes:
  0  done
  1  files could not be read or written, or the arguments are wrong
  2  there are errors and nothing was written; or, with --check, out/ is not fresh"
)]
pub struct Render {
    #[command(flatten)]
    selection: Selection,

    /// The directory to write to
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,

    /// Write nothing, and say whether the directory holds what would be written
    #[arg(long)]
    check: bool,
}

impl Render {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let progress = Progress::begin();
        let deployments = self.selection.read(today::today(), &progress)?;
        if !deployments.report.counts().is_empty() {
            progress.clear();
            let findings = text::findings(&deployments.report, console.error_colours());
            console.notice(&format!("{findings}{}", deployments.report.closing()));
        }
        if verdict(&deployments.report) == Exit::No {
            console.notice(&format!(
                "Nothing was written: {} is as it was.",
                self.out.display()
            ));
            return Ok(Exit::No);
        }
        let tree = tree::of(&deployments, &self.selection.environments, &progress)?;
        let scopes = scopes::of(&deployments, &self.selection, &self.out)?;
        progress.step(if self.check { "comparing" } else { "writing" });
        let directory = OutputDirectory::open(&self.out)?;
        if self.check {
            let comparison = directory.compare(&tree, &scopes)?;
            progress.clear();
            return Ok(fresh::tell(
                &comparison,
                &subject(&deployments),
                &self.out,
                console,
            ));
        }
        let changes = directory.write(&tree, &scopes)?;
        progress.clear();
        let subject = subject(&deployments);
        written::tell(&changes, &subject, &self.out, progress.elapsed(), console);
        Ok(Exit::Done)
    }
}

/// Names what is rendered, as a sentence does.
fn subject(deployments: &Deployments) -> String {
    let names: Vec<&str> = deployments
        .read
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    if names.is_empty() {
        "base".to_owned()
    } else {
        listed(&names)
    }
}
