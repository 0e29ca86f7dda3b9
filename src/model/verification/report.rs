//! The report of the verification: what it prints, and where it is kept.

use crate::model::{duration::Duration, name::TopicName, topic::ReplicationFactor};

crate::record! {
    /// What the verification prints, and where its report is kept.
    pub struct VerificationReport {
        /// What it prints.
        "format" format: ReportFormat = ReportFormat::Text,
        /// The topic that keeps a record of each run; none where nothing is said. It is made with
        /// the other topics.
        "topic" topic: Option<TopicName>,
        /// How long the topic keeps them.
        "retention" retention: Duration = Duration::days(90),
        /// How many copies the topic has; the cluster's default where nothing is said.
        "topicReplicas" topic_replicas: Option<ReplicationFactor>,
    }
}

crate::words! {
    /// The form of a report.
    pub enum ReportFormat("a form of a report") {
        /// A table for people.
        Text = "text",
        /// One JSON document.
        Json = "json",
        /// JUnit, as CI systems read it.
        Junit = "junit",
        /// Metrics, as Prometheus reads them.
        Metrics = "metrics",
    }
}
