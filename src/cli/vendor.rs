//! `blueprint vendor`: a local copy of the release's custom resource definitions.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, Console, Exit, progress::Progress};
use crate::{
    catalog::operator::OperatorVersion,
    emit::output::release_file,
    environment::{Environments, FromNode, directory::Loaded, document::Node},
    finding::Trail,
    model::operator::Operator,
    vendor::{Source, VendorError, record},
};

/// Record a local copy of Strimzi's custom resource definitions
#[derive(Debug, Args)]
#[command(
    long_about = "\
Record a local copy of Strimzi's custom resource definitions.

Without one, out/ENVIRONMENT/crds names the release's file by its address, and applying it needs the \
network. With one, `render` copies it into out/, so that reviewers see the definitions change with \
the release and a cluster without internet can be set up.

The copy is checked to be the definitions of the release that the environment pins, and recorded in \
environments/vendor with its SHA-256 and source in vendor.lock. `render` refuses a copy that differs \
from its lock. This is the one command that uses the network, and it does not when --from names a file \
or a directory.",
    after_long_help = "\
Examples:
  blueprint vendor                                        for the release that base.yaml pins
  blueprint vendor staging                                for the release that staging pins
  blueprint vendor --from strimzi-crds-0.40.0.yaml        from a file
  blueprint vendor --from install/cluster-operator        from an unpacked release of Strimzi
  blueprint vendor --from https://mirror.example/crds.yaml"
)]
pub struct Vendor {
    /// The environment whose release is meant; without it, that of base.yaml
    #[arg(value_name = "ENVIRONMENT")]
    environment: Option<String>,

    /// The directory with base.yaml and a file or directory for each environment
    #[arg(long, value_name = "DIR", default_value = "environments")]
    environments: PathBuf,

    /// Where to take them from [default: the release's own address]
    #[arg(long, value_name = "FILE|DIRECTORY|URL")]
    from: Option<String>,
}

impl Vendor {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let version = self.version()?;
        let from = self.from.clone().unwrap_or_else(|| release_file(version));
        let progress = Progress::begin();
        progress.step(format!("reading {from}"));
        let recorded = record(&self.environments, version, &Source::of(&from));
        progress.clear();
        let recorded = recorded?;
        let path = recorded.path.display();
        console.result(&if recorded.unchanged {
            format!("{path} holds the definitions of Strimzi {version} already.\n")
        } else {
            format!(
                "Recorded the definitions of Strimzi {version} as {path}.\n  {} bytes, SHA-256 {}\n",
                recorded.size, recorded.sha256
            )
        });
        Ok(Exit::Done)
    }

    /// Returns the release that the environment pins, whatever else is wrong with it.
    fn version(&self) -> Result<OperatorVersion, CliError> {
        let all = Environments::open(&self.environments)?;
        let (name, loaded) = match &self.environment {
            None => ("base".to_owned(), all.load_base()?),
            Some(name) => {
                let name = all.find(name)?;
                (name.to_string(), all.load(&name)?)
            }
        };
        pinned(&loaded).ok_or_else(|| {
            CliError::request(format!("{name} does not say which release is meant"))
                .hint("`operator.version` does; `blueprint check` says what is wrong with it.")
        })
    }
}

fn pinned(loaded: &Loaded) -> Option<OperatorVersion> {
    let operator: &Node = &loaded
        .document
        .as_ref()?
        .as_mapping()?
        .entries
        .get("operator")?
        .node;
    let operator = Operator::from_node(operator, &Trail::TOP, &mut Vec::new())?;
    Some(operator.version)
}

impl From<VendorError> for CliError {
    fn from(error: VendorError) -> Self {
        let message = Self::system(&error);
        match error.hint() {
            Some(hint) => message.hint(hint),
            None => message,
        }
    }
}
