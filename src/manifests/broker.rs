//! What a Kafka says of its brokers beside their settings: rack, image, quotas and metrics.

use super::{
    kafka,
    resource::{Resource, at, items, mapping, scalar},
    rules::{
        Told,
        part::{KAFKA_IMAGE, METRICS, QUOTAS, RACK},
    },
};
use crate::{
    catalog::operator::Release,
    finding::{Finding, Outcome},
};

/// Where objects of Strimzi say how their metrics are shown.
const METRICS_CONFIGS: [&[&str]; 3] = [
    &["spec", "kafka", "metricsConfig"],
    &["spec", "cruiseControl", "metricsConfig"],
    &["spec", "metricsConfig"],
];

/// The setting that names a quota plugin.
const PLUGIN: &str = "client.quota.callback.class";

/// Returns what is wrong with the brokers of a Kafka.
pub fn wrong(resource: &Resource, release: &Release) -> Vec<Finding> {
    let parts = [
        rack(resource),
        image(resource, release),
        limits(resource),
        plugin(resource),
    ];
    parts.into_iter().flatten().collect()
}

fn rack(kafka: &Resource) -> Option<Finding> {
    let entry = kafka.entry(&["spec", "kafka", "rack"])?;
    mapping(&entry.node)?;
    let text = |field: &str| Some(scalar(&at(&entry.node, &[field])?.node)?.text.as_str());
    let field = match text("type") {
        None | Some("topology-label") => "topologyKey",
        Some("environment-variable") => "envVarName",
        Some(_) => return None,
    };
    if text(field).is_some_and(|text| !text.is_empty()) {
        return None;
    }
    let place = at(&entry.node, &[field]).map_or(entry.key, |entry| entry.node.place);
    let finding = RACK.error(place, format!("the rack of the brokers has no `{field}`"));
    Some(
        finding
            .outcome(Outcome::Refused)
            .help(format!("write `{field}` below `rack`")),
    )
}

/// An image with the tag of the operator's own is that image, from a mirror or with more in it.
fn image(resource: &Resource, release: &Release) -> Option<Finding> {
    let image = resource.text(&["spec", "kafka", "image"])?;
    let own = release.kafka_image(kafka::version(resource, release));
    let tag = image
        .text
        .split('@')
        .next()
        .and_then(|named| named.rsplit_once(':'));
    if let (Some(own), Some((_, tag))) = (&own, tag)
        && own.tag == tag
    {
        return None;
    }
    let own = own.map_or(String::new(), |own| {
        format!(", for which its own is `{own}`")
    });
    let message = format!(
        "the brokers run the image `{}`, and the operator goes by `version` alone{own}",
        image.text.escape_debug()
    );
    let finding = KAFKA_IMAGE.warning(image.place, message);
    Some(
        finding
            .outcome(Outcome::FailsLater)
            .help("leave it out, or see to it that the image has the Kafka that `version` names"),
    )
}

fn limits(kafka: &Resource) -> Option<Finding> {
    let limit = |field| kafka.entry(&["spec", "kafka", "quotas", field]);
    limit("minAvailableBytesPerVolume")?;
    let ratio = limit("minAvailableRatioPerVolume")?;
    let message =
        "`minAvailableBytesPerVolume` and `minAvailableRatioPerVolume` exclude each other";
    let finding = QUOTAS.error(ratio.key, message).outcome(Outcome::Refused);
    Some(finding.help("keep one of the two"))
}

fn plugin(kafka: &Resource) -> Option<Finding> {
    kafka.entry(&["spec", "kafka", "quotas"])?;
    let written = kafka.entry(&["spec", "kafka", "config", PLUGIN])?;
    let message = format!("`{PLUGIN}` stands beside `spec.kafka.quotas`, so the operator drops it");
    let finding = QUOTAS.warning(written.key, message);
    Some(
        finding
            .outcome(Outcome::Dropped)
            .help("keep one of the two"),
    )
}

/// Returns what is wrong with how any object of Strimzi shows its metrics.
pub fn metrics(resource: &Resource) -> Vec<Finding> {
    let configs = METRICS_CONFIGS.iter();
    configs
        .filter_map(|path| metrics_at(resource, path))
        .collect()
}

fn metrics_at(resource: &Resource, path: &[&str]) -> Option<Finding> {
    let entry = resource.entry(path)?;
    let kind = at(&entry.node, &["type"])?;
    let (message, help) = match scalar(&kind.node)?.text.as_str() {
        "jmxPrometheusExporter" => {
            let reference = ["valueFrom", "configMapKeyRef"];
            let named = |field| at(&entry.node, &[reference[0], reference[1], field]).is_some();
            if named("name") && named("key") {
                return None;
            }
            (
                "the JMX exporter has no rules",
                "name a key of a ConfigMap below `valueFrom.configMapKeyRef`",
            )
        }
        "strimziMetricsReporter" if path.contains(&"cruiseControl") => (
            "Cruise Control can't show its metrics through the Strimzi Metrics Reporter",
            "write `type: jmxPrometheusExporter`",
        ),
        "strimziMetricsReporter" => {
            let list = at(&entry.node, &["values", "allowList"])?;
            if !items(&list.node, &[]).is_empty() {
                return None;
            }
            (
                "the list of metrics to show is empty",
                "name metrics by regular expressions, or leave `allowList` out",
            )
        }
        _ => return None,
    };
    let finding = METRICS.error(kind.node.place, message);
    Some(finding.outcome(Outcome::Refused).help(help))
}
