//! What came of one way of writing: each pod's share, and all of them as if one had written them.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    observed::Seen,
    outcome::Measure,
    trial::load::{PERCENTILES, Sample, Way, shown},
};

/// One way of writing.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) way: Way,
    /// What all of the pods measured.
    pub(super) whole: Sample,
    shares: BTreeMap<u32, Brief>,
}

/// A pod's share in short.
#[derive(Debug)]
struct Brief {
    records: u64,
    failed: u64,
    throughput: f64,
    percentiles: [Option<Duration>; 3],
}

impl Part {
    /// Puts the samples of the pods together, by their index.
    pub(super) fn of(way: Way, samples: &BTreeMap<u32, Sample>) -> Seen<Self> {
        let mut whole = Sample::new(Duration::ZERO);
        let mut shares = BTreeMap::new();
        for (index, sample) in samples {
            let mut told = sample.clone();
            told.first_failure = sample
                .first_failure
                .as_ref()
                .map(|why| format!("{why} (index {index})"));
            whole.add(&told)?;
            shares.insert(*index, Brief::of(sample));
        }
        Ok(Self { way, whole, shares })
    }

    /// Returns each share in words.
    pub(super) fn text(&self) -> String {
        let shares: Vec<String> = self
            .shares
            .iter()
            .map(|(index, brief)| format!("index {index} {}", brief.text()))
            .collect();
        let all = self.whole.records();
        format!("{}: {}; {all} records in all", self.way, shares.join(", "))
    }

    /// Returns each share in numbers.
    pub(super) fn measures(&self) -> Vec<Measure> {
        let shares = self.shares.iter();
        shares
            .flat_map(|(index, brief)| brief.measures(&self.labels(*index)))
            .collect()
    }

    /// Returns how many records all shares have.
    pub(super) fn records(&self) -> Measure {
        let mut labels = self.labels(0);
        labels.pop();
        measure("acknowledged_records", labels, number(self.whole.records()))
    }

    fn labels(&self, index: u32) -> Vec<(&'static str, String)> {
        vec![
            ("acks", self.way.acks()),
            ("compression", self.way.compression()),
            ("index", index.to_string()),
        ]
    }
}

impl Brief {
    fn of(sample: &Sample) -> Self {
        Self {
            records: sample.records(),
            failed: sample.failed,
            throughput: sample.throughput(),
            percentiles: PERCENTILES.map(|of| sample.percentile(of)),
        }
    }

    fn text(&self) -> String {
        let Self {
            records,
            failed,
            throughput,
            percentiles: [_, p99, _],
        } = self;
        let failed = match failed {
            0 => String::new(),
            failed => format!(", {failed} not acknowledged"),
        };
        let p99 = shown(*p99);
        format!("{records} records ({throughput:.0}/s, p99 {p99}{failed})")
    }

    fn measures(&self, labels: &[(&'static str, String)]) -> Vec<Measure> {
        let of = |name, value| measure(name, labels.to_vec(), value);
        let mut measures = vec![
            of("share_records", number(self.records)),
            of("share_failed_records", number(self.failed)),
            of("share_throughput_records_per_second", self.throughput),
        ];
        for (percentile, took) in PERCENTILES.iter().zip(self.percentiles) {
            let mut labels = labels.to_vec();
            labels.push(("percentile", percentile.to_string()));
            let took = took.map(|took| took.as_secs_f64());
            measures.extend(took.map(|took| measure("share_latency_seconds", labels, took)));
        }
        measures
    }
}

fn measure(name: &'static str, labels: Vec<(&'static str, String)>, value: f64) -> Measure {
    Measure {
        name,
        labels,
        value,
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "far fewer records are counted than 2^53"
)]
fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use expectations::Acks;

    use super::*;
    use crate::{share::tests::expected, trial::load::ways};

    fn part() -> Part {
        let mut load = expected(3, 100).shared_load.unwrap().load;
        load.acks = vec![Acks::All];
        let sample = |index: u32| {
            let mut sample = Sample::new(Duration::from_secs(2));
            let took = Duration::from_millis(u64::from(index) * 10 + 1);
            (0..=index).for_each(|_| sample.acknowledged(took));
            if index == 1 {
                sample.failed("refused".to_owned());
            }
            (index, sample)
        };
        Part::of(ways(&load)[0], &(0..3).map(sample).collect()).unwrap()
    }

    #[test]
    fn the_whole_is_the_sum_of_the_shares() {
        let part = part();
        assert_eq!((part.whole.records(), part.whole.failed), (6, 1));
        assert_eq!(
            part.whole.first_failure.as_deref(),
            Some("refused (index 1)")
        );
        let of = |name: &str| -> f64 {
            let own = part.measures().into_iter();
            let own = own.filter(|measure| measure.name == name);
            own.map(|measure| measure.value).sum()
        };
        assert!((of("share_records") - part.records().value).abs() < f64::EPSILON);
        assert!((of("share_failed_records") - 1.0).abs() < f64::EPSILON);
        assert!((part.whole.throughput() - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn each_share_is_told() {
        insta::assert_snapshot!(part().text(), @"acks all, compression none: index 0 1 records (0/s, p99 1.0 ms), index 1 2 records (1/s, p99 11.0 ms, 1 not acknowledged), index 2 3 records (2/s, p99 21.0 ms); 6 records in all");
    }
}
