//! One series, minute by minute.

use std::{collections::BTreeMap, fmt};

use super::BEGIN;

/// The last minute that a rehearsal knows of.
const END: u64 = 120;

/// A series with its values, one for each minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The metric.
    pub metric: &'static str,
    /// The labels.
    pub labels: BTreeMap<&'static str, String>,
    /// The values in promtool's notation: `1+0x9` is 1 ten times, `stale` the end of a series.
    pub values: String,
    /// The value while all is well.
    usual: i64,
}

/// What becomes of a series when a situation begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It has another value.
    Becomes(i64),
    /// It rises by one each minute.
    Rises,
    /// It ends, as when a target is gone.
    Ends,
}

impl Sample {
    /// Returns a series that always has one value.
    pub(super) fn constant<'a>(
        metric: &'static str,
        labels: impl IntoIterator<Item = (&'static str, &'a str)>,
        usual: i64,
    ) -> Self {
        Self {
            metric,
            labels: labels
                .into_iter()
                .map(|(name, text)| (name, text.to_owned()))
                .collect(),
            values: format!("{usual}+0x{END}"),
            usual,
        }
    }

    /// Returns whether it is of a metric and has all of the labels.
    pub(super) fn is(&self, metric: &str, labels: &[(&'static str, String)]) -> bool {
        self.metric == metric
            && labels
                .iter()
                .all(|(label, text)| self.labels.get(label) == Some(text))
    }

    /// Changes it when the situation begins.
    pub(super) fn change(&mut self, change: Change) {
        let (usual, last, rest) = (self.usual, BEGIN - 1, END - BEGIN);
        self.values = match change {
            Change::Becomes(value) => format!("{usual}+0x{last} {value}+0x{rest}"),
            Change::Rises => format!("{usual}+0x{last} {usual}+1x{rest}"),
            Change::Ends => format!("{usual}+0x{last} stale"),
        };
    }

    /// Lets it be away for some minutes, at least two.
    pub(super) fn is_away(&mut self, from: u64, minutes: u64) {
        let (usual, last, rest) = (self.usual, from - 1, END - from - minutes);
        let away = minutes - 1;
        self.values = format!("{usual}+0x{last} stale _x{away} {usual}+0x{rest}");
    }

    /// Gives it another value for some minutes.
    pub(super) fn is_meanwhile(&mut self, value: i64, from: u64, minutes: u64) {
        let (usual, last, rest) = (self.usual, from - 1, END - from - minutes);
        let during = minutes - 1;
        self.values = format!("{usual}+0x{last} {value}+0x{during} {usual}+0x{rest}");
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<String> = self
            .labels
            .iter()
            .map(|(name, text)| {
                let text = text.replace('\\', "\\\\").replace('"', "\\\"");
                format!("{name}=\"{text}\"")
            })
            .collect();
        write!(f, "{}{{{}}}", self.metric, labels.join(", "))
    }
}
