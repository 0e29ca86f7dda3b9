//! Runbooks: what to look at and what to do when an alert fires, with the names that the objects
//! of the deployment really have.

mod view;

use std::collections::BTreeMap;

use serde::Serialize;

use self::view::{AlertView, Place, Subject};
use super::markdown;
use crate::model::Deployment;

macro_rules! page {
    ($body:literal) => {
        concat!(
            include_str!("../../templates/runbooks/head.md"),
            include_str!(concat!("../../templates/runbooks/", $body, ".md"))
        )
    };
    ($body:literal, $more:literal) => {
        concat!(
            page!($body),
            "{% if debug %}",
            include_str!(concat!("../../templates/runbooks/", $more, ".md")),
            "{% endif %}"
        )
    };
}

/// The page of each alert.
const PAGES: [(&str, &str); 16] = [
    ("DeadLetters", page!("DeadLetters")),
    ("HighConsumerLag", page!("HighConsumerLag", "debug-pod")),
    ("KafkaBrokerDown", page!("nodes")),
    (
        "KafkaCertificateExpiring",
        page!("KafkaCertificateExpiring"),
    ),
    ("KafkaControllerDown", page!("nodes")),
    ("KafkaExporterDown", page!("KafkaExporterDown")),
    ("KafkaNoActiveController", page!("KafkaNoActiveController")),
    (
        "KafkaOfflineLogDirectory",
        page!("KafkaOfflineLogDirectory"),
    ),
    ("KafkaOfflinePartitions", page!("partitions")),
    ("KafkaRunningOutOfSpace", page!("KafkaRunningOutOfSpace")),
    ("KafkaUnderMinIsr", page!("partitions")),
    ("KafkaUnderReplicatedPartitions", page!("partitions")),
    ("SchemaRegistryDown", page!("SchemaRegistryDown")),
    (
        "StrimziEntityOperatorDown",
        page!("StrimziEntityOperatorDown"),
    ),
    ("StrimziOperatorDown", page!("StrimziOperatorDown")),
    (
        "StrimziReconciliationFailing",
        page!("StrimziReconciliationFailing"),
    ),
];

/// The page of an alert that somebody wrote.
const OWN: &str = page!("own");

const INDEX: &str = include_str!("../../templates/runbooks/README.md");

/// What a page says: the alert, and what all pages share.
#[derive(Serialize)]
struct Page<'a> {
    alert: &'a AlertView,
    #[serde(flatten)]
    place: &'a Place,
}

/// What the first page says.
#[derive(Serialize)]
struct Index<'a> {
    certificates_watched: bool,
    alerts: &'a [AlertView],
    #[serde(flatten)]
    place: &'a Place,
}

/// Returns the runbooks of a deployment by their file names: one for each of its alerts, and a
/// first page. There are none where nobody monitors the deployment.
#[must_use]
pub fn runbooks(deployment: &Deployment) -> BTreeMap<String, String> {
    let Subject {
        certificates_watched,
        alerts,
        place,
    } = view::subject(deployment);
    if alerts.is_empty() {
        return BTreeMap::new();
    }
    let mut files: BTreeMap<String, String> = alerts
        .iter()
        .filter_map(|alert| {
            let template = if alert.own {
                OWN
            } else {
                PAGES.iter().find(|(name, _)| *name == alert.name)?.1
            };
            let place = &place;
            let text = markdown::fill(template, &Page { alert, place });
            Some((format!("{}.md", alert.name), text))
        })
        .collect();
    let index = Index {
        certificates_watched,
        alerts: &alerts,
        place: &place,
    };
    files.insert("README.md".to_owned(), markdown::fill(INDEX, &index));
    files
}
