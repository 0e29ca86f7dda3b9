//! The components beside the cluster that are its clients: registry, Kafka UI and verification.

use crate::model::{
    Deployment,
    name::{ListenerName, ServiceName},
};

/// A component that connects with a user of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Component<'a> {
    /// Its field of the model.
    pub(super) field: &'static str,
    /// What people call it, with its article.
    pub(super) title: &'static str,
    /// The name of its user, its Service and its pods.
    pub(super) name: &'a ServiceName,
    /// The listener it connects to.
    pub(super) listener: &'a ListenerName,
}

/// Returns the components that the deployment has.
pub(super) fn all(deployment: &Deployment) -> impl Iterator<Item = Component<'_>> {
    let registry = deployment
        .schema_registry
        .as_ref()
        .map(|registry| Component {
            field: "schemaRegistry",
            title: "the schema registry",
            name: &registry.name,
            listener: &registry.listener,
        });
    let ui = deployment.kafka_ui.as_ref().map(|ui| Component {
        field: "kafkaUi",
        title: "the Kafka UI",
        name: &ui.name,
        listener: &ui.listener,
    });
    let verification = deployment
        .verification
        .as_ref()
        .map(|verification| Component {
            field: "verification",
            title: "the verification",
            name: &verification.name,
            listener: &verification.listener,
        });
    [registry, ui, verification].into_iter().flatten()
}
