//! A Kafka node that is down, or gone.

use super::{Case, Change, Stage};
use crate::derive::series::KAFKA_JOB;

/// Returns both ways in which the first node with or without the broker's role can be away.
pub fn cases(stage: &Stage<'_>, is_broker: &str) -> Vec<Case> {
    let role = [("strimzi_io_broker_role", is_broker.to_owned())];
    let pod = stage
        .healthy
        .iter()
        .find(|sample| sample.is("up", &role))
        .and_then(|sample| sample.labels.get("pod"));
    let Some(pod) = pod else {
        return Vec::new();
    };
    let case = |what: &str, change, value| Case {
        title: format!("{pod} {what}"),
        metric: "up",
        only: vec![("pod", pod.clone())],
        change,
        labels: vec![
            ("job", KAFKA_JOB.to_owned()),
            ("namespace", stage.deployment.namespace.to_string()),
            ("pod", pod.clone()),
        ],
        value,
    };
    vec![
        case("does not answer", Change::Becomes(0), 0),
        case("is gone altogether", Change::Ends, 1),
    ]
}
