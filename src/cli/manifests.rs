//! `blueprint check --manifests`: the rules for manifests that this tool did not write.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, progress::Progress};
use crate::{
    catalog::operator::OperatorVersion,
    manifests::{self, Definitions, Manifests, source::ReadError},
    report::Report,
};

/// What stands for the definitions of the release where `--crds` names no file.
pub const OF_RELEASE: &str = "release";

/// Manifests in the place of environments.
#[derive(Debug, Args)]
pub struct Foreign {
    /// Check Kubernetes manifests instead: a file, a directory with all below it, or `-` for
    /// standard input
    #[arg(long, value_name = "DIR|FILE|-", conflicts_with_all = ["names", "environments", "today"])]
    manifests: Option<PathBuf>,

    /// The release of Strimzi that the manifests are for [default: that of the operator among
    /// them, or the newest that serves their API version]
    #[arg(long, value_name = "VERSION", requires = "manifests", value_parser = release)]
    operator_version: Option<OperatorVersion>,
}

fn release(text: &str) -> Result<OperatorVersion, String> {
    text.parse()
        .map_err(|unknown: crate::catalog::operator::UnknownOperator| unknown.to_string())
}

impl Foreign {
    /// Reads and checks the manifests, if some are named.
    pub fn check(
        &self,
        crds: Option<&Path>,
        progress: &Progress,
    ) -> Result<Option<Report>, CliError> {
        let file = crds.filter(|file| *file != Path::new(OF_RELEASE));
        let Some(path) = &self.manifests else {
            return file.map_or(Ok(None), |file| Err(named_file(file)));
        };
        progress.step("reading manifests");
        let stream = path.as_os_str() == "-";
        let name = if stream {
            "standard input".to_owned()
        } else {
            path.display().to_string()
        };
        let manifests = if stream {
            Manifests::read_stream(&name, io::stdin().lock())?
        } else {
            Manifests::read(path)?
        };
        let mut definitions = file.map_or_else(|| Ok(Definitions::default()), given)?;
        progress.step("checking manifests");
        let checked = manifests::check(&manifests, self.operator_version, &mut definitions);
        let mut report = Report::default();
        let document = checked.document.as_ref();
        report.add(&name, &manifests.sources, document, checked.findings);
        Ok(Some(report))
    }
}

fn given(file: &Path) -> Result<Definitions, CliError> {
    let manifests = Manifests::read(file)?;
    Definitions::given(&manifests).ok_or_else(|| {
        let file = file.display();
        CliError::request(format!("`{file}` holds no definition of Strimzi's kinds"))
            .hint("Strimzi publishes them with each release as `strimzi-crds-VERSION.yaml`.")
    })
}

fn named_file(file: &Path) -> CliError {
    let file = file.display();
    CliError::request(format!(
        "`--crds` takes a file only with `--manifests`, and here it takes `{file}` for one"
    ))
    .hint("The names of environments stand before `--crds`.")
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Nothing(_) => Self::request(&error),
            ReadError::Unreadable(..) | ReadError::Input(_) => Self::system(&error),
        }
    }
}
