//! The way from one release of the operators to a newer one, step by step.
//!
//! Every step is a state that runs: the operator of each step supports the Kafka of that step, and
//! the stops that Strimzi asks for (`catalog/operators.json`) are on the way. The fewest operator
//! releases are taken, and Kafka is raised only where the next one asks for it, and at the end.

use std::fmt;

use crate::catalog::{
    Version,
    kafka::{KafkaVersion, MetadataVersion},
    kubernetes::KubernetesVersion,
    operator::{OperatorVersion, Release, UpgradeRule, upgrade_rules},
};

/// What runs at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The release of the operators.
    pub operator: OperatorVersion,
    /// The version of Kafka.
    pub kafka: KafkaVersion,
    /// The metadata version of the cluster.
    pub metadata: MetadataVersion,
    /// The version of Kubernetes.
    pub kubernetes: KubernetesVersion,
}

/// What a step changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The version of Kubernetes, which the next operators need.
    Kubernetes(KubernetesVersion),
    /// The release of the operators.
    Operator(OperatorVersion),
    /// The version of Kafka.
    Kafka(KafkaVersion),
    /// Both at once, where the next operators do not run the Kafka of these.
    Both(OperatorVersion, KafkaVersion),
    /// The metadata version of the cluster, from one to another.
    Metadata(MetadataVersion, MetadataVersion),
    /// The version of the API in which every resource is written.
    Conversion,
    /// The version in which the API server stores resources (`crd-upgrade`).
    Storage,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it changes.
    pub work: Work,
    /// What runs when it is done.
    pub after: State,
    /// The conditions of Strimzi that it meets or asks for.
    pub rules: Vec<&'static UpgradeRule>,
}

/// Why there is no way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// The release is the one that runs.
    Already(OperatorVersion),
    /// The release is older than the one that runs.
    Older {
        /// What runs.
        from: OperatorVersion,
        /// What was asked for.
        to: OperatorVersion,
    },
    /// No known release leads on from here.
    Stuck(OperatorVersion),
}

impl fmt::Display for NoWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Already(operator) => write!(f, "the operator is {operator} already"),
            Self::Older { from, to } => write!(
                f,
                "{to} is older than {from}, which the model says; Strimzi tests no way back"
            ),
            Self::Stuck(operator) => write!(
                f,
                "no release of the catalogue follows {operator} and supports a version of Kafka that \
                 {operator} runs"
            ),
        }
    }
}

impl std::error::Error for NoWay {}

/// Returns the steps from a state to a release of the operators, with its default Kafka at the end.
pub fn path(from: State, to: OperatorVersion) -> Result<Vec<Step>, NoWay> {
    if from.operator == to {
        return Err(NoWay::Already(to));
    }
    if to < from.operator {
        return Err(NoWay::Older {
            from: from.operator,
            to,
        });
    }
    let mut way = Way {
        state: from,
        steps: Vec::new(),
        converted: Release::of(from.operator).served_versions().len() == 1
            && number(from.operator) >= number(to),
    };
    while way.state.operator < to {
        way.next(to)?;
    }
    way.kafka(Release::of(to).default_kafka());
    Ok(way.steps)
}

struct Way {
    state: State,
    steps: Vec<Step>,
    converted: bool,
}

impl Way {
    /// Goes to the farthest release that supports the Kafka that runs, or one that this operator
    /// can raise it to.
    fn next(&mut self, to: OperatorVersion) -> Result<(), NoWay> {
        let here = Release::of(self.state.operator);
        let mut versions: Vec<KafkaVersion> = here
            .kafka_versions()
            .iter()
            .map(|known| known.version)
            .collect();
        versions.retain(|version| *version >= self.state.kafka);
        versions.sort();
        let farthest = |kafka: KafkaVersion| self.farthest(kafka, to);
        let best = versions
            .iter()
            .filter_map(|kafka| Some((farthest(*kafka)?, std::cmp::Reverse(*kafka))))
            .max();
        let Some((operator, std::cmp::Reverse(kafka))) = best else {
            return self.both(to);
        };
        self.kafka(kafka);
        self.operator(operator);
        Ok(())
    }

    /// Goes to a release that does not run this Kafka, and raises Kafka with it: the operator takes
    /// an unknown version for an older one (`KRaftVersionChangeCreator`).
    fn both(&mut self, to: OperatorVersion) -> Result<(), NoWay> {
        let newer = |operator: OperatorVersion| {
            let known = Release::of(operator).kafka_versions().iter();
            let versions = known.map(|known| known.version);
            versions.filter(|version| *version > self.state.kafka).min()
        };
        let next = OperatorVersion::all()
            .filter(|next| *next > self.state.operator && *next <= to)
            .filter(|next| self.passes(*next))
            .find_map(|next| Some((next, newer(next)?)));
        let Some((operator, kafka)) = next else {
            return Err(NoWay::Stuck(self.state.operator));
        };
        self.state.kafka = kafka;
        self.operator_by(operator, Work::Both(operator, kafka));
        self.metadata();
        Ok(())
    }

    /// Returns whether nothing that Strimzi asks for on the way is left out.
    fn passes(&self, next: OperatorVersion) -> bool {
        let (here, there) = (number(self.state.operator), number(next));
        upgrade_rules()
            .iter()
            .all(|rule| match (rule.to, rule.via) {
                (Some(begin), Some(via)) if here < begin && there >= begin => via.contains(here),
                _ => true,
            })
    }

    /// Returns the newest release after this one that runs this Kafka and passes no stop.
    fn farthest(&self, kafka: KafkaVersion, to: OperatorVersion) -> Option<OperatorVersion> {
        OperatorVersion::all()
            .filter(|next| *next > self.state.operator && *next <= to)
            .filter(|next| Release::of(*next).kafka(kafka).is_some() && self.passes(*next))
            .max()
    }

    fn operator(&mut self, operator: OperatorVersion) {
        self.operator_by(operator, Work::Operator(operator));
    }

    fn operator_by(&mut self, operator: OperatorVersion, work: Work) {
        let (before, after) = (number(self.state.operator), number(operator));
        let begins = |rule: &&UpgradeRule| match rule.to {
            Some(to) => before < to && after >= to && rule.via.is_none() && concerns_a_model(rule),
            None => matches!(rule.id.as_str(), "kubernetes-first" | "helm-crds"),
        };
        let skips = OperatorVersion::all().any(|between| {
            let number = number(between);
            let minor = |version: Version| (version.major, version.minor);
            let others = ![minor(before), minor(after)].contains(&minor(number));
            number > before && number < after && others
        });
        let reason = |rule: &&UpgradeRule| begins(rule) || skips && rule.id == "skip-minor";
        self.kubernetes(operator);
        self.state.operator = operator;
        self.push(work, reason);
        let stops = |rule: &&UpgradeRule| rule.via.is_some_and(|via| via.contains(after));
        if !self.converted && upgrade_rules().iter().any(|rule| stops(&rule)) {
            self.converted = true;
            self.push(Work::Conversion, stops);
            self.push(Work::Storage, stops);
        }
    }

    /// Raises Kubernetes to what the next operators need.
    fn kubernetes(&mut self, operator: OperatorVersion) {
        let minimum = Release::of(operator).kubernetes_minimum();
        if self.state.kubernetes < minimum {
            self.state.kubernetes = minimum;
            self.push(Work::Kubernetes(minimum), |rule| {
                rule.id == "kubernetes-first"
            });
        }
    }

    /// Raises Kafka, and then its metadata version.
    fn kafka(&mut self, kafka: KafkaVersion) {
        if kafka <= self.state.kafka {
            return;
        }
        self.state.kafka = kafka;
        self.push(Work::Kafka(kafka), |rule| {
            matches!(rule.id.as_str(), "metadata-last" | "kafka-supported")
        });
        self.metadata();
    }

    fn metadata(&mut self) {
        let release = Release::of(self.state.operator);
        let metadata = release.default_metadata_version(self.state.kafka);
        if let Some(metadata) = metadata.filter(|metadata| *metadata > self.state.metadata) {
            let before = std::mem::replace(&mut self.state.metadata, metadata);
            self.push(Work::Metadata(before, metadata), |rule| {
                rule.id == "metadata-last"
            });
        }
    }

    fn push(&mut self, work: Work, wanted: impl Fn(&&UpgradeRule) -> bool) {
        self.steps.push(Step {
            work,
            after: self.state,
            rules: upgrade_rules().iter().filter(|rule| wanted(rule)).collect(),
        });
    }
}

/// Returns whether a condition can concern what a model renders: always KRaft, with operations as a
/// list, and never on the way back.
fn concerns_a_model(rule: &UpgradeRule) -> bool {
    !matches!(
        rule.id.as_str(),
        "zookeeper-exit" | "acl-operations" | "downgrade" | "oldest-start"
    )
}

fn number(operator: OperatorVersion) -> Version {
    Release::of(operator).number()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(operator: &str, kafka: &str, metadata: &str) -> State {
        State {
            operator: operator.parse().unwrap(),
            kafka: kafka.parse().unwrap(),
            metadata: metadata.parse().unwrap(),
            kubernetes: "1.30".parse().unwrap(),
        }
    }

    fn told(from: State, to: &str) -> String {
        let steps = path(from, to.parse().unwrap()).unwrap();
        let lines = steps.iter().map(|step| match step.work {
            Work::Operator(operator) => format!("operator {operator}"),
            Work::Kafka(kafka) => format!("kafka {kafka}"),
            Work::Both(operator, kafka) => format!("operator {operator} with kafka {kafka}"),
            Work::Metadata(_, metadata) => format!("metadata {metadata}"),
            Work::Kubernetes(kubernetes) => format!("kubernetes {kubernetes}"),
            Work::Conversion => "conversion".to_owned(),
            Work::Storage => "storage".to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_longest_way_stops_where_strimzi_asks_for_it() {
        insta::assert_snapshot!(told(state("0.40.0", "3.7.0", "3.7-IV4"), "1.2.0"), @"
        operator 0.44.0
        kafka 3.8.0
        metadata 3.8
        operator 0.45.2
        kafka 3.9.0
        metadata 3.9
        operator 0.47.0
        kafka 4.0.0
        metadata 4.0
        operator 0.50.1
        conversion
        storage
        kafka 4.1.0
        metadata 4.1
        operator 1.0.1
        kafka 4.2.0
        metadata 4.2
        operator 1.2.0
        kafka 4.3.1
        metadata 4.3-IV0
        ");
    }

    #[test]
    fn every_step_of_every_way_runs() {
        for from in OperatorVersion::all() {
            let kafka = Release::of(from).default_kafka();
            let metadata = Release::of(from).default_metadata_version(kafka).unwrap();
            for to in OperatorVersion::all().filter(|to| *to > from) {
                let mut before = State {
                    operator: from,
                    kafka,
                    metadata,
                    kubernetes: Release::of(from).kubernetes_minimum(),
                };
                let steps = path(before, to).unwrap();
                for step in &steps {
                    let after = step.after;
                    assert!(
                        Release::of(after.operator).kafka(after.kafka).is_some(),
                        "{after:?}"
                    );
                    assert!(after.metadata.runs_on(after.kafka), "{after:?}");
                    assert!(
                        after.kubernetes >= Release::of(after.operator).kubernetes_minimum(),
                        "{after:?}"
                    );
                    assert!(after.operator >= before.operator && after.kafka >= before.kafka);
                    before = after;
                }
                assert_eq!(before.operator, to);
                let crosses = number(from) < "0.49.0".parse().unwrap()
                    && number(to) >= "1.0.0".parse().unwrap();
                let converts = steps.iter().any(|step| step.work == Work::Conversion);
                assert!(!crosses || converts, "{from} to {to}");
            }
        }
    }

    #[test]
    fn kubernetes_goes_before_the_operators_that_need_it() {
        let old = State {
            kubernetes: "1.25".parse().unwrap(),
            ..state("0.45.2", "3.9.0", "3.9-IV0")
        };
        insta::assert_snapshot!(told(old, "0.51.0"), @"
        operator 0.47.0
        kafka 4.0.0
        metadata 4.0
        kubernetes 1.27
        operator 0.50.1
        conversion
        storage
        kafka 4.1.0
        metadata 4.1
        kubernetes 1.30
        operator 0.51.0
        kafka 4.2.0
        metadata 4.2
        ");
    }

    #[test]
    fn there_is_no_way_back_and_none_to_where_one_is() {
        let here = state("1.2.0", "4.2.0", "4.2-IV1");
        let there = |to: &str| path(here, to.parse().unwrap()).unwrap_err().to_string();
        insta::assert_snapshot!(there("1.2.0"), @"the operator is 1.2.0 already");
        insta::assert_snapshot!(there("0.45.0"), @"0.45.0 is older than 1.2.0, which the model says; Strimzi tests no way back");
    }
}
