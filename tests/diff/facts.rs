//! Every fact about changes that no layer of the catalogue brings about: each with the smallest
//! pair of objects that does.

use std::collections::BTreeSet;

use kafka_blueprint::change::{Class, Comparison, Objects};

use crate::cases::{self, PAIRS, UNTOLD};

/// A fact, its class, the objects before and those after.
type Case = (&'static str, Class, &'static str, &'static str);

const KAFKA: &str = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, metadataVersion: 4.2-IV1}}}";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // What every kind has.
    ("api/version-changed", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1beta2, kind: KafkaTopic, metadata: {name: a}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}}"),
    ("metadata/label", Class::Dynamic, "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {team: a}}}", "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {team: b}}}"),
    ("object/removed", Class::Unknown, "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}}", ""),
    ("unknown/field", Class::Unknown, "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: 1}", "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: 2}"),
    ("strimzi/cluster-label", Class::Impossible, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, labels: {strimzi.io/cluster: k}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}}"),
    ("strimzi/label", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: a, labels: {team: a}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: a, labels: {team: b}}}"),
    ("strimzi/paused", Class::Impossible, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a, annotations: {strimzi.io/pause-reconciliation: 'true'}}}"),
    ("strimzi/paused", Class::Unknown, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a, annotations: {strimzi.io/pause-reconciliation: 'true'}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}}"),
    ("node-pool/scale-down-check", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a, annotations: {strimzi.io/skip-broker-scaledown-check: 'true'}}}"),
    ("kafka/kraft-annotation", Class::Outage, "{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: a, annotations: {strimzi.io/kraft: enabled}}}", "{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: a}}"),
    // Topics and users.
    ("topic/managed", Class::Impossible, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, annotations: {strimzi.io/managed: 'false'}}}"),
    ("topic/managed", Class::Unknown, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, annotations: {strimzi.io/managed: 'false'}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}}"),
    ("topic/released", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, annotations: {strimzi.io/managed: 'false'}}}", ""),
    ("topic/deletion-refused", Class::Impossible, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {config: {delete.topic.enable: 'false'}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, labels: {strimzi.io/cluster: k}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {config: {delete.topic.enable: 'false'}}}}"),
    ("topic/deletion-refused", Class::Impossible, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {config: {delete.topic.enable: false}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, labels: {strimzi.io/cluster: k}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {config: {delete.topic.enable: false}}}}"),
    ("user/right-kept", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {}, entityOperator: {userOperator: {}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: a, labels: {strimzi.io/cluster: k}}, spec: {}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {authorization: {type: simple}}, entityOperator: {userOperator: {}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: a, labels: {strimzi.io/cluster: k}}, spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}}"),
    // The cluster.
    ("kafka/authorization-on", Class::AccessRemoved, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {authorization: {type: simple}}}}"),
    ("kafka/component-removed", Class::Outage, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {entityOperator: {topicOperator: {}, userOperator: {}}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {entityOperator: {topicOperator: {}}}}"),
    ("kafka/metrics-reporter", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {cruiseControl: {brokerCapacity: {}}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {}}}"),
    ("kafka/config-owned", Class::Reverted, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.2.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {config: {}}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.2.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {config: {ssl.keystore.location: /x}}}}"),
    ("kafka/deleted", Class::Outage, KAFKA, ""),
    ("kafka/deleted", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], storage: {type: ephemeral}}}", ""),
    ("kafka/downgrade", Class::Impossible, KAFKA, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.1.0, metadataVersion: 4.2-IV1}}}"),
    ("kafka/metadata-version", Class::Reverted, KAFKA, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, metadataVersion: 3.9-IV0}}}"),
    ("kafka/metadata-version", Class::Dynamic, KAFKA, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, metadataVersion: 4.1-IV1}}}"),
    ("kafka/metadata-version", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, metadataVersion: 4.1-IV1}}}", KAFKA),
    ("kafka/metadata-version", Class::Irreversible, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, metadataVersion: 3.9-IV0}}}", KAFKA),
    ("kafka/version-unsupported", Class::Impossible, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.2.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {version: 4.2.0}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.2.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {version: 3.7.0}}}"),
    ("kafka/observation", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {logging: {type: inline, loggers: {rootLogger.level: INFO}}}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {logging: {type: inline, loggers: {rootLogger.level: DEBUG}}}}}"),
    ("kafka/pods", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {rack: {topologyKey: a}}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {rack: {topologyKey: b}}}}"),
    ("kafka/template", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {template: {bootstrapService: {metadata: {labels: {a: b}}}}}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {template: {bootstrapService: {metadata: {labels: {a: c}}}}}}}"),
    // Nodes and disks.
    ("node-pool/broker-role-removed", Class::Reverted, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [controller, broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [controller]}}"),
    ("node-pool/controller-quorum", Class::Outage, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [controller, broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [broker]}}"),
    ("node-pool/role-order", Class::Cosmetic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [controller, broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [broker, controller]}}"),
    ("node-pool/node-ids", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[0-2]'}}, spec: {replicas: 3, roles: [broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[0-4]'}}, spec: {replicas: 5, roles: [broker]}}"),
    ("node-pool/node-ids-taken", Class::Reverted, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[0-2]'}}, spec: {replicas: 3, roles: [broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[100-102]'}}, spec: {replicas: 3, roles: [broker]}}"),
    ("node-pool/node-ids-taken", Class::Reverted, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {replicas: 3, roles: [broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[100-102]'}}, spec: {replicas: 3, roles: [broker]}}"),
    ("node-pool/node-ids-taken", Class::Reverted, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[0-2]'}}, spec: {replicas: 3, roles: [broker]}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: q, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[3-5]'}}, spec: {replicas: 3, roles: [broker]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[0-4]'}}, spec: {replicas: 5, roles: [broker]}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: q, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/next-node-ids: '[3-5]'}}, spec: {replicas: 3, roles: [broker]}}"),
    ("node-pool/deleted", Class::Outage, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [broker], storage: {type: persistent-claim, size: 1Gi}}}", ""),
    ("node-pool/deleted", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {roles: [broker], storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, deleteClaim: true}]}}}", ""),
    ("node-pool/deleted", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: one, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], storage: {type: persistent-claim, size: 1Gi}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: another, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 2Gi}]}}}"),
    ("object/renamed", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: one, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], storage: {type: persistent-claim, size: 1Gi}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: another, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], storage: {type: persistent-claim, size: 1Gi}}}"),
    ("object/renamed", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: shop, namespace: ns}, spec: {kafka: {version: 4.2.0}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: store, namespace: ns}, spec: {kafka: {version: 4.2.0}}}"),
    ("object/renamed", Class::DataLoss, KAFKA, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: elsewhere}, spec: {kafka: {version: 4.2.0, metadataVersion: 4.2-IV1}}}"),
    ("storage/attributes", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, volumeAttributesClass: a}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, volumeAttributesClass: b}}}"),
    ("storage/keep-claim", Class::Dynamic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, deleteClaim: true}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, deleteClaim: false}}}"),
    ("storage/metadata-volume", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}, {id: 1, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}, {id: 1, type: persistent-claim, size: 1Gi, kraftMetadata: shared}]}}}"),
    ("storage/same-metadata-volume", Class::Cosmetic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi, kraftMetadata: shared}]}}}"),
    ("storage/metadata-volume", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 3, storage: {type: jbod, volumes: [{id: 1, type: persistent-claim, size: 1Gi}]}}}"),
    ("storage/metadata-lost", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 1, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 1, storage: {type: jbod, volumes: [{id: 1, type: persistent-claim, size: 1Gi}]}}}"),
    ("storage/without-disk", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}, {id: 1, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}}"),
    ("storage/metadata-volume", Class::RollingRestart, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}, {id: 1, type: persistent-claim, size: 1Gi}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 1, type: persistent-claim, size: 1Gi}]}}}"),
    ("storage/same-size", Class::Cosmetic, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, size: 1Gi}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, size: 1024Mi}}}"),
    ("storage/unchangeable", Class::Reverted, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: ephemeral}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p}, spec: {storage: {type: persistent-claim, size: 1Gi}}}"),
    ("operator/step-refused", Class::Impossible, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:0.45.0'}]}}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.0.1'}]}}}}"),
    ("operator/kafka-unsupported", Class::Impossible, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:0.45.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {version: 3.9.0}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:0.51.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k}, spec: {kafka: {version: 3.9.0}}}"),
    // Workloads and what they use.
    ("workload/recreated", Class::Outage, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {strategy: {type: Recreate}, template: {spec: {a: 1}}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {strategy: {type: Recreate}, template: {spec: {a: 2}}}}"),
    ("workload/rollout", Class::Dynamic, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {minReadySeconds: 1}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {minReadySeconds: 2}}"),
    ("workload/selector", Class::Impossible, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: c}}}}"),
    ("workload/stopped", Class::Outage, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 1}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 0}}"),
    ("job/deleted", Class::Dynamic, "{apiVersion: batch/v1, kind: Job, metadata: {name: a}}", ""),
    ("job/schedule", Class::Dynamic, "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: a}}", "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: b}}"),
    ("job/schedule-deleted", Class::AccessRemoved, "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}}", ""),
    ("job/suspended", Class::Dynamic, "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {suspend: true}}", "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {suspend: false}}"),
    ("job/template", Class::Impossible, "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {a: 1}}}}", "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {a: 2}}}}"),
    ("configuration/immutable", Class::Irreversible, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}, immutable: true}"),
    ("configuration/immutable", Class::Impossible, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}, immutable: true}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: c}, immutable: true}"),
    ("reference/account-deleted", Class::Outage, "{apiVersion: v1, kind: ServiceAccount, metadata: {name: s}}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {serviceAccountName: s}}}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {serviceAccountName: s}}}}"),
    ("service/address", Class::Impossible, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {clusterIP: 10.0.0.1}}", "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {clusterIP: None}}"),
    ("service/deleted", Class::Outage, "{apiVersion: v1, kind: Service, metadata: {name: a}}", ""),
    ("service/port", Class::Outage, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: http, port: 80}]}}", "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: http, port: 81}]}}"),
    ("service/selector", Class::Outage, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {a: b}}}", "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {a: c}}}"),
    ("service/type", Class::AccessGranted, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: ClusterIP}}", "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: LoadBalancer}}"),
    ("volume/deleted", Class::DataLoss, "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}}", ""),
    ("namespace/deleted", Class::DataLoss, "{apiVersion: v1, kind: Namespace, metadata: {name: a}}", ""),
    ("budget/added", Class::Dynamic, "", "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}}"),
    ("budget/changed", Class::Dynamic, "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {maxUnavailable: 2}}", "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {maxUnavailable: 1}}"),
    ("budget/loosened", Class::AccessRemoved, "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {maxUnavailable: 1}}", "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {maxUnavailable: 2}}"),
    // Ways in, and rights.
    ("ingress/added", Class::AccessGranted, "", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}}"),
    ("ingress/removed", Class::AccessRemoved, "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}}", ""),
    ("ingress/changed", Class::AccessRemoved, "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{host: a}]}}", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{host: b}]}}"),
    ("ingress/opened", Class::AccessGranted, "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{host: a}]}}", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{host: b}]}}"),
    ("ingress/tls-removed", Class::AccessRemoved, "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {tls: [{secretName: s}], rules: []}}", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: []}}"),
    ("network/directions", Class::AccessGranted, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {policyTypes: [Ingress, Egress]}}", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {policyTypes: [Ingress]}}"),
    ("network/selector", Class::AccessGranted, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {matchLabels: {a: b}}}}", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {matchLabels: {a: c}}}}"),
    ("network/widened", Class::AccessGranted, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {ingress: [{ports: [{port: 1}], from: [{podSelector: {}}]}]}}", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {ingress: [{ports: [{port: 1}]}]}}"),
    ("network/narrowed", Class::AccessRemoved, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {ingress: [{ports: [{port: 1}]}]}}", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {ingress: [{ports: [{port: 1}], from: [{podSelector: {}}]}]}}"),
    ("network/policy-added", Class::AccessRemoved, "", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}}}"),
    ("network/policy-removed", Class::AccessGranted, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}}}", ""),
    ("listener/peer-added", Class::AccessGranted, "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {listeners: [{name: l, port: 9094, networkPolicyPeers: [{podSelector: {}}]}]}}}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: a}, spec: {kafka: {listeners: [{name: l, port: 9094}]}}}"),
    ("rbac/binding-added", Class::AccessGranted, "", "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}, subjects: [{kind: Group, name: g}]}"),
    ("rbac/narrowed", Class::AccessRemoved, "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a}, rules: [{verbs: [get, list]}]}", "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a}, rules: [{verbs: [get]}]}"),
    ("rbac/role-reference", Class::Impossible, "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}, roleRef: {name: r}}", "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}, roleRef: {name: s}}"),
    // Definitions.
    ("definition/deleted", Class::DataLoss, "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}}", ""),
    ("definition/schema", Class::Dynamic, "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, schema: 1}]}}", "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, schema: 2}]}}"),
    ("definition/storage-version", Class::Irreversible, "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, storage: false}]}}", "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, storage: true}]}}"),
    ("definition/version-removed", Class::Impossible, "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1}, {name: v1beta2}]}}", "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1}]}}"),
    ("definition/version-unserved", Class::Outage, "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, served: true}]}}", "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, served: false}]}}"),
    // Another name.
    ("object/renamed", Class::DataLoss, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: orders, labels: {strimzi.io/cluster: k}}, spec: {partitions: 3, replicas: 3, config: {a: 1, b: 2, c: 3}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: orders-2, labels: {strimzi.io/cluster: k}}, spec: {partitions: 3, replicas: 3, config: {a: 1, b: 2, c: 3}}}"),
    ("object/renamed", Class::Irreversible, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnector, metadata: {name: orders, labels: {strimzi.io/cluster: c}}, spec: {class: a.B, tasksMax: 2, config: {a: 1, b: 2, c: 3, topics: t}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnector, metadata: {name: orders-2, labels: {strimzi.io/cluster: c}}, spec: {class: a.B, tasksMax: 2, config: {a: 1, b: 2, c: 3, topics: t}}}"),
    ("object/renamed", Class::Outage, "{apiVersion: kafka.strimzi.io/v1, kind: KafkaMirrorMaker2, metadata: {name: copy, labels: {strimzi.io/cluster: c}}, spec: {replicas: 3, target: {alias: t, bootstrapServers: a}, mirrors: [{topicsPattern: a}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaMirrorMaker2, metadata: {name: copy-2, labels: {strimzi.io/cluster: c}}, spec: {replicas: 3, target: {alias: t, bootstrapServers: a}, mirrors: [{topicsPattern: a}]}}"),
];

fn objects(text: &str) -> Objects {
    let mut objects = Objects::default();
    objects.read("case.yaml", text.as_bytes()).unwrap();
    objects
}

#[test]
fn every_case_brings_about_its_fact() {
    let mut failed = Vec::new();
    let short = PAIRS.iter().map(|pair| {
        let (fact, class, ..) = *pair;
        (
            fact,
            class,
            cases::side(pair, true),
            cases::side(pair, false),
        )
    });
    let long = CASES.iter().map(|(fact, class, before, after)| {
        (*fact, *class, (*before).to_owned(), (*after).to_owned())
    });
    for (fact, class, before, after) in long.chain(short) {
        let (before, after) = (objects(&before), objects(&after));
        let found = Comparison::of("a", ("before", &before), ("after", &after));
        let told = found.consequences();
        let facts: Vec<_> = told
            .iter()
            .map(|(_, found)| (found.fact.as_str(), found.class))
            .collect();
        if !facts.contains(&(fact, class)) {
            failed.push(format!("{fact} {class}: {facts:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Returns all that is told of a change, as one text.
fn told(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(objects);
    let found = Comparison::of("a", ("before", &before), ("after", &after));
    let told = found.consequences();
    let told = told.iter().map(|(_, found)| {
        let action = found.action.clone().unwrap_or_default();
        format!(
            "{}: {}; {}; {action}\n",
            found.class, found.effect, found.reason
        )
    });
    told.collect()
}

#[test]
fn certificate_authorities_go_with_the_cluster_that_owns_them() {
    let kafka = |authorities: &str| {
        format!(
            "{{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {{name: k}}, spec: {{kafka: {{}}, {authorities}}}}}"
        )
    };
    let kept = "{generateSecretOwnerReference: false}";
    let text = told(&kafka(""), "");
    assert!(text.contains("its certificate authorities go"), "{text}");
    let text = told(&kafka(&format!("clusterCa: {kept}")), "");
    assert!(
        text.contains("the certificate authority of its users goes"),
        "{text}"
    );
    let text = told(&kafka(&format!("clusterCa: {kept}, clientsCa: {kept}")), "");
    assert!(text.contains("its certificate authorities stay"), "{text}");
}

#[test]
fn pods_of_a_new_pool_do_not_restart() {
    let pool = |name: &str| {
        format!(
            "{{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {{name: {name}, labels: {{strimzi.io/cluster: k}}}}, spec: {{roles: [broker], replicas: 3}}}}"
        )
    };
    let kafka = |rack: &str| {
        format!(
            "{{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {{name: k}}, spec: {{kafka: {{rack: {{topologyKey: {rack}}}}}}}}}"
        )
    };
    let before = [kafka("a"), pool("old")].join("\n---\n");
    let after = [kafka("b"), pool("old"), pool("new")].join("\n---\n");
    let text = told(&before, &after);
    assert!(text.contains("3 pods of node pool old restart"), "{text}");
    assert!(!text.contains("node pool new restart"), "{text}");
}

/// With an authorizer a user may do less than before, whatever rights it gets.
#[test]
fn rights_of_a_cluster_that_asked_for_none_are_not_new() {
    let side = |authorization: &str| {
        format!(
            "{{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {{name: k}}, spec: {{kafka: {{{authorization}}}, entityOperator: {{userOperator: {{}}}}}}}}\n---\n\
             {{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {{name: a, labels: {{strimzi.io/cluster: k}}}}, spec: {{{authorization}}}}}"
        )
    };
    let rights = "authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}";
    let text = told(&side(""), &side(rights));
    assert!(
        text.contains("dynamic: the user may still Read the topic t"),
        "{text}"
    );
    assert!(!text.contains("access-granted"), "{text}");
}

/// A pool whose disks become ephemeral, and controllers on another disk: neither is told to take away
/// the only disk first, nor to move replicas that controllers do not have.
#[test]
fn disks_that_go_are_told_with_what_is_on_them() {
    let pool = |role: &str, storage: &str| {
        format!(
            "{{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {{name: p, labels: {{strimzi.io/cluster: k}}}}, spec: {{roles: [{role}], replicas: 3, storage: {{{storage}}}}}}}"
        )
    };
    let disk =
        |id: u8| format!("type: jbod, volumes: [{{id: {id}, type: persistent-claim, size: 1Gi}}]");
    let text = told(
        &pool("broker", &disk(0)),
        &pool("broker", "type: ephemeral"),
    );
    assert!(text.contains("make a new pool with such disks"), "{text}");
    assert!(!text.contains("this change first"), "{text}");
    let text = told(&pool("controller", &disk(0)), &pool("controller", &disk(1)));
    assert!(text.contains("with an empty metadata log"), "{text}");
    assert!(!text.contains("replicas"), "{text}");
}

#[test]
fn no_case_is_told_what_is_not_so() {
    let mut failed = Vec::new();
    for pair in UNTOLD {
        let (fact, class, begin, was, now, _) = *pair;
        let [before, after] = [true, false].map(|is_before| objects(&cases::side(pair, is_before)));
        let found = Comparison::of("a", ("before", &before), ("after", &after));
        let told = found.consequences();
        assert!(!told.is_empty(), "{begin} {was} {now}");
        let wrong = told.iter().filter(|(_, found)| {
            found.class == class && (fact.is_empty() || found.fact.as_str() == fact)
        });
        failed.extend(wrong.map(|(_, found)| format!("{}: {was} -> {now}", found.effect)));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Every fact that the sources name is brought about here or in the catalogue.
#[test]
fn no_fact_is_without_a_case() {
    let mut shown: BTreeSet<String> = CASES.iter().map(|(fact, ..)| (*fact).to_owned()).collect();
    shown.extend(PAIRS.iter().map(|(fact, ..)| (*fact).to_owned()));
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    for text in texts(&format!("{root}tests/diff/snapshots")) {
        let facts = text.split("\"fact\": \"").skip(1);
        shown.extend(facts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    let mut known = BTreeSet::new();
    for text in texts(&format!("{root}src/change/consequence")) {
        known.extend(
            text.split('"')
                .skip(1)
                .step_by(2)
                .filter(|text| is_fact(text))
                .map(str::to_owned),
        );
    }
    assert!(known.len() > 100, "{}", known.len());
    let missing: Vec<_> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn texts(directory: &str) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    entries
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect()
}

fn is_fact(text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    text.split_once('/')
        .is_some_and(|(noun, fact)| word(noun) && word(fact))
}
