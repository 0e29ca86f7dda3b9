//! How the findings of a command are written.

use clap::ValueEnum;

use super::{Console, explain};
use crate::report::{Report, github, json, junit, markdown, sarif, text};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the line that is to blame
    #[default]
    Text,
    /// One JSON document; `blueprint schema --report` is its schema
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Workflow commands of GitHub Actions, which show beside the changed lines
    Github,
    /// A comment for a pull request
    Markdown,
}

impl Format {
    /// Writes a report to standard output.
    pub(super) fn write(self, report: &Report, console: &mut Console) {
        let text = match self {
            Self::Text => {
                let findings = text::findings(report, console.result_colours());
                format!("{findings}{}\n", report.closing())
            }
            Self::Json => json::document(report),
            Self::Sarif => sarif::document(report, &explain::pages()),
            Self::Junit => junit::document(report),
            Self::Github => github::commands(report),
            Self::Markdown => markdown::comment(report),
        };
        console.result(&text);
    }
}
