//! Warns of an alert or a panel that asks for a metric or a label that nothing shows.
//!
//! # Why
//! Prometheus takes a name that nobody writes for "no series": the alert never fires and the
//! panel stays empty, which both look as if all were well.
//!
//! # Example
//! `kafka_consumer_lag`, where the Kafka Exporter writes `kafka_consumergroup_lag`; or a metric
//! that the chosen release of the operators does not have yet.
//!
//! # Instead
//! A release that has the metric, or no exporter that is switched off. What something else writes,
//! such as an application or a recording rule, is named with its source under
//! `monitoring.otherMetrics`. The expressions of other alerts follow from the model, so where both
//! are as they should be, this is a mistake of this tool.
//!
//! # Source
//! The metrics of real components, captured for each exporter and version; Strimzi, the Kafka
//! Exporter and Apicurio Registry.

use std::collections::BTreeSet;

use super::own::{self, Own};
use crate::{
    catalog::metrics::{self, Exporter, Running},
    derive::{
        alert, dashboard,
        promql::{Expr, Unknown, read::Doubt},
        series,
    },
    finding::{Finding, ModelPath, Outcome, nearest},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "monitoring/unknown-metric",
    include_str!("unknown_metric.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let groups = alert::all(deployment);
    let alerts = groups.iter().flat_map(|group| &group.alerts);
    let alerts = alerts.filter_map(|alert| {
        let asks = format!("the alert `{}`", alert.name);
        judge(deployment, &asks, &alert.expr)
    });
    let mut findings: Vec<Finding> = alerts.collect();
    for dashboard in dashboard::all(deployment) {
        for panel in &dashboard.panels {
            let asks = format!("the panel \"{}\" of `{}`", panel.title, dashboard.name);
            let queries = panel.queries.iter();
            findings.extend(queries.filter_map(|query| judge(deployment, &asks, &query.expr)));
        }
    }
    findings.extend(own::all(deployment).flat_map(|own| of_own(deployment, &own)));
    findings
}

/// Judges an alert that somebody wrote.
fn of_own(deployment: &Deployment, own: &Own<'_>) -> Vec<Finding> {
    let Some(query) = own.query() else {
        return Vec::new();
    };
    let mut doubts = BTreeSet::new();
    alert::own::with_sources(deployment, own.monitoring, |sources| {
        query.labels(sources, &mut doubts);
    });
    let asks = format!("the alert `{}`", own.name);
    doubts
        .iter()
        .map(|doubt| {
            let (message, help) = told(deployment, &asks, doubt);
            RULE.warning(own.path("expr"), message)
                .outcome(Outcome::Ignored)
                .help(help)
        })
        .collect()
}

fn told(deployment: &Deployment, asks: &str, doubt: &Doubt) -> (String, String) {
    match doubt {
        Doubt::Metric(metric) => {
            let running = series::running(deployment);
            let read = Exporter::ALL.into_iter();
            let read = read.filter(|exporter| series::scraped(deployment, *exporter));
            let names = read.flat_map(|exporter| metrics::names(exporter, running));
            let help = match nearest(metric, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "if something else writes it, say what under `monitoring.otherMetrics.{metric}`"
                ),
            };
            let message = format!(
                "{asks} asks for `{metric}`, which no exporter of this deployment is known to write"
            );
            (message, help)
        }
        Doubt::Hidden { metric, exporter } => (
            hidden(asks, metric, *exporter),
            "switch it on, or say under `monitoring.otherMetrics` what else writes it".to_owned(),
        ),
        Doubt::Label { metric, label } => (
            lacks(asks, metric, label),
            "ask for a label that it has; those that were put together by others are gone"
                .to_owned(),
        ),
    }
}

fn hidden(asks: &str, metric: &str, exporter: Exporter) -> String {
    format!("{asks} asks for `{metric}`, and Prometheus reads nothing from {exporter}")
}

fn lacks(asks: &str, metric: &str, label: &str) -> String {
    format!("{asks} asks for the label `{label}`, which `{metric}` lacks")
}

/// Judges one expression: first whether its exporters are there, then its names.
fn judge(deployment: &Deployment, asks: &str, expr: &Expr) -> Option<Finding> {
    let path = ModelPath::of(&["monitoring"]);
    let selections = expr.series();
    let hidden = selections
        .iter()
        .find(|it| !series::scraped(deployment, it.exporter));
    if let Some(hidden) = hidden {
        let message = self::hidden(asks, hidden.metric, hidden.exporter);
        return Some(RULE.warning(path, message));
    }
    let running = series::running(deployment);
    match expr.labels(running).err()? {
        Unknown::Metric(metric) => {
            let exporter = selections.iter().find(|it| it.metric == metric)?.exporter;
            let message = format!("{asks} asks for `{metric}`, which {exporter} does not write");
            let finding = RULE.warning(path, message);
            Some(match near(exporter, running, metric) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            })
        }
        Unknown::Label { metric, label } => Some(RULE.warning(path, lacks(asks, &metric, &label))),
    }
}

fn near(exporter: Exporter, running: Running, metric: &str) -> Option<&'static str> {
    nearest(metric, metrics::names(exporter, running))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        derive::promql::Series,
        environment::{FromNode, parse},
        finding::{FileId, Trail},
    };

    fn deployment(text: &str) -> Deployment {
        let mut findings = Vec::new();
        let document = parse::document(FileId::new(0), text, &mut findings).unwrap();
        let deployment = Deployment::from_node(&document, &Trail::TOP, &mut findings);
        assert_eq!(findings, []);
        deployment.unwrap()
    }

    fn said(expr: &Expr) -> String {
        let deployment = deployment(include_str!("../../../tests/rules/base.yaml"));
        let finding = judge(&deployment, "the alert `HighConsumerLag`", expr);
        finding.map_or_else(String::new, |it| {
            format!("{} | {}", it.message, it.help.unwrap_or_default())
        })
    }

    fn lag(metric: &'static str) -> Series {
        Series::of(Exporter::KafkaExporter, metric)
    }

    #[test]
    fn a_broken_metric_is_found_with_its_nearest_name() {
        insta::assert_snapshot!(
            said(&lag("kafka_consumer_lag").expr().compared(">", 1000)),
            @"the alert `HighConsumerLag` asks for `kafka_consumer_lag`, which the Kafka Exporter does not write | did you mean `kafka_consumergroup_lag`?"
        );
        assert_eq!(said(&lag("kafka_consumergroup_lag").expr()), "");
    }

    #[test]
    fn a_broken_label_is_found() {
        insta::assert_snapshot!(
            said(&lag("kafka_consumergroup_lag").is("group", "a").expr()),
            @"the alert `HighConsumerLag` asks for the label `group`, which `kafka_consumergroup_lag` lacks | "
        );
    }

    #[test]
    fn an_exporter_that_is_not_there_is_found() {
        let up = Series::of(Exporter::SchemaRegistry, "application_info").expr();
        insta::assert_snapshot!(
            said(&up),
            @"the alert `HighConsumerLag` asks for `application_info`, and Prometheus reads nothing from the schema registry | "
        );
    }
}
