//! Smallest pairs of resources for the facts about Strimzi's kinds and what is around them.
//!
//! A case is the fact, its class, the kind, and what the resource says before and after. Topics,
//! users and pools belong to the cluster `k` in the namespace `n`; what stands around them on both
//! sides is named last.

use kafka_blueprint::change::Class::{
    self, AccessGranted, AccessRemoved, Cosmetic, DataLoss, DataMovement, Dynamic, Impossible,
    Irreversible, Outage, Reverted, RollingRestart, Unknown,
};

/// A fact, its class, the beginning of an object, its rest before and after, and its surroundings.
pub type Pair = (
    &'static str,
    Class,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const TOPIC: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}";
const USER: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}";
const POOL: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: p, namespace: ns, labels: {strimzi.io/cluster: k}}";
const KAFKA: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}";
const CONNECT: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: a, namespace: ns}";
const CONNECTOR: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: KafkaConnector, metadata: {name: a, namespace: ns}";
const REBALANCE: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: KafkaRebalance, metadata: {name: a, namespace: ns}";
const PLAIN_CONNECT: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect";
const OWNED: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaConnector, metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: c}}";
const MIRROR: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: KafkaMirrorMaker2, metadata: {name: a, namespace: ns}";
const BRIDGE: &str =
    "apiVersion: kafka.strimzi.io/v1, kind: KafkaBridge, metadata: {name: a, namespace: ns}";
const REBALANCE_OF_K: &str = "apiVersion: kafka.strimzi.io/v1, kind: KafkaRebalance";
const OPERATOR: &str = "apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: ns}";
const SET: &str = "apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}";
const DEPLOYMENT: &str = "apiVersion: apps/v1, kind: Deployment, metadata: {name: a}";
const DEFINITION: &str =
    "apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}";
const CLASS: &str = "apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}";
const SECRET: &str = "apiVersion: v1, kind: Secret, metadata: {name: a}";
const SERVICE: &str = "apiVersion: v1, kind: Service, metadata: {name: a}";
const BUDGET: &str = "apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}";
const CLAIM: &str = "apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}";
const CRON_JOB: &str = "apiVersion: batch/v1, kind: CronJob, metadata: {name: a}";
const FLUX: &str =
    "apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: a}";

/// The cluster with both halves of the Entity Operator.
const CLUSTER: &str = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, authorization: {type: simple}, config: {default.replication.factor: 3}}, entityOperator: {topicOperator: {}, userOperator: {}}}}";
const OPEN: &str = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, entityOperator: {topicOperator: {}, userOperator: {}}}}";
const BARE: &str = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}}}";
const DELEGATED: &str = "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0, authorization: {type: custom, authorizerClass: a.B}}, entityOperator: {topicOperator: {}, userOperator: {}}}}";
const POOLS: &str = "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: c, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 3}}";
const OWN_POOL: &str = "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 3, jvmOptions: {-Xmx: 1g}, template: {pod: {}}}}";
const OLD: &str = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: ns}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:0.45.0'}]}}}}\n---\n{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: c, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [controller], replicas: 3}}";
const NEW: &str = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: ns}, spec: {template: {spec: {containers: [{name: o, image: 'quay.io/strimzi/operator:1.2.0'}]}}}}";

/// The cases.
#[rustfmt::skip]
pub const PAIRS: &[Pair] = &[
    // Topics.
    ("topic/segment-cut", DataLoss, TOPIC, "spec: {config: {segment.ms: 2000}}", "spec: {config: {segment.ms: 1000}}", CLUSTER),
    ("topic/segment-cut", DataLoss, TOPIC, "spec: {}", "spec: {config: {segment.bytes: 1000000}}", CLUSTER),
    ("topic/config", Dynamic, TOPIC, "spec: {config: {segment.ms: 1000}}", "spec: {config: {segment.ms: 1000000}}", CLUSTER),
    ("topic/compaction-cut", DataLoss, TOPIC, "spec: {config: {cleanup.policy: compact}}", "spec: {config: {cleanup.policy: compact, delete.retention.ms: 1000}}", CLUSTER),
    ("topic/retention-cut", DataLoss, TOPIC, "spec: {config: {retention.ms: 2592000000}}", "spec: {}", CLUSTER),
    ("topic/retention-cut", DataLoss, TOPIC, "spec: {config: {retention.ms: 2592000000}}", "spec: {}", ""),
    ("topic/retention-cut", DataLoss, TOPIC, "spec: {config: {retention.bytes: -1}}", "spec: {config: {retention.bytes: 1000}}", CLUSTER),
    ("topic/local-retention", Cosmetic, TOPIC, "spec: {}", "spec: {config: {local.retention.ms: 1000}}", CLUSTER),
    ("topic/local-retention", Cosmetic, TOPIC, "spec: {config: {remote.storage.enable: true, remote.log.copy.disable: true}}", "spec: {config: {remote.storage.enable: true, remote.log.copy.disable: true, local.retention.ms: 1000}}", CLUSTER),
    ("topic/local-retention", Dynamic, TOPIC, "spec: {config: {remote.storage.enable: true}}", "spec: {config: {remote.storage.enable: true, local.retention.ms: 1000}}", CLUSTER),
    ("topic/timestamp-cut", Outage, TOPIC, "spec: {config: {message.timestamp.before.max.ms: 2000}}", "spec: {config: {message.timestamp.before.max.ms: 1000}}", CLUSTER),
    ("topic/tiered-storage-off", DataLoss, TOPIC, "spec: {config: {remote.storage.enable: true}}", "spec: {config: {remote.storage.enable: false}}", CLUSTER),
    ("topic/config-unknown", Impossible, TOPIC, "spec: {}", "spec: {config: {retention.milliseconds: 1}}", CLUSTER),
    ("topic/message-size-cut", Outage, TOPIC, "spec: {config: {max.message.bytes: 2000000}}", "spec: {config: {max.message.bytes: 1000000}}", CLUSTER),
    ("topic/min-insync-replicas", Outage, TOPIC, "spec: {replicas: 3, config: {min.insync.replicas: 2}}", "spec: {replicas: 3, config: {min.insync.replicas: 4}}", CLUSTER),
    ("topic/min-insync-replicas", Outage, TOPIC, "spec: {replicas: 3, config: {min.insync.replicas: 3}}", "spec: {replicas: 3, config: {min.insync.replicas: 4}}", "{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 3.6.1}, entityOperator: {topicOperator: {}}}}"),
    ("topic/min-insync-replicas", Dynamic, TOPIC, "spec: {replicas: 1, config: {min.insync.replicas: 1}}", "spec: {replicas: 1, config: {min.insync.replicas: 2}}", CLUSTER),
    ("topic/min-insync-replicas", Outage, TOPIC, "spec: {replicas: 3, config: {min.insync.replicas: 2}}", "spec: {replicas: 3, config: {min.insync.replicas: 3}}", CLUSTER),
    ("topic/min-insync-replicas", Dynamic, TOPIC, "spec: {replicas: 3}", "spec: {replicas: 3, config: {min.insync.replicas: 2}}", CLUSTER),
    ("topic/min-insync-replicas", AccessRemoved, TOPIC, "spec: {replicas: 3, config: {min.insync.replicas: 2}}", "spec: {replicas: 3}", CLUSTER),
    ("topic/partitions-set", Irreversible, TOPIC, "spec: {replicas: 3}", "spec: {replicas: 3, partitions: 3}", CLUSTER),
    ("topic/partitions-unset", Dynamic, TOPIC, "spec: {partitions: 3}", "spec: {}", CLUSTER),
    ("topic/replicas-unset", Dynamic, TOPIC, "spec: {replicas: 3}", "spec: {}", CLUSTER),
    ("topic/replicas-changed", Impossible, TOPIC, "spec: {replicas: 3}", "spec: {replicas: 2}", CLUSTER),
    ("topic/replicas-changed", Impossible, TOPIC, "spec: {replicas: 3}", "spec: {replicas: 2}", ""),
    ("topic/renamed", Impossible, TOPIC, "spec: {topicName: a}", "spec: {topicName: b}", CLUSTER),
    ("topic/renamed", Impossible, TOPIC, "spec: {}", "spec: {topicName: A}", CLUSTER),
    ("topic/same-name", Cosmetic, TOPIC, "spec: {}", "spec: {topicName: a}", CLUSTER),
    ("strimzi/not-reached", Impossible, TOPIC, "spec: {partitions: 3}", "spec: {partitions: 6}", BARE),
    ("strimzi/not-reached", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: ns}", "spec: {partitions: 3}", "spec: {partitions: 6}", CLUSTER),
    ("strimzi/not-reached", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: other, labels: {strimzi.io/cluster: k}}", "spec: {partitions: 3}", "spec: {partitions: 6}", CLUSTER),
    ("strimzi/not-reached", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/managed: 'false'}}", "spec: {config: {retention.ms: 2000}}", "spec: {config: {retention.ms: 1000}}", CLUSTER),
    ("strimzi/not-reached", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns, annotations: {strimzi.io/pause-reconciliation: 'true'}}", "spec: {kafka: {rack: {topologyKey: a}}}", "spec: {kafka: {rack: {topologyKey: b}}}", ""),
    ("strimzi/not-reached", Impossible, POOL, "spec: {roles: [broker], replicas: 3}", "spec: {roles: [broker], replicas: 5}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns, annotations: {strimzi.io/pause-reconciliation: 'true'}}}"),
    ("strimzi/not-reached", Impossible, USER, "", "spec: {authentication: {type: tls}}", BARE),
    // Users.
    ("user/password", AccessRemoved, USER, "spec: {authentication: {type: scram-sha-512, password: {valueFrom: {secretKeyRef: {name: a}}}}}", "spec: {authentication: {type: scram-sha-512, password: {valueFrom: {secretKeyRef: {name: b}}}}}", CLUSTER),
    ("user/secret-metadata", Dynamic, USER, "spec: {template: {secret: {metadata: {labels: {a: b}}}}}", "spec: {template: {secret: {metadata: {labels: {a: c}}}}}", CLUSTER),
    ("user/credentials", Dynamic, USER, "spec: {authentication: {type: tls}}", "spec: {authentication: {type: tls, validityDays: 30}}", CLUSTER),
    ("user/right-removed", AccessRemoved, USER, "spec: {authorization: {acls: [{resource: {type: topic, name: t}, operation: Read}]}}", "spec: {authorization: {acls: [{resource: {type: topic, name: t}, operation: Describe}]}}", CLUSTER),
    ("user/right-removed", AccessRemoved, USER, "spec: {authorization: {acls: [{type: deny, resource: {type: topic, name: t}, operations: [Read]}]}}", "spec: {authorization: {acls: [{type: deny, resource: {type: topic, name: t}, operations: [Read, Write]}]}}", CLUSTER),
    ("user/right-unasked", Cosmetic, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", "spec: {}", OPEN),
    ("user/right-refused", Impossible, USER, "spec: {}", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", OPEN),
    ("user/right-refused", Impossible, USER, "", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", OPEN),
    ("user/right-refused", Impossible, USER, "", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", DELEGATED),
    ("user/right-refused", Impossible, USER, "spec: {}", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", DELEGATED),
    ("user/created", AccessGranted, USER, "", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", CLUSTER),
    ("user/created", AccessGranted, USER, "", "spec: {}", OPEN),
    ("user/another-group", Irreversible, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: old, patternType: literal}, operations: [Read]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: new, patternType: literal}, operations: [Read]}]}}", CLUSTER),
    ("user/another-transactional-id", Dynamic, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: transactionalId, name: old-, patternType: prefix}, operations: [Read]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: transactionalId, name: new-, patternType: prefix}, operations: [Read]}]}}", CLUSTER),
    // How many brokers.
    ("node-pool/scaled-up", DataMovement, POOL, "spec: {roles: [broker], replicas: 3}", "spec: {roles: [broker], replicas: 5}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {autoRebalance: [{mode: add-brokers}]}}}"),
    ("node-pool/scaled-up", Dynamic, POOL, "spec: {roles: [broker], replicas: 3}", "spec: {roles: [broker], replicas: 5}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {autoRebalance: [{mode: remove-brokers}]}}}"),
    ("node-pool/scaled-down", DataMovement, POOL, "spec: {roles: [broker], replicas: 5}", "spec: {roles: [broker], replicas: 3}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {autoRebalance: [{mode: remove-brokers}]}}}"),
    ("node-pool/scaled-down", Reverted, POOL, "spec: {roles: [broker], replicas: 5}", "spec: {roles: [broker], replicas: 3}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {autoRebalance: [{mode: add-brokers}]}}}"),
    // Disks.
    ("storage/without-volume", Impossible, POOL, "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}", "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: []}}", CLUSTER),
    ("storage/without-volume", Impossible, POOL, "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}", "spec: {roles: [broker], replicas: 3, storage: {type: jbod}}", CLUSTER),
    ("storage/without-volume", Impossible, POOL, "", "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: []}}", CLUSTER),
    // Versions.
    ("kafka/version-unset", Dynamic, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {}}", ""),
    ("kafka/version", RollingRestart, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {}}", NEW),
    ("kafka/version-pinned", Dynamic, KAFKA, "spec: {kafka: {}}", "spec: {kafka: {version: 4.3.1}}", NEW),
    ("kafka/metadata-version-unset", Irreversible, KAFKA, "spec: {kafka: {version: 4.2.0, metadataVersion: 4.2-IV1}}", "spec: {kafka: {version: 4.2.0}}", ""),
    ("api/version-unserved", Impossible, "kind: KafkaTopic, metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}", "apiVersion: kafka.strimzi.io/v1beta2", "apiVersion: kafka.strimzi.io/v1", OLD),
    // Configuration of the brokers.
    ("kafka/retention-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0, config: {log.retention.hours: 168}}}", "spec: {kafka: {version: 4.2.0, config: {log.retention.hours: 168, log.retention.ms: 86400000}}}", POOLS),
    ("kafka/retention-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0, config: {log.retention.hours: 720}}}", "spec: {kafka: {version: 4.2.0}}", POOLS),
    ("kafka/segment-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {log.segment.bytes: 1048576}}}", POOLS),
    ("kafka/segment-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {log.roll.ms: 3600000}}}", POOLS),
    ("kafka/compaction-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {log.cleaner.delete.retention.ms: 1000}}}", POOLS),
    ("kafka/message-size-cut", Outage, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {message.max.bytes: 1000}}}", POOLS),
    ("kafka/offsets-cut", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {offsets.retention.minutes: 60}}}", POOLS),
    ("kafka/cleanup-policy", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {log.cleanup.policy: compact}}}", POOLS),
    ("topic/min-insync-replicas", Outage, KAFKA, "spec: {kafka: {version: 4.2.0, config: {default.replication.factor: 3}}}", "spec: {kafka: {version: 4.2.0, config: {default.replication.factor: 3, min.insync.replicas: 3}}}", POOLS),
    ("kafka/tls", AccessRemoved, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {ssl.enabled.protocols: TLSv1.3}}}", POOLS),
    ("kafka/auto-create", AccessGranted, KAFKA, "spec: {kafka: {version: 4.2.0, config: {auto.create.topics.enable: false}}}", "spec: {kafka: {version: 4.2.0}}", POOLS),
    ("kafka/open-resources", AccessGranted, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {allow.everyone.if.no.acl.found: true}}}", POOLS),
    ("kafka/closed-resources", AccessRemoved, KAFKA, "spec: {kafka: {version: 4.2.0, config: {allow.everyone.if.no.acl.found: true}}}", "spec: {kafka: {version: 4.2.0}}", POOLS),
    ("kafka/connections-cut", AccessRemoved, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {max.connections: 10}}}", POOLS),
    ("kafka/config-plugin", RollingRestart, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {my.plugin.setting: 10}}}", POOLS),
    ("kafka/config-controllers", RollingRestart, KAFKA, "spec: {kafka: {version: 3.9.0}}", "spec: {kafka: {version: 3.9.0, config: {num.io.threads: 16}}}", OLD),
    ("kafka/config-threads", RollingRestart, KAFKA, "spec: {kafka: {version: 4.2.0, config: {}}}", "spec: {kafka: {version: 4.2.0, config: {num.io.threads: 32}}}", POOLS),
    ("kafka/config-threads", RollingRestart, KAFKA, "spec: {kafka: {version: 4.2.0, config: {num.network.threads: 8}}}", "spec: {kafka: {version: 4.2.0, config: {num.network.threads: 3}}}", POOLS),
    ("kafka/config-dynamic", Dynamic, KAFKA, "spec: {kafka: {version: 4.2.0, config: {num.replica.fetchers: 5}}}", "spec: {kafka: {version: 4.2.0, config: {num.replica.fetchers: 2}}}", POOLS),
    // The cluster's other parts.
    ("kafka/ignored", Cosmetic, KAFKA, "spec: {kafka: {replicas: 3}}", "spec: {kafka: {replicas: 5}}", POOLS),
    ("kafka/overridden", Cosmetic, KAFKA, "spec: {kafka: {jvmOptions: {-Xmx: 1g}}}", "spec: {kafka: {jvmOptions: {-Xmx: 2g}}}", OWN_POOL),
    ("kafka/overridden", Cosmetic, KAFKA, "spec: {kafka: {template: {pod: {priorityClassName: a}}}}", "spec: {kafka: {template: {pod: {priorityClassName: b}}}}", OWN_POOL),
    ("kafka/pods", RollingRestart, KAFKA, "spec: {kafka: {jvmOptions: {-Xmx: 1g}}}", "spec: {kafka: {jvmOptions: {-Xmx: 2g}}}", POOLS),
    ("kafka/component-removed", Outage, KAFKA, "spec: {kafka: {}, entityOperator: {topicOperator: {resources: {limits: {memory: 1Gi}}}, userOperator: {}}}", "spec: {kafka: {}, entityOperator: {userOperator: {}}}", ""),
    ("kafka/component-removed", Outage, KAFKA, "spec: {kafka: {}, kafkaExporter: {topicRegex: a}}", "spec: {kafka: {}}", ""),
    ("kafka/watched-namespace", Outage, KAFKA, "spec: {entityOperator: {topicOperator: {}}}", "spec: {entityOperator: {topicOperator: {watchedNamespace: other}}}", ""),
    ("kafka/auto-rebalance", DataMovement, KAFKA, "spec: {cruiseControl: {}}", "spec: {cruiseControl: {autoRebalance: [{mode: add-brokers}]}}", ""),
    ("node-pool/scaled-up", DataMovement, POOL, "spec: {roles: [broker], replicas: 3}", "spec: {roles: [broker], replicas: 5}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {cruiseControl: {autoRebalance: [{mode: add-brokers}]}}}"),
    ("kafka/super-user-added", AccessGranted, KAFKA, "spec: {kafka: {authorization: {type: simple}}}", "spec: {kafka: {authorization: {type: simple, superUsers: [CN=a]}}}", POOLS),
    ("kafka/super-user-removed", AccessRemoved, KAFKA, "spec: {kafka: {authorization: {type: simple, superUsers: [CN=a, CN=b]}}}", "spec: {kafka: {authorization: {type: simple, superUsers: [CN=b]}}}", POOLS),
    ("kafka/authorizer-narrowed", AccessRemoved, KAFKA, "spec: {kafka: {authorization: {type: simple}}}", "spec: {kafka: {authorization: {type: custom}}}", POOLS),
    ("kafka/authorizer-widened", AccessGranted, KAFKA, "spec: {kafka: {authorization: {type: simple}}}", "spec: {kafka: {authorization: {type: custom}}}", POOLS),
    ("kafka/quota-tightened", Dynamic, KAFKA, "spec: {kafka: {quotas: {type: kafka, producerByteRate: 2000}}}", "spec: {kafka: {quotas: {type: kafka, producerByteRate: 1000}}}", POOLS),
    ("kafka/quota-tightened", Dynamic, KAFKA, "spec: {kafka: {quotas: {type: strimzi, minAvailableBytesPerVolume: 1000}}}", "spec: {kafka: {quotas: {type: strimzi, minAvailableBytesPerVolume: 2000}}}", POOLS),
    ("kafka/quota-loosened", AccessGranted, KAFKA, "spec: {kafka: {quotas: {type: kafka, producerByteRate: 2000}}}", "spec: {kafka: {}}", POOLS),
    ("kafka/quota-plugin", RollingRestart, KAFKA, "spec: {kafka: {quotas: {type: strimzi, producerByteRate: 2000}}}", "spec: {kafka: {quotas: {type: strimzi, producerByteRate: 1000}}}", POOLS),
    ("kafka/logging-restart", RollingRestart, KAFKA, "spec: {kafka: {logging: {type: inline, loggers: {appender.console.type: Console}}}}", "spec: {kafka: {logging: {type: inline, loggers: {appender.console.type: File}}}}", POOLS),
    ("kafka/logging-restart", RollingRestart, KAFKA, "spec: {kafka: {logging: {type: inline}}}", "spec: {kafka: {logging: {type: external, valueFrom: {configMapKeyRef: {name: a, key: b}}}}}", POOLS),
    ("kafka/logging-controllers", RollingRestart, KAFKA, "spec: {kafka: {logging: {type: inline, loggers: {rootLogger.level: INFO}}}}", "spec: {kafka: {logging: {type: inline, loggers: {rootLogger.level: DEBUG}}}}", POOLS),
    ("kafka/observation", Dynamic, KAFKA, "spec: {kafka: {metricsConfig: {type: jmxPrometheusExporter, valueFrom: {configMapKeyRef: {name: a}}}}}", "spec: {kafka: {metricsConfig: {type: jmxPrometheusExporter, valueFrom: {configMapKeyRef: {name: b}}}}}", POOLS),
    ("strimzi/label-refused", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k, namespace: ns}", "metadata: {name: k, namespace: ns, labels: {strimzi.io/team: a}}", ""),
    // Certificates.
    ("certificate/renewal-loop", Outage, KAFKA, "spec: {clusterCa: {validityDays: 365}}", "spec: {clusterCa: {validityDays: 30}}", POOLS),
    ("certificate/renewed-earlier", RollingRestart, KAFKA, "spec: {clientsCa: {renewalDays: 30}}", "spec: {clientsCa: {renewalDays: 90}}", POOLS),
    ("certificate/not-renewed", AccessRemoved, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {generateCertificateAuthority: false}}", POOLS),
    ("certificate/renewed", Dynamic, KAFKA, "spec: {clusterCa: {generateCertificateAuthority: false}}", "spec: {}", POOLS),
    ("certificate/same", Cosmetic, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {generateCertificateAuthority: true}}", POOLS),
    ("certificate/key-replaced", AccessRemoved, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {certificateExpirationPolicy: replace-key}}", POOLS),
    ("certificate/key-kept", Dynamic, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {certificateExpirationPolicy: renew-certificate}}", POOLS),
    ("certificate/owner", Dynamic, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {generateSecretOwnerReference: false}}", POOLS),
    ("certificate/other", Unknown, KAFKA, "spec: {clusterCa: {}}", "spec: {clusterCa: {newField: false}}", POOLS),
    // Listeners.
    ("listener/anonymous", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true, authentication: {type: tls}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", POOLS),
    ("listener/unencrypted", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: false}]}}", POOLS),
    ("listener/exposed", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer}]}}", POOLS),
    ("listener/address", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {loadBalancerIP: 10.0.0.1}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {loadBalancerIP: 10.0.0.2}}}]}}", POOLS),
    ("listener/balancer-restart", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {loadBalancerIP: 10.0.0.1}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {loadBalancerIP: 10.0.0.2}}}]}}", POOLS),
    ("listener/balancer-restart", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, loadBalancerIP: 10.0.0.1}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, loadBalancerIP: 10.0.0.2}]}}]}}", POOLS),
    ("listener/balancer-restart", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, loadBalancerIP: 10.0.0.2}]}}]}}", POOLS),
    ("kafka/users-refused", Impossible, KAFKA, "spec: {kafka: {version: 4.2.0, authorization: {type: simple}}, entityOperator: {userOperator: {}}}", "spec: {kafka: {version: 4.2.0}, entityOperator: {userOperator: {}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}}"),
    ("kafka/users-refused", Impossible, KAFKA, "spec: {kafka: {version: 4.2.0, authorization: {type: simple}}, entityOperator: {userOperator: {}}}", "spec: {kafka: {version: 4.2.0, authorization: {type: opa, url: u}}, entityOperator: {userOperator: {}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}}"),
    ("listener/address-added", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1, 10.0.0.2]}}}]}}", POOLS),
    ("listener/address-added", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {brokers: [{broker: 0, externalIPs: [10.0.0.1]}]}}]}}", POOLS),
    ("listener/address-removed", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {}}]}}", POOLS),
    ("listener/same-addresses", Cosmetic, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1, 10.0.0.2]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.2, 10.0.0.1]}}}]}}", POOLS),
    ("listener/address", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {host: a}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {host: b}}}]}}", POOLS),
    ("listener/address", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {nodePort: 30000}}}]}}", POOLS),
    ("listener/certificate", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {brokerCertChainAndKey: {secretName: s}}}]}}", POOLS),
    ("listener/limit", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {maxConnections: 1}}]}}", POOLS),
    ("listener/limit", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {maxConnections: 1}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", POOLS),
    ("listener/names-added", Dynamic, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {alternativeNames: [a]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {alternativeNames: [a, b]}}}]}}", POOLS),
    ("listener/names-removed", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {alternativeNames: [a, b]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {bootstrap: {alternativeNames: [a]}}}]}}", POOLS),
    ("listener/ranges-narrowed", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {loadBalancerSourceRanges: [10.0.0.0/8, 11.0.0.0/8]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {loadBalancerSourceRanges: [10.0.0.0/8]}}]}}", POOLS),
    ("listener/ranges-opened", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {loadBalancerSourceRanges: [10.0.0.0/8]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", POOLS),
    ("listener/configuration", Dynamic, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, configuration: {externalTrafficPolicy: Local}}]}}", POOLS),
    ("listener/brokers", Dynamic, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}, {broker: 7, host: b}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("listener/broker-restart", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: b}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("listener/broker-restart", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}, {broker: 1, host: b}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("listener/ranges-same", Cosmetic, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/8]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/8, 10.1.0.0/16]}}]}}", POOLS),
    ("listener/annotations", Unknown, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {annotations: {a: b}}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {bootstrap: {annotations: {a: c}}}}]}}", POOLS),
    ("listener/class", Impossible, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {class: a}}]}}", POOLS),
    ("listener/class-kept", Reverted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {class: a}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {}}]}}", POOLS),
    ("listener/address", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {class: a}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {class: b}}]}}", POOLS),
    ("listener/unnamed", AccessRemoved, KAFKA, "spec: {kafka: {authorization: {type: simple}, listeners: [{name: l, port: 9094, type: internal, tls: true, authentication: {type: tls}}]}}", "spec: {kafka: {authorization: {type: simple}, listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", POOLS),
    ("listener/changed", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true, authentication: {type: scram-sha-512}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", POOLS),
    // Strimzi's other resources.
    ("connect/another-offset-topic", Irreversible, CONNECT, "spec: {replicas: 1, offsetStorageTopic: a}", "spec: {replicas: 1, offsetStorageTopic: b}", ""),
    ("connect/another-offset-topic", Irreversible, CONNECT, "spec: {replicas: 1, config: {offset.storage.topic: a}}", "spec: {replicas: 1, config: {}}", ""),
    ("connect/another-offset-topic", Irreversible, MIRROR, "spec: {target: {alias: t, offsetStorageTopic: a}}", "spec: {target: {alias: t, offsetStorageTopic: b}}", ""),
    ("connect/connectors-forgotten", Outage, CONNECT, "spec: {replicas: 1, configStorageTopic: a}", "spec: {replicas: 1, configStorageTopic: b}", ""),
    ("connect/connectors-made-again", Dynamic, MIRROR, "spec: {target: {alias: t, configStorageTopic: a}}", "spec: {target: {alias: t, configStorageTopic: b}}", ""),
    ("connect/bridge-port", AccessRemoved, BRIDGE, "spec: {replicas: 1, http: {port: 8080}}", "spec: {replicas: 1, http: {port: 8081}}", ""),
    ("connect/bridge-replicas", Dynamic, BRIDGE, "spec: {replicas: 1}", "spec: {replicas: 2}", ""),
    ("connect/resources-on", Outage, PLAIN_CONNECT, "metadata: {name: a, namespace: ns}, spec: {replicas: 1}", "metadata: {name: a, namespace: ns, annotations: {strimzi.io/use-connector-resources: 'true'}}, spec: {replicas: 1}", ""),
    ("connect/resources-off", Impossible, PLAIN_CONNECT, "metadata: {name: a, namespace: ns, annotations: {strimzi.io/use-connector-resources: 'true'}}, spec: {replicas: 1}", "metadata: {name: a, namespace: ns}, spec: {replicas: 1}", ""),
    ("connect/connector-unmanaged", Impossible, OWNED, "", "spec: {config: {a: b}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns}, spec: {replicas: 1}}"),
    ("connect/connector-unmanaged", Impossible, OWNED, "spec: {config: {a: b}}", "spec: {config: {a: c}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns}, spec: {replicas: 1}}"),
    ("connect/connector-kept", Dynamic, OWNED, "spec: {config: {a: b}}", "", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns}, spec: {replicas: 1}}"),
    ("connect/added", Dynamic, OWNED, "", "spec: {config: {a: b}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns, annotations: {strimzi.io/use-connector-resources: 'true'}}, spec: {replicas: 1}}"),
    ("connect/deleted", Outage, OWNED, "spec: {config: {a: b}}", "", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns, annotations: {strimzi.io/use-connector-resources: 'true'}}, spec: {replicas: 1}}"),
    ("connect/connector", Unknown, OWNED, "spec: {config: {a: b}}", "spec: {config: {a: c}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, metadata: {name: c, namespace: ns, annotations: {strimzi.io/use-connector-resources: 'true'}}, spec: {replicas: 1}}"),
    ("connect/connector-stopped", Outage, CONNECTOR, "spec: {}", "spec: {pause: true}", ""),
    ("connect/connector-resumed", Dynamic, CONNECTOR, "spec: {state: stopped}", "spec: {}", ""),
    ("connect/connector-still-stopped", Dynamic, CONNECTOR, "spec: {state: stopped}", "spec: {state: paused}", ""),
    ("connect/same-state", Cosmetic, CONNECTOR, "spec: {pause: true}", "spec: {state: paused}", ""),
    ("connect/auto-restart", Dynamic, CONNECTOR, "spec: {}", "spec: {autoRestart: {enabled: true}}", ""),
    ("connect/offsets-unasked", Cosmetic, CONNECTOR, "spec: {}", "spec: {listOffsets: {toConfigMap: {name: m}}}", ""),
    ("rebalance/approved", DataMovement, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance: approve}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/approved", DataMovement, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance-auto-approval: 'true'}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/approval-needed", Dynamic, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance-auto-approval: 'true'}}, spec: {mode: full}", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/stopped", Dynamic, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance: approve}}, spec: {mode: full}", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance: stop}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/answered", Cosmetic, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance: approve}}, spec: {mode: full}", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/template", Dynamic, REBALANCE_OF_K, "", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance-template: 'true'}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/deleted", Dynamic, REBALANCE_OF_K, "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("rebalance/without-cruise-control", Impossible, REBALANCE_OF_K, "", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", CLUSTER),
    ("connect/rebalance-asked", DataMovement, REBALANCE_OF_K, "", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("connect/another-alias", Irreversible, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: b}}]}", ""),
    ("connect/another-alias", Irreversible, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}}]}", "spec: {target: {alias: u}, mirrors: [{source: {alias: a}}]}", ""),
    ("connect/another-alias", Irreversible, MIRROR, "spec: {mirrors: [{sourceCluster: a, targetCluster: t}]}", "spec: {mirrors: [{sourceCluster: b, targetCluster: t}]}", ""),
    ("connect/mirrored", Dynamic, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, topicsPattern: a}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, topicsPattern: b}]}", ""),
    ("connect/connector-stopped", Outage, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 1}}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 1, state: stopped}}]}", ""),
    ("connect/auto-restart", Dynamic, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 1}}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 1, autoRestart: {enabled: true}}}]}", ""),
    ("connect/mirror-connector", Dynamic, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 1}}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, sourceConnector: {tasksMax: 2}}]}", ""),
    ("connect/another-cluster", Irreversible, CONNECT, "spec: {replicas: 1, bootstrapServers: 'a-kafka-bootstrap:9093'}", "spec: {replicas: 1, bootstrapServers: 'b-kafka-bootstrap:9093'}", ""),
    ("connect/another-cluster", Irreversible, MIRROR, "spec: {target: {alias: t, bootstrapServers: 'a-kafka-bootstrap.n.svc:9093'}}", "spec: {target: {alias: t, bootstrapServers: 'b-kafka-bootstrap.n.svc:9093'}}", ""),
    ("connect/restarted", RollingRestart, CONNECT, "spec: {replicas: 1}", "spec: {replicas: 1, image: a}", ""),
    ("connect/replicas", Dynamic, CONNECT, "spec: {replicas: 1}", "spec: {replicas: 2}", ""),
    ("connect/stopped", Outage, CONNECT, "spec: {replicas: 1}", "spec: {replicas: 0}", ""),
    ("connect/connector", Unknown, CONNECTOR, "spec: {config: {a: b}}", "spec: {config: {a: c}}", ""),
    ("connect/connector-stopped", Outage, CONNECTOR, "spec: {state: running}", "spec: {state: paused}", ""),
    ("connect/rebalance", DataMovement, REBALANCE, "spec: {mode: full}", "spec: {mode: add-brokers}", ""),
    ("connect/added", Dynamic, CONNECT, "", "spec: {replicas: 1}", ""),
    ("connect/deleted", Outage, CONNECT, "spec: {replicas: 1}", "", ""),
    ("connect/rebalance-asked", DataMovement, REBALANCE, "", "spec: {mode: full}", ""),
    // The Cluster Operator.
    ("operator/pods", RollingRestart, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_KAFKA_IMAGES, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_KAFKA_IMAGES, value: b}]}]}}}", POOLS),
    ("operator/namespaces", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: b}]}]}}}", POOLS),
    ("operator/namespaces", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: '*'}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", POOLS),
    ("operator/namespaces", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", POOLS),
    ("operator/namespaces-added", Dynamic, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: '*'}]}]}}}", POOLS),
    ("operator/namespaces-added", Dynamic, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: 'b, a'}]}]}}}", POOLS),
    ("operator/same-namespaces", Cosmetic, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: ns}]}]}}}", POOLS),
    ("operator/selector", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_CUSTOM_RESOURCE_SELECTOR, value: b=c}]}]}}}", POOLS),
    ("operator/policies-off", AccessGranted, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NETWORK_POLICY_GENERATION, value: 'false'}]}]}}}", POOLS),
    ("operator/policies-on", AccessRemoved, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NETWORK_POLICY_GENERATION, value: 'false'}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", POOLS),
    ("operator/budgets-off", AccessRemoved, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_POD_DISRUPTION_BUDGET_GENERATION, value: 'false'}]}]}}}", POOLS),
    ("operator/feature-gates", Unknown, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_FEATURE_GATES, value: +A}]}]}}}", POOLS),
    ("operator/release-unknown", Unknown, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0'}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:9.9.9'}]}}}", POOLS),
    // Kubernetes.
    ("workload/another-group", Irreversible, DEPLOYMENT, "spec: {template: {spec: {containers: [{name: c, env: [{name: KAFKA_CONSUMER_GROUP, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: c, env: [{name: KAFKA_CONSUMER_GROUP, value: b}]}]}}}", ""),
    ("workload/another-transactional-id", Dynamic, DEPLOYMENT, "spec: {template: {spec: {containers: [{name: c, env: [{name: KAFKA_TRANSACTIONAL_ID_PREFIX, value: a-}]}]}}}", "spec: {template: {spec: {containers: [{name: c, env: [{name: KAFKA_TRANSACTIONAL_ID_PREFIX, value: b-}]}]}}}", ""),
    ("workload/unchangeable", Impossible, SET, "spec: {volumeClaimTemplates: [{metadata: {name: a}}]}", "spec: {volumeClaimTemplates: [{metadata: {name: b}}]}", ""),
    ("workload/on-delete", Dynamic, SET, "spec: {updateStrategy: {type: OnDelete}, template: {spec: {a: 1}}}", "spec: {updateStrategy: {type: OnDelete}, template: {spec: {a: 2}}}", ""),
    ("workload/without-pods", Cosmetic, DEPLOYMENT, "spec: {replicas: 0, template: {spec: {a: 1}}}", "spec: {replicas: 0, template: {spec: {a: 2}}}", ""),
    ("workload/paused", Impossible, DEPLOYMENT, "spec: {template: {spec: {a: 1}}}", "spec: {paused: true, template: {spec: {a: 2}}}", ""),
    ("workload/resumed", RollingRestart, DEPLOYMENT, "spec: {paused: true}", "spec: {}", ""),
    ("definition/field-removed", Reverted, DEFINITION, "spec: {versions: [{name: v1, schema: {openAPIV3Schema: {properties: {spec: {type: object, properties: {a: {type: string}, b: {type: string}}}}}}}]}", "spec: {versions: [{name: v1, schema: {openAPIV3Schema: {properties: {spec: {type: object, properties: {a: {type: string}}}}}}}]}", ""),
    ("definition/fixed", Impossible, DEFINITION, "spec: {scope: Namespaced}", "spec: {scope: Cluster}", ""),
    ("storage-class/growing", Dynamic, CLASS, "provisioner: a", "provisioner: a, allowVolumeExpansion: true", ""),
    ("storage-class/not-growing", AccessRemoved, CLASS, "provisioner: a, allowVolumeExpansion: true", "provisioner: a", ""),
    ("storage-class/unchangeable", Impossible, CLASS, "provisioner: a", "provisioner: b", ""),
    ("secret/changed", Unknown, SECRET, "data: {a: YQ==}", "data: {a: Yg==}", ""),
    ("secret/unchangeable", Impossible, SECRET, "type: Opaque", "type: kubernetes.io/tls", ""),
    ("service/opened", AccessGranted, SERVICE, "", "spec: {type: LoadBalancer}", ""),
    ("service/ranges-narrowed", AccessRemoved, SERVICE, "spec: {type: LoadBalancer}", "spec: {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]}", ""),
    ("service/ranges-opened", AccessGranted, SERVICE, "spec: {loadBalancerSourceRanges: [10.0.0.0/8]}", "spec: {loadBalancerSourceRanges: [0.0.0.0/0]}", ""),
    ("service/ranges-same", Cosmetic, SERVICE, "spec: {loadBalancerSourceRanges: [10.0.0.0/8]}", "spec: {loadBalancerSourceRanges: [10.0.0.0/8, 10.1.0.0/16]}", ""),
    ("budget/none", Dynamic, BUDGET, "spec: {maxUnavailable: 1}", "spec: {maxUnavailable: 0}", ""),
    ("budget/none", Dynamic, BUDGET, "spec: {minAvailable: 2}", "spec: {minAvailable: 100%}", ""),
    ("budget/loosened", AccessRemoved, BUDGET, "spec: {minAvailable: 50%}", "spec: {minAvailable: 20%}", ""),
    ("budget/loosened", AccessRemoved, BUDGET, "spec: {maxUnavailable: 20%}", "spec: {maxUnavailable: 50%}", ""),
    ("budget/loosened", AccessRemoved, BUDGET, "spec: {maxUnavailable: 1}", "spec: {maxUnavailable: 50%}", ""),
    ("budget/changed", Dynamic, BUDGET, "spec: {minAvailable: 20%}", "spec: {minAvailable: 50%}", ""),
    ("namespace/pod-security-raised", Outage, "apiVersion: v1, kind: Namespace", "metadata: {name: a}", "metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: restricted}}", ""),
    ("namespace/pod-security-lowered", AccessGranted, "apiVersion: v1, kind: Namespace", "metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: restricted}}", "metadata: {name: a}", ""),
    ("object/added-unknown", Unknown, "apiVersion: v1, kind: ResourceQuota, metadata: {name: a}", "", "spec: {hard: {pods: 1}}", ""),
    ("reference/deleted", Outage, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {volumes: [{secret: {secretName: a}}]}}}}"),
    ("reference/optional", Dynamic, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {containers: [{env: [{valueFrom: {secretKeyRef: {name: a, optional: true}}}]}]}}}}"),
    ("reference/pull-secret", Outage, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {imagePullSecrets: [{name: a}]}}}}"),
    ("reference/unused", Dynamic, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {serviceAccountName: a, volumes: [{configMap: {name: a}}]}}}}"),
    ("reference/certificate", Outage, SECRET, "type: Opaque", "", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: w}, spec: {tls: [{secretName: a}]}}"),
    ("reference/of-resource", Outage, SECRET, "type: Opaque", "", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u}, spec: {authentication: {type: scram-sha-512, password: {valueFrom: {secretKeyRef: {name: a, key: k}}}}}}"),
    ("reference/unknown", Outage, SECRET, "type: Opaque", "", "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: w}, spec: {endpoints: [{tlsConfig: {ca: {secret: {name: a}}}}]}}"),
    ("volume/shrunk", Impossible, CLAIM, "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}", "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}", ""),
    ("volume/grown", Dynamic, CLAIM, "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}", "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 15Gi}}}", ""),
    ("volume/same-size", Cosmetic, CLAIM, "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}", "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}", ""),
    ("volume/unchangeable", Impossible, CLAIM, "spec: {storageClassName: a}", "spec: {storageClassName: b}", ""),
    ("volume/attributes", Dynamic, CLAIM, "spec: {volumeAttributesClassName: a}", "spec: {volumeAttributesClassName: b}", ""),
    ("job/schedule-suspended", AccessRemoved, CRON_JOB, "spec: {suspend: false}", "spec: {suspend: true}", ""),
    ("job/schedule-resumed", Dynamic, CRON_JOB, "spec: {suspend: true}", "spec: {}", ""),
    ("service/port-name", AccessRemoved, SERVICE, "spec: {ports: [{name: http, port: 80, targetPort: 8080}]}", "spec: {ports: [{name: web, port: 80, targetPort: 8080}]}", ""),
    ("service/target-port", Outage, SERVICE, "spec: {ports: [{name: http, port: 80, targetPort: 8080}]}", "spec: {ports: [{name: http, port: 80, targetPort: 8081}]}", ""),
    ("workload/another-journal", Outage, DEPLOYMENT, "spec: {template: {spec: {containers: [{name: c, env: [{name: APICURIO_KAFKASQL_TOPIC, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: c, env: [{name: APICURIO_KAFKASQL_TOPIC, value: b}]}]}}}", ""),
    // What applies the objects.
    ("delivery/prune-allowed", AccessRemoved, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k, annotations: {argocd.argoproj.io/sync-options: 'ServerSideApply=true,Prune=false'}}", "metadata: {name: k, annotations: {argocd.argoproj.io/sync-options: ServerSideApply=true}}", ""),
    ("delivery/prune-allowed", AccessRemoved, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}", "metadata: {name: k}", ""),
    ("delivery/replaced", Outage, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k}", "metadata: {name: k, annotations: {argocd.argoproj.io/sync-options: Replace=true}}", ""),
    ("delivery/replaced", Outage, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k}", "metadata: {name: k, annotations: {argocd.argoproj.io/hook: PreSync}}", ""),
    ("metadata/changed", Cosmetic, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k, annotations: {strimzi.io/kraft: enabled}}", "metadata: {name: k}", NEW),
    ("delivery/suspended", Impossible, "apiVersion: kafka.strimzi.io/v1, kind: Kafka", "metadata: {name: k}", "metadata: {name: k, annotations: {kustomize.toolkit.fluxcd.io/reconcile: disabled}}", ""),
    ("delivery/suspended", Impossible, FLUX, "spec: {}", "spec: {suspend: true}", ""),
    ("delivery/resumed", Unknown, FLUX, "spec: {suspend: true}", "spec: {suspend: false}", ""),
    ("delivery/prunes", Outage, FLUX, "spec: {prune: false}", "spec: {prune: true}", ""),
    ("delivery/prunes-no-more", Dynamic, FLUX, "spec: {prune: true}", "spec: {prune: false}", ""),
    ("delivery/source", Unknown, FLUX, "spec: {path: a}", "spec: {path: b}", ""),
];

/// What must not be said: a false alarm, or a false reassurance. A fact without a name stands for any
/// of the class.
#[rustfmt::skip]
pub const UNTOLD: &[Pair] = &[
    ("user/another-group", Irreversible, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: old, patternType: literal}, operations: [Read]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: old, patternType: literal}, operations: [Read]}, {resource: {type: group, name: new, patternType: literal}, operations: [Read]}]}}", CLUSTER),
    ("user/another-group", Irreversible, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: old, patternType: literal}, operations: [Read]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: ol, patternType: prefix}, operations: [Read]}]}}", CLUSTER),
    ("user/another-group", Irreversible, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: old, patternType: literal}, operations: [Read]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: group, name: new, patternType: literal}, operations: [Read]}]}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {containers: [{name: c, env: [{name: KAFKA_CONSUMER_GROUP, value: new}]}]}}}}"),
    ("user/created", AccessGranted, USER, "", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", OPEN),
    ("user/created", AccessGranted, USER, "", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", DELEGATED),
    ("service/port", Outage, SERVICE, "spec: {ports: [{name: http, port: 80, targetPort: 8080}]}", "spec: {ports: [{name: http, port: 80, targetPort: 8081}]}", ""),
    ("", Outage, SERVICE, "spec: {ports: [{name: http, port: 80, targetPort: 8080}]}", "spec: {ports: [{name: web, port: 80, targetPort: 8080}]}", ""),
    ("", AccessGranted, SERVICE, "spec: {ports: [{name: http, port: 80, targetPort: 8080}]}", "spec: {ports: [{name: web, port: 80, targetPort: 8080}]}", ""),
    ("", Impossible, KAFKA, "spec: {kafka: {version: 4.2.0, authorization: {type: simple}}, entityOperator: {userOperator: {}}}", "spec: {kafka: {version: 4.2.0}, entityOperator: {userOperator: {}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {}}"),
    ("", Impossible, KAFKA, "spec: {kafka: {version: 4.2.0}, entityOperator: {userOperator: {}}}", "spec: {kafka: {version: 4.2.0, authorization: {type: simple}}, entityOperator: {userOperator: {}}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}}"),
    ("", Irreversible, CONNECT, "spec: {replicas: 1, bootstrapServers: 'a-kafka-bootstrap:9092'}", "spec: {replicas: 1, bootstrapServers: 'a-kafka-bootstrap.n.svc:9093'}", ""),
    ("", RollingRestart, MIRROR, "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, topicsPattern: a}]}", "spec: {target: {alias: t}, mirrors: [{source: {alias: a}, topicsPattern: b}]}", ""),
    ("", Outage, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {containers: [{env: [{valueFrom: {secretKeyRef: {name: a, optional: true}}}]}]}}}}"),
    ("", Outage, SECRET, "type: Opaque", "", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: {serviceAccountName: a, volumes: [{configMap: {name: a}}]}}}}"),
    ("reference/deleted", Outage, SECRET, "type: Opaque", "", "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: w}, spec: {tls: [{secretName: a}]}}"),
    ("reference/deleted", Outage, SECRET, "type: Opaque", "", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, metadata: {name: u}, spec: {authentication: {type: scram-sha-512, password: {valueFrom: {secretKeyRef: {name: a, key: k}}}}}}"),
    ("", DataMovement, REBALANCE_OF_K, "", "metadata: {name: a, namespace: ns, labels: {strimzi.io/cluster: k}, annotations: {strimzi.io/rebalance-template: 'true'}}, spec: {mode: full}", "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: ns}, spec: {kafka: {version: 4.2.0}, cruiseControl: {}}}"),
    ("", Unknown, CONNECTOR, "spec: {}", "spec: {autoRestart: {enabled: true}}", ""),
    ("", Irreversible, CONNECT, "spec: {replicas: 1, config: {offset.storage.topic: a, config.storage.topic: b}}", "spec: {replicas: 1, offsetStorageTopic: a, configStorageTopic: b}", ""),
    ("", Outage, CONNECT, "spec: {replicas: 1, config: {offset.storage.topic: a, config.storage.topic: b}}", "spec: {replicas: 1, offsetStorageTopic: a, configStorageTopic: b}", ""),
    ("", Irreversible, MIRROR, "spec: {connectCluster: t, clusters: [{alias: t, config: {offset.storage.topic: a}}]}", "spec: {target: {alias: t, offsetStorageTopic: a}}", ""),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1, 10.0.0.2]}}}]}}", POOLS),
    ("", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1]}}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {bootstrap: {externalIPs: [10.0.0.1, 10.0.0.2]}}}]}}", POOLS),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {brokers: [{broker: 0, externalIPs: [10.0.0.1]}]}}]}}", POOLS),
    ("", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: nodeport, configuration: {brokers: [{broker: 0, externalIPs: [10.0.0.1]}]}}]}}", POOLS),
    ("", DataLoss, POOL, "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}", "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: []}}", CLUSTER),
    ("", RollingRestart, POOL, "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 1Gi}]}}", "spec: {roles: [broker], replicas: 3, storage: {type: jbod, volumes: []}}", CLUSTER),
    ("", Dynamic, KAFKA, "spec: {kafka: {version: 4.2.0, config: {}}}", "spec: {kafka: {version: 4.2.0, config: {num.replica.fetchers: 4}}}", POOLS),
    ("", RollingRestart, KAFKA, "spec: {kafka: {version: 4.2.0, config: {log.cleaner.threads: 2}}}", "spec: {kafka: {version: 4.2.0, config: {log.cleaner.threads: 4}}}", POOLS),
    ("", AccessRemoved, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", "spec: {}", OPEN),
    ("", AccessRemoved, USER, "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read, Write]}]}}", "spec: {authorization: {type: simple, acls: [{resource: {type: topic, name: t}, operations: [Read]}]}}", OPEN),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true, authentication: {type: tls}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", POOLS),
    ("listener/changed", AccessRemoved, KAFKA, "spec: {kafka: {authorization: {type: simple}, listeners: [{name: l, port: 9094, type: internal, tls: true, authentication: {type: tls}}]}}", "spec: {kafka: {authorization: {type: simple}, listeners: [{name: l, port: 9094, type: internal, tls: true}]}}", POOLS),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {class: a}}]}}", POOLS),
    ("", AccessGranted, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/8]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/16]}}]}}", POOLS),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/8]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {loadBalancerSourceRanges: [0.0.0.0/0]}}]}}", POOLS),
    ("", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, annotations: {a: b}}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, annotations: {a: b}}, {broker: 7, annotations: {a: b}}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("", RollingRestart, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, annotations: {a: b}}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: loadbalancer, configuration: {brokers: [{broker: 0, annotations: {a: b}}, {broker: 1, annotations: {a: b}}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("", AccessRemoved, KAFKA, "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}]}}]}}", "spec: {kafka: {listeners: [{name: l, port: 9094, type: ingress, configuration: {brokers: [{broker: 0, host: a}, {broker: 7, host: b}]}}]}}", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: b, namespace: ns, labels: {strimzi.io/cluster: k}}, spec: {roles: [broker], replicas: 2}}"),
    ("", Outage, KAFKA, "spec: {clientsCa: {}}", "spec: {clientsCa: {generateCertificateAuthority: false}}", POOLS),
    ("", RollingRestart, KAFKA, "spec: {clientsCa: {}}", "spec: {clientsCa: {generateCertificateAuthority: false}}", POOLS),
    ("", DataLoss, TOPIC, "spec: {}", "spec: {config: {local.retention.ms: 1000}}", CLUSTER),
    ("", DataLoss, KAFKA, "spec: {kafka: {version: 4.2.0}}", "spec: {kafka: {version: 4.2.0, config: {log.local.retention.ms: 1000}}}", POOLS),
    ("", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: '*'}]}]}}}", POOLS),
    ("", Outage, OPERATOR, "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: a}]}]}}}", "spec: {template: {spec: {containers: [{name: o, image: 'a/operator:1.2.0', env: [{name: STRIMZI_NAMESPACE, value: 'b,a'}]}]}}}", POOLS),
];

/// Returns the objects of one side; an empty rest is no object.
pub fn side((_, _, begin, before, after, around): &Pair, is_before: bool) -> String {
    let rest = if is_before { before } else { after };
    let object = if rest.is_empty() {
        String::new()
    } else {
        format!("{{{begin}, {rest}}}")
    };
    let parts: Vec<&str> = [object.as_str(), around]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n---\n")
}
