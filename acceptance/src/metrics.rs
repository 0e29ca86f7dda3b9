//! Metrics as an exporter writes them: their names with the names of their labels.
//!
//! The form of a listing is that of the generator's catalogue, `src/catalog/metrics`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Metrics by name, each with the labels it is written with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metrics(BTreeMap<String, BTreeSet<String>>);

impl Metrics {
    /// Adds what a scrape in Prometheus' text format holds.
    pub fn add(&mut self, scrape: &str) {
        for line in scrape.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, labels)) = sample(line) {
                self.0.entry(name).or_default().extend(labels);
            }
        }
    }

    /// Reads a listing; comments are no metric.
    #[must_use]
    pub fn read(listing: &str) -> Self {
        let mut metrics = Self::default();
        for line in listing.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, rest)) = line.split_once('{') else {
                continue;
            };
            let labels = rest.split_once('}').unwrap_or_default().0.split(',');
            let labels = labels.filter(|label| !label.is_empty()).map(str::to_owned);
            metrics.0.entry(name.to_owned()).or_default().extend(labels);
        }
        metrics
    }

    /// Writes the listing.
    #[must_use]
    pub fn listing(&self) -> String {
        let mut text = String::new();
        for (name, labels) in &self.0 {
            let labels: Vec<_> = labels.iter().map(String::as_str).collect();
            // Writing to a string can't fail.
            let _ = writeln!(text, "{name}{{{}}}", labels.join(","));
        }
        text
    }

    /// Returns whether there is a metric of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Returns the names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Reads the name and the labels' names of one line of a scrape.
fn sample(line: &str) -> Option<(String, Vec<String>)> {
    let end = line.find(['{', ' '])?;
    let (name, rest) = line.split_at(end);
    let mut labels = Vec::new();
    let Some(mut rest) = rest.strip_prefix('{') else {
        return Some((name.to_owned(), labels));
    };
    while let Some((label, value)) = rest.split_once("=\"") {
        labels.push(label.trim_start_matches(',').to_owned());
        rest = &value[end_of_value(value)?..];
        if rest.trim_start_matches(',').starts_with('}') {
            break;
        }
    }
    Some((name.to_owned(), labels))
}

/// Returns where a quoted value is over, its closing quote included.
fn end_of_value(value: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in value.char_indices() {
        match letter {
            '"' if !escaped => return Some(at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scrape_becomes_a_listing_that_reads_back() {
        let mut metrics = Metrics::default();
        metrics.add("# TYPE a gauge\na{x=\"1, {\\\"}\",y=\"2\",} 1.0\na{z=\"\"} 2\nb_total 3\n");
        insta::assert_snapshot!(metrics.listing(), @"
        a{x,y,z}
        b_total{}
        ");
        assert_eq!(Metrics::read(&metrics.listing()), metrics);
    }
}
