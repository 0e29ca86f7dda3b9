//! What people are told, laid out: one file for each format.
//!
//! A [`Report`] gathers the findings of several environments, worst first. A finding that several
//! of them share, because a layer they share says it, stands in it once. Formats see findings
//! with their place already resolved; none of them touches a file or a document.

mod counts;
pub mod difference;
mod file;
pub mod github;
mod inert;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod text;
pub mod upgrade;

use std::collections::{BTreeMap, BTreeSet};

pub use self::{
    counts::Counts,
    file::{File, Spot},
    inert::inert,
};
use crate::{
    environment::{Node, Sources, locate},
    finding::{Acceptance, FileId, Finding, ModelPath, Place, Severity, Site, listed},
};

/// Every finding of some environments, with the files they are about.
#[derive(Clone, Debug, Default)]
pub struct Report {
    environments: Vec<String>,
    files: Vec<File>,
    file_numbers: BTreeMap<String, usize>,
    readers: BTreeMap<String, BTreeSet<String>>,
    entries: Vec<Entry>,
    known: BTreeMap<Identity, usize>,
}

/// One finding, where it is, and which environments it is about.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The finding.
    pub finding: Finding,
    /// Where it was written, as the number of a file and what stands there.
    pub spot: Option<Spot>,
    /// The environments that have it, in the order they were added.
    pub environments: Vec<String>,
}

type Identity = (
    Severity,
    Option<(usize, usize, usize)>,
    String,
    String,
    Option<Box<Acceptance>>,
);

impl Report {
    /// Adds what was found about one environment.
    ///
    /// `document` is the environment's merged document, where there is one; model paths are looked
    /// up in it.
    pub fn add(
        &mut self,
        environment: &str,
        sources: &Sources,
        document: Option<&Node>,
        findings: Vec<Finding>,
    ) {
        self.environments.push(environment.to_owned());
        let names = (0..).map_while(|index| Some(&sources.get(FileId::new(index))?.name));
        for name in names {
            let readers = self.readers.entry(name.clone()).or_default();
            readers.insert(environment.to_owned());
        }
        for finding in findings {
            let spot = place(&finding.site, document)
                .and_then(|(place, whole_file)| self.spot(sources, place, whole_file));
            self.enter(environment, finding, spot);
        }
    }

    /// Adds what was found later about an environment, and stands in none of its files.
    pub fn extend(&mut self, environment: &str, findings: Vec<Finding>) {
        for finding in findings {
            self.enter(environment, finding, None);
        }
    }

    /// Returns the entries that nobody has accepted, worst first, then by file and line.
    #[must_use]
    pub fn entries(&self) -> Vec<&Entry> {
        self.sorted(|entry| entry.finding.accepted.is_none())
    }

    /// Returns the entries that a waiver accepts, in the same order.
    #[must_use]
    pub fn waived(&self) -> Vec<&Entry> {
        self.sorted(|entry| entry.finding.accepted.is_some())
    }

    fn sorted(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().filter(|entry| wanted(entry)).collect();
        entries.sort_by_cached_key(|entry| {
            let spot = entry.spot.as_ref();
            (
                entry.finding.severity,
                spot.map(|spot| (self.files[spot.file].name(), spot.start)),
                entry.finding.rule,
            )
        });
        entries
    }

    /// Returns the file of a spot.
    #[must_use]
    pub fn file(&self, spot: &Spot) -> &File {
        &self.files[spot.file]
    }

    /// Returns the environments that were looked at.
    #[must_use]
    pub fn environments(&self) -> &[String] {
        &self.environments
    }

    /// Returns how many findings of each severity there are that nobody has accepted.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let told = |entry: &&Entry| entry.finding.accepted.is_none();
        let entries = self.entries.iter().filter(told);
        Counts::of(entries.map(|entry| entry.finding.severity))
    }

    /// Returns the line that counts findings by severity.
    #[must_use]
    pub fn closing(&self) -> String {
        let counts = match self.counts() {
            counts if counts.is_empty() => "No findings".to_owned(),
            counts => counts.to_string(),
        };
        let environments = listed(&self.environments);
        match self.waived().len() {
            0 => format!("{counts} in {environments}."),
            1 => format!("{counts} in {environments}; 1 more is waived."),
            many => format!("{counts} in {environments}; {many} more are waived."),
        }
    }

    /// Returns the environments to name beside a finding: nothing when every environment that
    /// reads the file has it.
    #[must_use]
    pub fn only_in<'a>(&self, entry: &'a Entry) -> Option<&'a [String]> {
        let everywhere = match &entry.spot {
            Some(spot) => self.readers.get(self.file(spot).name()).map(|readers| {
                let deployed = readers.iter().filter(|name| *name != "base");
                deployed
                    .into_iter()
                    .all(|name| entry.environments.contains(name))
            })?,
            None => entry.environments.len() == self.environments.len(),
        };
        (!everywhere).then_some(entry.environments.as_slice())
    }

    fn spot(&mut self, sources: &Sources, place: Place, whole_file: bool) -> Option<Spot> {
        let source = sources.get(place.file)?;
        let number = if let Some(number) = self.file_numbers.get(&source.name) {
            *number
        } else {
            let number = self.files.len();
            self.files.push(File::new(&source.name, &source.text));
            self.file_numbers.insert(source.name.clone(), number);
            number
        };
        Some(self.files[number].spot(number, place, whole_file))
    }

    fn enter(&mut self, environment: &str, finding: Finding, spot: Option<Spot>) {
        let identity = (
            finding.severity,
            spot.as_ref().map(|spot| (spot.file, spot.start, spot.end)),
            finding.rule.to_string(),
            finding.message.clone(),
            finding.accepted.clone(),
        );
        if let Some(known) = self.known.get(&identity) {
            let environments = &mut self.entries[*known].environments;
            if environments.last().is_none_or(|last| last != environment) {
                environments.push(environment.to_owned());
            }
            return;
        }
        self.known.insert(identity, self.entries.len());
        self.entries.push(Entry {
            finding,
            spot,
            environments: vec![environment.to_owned()],
        });
    }
}

/// Looks up where a site was written, and whether that is a file as a whole.
fn place(site: &Site, document: Option<&Node>) -> Option<(Place, bool)> {
    let written = |find: fn(&Node, &ModelPath) -> Place, path| {
        let top = document?;
        let place = find(top, path);
        // What the top of the model lacks stands nowhere in its file.
        Some((place, place == top.place && top.as_mapping().is_some()))
    };
    match site {
        Site::Source(place) => Some((*place, false)),
        Site::File(file) => {
            let (start, end) = (0, 0);
            let file = *file;
            Some((Place { file, start, end }, true))
        }
        Site::Value(path) => written(locate::value, path),
        Site::Key(path) => written(locate::key, path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::RuleName;

    const RULE: RuleName = RuleName::new("topic/size");

    fn about(report: &mut Report, environment: &str, files: &[(&str, &str)], findings: &[usize]) {
        let mut sources = Sources::default();
        let ids: Vec<_> = files
            .iter()
            .map(|(name, text)| sources.add(*name, *text))
            .collect();
        let findings = findings.iter().map(|file| {
            Finding::at(
                RULE,
                Severity::Warning,
                Site::File(ids[*file]),
                "it is large",
            )
        });
        report.add(environment, &sources, None, findings.collect());
    }

    #[test]
    fn what_environments_share_is_told_once() {
        let mut report = Report::default();
        let base = ("base.yaml", "a: 1\n");
        about(&mut report, "dev", &[base, ("dev.yaml", "")], &[0]);
        about(&mut report, "prod", &[base, ("prod.yaml", "")], &[0, 1]);
        let entries = report.entries();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].environments, ["dev", "prod"]);
        assert_eq!(report.only_in(entries[0]), None);
        assert_eq!(report.only_in(entries[1]), None);
    }

    #[test]
    fn what_only_some_readers_of_a_file_have_names_them() {
        let mut report = Report::default();
        let base = ("base.yaml", "a: 1\n");
        about(&mut report, "dev", &[base], &[]);
        about(&mut report, "prod", &[base], &[0]);
        let entry = report.entries()[0];
        assert_eq!(report.only_in(entry).unwrap(), ["prod"]);
    }
}
