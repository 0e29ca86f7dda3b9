//! Rehearsals: what the metrics would look like in a situation, and which alerts must fire then.
//!
//! They become the tests that `promtool` runs on the rendered rules. Every check names every
//! alert: those that the situation is about must fire, all others must be quiet.

mod failure;
mod healthy;
mod rolling_restart;
mod sample;

use std::collections::BTreeMap;

pub use self::sample::Sample;
use super::alert::{self, Alert};
use crate::model::{Deployment, monitoring::Monitoring};

/// The minute in which a situation begins.
const BEGIN: u64 = 10;

/// A situation with what the metrics say in it, minute by minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// What happens.
    pub title: String,
    /// What the metrics say.
    pub samples: Vec<Sample>,
    /// Which alerts fire when.
    pub checks: Vec<Check>,
}

/// What an alert must do at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The minute.
    pub minute: u64,
    /// The alert's name.
    pub alert: &'static str,
    /// What it must fire with; nothing where it must be quiet.
    pub firing: Vec<Firing>,
}

/// An alert that fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firing {
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// What people read.
    pub annotations: BTreeMap<String, String>,
}

/// Returns the rehearsals of a deployment; none where nobody monitors it.
#[must_use]
pub fn all(deployment: &Deployment) -> Vec<Rehearsal> {
    let Some(monitoring) = &deployment.monitoring else {
        return Vec::new();
    };
    let groups = alert::all(deployment);
    let stage = Stage {
        deployment,
        monitoring,
        alerts: groups.iter().flat_map(|group| &group.alerts).collect(),
        healthy: healthy::samples(deployment),
    };
    let mut rehearsals = vec![stage.normal(), rolling_restart::rehearsal(&stage)];
    rehearsals.extend(failure::rehearsals(&stage));
    rehearsals
}

/// What the rehearsals share: the alerts, and the metrics while all is well.
struct Stage<'a> {
    deployment: &'a Deployment,
    monitoring: &'a Monitoring,
    alerts: Vec<&'a Alert>,
    healthy: Vec<Sample>,
}

impl Stage<'_> {
    fn normal(&self) -> Rehearsal {
        Rehearsal {
            title: "all is well, and some groups have never committed an offset".to_owned(),
            samples: self.healthy.clone(),
            checks: self.quiet([1, 30, 110]),
        }
    }

    /// Returns the checks that nothing fires at these minutes.
    fn quiet(&self, minutes: impl IntoIterator<Item = u64>) -> Vec<Check> {
        minutes
            .into_iter()
            .flat_map(|minute| self.at(minute, "", &[]))
            .collect()
    }

    /// Returns the checks that one alert fires at a minute, and no other.
    fn at(&self, minute: u64, alert: &str, firing: &[Firing]) -> Vec<Check> {
        let mut names: Vec<&'static str> = self.alerts.iter().map(|alert| alert.name).collect();
        names.sort_unstable();
        names.dedup();
        names
            .into_iter()
            .map(|name| Check {
                minute,
                alert: name,
                firing: if name == alert {
                    firing.to_vec()
                } else {
                    Vec::new()
                },
            })
            .collect()
    }

    /// Returns what an alert fires with, for the labels and the value of its expression.
    fn firing(&self, alert: &Alert, labels: &[(&'static str, String)], value: u64) -> Firing {
        let mut all = alert.labels();
        all.extend(
            labels
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.clone())),
        );
        let filled = |text: String| {
            labels
                .iter()
                .fold(text, |text, (name, label)| {
                    text.replace(&format!("{{{{ $labels.{name} }}}}"), label)
                })
                .replace("{{ $value }}", &value.to_string())
        };
        Firing {
            labels: all,
            annotations: alert
                .annotations(self.monitoring)
                .into_iter()
                .map(|(key, text)| (key, filled(text)))
                .collect(),
        }
    }
}
