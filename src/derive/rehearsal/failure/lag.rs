//! A consumer group that is one record over its limit, in one partition of two; in the other it
//! has never committed an offset.

use super::{super::healthy, Case, Change, Stage};
use crate::derive::{alert::Alert, grant, promql::Comparison};

const LAG: &str = "kafka_consumergroup_lag";

/// Returns the case of the group that an alert is about, or of a group of nobody.
pub fn case(stage: &Stage<'_>, alert: &Alert) -> Option<Case> {
    let group = group(alert).unwrap_or(healthy::UNKNOWN_GROUP);
    let of_group = [("consumergroup", group.to_owned())];
    let sample = stage
        .healthy
        .iter()
        .find(|sample| sample.is(LAG, &of_group))?;
    let topic = sample.labels.get("topic")?;
    let value = limit(stage, group) + 1;
    let about = [
        ("consumergroup", group.to_owned()),
        ("namespace", stage.deployment.namespace.to_string()),
        ("topic", topic.clone()),
    ];
    let mut only = about.to_vec();
    only.push(("partition", "0".to_owned()));
    Some(Case {
        title: format!("{group} is behind in {topic}"),
        metric: LAG,
        only,
        change: Change::Becomes(i64::try_from(value).ok()?),
        labels: about.to_vec(),
        value,
    })
}

/// Returns the group that an alert is about; none where it is about all that nobody owns.
fn group(alert: &Alert) -> Option<&str> {
    let of_group = |comparison| {
        move |matcher: &&crate::derive::promql::Matcher| {
            matcher.label == "consumergroup" && matcher.comparison == comparison
        }
    };
    let series = alert.expr.series();
    let first = *series.first()?;
    let matcher = first.matchers.iter().find(of_group(Comparison::Is))?;
    Some(matcher.value.as_str())
}

fn limit(stage: &Stage<'_>, group: &str) -> u64 {
    let applications = &stage.deployment.applications;
    let own = applications.iter().find_map(|(name, application)| {
        let its = grant::consumer_group(name, application)?;
        application.lag_limit.filter(|_| its.as_str() == group)
    });
    own.unwrap_or(stage.monitoring.thresholds.consumer_lag)
        .get()
}
