//! Consumer groups that fall behind, and records that were put aside.

use std::collections::BTreeSet;

use super::{Alert, Watch, minutes};
use crate::{
    derive::{
        grant,
        promql::{Series, one_of},
        series,
    },
    model::{
        application::Application,
        monitoring::{LagLimit, Severity},
        name::{ApplicationName, GroupName},
        prose::Owner,
    },
};

/// Returns an alert for each application that consumes, one for the groups of nobody, and one
/// for dead letters.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    if watch.deployment.cluster.kafka_exporter.is_none() {
        return Vec::new();
    }
    let consumers = consumers(watch);
    let mut alerts: Vec<Alert> = consumers
        .iter()
        .map(|consumer| of_application(watch, consumer))
        .collect();
    alerts.push(of_others(watch, &consumers));
    alerts.extend(dead_letters(watch));
    alerts.push(blind(watch));
    alerts
}

/// An application that reads in a group.
struct Consumer<'a> {
    name: &'a ApplicationName,
    application: &'a Application,
    group: GroupName,
}

fn consumers<'a>(watch: &Watch<'a>) -> Vec<Consumer<'a>> {
    let applications = watch.deployment.applications.iter();
    applications
        .filter_map(|(name, application)| {
            Some(Consumer {
                name,
                application,
                group: grant::consumer_group(name, application)?,
            })
        })
        .collect()
}

fn of_application(watch: &Watch<'_>, consumer: &Consumer<'_>) -> Alert {
    let limit = consumer.application.lag_limit;
    let limit = limit.unwrap_or(watch.monitoring.thresholds.consumer_lag);
    let lag = lag(watch).is("consumergroup", consumer.group.as_str());
    Alert {
        application: Some(consumer.name.clone()),
        ..behind(watch, lag, limit, &consumer.application.owner)
    }
}

fn of_others(watch: &Watch<'_>, known: &[Consumer<'_>]) -> Alert {
    let limit = watch.monitoring.thresholds.consumer_lag;
    let lag = if known.is_empty() {
        lag(watch)
    } else {
        let known = known.iter().map(|consumer| consumer.group.as_str());
        lag(watch).matches_not("consumergroup", one_of(known))
    };
    behind(watch, lag, limit, &watch.monitoring.owner)
}

fn lag(watch: &Watch<'_>) -> Series {
    series::of_exporter(watch.deployment, "kafka_consumergroup_lag")
}

/// The exporter says -1 for a partition of which the group never committed an offset; that is no
/// lag, and must not be set off against that of the others.
fn behind(watch: &Watch<'_>, lag: Series, limit: LagLimit, owner: &Owner) -> Alert {
    Alert {
        name: "HighConsumerLag",
        expr: lag
            .expr()
            .compared(">=", 0)
            .sum_by(&["consumergroup", "namespace", "topic"])
            .compared(">", limit.get()),
        hold: watch.monitoring.thresholds.consumer_lag_for,
        severity: Severity::Warning,
        owner: owner.clone(),
        application: None,
        summary: "{{ $labels.consumergroup }} is behind in {{ $labels.topic }}".to_owned(),
        description: format!(
            "{{{{ $labels.consumergroup }}}} has {{{{ $value }}}} records of \
             {{{{ $labels.topic }}}} still to read; its limit is {limit}. Records that are older \
             than the topic's retention are lost for it."
        ),
    }
}

fn dead_letters(watch: &Watch<'_>) -> Option<Alert> {
    let topics: BTreeSet<&str> = watch
        .deployment
        .applications
        .values()
        .filter_map(|application| application.dead_letters.as_ref())
        .map(crate::model::name::TopicName::as_str)
        .collect();
    if topics.is_empty() {
        return None;
    }
    let offsets = series::of_exporter(watch.deployment, "kafka_topic_partition_current_offset")
        .matches("topic", one_of(topics))
        .over(minutes(15));
    Some(Alert {
        name: "DeadLetters",
        expr: offsets
            .expr()
            .call("increase")
            .sum_by(&["namespace", "topic"])
            .compared(">", 0),
        hold: minutes(1),
        severity: Severity::Info,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "Records were put aside into {{ $labels.topic }}".to_owned(),
        description: "An application could not handle some records and has written them to \
                      {{ $labels.topic }}. They stay there until its retention ends."
            .to_owned(),
    })
}

fn blind(watch: &Watch<'_>) -> Alert {
    let answers = series::up(watch.deployment, series::KAFKA_EXPORTER_JOB)
        .is("strimzi_io_cluster", watch.deployment.cluster.name.as_str());
    Alert {
        name: "KafkaExporterDown",
        expr: answers.expr().compared("==", 1).call("absent"),
        hold: minutes(10),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "Nobody knows how far consumers are behind".to_owned(),
        description: "The Kafka Exporter does not answer Prometheus. HighConsumerLag and \
                      DeadLetters stay silent meanwhile, whatever happens."
            .to_owned(),
    }
}
