//! The consumers: how far each application is behind.

use super::{Panel, Unit, lines};
use crate::{
    derive::{grant, series},
    model::Deployment,
};

/// Returns a panel for each application that consumes, if the Kafka Exporter is there.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    if deployment.cluster.kafka_exporter.is_none() {
        return Vec::new();
    }
    let lag = || series::of_exporter(deployment, "kafka_consumergroup_lag");
    let all = lag().expr().compared(">=", 0).sum_by(&["consumergroup"]);
    let members = series::of_exporter(deployment, "kafka_consumergroup_members").expr();
    let mut panels = vec![
        lines(
            "Records behind, by group",
            Unit::Count,
            all,
            "{{consumergroup}}",
        ),
        lines(
            "Members, by group",
            Unit::Count,
            members.aggregate("max", &["consumergroup"]),
            "{{consumergroup}}",
        ),
    ];
    panels.extend(
        deployment
            .applications
            .iter()
            .filter_map(|(name, application)| {
                let group = grant::consumer_group(name, application)?;
                let lag = lag().is("consumergroup", group.as_str()).expr();
                Some(lines(
                    format!("{}: records behind in each partition", application.title),
                    Unit::Count,
                    lag.compared(">=", 0).sum_by(&["partition", "topic"]),
                    "{{topic}}-{{partition}}",
                ))
            }),
    );
    panels
}
