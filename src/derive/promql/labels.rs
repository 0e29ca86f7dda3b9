//! Which labels the result of an expression has, and which of its names nothing writes.

use std::{collections::BTreeSet, fmt};

use super::{Comparison, Expr, Series};
use crate::catalog::metrics::{self, Exporter, Metric, Running};

/// Labels of the target that Prometheus adds to every series of our PodMonitors. A label of the
/// exporter with one of these names is renamed to `exported_<name>`.
const TARGET: [&str; 6] = [
    "container",
    "endpoint",
    "instance",
    "job",
    "namespace",
    "pod",
];

/// Labels that our PodMonitors take from the labels of Strimzi's pods, which Prometheus names
/// with `_` in the place of every other character.
pub const STRIMZI: [&str; 4] = [
    "strimzi_io_broker_role",
    "strimzi_io_cluster",
    "strimzi_io_controller_role",
    "strimzi_io_pool_name",
];

/// A name in an expression that nothing writes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// No exporter of this kind writes the metric.
    Metric(&'static str),
    /// The metric, or what it was put together to, lacks the label.
    Label {
        /// The metrics.
        metric: String,
        /// The label.
        label: String,
    },
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metric(metric) => write!(
                f,
                "Nothing writes the metric `{metric}`, so what is asked of it is never true."
            ),
            Self::Label { metric, label } => write!(
                f,
                "`{metric}` has no label `{label}`, so what is asked of it is never true."
            ),
        }
    }
}

impl Expr {
    /// Returns the labels of the result, or the first name that nothing writes.
    pub fn labels(&self, running: Running) -> Result<BTreeSet<String>, Unknown> {
        match self {
            Self::Number(_) => Ok(BTreeSet::new()),
            Self::Series(series) => series.labels(running),
            Self::Call("absent", arguments) => arguments.iter().try_fold(
                BTreeSet::new(),
                |mut labels: BTreeSet<String>, argument| {
                    argument.labels(running)?;
                    labels.extend(equal_labels(argument));
                    Ok(labels)
                },
            ),
            Self::Call(_, arguments) => {
                let mut labels = BTreeSet::new();
                for argument in arguments {
                    labels.extend(argument.labels(running)?);
                }
                Ok(labels)
            }
            Self::Aggregate { by, of, .. } => {
                let labels = of.labels(running)?;
                self.require(&labels, by)?;
                Ok(by.iter().map(ToString::to_string).collect())
            }
            Self::Binary {
                left,
                operator,
                right,
            } => {
                let left = left.labels(running)?;
                let right = right.labels(running)?;
                Ok(if *operator == "or" {
                    left.intersection(&right).cloned().collect()
                } else {
                    left
                })
            }
        }
    }

    fn require(&self, labels: &BTreeSet<String>, wanted: &[&str]) -> Result<(), Unknown> {
        match wanted.iter().find(|label| !labels.contains(**label)) {
            None => Ok(()),
            Some(label) => Err(Unknown::Label {
                metric: self.metrics(),
                label: (*label).to_owned(),
            }),
        }
    }

    fn metrics(&self) -> String {
        let names: Vec<&str> = self.series().iter().map(|series| series.metric).collect();
        names.join(", ")
    }
}

/// `absent` gives its result the labels that are compared for equality (Prometheus: functions).
fn equal_labels(argument: &Expr) -> Vec<String> {
    match argument {
        Expr::Series(series) => series
            .matchers
            .iter()
            .filter(|matcher| matcher.comparison == Comparison::Is)
            .map(|matcher| matcher.label.to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

impl Series {
    fn labels(&self, running: Running) -> Result<BTreeSet<String>, Unknown> {
        let metric = metrics::find(self.exporter, running, self.metric)
            .ok_or(Unknown::Metric(self.metric))?;
        let labels = with_target(self.exporter, metric);
        let asked: Vec<&str> = self.matchers.iter().map(|matcher| matcher.label).collect();
        Expr::Series(self.clone()).require(&labels, &asked)?;
        Ok(labels)
    }
}

/// Returns the labels of a metric as Prometheus keeps it: with those of the target.
pub(super) fn with_target(exporter: Exporter, metric: &Metric) -> BTreeSet<String> {
    let target = target_labels(exporter).into_iter().map(str::to_owned);
    let mut labels: BTreeSet<String> = target.collect();
    for label in &metric.labels {
        if labels.contains(*label) {
            labels.insert(format!("exported_{label}"));
        } else {
            labels.insert((*label).to_owned());
        }
    }
    labels
}

fn target_labels(exporter: Exporter) -> Vec<&'static str> {
    match exporter {
        Exporter::Platform => Vec::new(),
        Exporter::ClusterOperator | Exporter::SchemaRegistry => TARGET.to_vec(),
        Exporter::KafkaNode
        | Exporter::KafkaExporter
        | Exporter::EntityOperator
        | Exporter::Scrape => [TARGET.as_slice(), &STRIMZI].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running() -> Running {
        Running {
            kafka: "4.2.1".parse().unwrap(),
            operator: "1.2.0".parse().unwrap(),
        }
    }

    fn lag() -> Series {
        Series::of(Exporter::KafkaExporter, "kafka_consumergroup_lag")
    }

    #[test]
    fn the_seeds_expressions_are_found_to_be_never_true() {
        let lag = Series::of(Exporter::KafkaExporter, "kafka_consumer_lag").expr();
        insta::assert_snapshot!(
            lag.compared(">", 1000).labels(running()).unwrap_err(),
            @"Nothing writes the metric `kafka_consumer_lag`, so what is asked of it is never true."
        );
    }

    #[test]
    fn a_label_that_was_lost_or_never_there_is_found() {
        let broken = lag().is("group", "a").expr();
        insta::assert_snapshot!(
            broken.labels(running()).unwrap_err(),
            @"`kafka_consumergroup_lag` has no label `group`, so what is asked of it is never true."
        );
        let lost = lag().expr().sum_by(&["topic"]).sum_by(&["consumergroup"]);
        assert!(lost.labels(running()).is_err());
        let kept = lag().expr().sum_by(&["topic", "consumergroup"]);
        assert_eq!(kept.labels(running()).unwrap().len(), 2);
    }

    #[test]
    fn an_exporters_namespace_is_renamed() {
        let resources = Series::of(Exporter::ClusterOperator, "strimzi_resources");
        let labels = resources.expr().labels(running()).unwrap();
        assert!(labels.contains("exported_namespace"));
    }
}
