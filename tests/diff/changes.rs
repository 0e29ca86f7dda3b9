//! The changes of the catalogue: each a name, and the layer that makes it.

/// Each change of `base.yaml` by a layer over it.
pub const CHANGES: &[(&str, &str)] = &[
    // Topics.
    (
        "topic_added",
        "topics: {refunds: {owner: shop, purpose: Refunds, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}}",
    ),
    ("topic_removed", "topics: {customers: null}"),
    (
        "topic_partitions_increased",
        "topics: {orders: {partitions: 12}}",
    ),
    (
        "topic_partitions_decreased",
        "topics: {orders: {partitions: 3}}",
    ),
    (
        "topic_replicas_changed",
        "topics: {customers: {replicas: 2, minInsyncReplicas: 1}}",
    ),
    (
        "topic_replicas_with_cruise_control",
        "{cluster: {cruiseControl: {}}, topics: {orders: {replicas: 2, minInsyncReplicas: 1}}}",
    ),
    ("topic_retention_cut", "topics: {orders: {retention: 1d}}"),
    (
        "topic_retention_longer",
        "topics: {orders: {retention: 30d}}",
    ),
    (
        "topic_retention_unset",
        "topics: {orders: {retention: null}}",
    ),
    (
        "topic_retention_size_set",
        "topics: {orders: {retentionSize: 1Gi}}",
    ),
    (
        "topic_compacted",
        "topics: {orders: {cleanup: compact, retention: null}}",
    ),
    (
        "topic_compacted_and_deleted",
        "topics: {customers: {cleanup: 'compact,delete', retention: 30d}}",
    ),
    (
        "topic_min_insync_lowered",
        "topics: {orders: {minInsyncReplicas: 1}}",
    ),
    (
        "topic_message_size_raised",
        "topics: {orders: {maxMessageSize: 4Mi}}",
    ),
    (
        "topic_segment",
        "topics: {orders: {config: {segment.ms: 3600000}}}",
    ),
    (
        "topic_unclean_election",
        "topics: {orders: {config: {unclean.leader.election.enable: true}}}",
    ),
    ("topic_owner", "topics: {orders: {owner: sales}}"),
    // Users, rights and quotas.
    (
        "user_added",
        "users: {auditor: {owner: money, purpose: Audits, acls: [{resource: {topic: {name: orders}}, operations: [Read], reason: It audits}]}}",
    ),
    ("user_removed", "users: {backup: null}"),
    (
        "user_right_removed",
        "users: {backup: {acls: [{resource: {topic: {name: orders}}, operations: [Describe], reason: It copies orders}]}}",
    ),
    (
        "user_right_added",
        "users: {backup: {acls: [{resource: {topic: {name: orders}}, operations: [Read, Describe, DescribeConfigs], reason: It copies orders}]}}",
    ),
    (
        "user_right_on_another_topic",
        "users: {backup: {acls: [{resource: {topic: {name: customers}}, operations: [Read, Describe], reason: It copies customers}]}}",
    ),
    (
        "user_authentication",
        "users: {backup: {authentication: scram-sha-512}}",
    ),
    (
        "application_reads_another_topic",
        "applications: {billing: {consumes: {customers: Who pays}}}",
    ),
    (
        "application_stops_writing",
        "applications: {checkout: {produces: null, consumes: {orders: What was ordered}}}",
    ),
    (
        "application_in_another_group",
        "applications: {billing: {consumerGroup: accounting}}",
    ),
    ("application_removed", "applications: {billing: null}"),
    (
        "quota_tightened",
        "applications: {checkout: {quotas: {producerRate: 512Ki}}}",
    ),
    (
        "quota_loosened",
        "applications: {checkout: {quotas: {producerRate: 2Mi}}}",
    ),
    ("quota_removed", "applications: {checkout: {quotas: null}}"),
    (
        "quota_set",
        "applications: {billing: {quotas: {consumerRate: 1Mi}}}",
    ),
    // Workloads.
    (
        "application_image",
        "applications: {checkout: {workload: {image: 'registry.example.com/checkout:1.1.0'}}}",
    ),
    (
        "application_replicas",
        "applications: {checkout: {workload: {replicas: 3}}}",
    ),
    (
        "application_resources",
        "applications: {checkout: {workload: {resources: {memory: 512Mi, cpu: 100m}}}}",
    ),
    (
        "application_on_another_listener",
        "applications: {checkout: {listener: second}}\ncluster: {listeners: {second: {port: 9096, tls: true, authentication: tls, purpose: For checkout}}}",
    ),
    (
        "application_without_image",
        "applications: {checkout: {workload: {image: null}}}",
    ),
    // Listeners.
    (
        "listener_added_inside",
        "cluster: {listeners: {second: {port: 9096, tls: true, authentication: tls, purpose: For more}}}",
    ),
    (
        "listener_added_outside",
        "cluster: {listeners: {outside: {port: 9094, tls: true, authentication: tls, purpose: For partners, expose: {loadBalancer: {sourceRanges: [10.0.0.0/8]}}}}}",
    ),
    ("listener_removed", "cluster: {listeners: {tools: null}}"),
    ("listener_port", "cluster: {listeners: {tls: {port: 9097}}}"),
    (
        "listener_authentication",
        "cluster: {listeners: {tools: {authentication: tls}}}",
    ),
    (
        "listener_exposed",
        "cluster: {listeners: {tools: {expose: {nodePort: {}}}}}",
    ),
    // Broker configuration.
    (
        "config_dynamic",
        "cluster: {config: {log.cleaner.threads: 2}}",
    ),
    (
        "config_dynamic_per_broker",
        "cluster: {config: {num.io.threads: 16}}",
    ),
    ("config_static", "cluster: {config: {num.partitions: 3}}"),
    (
        "config_static_and_dynamic",
        "cluster: {config: {num.partitions: 3, num.io.threads: 16}}",
    ),
    (
        "config_retention_cut",
        "cluster: {config: {log.retention.hours: 24}}",
    ),
    (
        "config_retention_cut_by_another_unit",
        "cluster: {config: {log.retention.ms: 86400000}}",
    ),
    (
        "config_removed",
        "cluster: {config: {log.retention.hours: null}}",
    ),
    (
        "config_unclean_election",
        "cluster: {config: {unclean.leader.election.enable: true}}",
    ),
    // Nodes and disks.
    (
        "brokers_scaled_up",
        "cluster: {nodePools: {brokers: {replicas: 5}}}",
    ),
    (
        "brokers_scaled_down",
        "cluster: {nodePools: {brokers: {replicas: 3}}}",
    ),
    (
        "brokers_scaled_up_and_config_static",
        "cluster: {config: {num.partitions: 3}, nodePools: {brokers: {replicas: 5}}}",
    ),
    (
        "controllers_scaled",
        "cluster: {nodePools: {controllers: {replicas: 5}}}",
    ),
    (
        "controllers_become_brokers",
        "cluster: {nodePools: {controllers: {roles: [controller, broker]}}}",
    ),
    (
        "pool_added",
        "cluster: {nodePools: {more: {roles: [broker], replicas: 3, firstNodeId: 200, storage: {volumes: {0: {size: 10Gi, class: fast}}}, resources: {memory: 2Gi, cpu: 500m}}}}",
    ),
    (
        "pool_memory",
        "cluster: {nodePools: {brokers: {resources: {memory: 4Gi}}}}",
    ),
    (
        "pool_heap",
        "cluster: {nodePools: {brokers: {heap: 512Mi}}}",
    ),
    (
        "pool_spread",
        "cluster: {nodePools: {brokers: {spread: preferred}}}",
    ),
    (
        "disk_grown",
        "cluster: {nodePools: {brokers: {storage: {volumes: {0: {size: 20Gi}}}}}}",
    ),
    (
        "disk_shrunk",
        "cluster: {nodePools: {brokers: {storage: {volumes: {0: {size: 5Gi}}}}}}",
    ),
    (
        "disk_grown_and_class",
        "cluster: {nodePools: {brokers: {storage: {volumes: {0: {size: 20Gi}, 1: {class: slow}}}}}}",
    ),
    (
        "disk_class",
        "cluster: {nodePools: {brokers: {storage: {volumes: {0: {class: slow}}}}}}",
    ),
    (
        "disk_added",
        "cluster: {nodePools: {brokers: {storage: {volumes: {2: {size: 10Gi, class: fast}}}}}}",
    ),
    (
        "disk_removed",
        "cluster: {nodePools: {brokers: {storage: {volumes: {1: null}}}}}",
    ),
    (
        "disk_delete_claim",
        "cluster: {nodePools: {brokers: {storage: {volumes: {0: {deleteClaim: true}}}}}}",
    ),
    (
        "pool_renamed",
        "cluster: {nodePools: {brokers: null, workers: {roles: [broker], replicas: 4, firstNodeId: 0, storage: {volumes: {0: {size: 10Gi, class: fast}, 1: {size: 10Gi, class: fast}}}, resources: {memory: 2Gi, cpu: 500m}}}}",
    ),
    // The cluster.
    ("kafka_version", "cluster: {version: 4.2.1}"),
    (
        "kafka_version_and_metadata",
        "cluster: {version: 4.3.0, metadataVersion: 4.3-IV0}",
    ),
    ("operator_upgraded", "operator: {version: 1.1.0}"),
    (
        "authorization_off",
        "cluster: {authorization: {none: {}}}\nusers: {backup: null}",
    ),
    (
        "super_user",
        "cluster: {authorization: {simple: {superUsers: [backup]}}}",
    ),
    (
        "certificate_days",
        "cluster: {certificates: {clients: {validityDays: 90, renewalDays: 20}}}",
    ),
    (
        "maintenance_window",
        "cluster: {maintenanceWindows: ['* * 1-2 ? * SAT *']}",
    ),
    ("exporter_added", "cluster: {kafkaExporter: {}}"),
    ("cruise_control_added", "cluster: {cruiseControl: {}}"),
    (
        "entity_operator_memory",
        "cluster: {entityOperator: {topicOperator: {memory: 512Mi, cpu: 100m}}}",
    ),
    // People, alerts and documents.
    (
        "viewers_added",
        "access: {viewers: [shop-people, auditors]}",
    ),
    ("viewers_removed", "access: {viewers: []}"),
    (
        "alert_loosened",
        "monitoring: {thresholds: {nodeDown: 30m}}",
    ),
    (
        "alert_tightened",
        "monitoring: {thresholds: {nodeDown: 1m}}",
    ),
    ("monitoring_removed", "monitoring: null"),
    ("delivery_by_flux", "delivery: flux"),
];
