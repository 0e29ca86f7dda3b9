//! Refuses regular expressions that the Kafka Exporter can't read.
//!
//! # Why
//! The operator hands them on as they are. The exporter ends at once with each start, so there is no
//! consumer lag to see and no alert on it.
//!
//! # Example
//! `kafkaExporter: {topics: "("}`, or a lookahead such as `(?!internal).*`.
//!
//! # Instead
//! A regular expression of Go (RE2), such as `orders-.*`.
//!
//! # Source
//! `kafka_exporter`: `regexp.MustCompile` of `topic.filter` and `group.filter`; Go: `regexp/syntax`.

use crate::{
    derive::pattern::is_pattern,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "monitoring/exporter-pattern",
    include_str!("exporter_pattern.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(exporter) = &deployment.cluster.kafka_exporter else {
        return Vec::new();
    };
    let patterns = [("topics", &exporter.topics), ("groups", &exporter.groups)];
    let wrong = patterns
        .into_iter()
        .filter(|(_, text)| !is_pattern(text.as_str()));
    wrong
        .map(|(field, text)| {
            let message =
                format!("`{text}` is no regular expression: the Kafka Exporter does not start");
            RULE.error(ModelPath::of(&["cluster", "kafkaExporter", field]), message)
                .outcome(Outcome::FailsLater)
                .help("write one that Go reads, without lookaheads and references back")
        })
        .collect()
}
