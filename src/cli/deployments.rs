//! The deployments that a command is about, and everything people should know of them.
//!
//! Every command that reads environments reads them here, so that all of them see the same
//! findings. The base is read with every environment: it is rendered with them, and only its
//! errors count, because nobody deploys it.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;

use super::{CliError, progress::Progress};
use crate::{
    environment::{Environments, FromNode, Node, Sources, directory::Loaded},
    finding::{Finding, Severity, Trail},
    model::{Deployment, EnvironmentName, waiver::Date},
    report::Report,
    rules,
};

/// Which environments a command is about.
#[derive(Debug, Args)]
pub struct Selection {
    /// Environments, such as `prod`; without any, all of them
    #[arg(value_name = "ENVIRONMENT")]
    pub names: Vec<String>,

    /// The directory with base.yaml and a file or directory for each environment
    #[arg(long, value_name = "DIR", default_value = "environments")]
    pub environments: PathBuf,
}

/// What was read.
#[derive(Debug)]
pub struct Deployments {
    /// The base; absent when it has errors.
    pub base: Option<Deployment>,
    /// The environments that were asked for; those with errors are absent.
    pub read: Vec<(EnvironmentName, Deployment)>,
    /// Every finding about them.
    pub report: Report,
    /// What was written, by environment; empty unless it was asked for.
    pub written: BTreeMap<EnvironmentName, Text>,
}

/// The files of an environment and what they say together, with the places.
#[derive(Debug)]
pub struct Text {
    /// The files.
    pub sources: Sources,
    /// What they say together.
    pub document: Node,
}

impl Selection {
    /// Reads the base and the environments that are asked for.
    pub fn read(&self, today: Date, progress: &Progress) -> Result<Deployments, CliError> {
        self.read_and(false, today, progress)
    }

    /// Reads them, and keeps what was written to look up places in it.
    pub fn read_with_text(
        &self,
        today: Date,
        progress: &Progress,
    ) -> Result<Deployments, CliError> {
        self.read_and(true, today, progress)
    }

    fn read_and(
        &self,
        keep: bool,
        today: Date,
        progress: &Progress,
    ) -> Result<Deployments, CliError> {
        let all = Environments::open(&self.environments)?;
        let names = self.selected(&all)?;
        let mut report = Report::default();
        progress.step("reading base");
        let base = all.load_base()?;
        let (base, _) = enter(&mut report, "base", base, |deployment| {
            let mut findings = rules::check_with_accepted(deployment, Some(today));
            findings.retain(|finding| finding.severity == Severity::Error);
            findings
        });
        let mut read = Vec::new();
        let mut written = BTreeMap::new();
        for name in names {
            progress.step(format!("reading {name}"));
            let loaded = all.load(&name)?;
            let (deployment, text) = enter(&mut report, name.as_str(), loaded, |deployment| {
                rules::check_with_accepted(deployment, Some(today))
            });
            written.extend(text.filter(|_| keep).map(|text| (name.clone(), text)));
            read.extend(deployment.map(|deployment| (name, deployment)));
        }
        Ok(Deployments {
            base,
            read,
            report,
            written,
        })
    }

    /// Returns the environments that are asked for, each once.
    pub fn selected(&self, all: &Environments) -> Result<Vec<EnvironmentName>, CliError> {
        if self.names.is_empty() {
            return Ok(all.names().collect());
        }
        let mut names = Vec::new();
        for name in &self.names {
            names.push(all.find(name)?);
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

/// Types a document, checks what it says, and enters all findings.
fn enter(
    report: &mut Report,
    environment: &str,
    loaded: Loaded,
    check: impl FnOnce(&Deployment) -> Vec<Finding>,
) -> (Option<Deployment>, Option<Text>) {
    let Loaded {
        sources,
        document,
        mut findings,
    } = loaded;
    let deployment = document.as_ref().and_then(|document| {
        let deployment = Deployment::from_node(document, &Trail::TOP, &mut findings)?;
        findings.extend(check(&deployment));
        Some(deployment)
    });
    report.add(environment, &sources, document.as_ref(), findings);
    let text = document.map(|document| Text { sources, document });
    (deployment, text)
}
