//! The whole deployment.

use std::collections::BTreeMap;

use super::{
    access::Access,
    acknowledgement::{Acknowledgement, AcknowledgementName},
    application::Application,
    client_profile::{ClientProfile, ProfileName},
    cluster::Cluster,
    delivery::Delivery,
    kafka_ui::KafkaUi,
    monitoring::Monitoring,
    name::{ApplicationName, Namespace, TopicName, UserName},
    operator::Operator,
    platform::Platform,
    prose::Sentence,
    schema_registry::SchemaRegistry,
    topic::Topic,
    user::User,
    verification::Verification,
    waiver::{Waiver, WaiverName},
};

crate::record! {
    /// A Kafka deployment on one Kubernetes cluster.
    pub struct Deployment {
        /// What it is for, in one line.
        "description" description: Option<Sentence>,
        /// The namespace of the cluster, its topics, its users and everything around them.
        "namespace" namespace: Namespace,
        /// What the Kubernetes cluster offers.
        "platform" platform: Platform,
        /// What applies the output.
        "delivery" delivery: Delivery = Delivery::Kubectl,
        /// The Strimzi cluster operator.
        "operator" operator: Operator,
        /// The Kafka cluster.
        "cluster" cluster: Cluster,
        /// The topics by name.
        "topics" topics: BTreeMap<TopicName, Topic>,
        /// Client settings by name.
        "clientProfiles" client_profiles: BTreeMap<ProfileName, ClientProfile>,
        /// The applications by name.
        "applications" applications: BTreeMap<ApplicationName, Application>,
        /// Users beside those of the applications, by name.
        "users" users: BTreeMap<UserName, User>,
        /// What registers and keeps schemas.
        "schemaRegistry" schema_registry: Option<SchemaRegistry>,
        /// What shows people topics, groups and schemas.
        "kafkaUi" kafka_ui: Option<KafkaUi>,
        /// Which groups of people may do what in the namespace.
        "access" access: Access,
        /// What compares the running cluster with this model.
        "verification" verification: Option<Verification>,
        /// What a Prometheus and a Grafana need to know; nothing of it is rendered without.
        "monitoring" monitoring: Option<Monitoring>,
        /// Findings that are known and accepted, by a name of one's own.
        "waivers" waivers: BTreeMap<WaiverName, Waiver>,
        /// Destructive changes that somebody knows of and wants, by a name of one's own.
        "acknowledgements" acknowledgements: BTreeMap<AcknowledgementName, Acknowledgement>,
    }
}
