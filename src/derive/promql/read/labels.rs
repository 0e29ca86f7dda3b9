//! Which labels the result of an expression has, and which of its names nothing writes.

use std::collections::BTreeSet;

use super::{Binary, Group, Grouping, Query, Selector};
use crate::{
    catalog::metrics::{self, Exporter, Running},
    derive::promql::{Comparison, labels::with_target},
};

/// The labels of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Nobody here knows them.
    Any,
    /// These and no other.
    These(BTreeSet<String>),
}

/// Something in an expression that gives no series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No exporter writes the metric.
    Metric(String),
    /// What writes the metric is not there, or Prometheus does not read it.
    Hidden {
        /// The metric.
        metric: String,
        /// What would write it.
        exporter: Exporter,
    },
    /// The metrics, or what they were put together to, lack the label.
    Label {
        /// The metrics.
        metric: String,
        /// The label.
        label: String,
    },
}

/// What writes metrics.
pub struct Sources<'a> {
    /// The versions that decide what is written.
    pub running: Running,
    /// Whether Prometheus reads what an exporter writes.
    pub scraped: &'a dyn Fn(Exporter) -> bool,
    /// Whether something else writes a metric.
    pub elsewhere: &'a dyn Fn(&str) -> bool,
}

/// Series that Prometheus makes of its own alerts.
const OF_PROMETHEUS: [&str; 2] = ["ALERTS", "ALERTS_FOR_STATE"];

impl Labels {
    /// Returns whether a label can be there.
    #[must_use]
    pub fn has(&self, label: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(labels) => labels.contains(label),
        }
    }

    fn these(labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::These(labels.into_iter().map(Into::into).collect())
    }

    fn none() -> Self {
        Self::These(BTreeSet::new())
    }

    fn with(self, more: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.changed(|labels| labels.extend(more.into_iter().map(Into::into)))
    }

    fn without(self, less: &[String]) -> Self {
        self.changed(|labels| labels.retain(|label| !less.contains(label)))
    }

    fn and(self, other: Self) -> Self {
        match other {
            Self::Any => Self::Any,
            Self::These(more) => self.with(more),
        }
    }

    fn changed(self, change: impl FnOnce(&mut BTreeSet<String>)) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::These(mut labels) => {
                change(&mut labels);
                Self::These(labels)
            }
        }
    }
}

impl Query {
    /// Returns the labels of the result, and adds what gives no series.
    pub fn labels(&self, sources: &Sources<'_>, doubts: &mut BTreeSet<Doubt>) -> Labels {
        match self {
            Self::Number(_) | Self::Text(_) => Labels::none(),
            Self::Selector(selector) => selector.labels(sources, doubts),
            Self::Subquery(of) | Self::Negative(of) => of.labels(sources, doubts),
            Self::Call(function, arguments) => {
                self.of_call(function.name, arguments, sources, doubts)
            }
            Self::Aggregate { .. } => self.of_aggregate(sources, doubts),
            Self::Binary(binary) => binary.labels(sources, doubts),
        }
    }

    fn of_call(
        &self,
        name: &str,
        arguments: &[Self],
        sources: &Sources<'_>,
        doubts: &mut BTreeSet<Doubt>,
    ) -> Labels {
        let labels = arguments.iter().fold(Labels::none(), |labels, argument| {
            labels.and(argument.labels(sources, doubts))
        });
        let text = |number: usize| match arguments.get(number) {
            Some(Self::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        match name {
            "absent" | "absent_over_time" => Labels::these(equal_labels(arguments)),
            "scalar" => Labels::none(),
            "histogram_quantile" | "histogram_fraction" => {
                let le = ["le".to_owned()];
                self.require(&labels, &le, doubts);
                labels.without(&le)
            }
            "label_replace" => {
                self.require(&labels, text(3).as_slice(), doubts);
                labels.with(text(1))
            }
            "label_join" => {
                let sources: Vec<String> = (3..arguments.len()).filter_map(text).collect();
                self.require(&labels, &sources, doubts);
                labels.with(text(1))
            }
            _ => labels,
        }
    }

    fn of_aggregate(&self, sources: &Sources<'_>, doubts: &mut BTreeSet<Doubt>) -> Labels {
        let Self::Aggregate {
            operator,
            grouping,
            parameter,
            of,
        } = self
        else {
            return Labels::Any;
        };
        let labels = of.labels(sources, doubts);
        if let Some(Grouping::By(by)) = grouping {
            self.require(&labels, by, doubts);
        }
        // These two choose among the series and leave them as they are.
        if matches!(*operator, "topk" | "bottomk") {
            return labels;
        }
        let labels = match grouping {
            Some(Grouping::By(by)) => Labels::these(by),
            Some(Grouping::Without(without)) => labels.without(without),
            None => Labels::none(),
        };
        match parameter.as_deref() {
            Some(Self::Text(label)) => labels.with([label]),
            _ => labels,
        }
    }

    fn require(&self, labels: &Labels, wanted: &[String], doubts: &mut BTreeSet<Doubt>) {
        for label in wanted.iter().filter(|label| !labels.has(label)) {
            doubts.insert(Doubt::Label {
                metric: self.metrics(),
                label: label.clone(),
            });
        }
    }

    fn metrics(&self) -> String {
        let selectors = self.selectors();
        let names: BTreeSet<&str> = selectors.iter().filter_map(|it| it.name()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        names.join(", ")
    }
}

/// `absent` gives its result the labels that are compared for equality (Prometheus: functions).
fn equal_labels(arguments: &[Query]) -> Vec<String> {
    let matchers = arguments.iter().flat_map(|argument| match argument {
        Query::Selector(selector) => selector.matchers.as_slice(),
        _ => &[],
    });
    matchers
        .filter(|(_, comparison, _)| *comparison == Comparison::Is)
        .map(|(label, ..)| label.clone())
        .collect()
}

impl Binary {
    fn labels(&self, sources: &Sources<'_>, doubts: &mut BTreeSet<Doubt>) -> Labels {
        let left = self.left.labels(sources, doubts);
        let right = self.right.labels(sources, doubts);
        if let Some(Grouping::By(on)) = &self.matching {
            self.left.require(&left, on, doubts);
            self.right.require(&right, on, doubts);
        }
        match (&self.group, &self.matching) {
            _ if self.operator == "or" => left.and(right),
            _ if matches!(self.operator, "and" | "unless") => left,
            (Some(group), _) => self.of_group(group, left, right, doubts),
            (None, Some(Grouping::By(on))) => Labels::these(on),
            (None, Some(Grouping::Without(ignored))) => left.without(ignored),
            // A number has no labels, and those of two series are the same.
            (None, None) => match (&self.left, &self.right) {
                (Query::Number(_), _) => right,
                (_, Query::Number(_)) => left,
                _ => left.and(right),
            },
        }
    }

    fn of_group(
        &self,
        group: &Group,
        left: Labels,
        right: Labels,
        doubts: &mut BTreeSet<Doubt>,
    ) -> Labels {
        let (many, one, from) = if group.left {
            (left, right, &self.right)
        } else {
            (right, left, &self.left)
        };
        from.require(&one, &group.labels, doubts);
        many.with(&group.labels)
    }
}

impl Selector {
    /// Returns the metric, however it is told.
    fn name(&self) -> Option<&str> {
        self.metric.as_deref().or_else(|| {
            let named = self.matchers.iter().find(|(label, comparison, _)| {
                label == "__name__" && *comparison == Comparison::Is
            })?;
            Some(&named.2)
        })
    }

    fn labels(&self, sources: &Sources<'_>, doubts: &mut BTreeSet<Doubt>) -> Labels {
        let Some(name) = self.name() else {
            return Labels::Any;
        };
        if (sources.elsewhere)(name) || OF_PROMETHEUS.contains(&name) {
            return Labels::Any;
        }
        let writers = Exporter::ALL.iter().filter_map(|exporter| {
            let metric = metrics::find(*exporter, sources.running, name)?;
            Some((*exporter, with_target(*exporter, metric)))
        });
        let writers: Vec<(Exporter, BTreeSet<String>)> = writers.collect();
        let Some((first, _)) = writers.first() else {
            doubts.insert(Doubt::Metric(name.to_owned()));
            return Labels::Any;
        };
        let read = writers.iter().filter(|(it, _)| (sources.scraped)(*it));
        let labels: Vec<&BTreeSet<String>> = read.map(|(_, labels)| labels).collect();
        if labels.is_empty() {
            let (metric, exporter) = (name.to_owned(), *first);
            doubts.insert(Doubt::Hidden { metric, exporter });
            return Labels::Any;
        }
        let labels = Labels::these(labels.into_iter().flatten());
        let asked: Vec<String> = self
            .matchers
            .iter()
            .map(|(label, ..)| label.clone())
            .filter(|label| label != "__name__")
            .collect();
        Query::Selector(self.clone()).require(&labels, &asked, doubts);
        labels
    }
}
