//! Failures that change one series, or every series of a metric.

use super::{super::healthy, Case, Change, Stage};
use crate::derive::{
    alert::Alert,
    series::{CLUSTER_OPERATOR_JOB, ENTITY_OPERATOR_JOB, KAFKA_EXPORTER_JOB, SCHEMA_REGISTRY_JOB},
};

/// Returns the case of an alert that has one.
pub fn of(stage: &Stage<'_>, alert: &Alert) -> Option<Case> {
    let it = Subject { stage };
    Some(match alert.name {
        "KafkaNoActiveController" => Case {
            metric: "kafka_controller_kafkacontroller_activecontrollercount",
            only: Vec::new(),
            change: Change::Becomes(0),
            value: 0,
            ..it.on_a_node("no controller is active", "")?
        },
        "KafkaOfflinePartitions" => it.on_a_node(
            "two partitions have no leader",
            "kafka_controller_kafkacontroller_offlinepartitionscount",
        )?,
        "KafkaUnderMinIsr" => it.on_a_node(
            "two partitions refuse writes",
            "kafka_server_replicamanager_underminisrpartitioncount",
        )?,
        "KafkaUnderReplicatedPartitions" => it.on_a_node(
            "two partitions lack copies",
            "kafka_server_replicamanager_underreplicatedpartitions",
        )?,
        "KafkaOfflineLogDirectory" => {
            let metric = "kafka_log_logmanager_offlinelogdirectorycount";
            let case = it.on_a_node("two disks fail", metric)?;
            Case {
                labels: [vec![it.namespace()], case.only.clone()].concat(),
                ..case
            }
        }
        "KafkaRunningOutOfSpace" => it.full_volume()?,
        "KafkaExporterDown" => gone("the Kafka Exporter is gone", KAFKA_EXPORTER_JOB),
        "StrimziOperatorDown" => gone("the cluster operator is gone", CLUSTER_OPERATOR_JOB),
        "StrimziEntityOperatorDown" => gone("the entity operator is gone", ENTITY_OPERATOR_JOB),
        "SchemaRegistryDown" => gone("no registry is there", SCHEMA_REGISTRY_JOB),
        "StrimziReconciliationFailing" => it.failing(),
        "KafkaCertificateExpiring" => it.ending_certificate(),
        "DeadLetters" => it.dead_letters()?,
        _ => return None,
    })
}

/// What the cases are about.
struct Subject<'a> {
    stage: &'a Stage<'a>,
}

impl Subject<'_> {
    fn namespace(&self) -> (&'static str, String) {
        ("namespace", self.stage.deployment.namespace.to_string())
    }

    fn first(&self, metric: &str, label: &'static str) -> Option<(&'static str, String)> {
        let samples = &self.stage.healthy;
        let sample = samples.iter().find(|sample| sample.metric == metric)?;
        Some((label, sample.labels.get(label)?.clone()))
    }

    fn on_a_node(&self, title: &str, metric: &'static str) -> Option<Case> {
        let cluster = self.stage.deployment.cluster.name.to_string();
        Some(Case {
            title: title.to_owned(),
            metric,
            only: vec![self.first("up", "pod")?],
            change: Change::Becomes(2),
            labels: vec![self.namespace(), ("strimzi_io_cluster", cluster)],
            value: 2,
        })
    }

    fn full_volume(&self) -> Option<Case> {
        let metric = "kubelet_volume_stats_available_bytes";
        let claim = self.first(metric, "persistentvolumeclaim")?;
        let free = self.stage.monitoring.thresholds.disk_free_percent.get() - 1;
        let left = i64::from(free) * healthy::VOLUME_BYTES / 100;
        Some(Case {
            title: "a volume runs full".to_owned(),
            metric,
            only: vec![claim.clone()],
            change: Change::Becomes(left),
            labels: vec![self.namespace(), claim],
            value: u64::from(free),
        })
    }

    fn failing(&self) -> Case {
        let namespace = self.stage.deployment.namespace.to_string();
        Case {
            title: "an operator fails again and again".to_owned(),
            metric: "strimzi_reconciliations_failed_total",
            only: Vec::new(),
            change: Change::Rises,
            labels: vec![
                ("exported_namespace", namespace),
                ("kind", "Kafka".to_owned()),
            ],
            value: 1,
        }
    }

    /// The rehearsal's clock begins at 0, so the end of the certificate is a short time.
    fn ending_certificate(&self) -> Case {
        const DAY: i64 = 86_400_000;
        Case {
            title: "a certificate is not renewed".to_owned(),
            metric: "strimzi_certificate_expiration_timestamp_ms",
            only: Vec::new(),
            change: Change::Becomes(DAY),
            labels: vec![
                ("cluster", self.stage.deployment.cluster.name.to_string()),
                ("type", "cluster-ca".to_owned()),
            ],
            value: 1,
        }
    }

    fn dead_letters(&self) -> Option<Case> {
        let metric = "kafka_topic_partition_current_offset";
        let topic = self.first(metric, "topic")?;
        Some(Case {
            title: "records are put aside".to_owned(),
            metric,
            only: vec![topic.clone()],
            change: Change::Rises,
            labels: vec![self.namespace(), topic],
            value: 1,
        })
    }
}

fn gone(title: &str, job: &'static str) -> Case {
    Case {
        title: title.to_owned(),
        metric: "up",
        only: vec![("job", job.to_owned())],
        change: Change::Ends,
        labels: Vec::new(),
        value: 1,
    }
}
