//! The schema registry: Apicurio Registry, which keeps its schemas in Kafka itself.

use super::{
    duration::Duration,
    image::ImageReference,
    name::{ListenerName, ServiceName},
    prose::Owner,
    resources::Resources,
    topic::ReplicationFactor,
};
use crate::catalog::image;

crate::record! {
    /// Apicurio Registry, stored in Kafka.
    pub struct SchemaRegistry {
        /// The name of its Service, its user and its pods.
        "name" name: ServiceName = ServiceName::new("schema-registry").ok()?,
        /// Who answers for it.
        "owner" owner: Owner = Owner::new("platform").ok()?,
        /// Its image.
        "image" image: ImageReference = ImageReference::new(image::of("schema-registry")?).ok()?,
        /// The user id its process runs with; the image's own where nothing is said.
        "userId" user_id: super::workload::UserId = super::workload::UserId::new(1001).ok()?,
        /// The listener it stores through; it must ask for certificates.
        "listener" listener: ListenerName,
        /// How many of it run; every one holds all schemas in memory.
        "replicas" replicas: RegistryReplicas = RegistryReplicas::new(1).ok()?,
        /// What each gets.
        "resources" resources: Resources = Resources::of(768, 200),
        /// How many copies its topics have; the cluster's default where nothing is said.
        "topicReplicas" topic_replicas: Option<ReplicationFactor>,
        /// How many copies must have a schema before it counts as written; the cluster's
        /// default where nothing is said.
        "topicMinInsyncReplicas" topic_min_insync_replicas: Option<ReplicationFactor>,
        /// What registers the schemas of the topics.
        "registration" registration: Registration,
    }
}

crate::whole! {
    /// How many registries run.
    pub struct RegistryReplicas("a number of registries", u8, 1..=9);
}

crate::record! {
    /// The job that registers the schemas of the topics.
    pub struct Registration {
        /// Its image: it needs `sh` and `curl`.
        "image" image: ImageReference = ImageReference::new(image::of("curl")?).ok()?,
        /// The user id it runs with.
        "userId" user_id: super::workload::UserId = super::workload::UserId::new(100).ok()?,
        /// How long it waits for the registry before it gives up.
        "wait" wait: Duration = Duration::milliseconds(600_000),
        /// What it gets.
        "resources" resources: Resources = Resources::of(32, 20),
    }
}
