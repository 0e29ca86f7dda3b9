//! What is rendered for options that no shipped environment uses.
//!
//! Each fixture is a shipped environment with a layer over it that passes every rule, and each
//! snapshot holds the objects or fields that the option is about.

mod fixture;

use fixture::{OWN_KAFKA, deployment, objects, operator};
use kafka_blueprint::{
    emit::yaml,
    finding::Severity,
    kubernetes::object::Object,
    render::{self, Component, Components},
    rules,
};
use serde_json::{Map, Value};

/// Takes away what stands around the cluster and would repeat an option in every snapshot.
const CLUSTER_ALONE: &str = "\
{schemaRegistry: null, kafkaUi: null, monitoring: null, verification: null, applications: null, \
 topics: {todo-events: {schema: null}, chat-events: {schema: null}, user-events: {schema: null}, \
 system-events: {schema: null}}}";

/// Renders an environment with layers over it that has no errors.
fn components(environment: &str, layers: &[&str]) -> Components {
    let deployment = deployment(environment, layers);
    let mut findings = rules::check(&deployment, None);
    findings.retain(|finding| finding.severity == Severity::Error);
    assert_eq!(findings, []);
    render::render(&deployment)
}

/// Renders production's cluster alone, with layers over it.
fn cluster(layers: &[&str]) -> Vec<Object> {
    let layers: Vec<&str> = [CLUSTER_ALONE].iter().chain(layers).copied().collect();
    objects(&components("prod", &layers))
}

/// Writes the objects of a kind; there is at least one.
fn of_kind(objects: &[Object], kind: &str) -> String {
    let found = objects.iter().filter(|object| object.id().kind == kind);
    let found: Vec<Object> = found.cloned().collect();
    assert!(!found.is_empty(), "no {kind}");
    yaml::documents("", &found)
}

/// Writes some fields of every object that has them, by what identifies the object.
fn fields(objects: &[Object], pointers: &[&str]) -> String {
    let mut all = Map::new();
    for object in objects {
        let found = pointers.iter().filter_map(|pointer| {
            Some((
                (*pointer).to_owned(),
                object.value().pointer(pointer)?.clone(),
            ))
        });
        let found: Map<String, Value> = found.collect();
        if !found.is_empty() {
            all.insert(object.id().to_string(), found.into());
        }
    }
    assert!(!all.is_empty(), "no object has any of {pointers:?}");
    yaml::document("", &all.into())
}

fn component(components: &Components, component: Component) -> Vec<Object> {
    let found = components.iter().find(|(this, _)| *this == component);
    found
        .map(|(_, objects)| objects.clone())
        .unwrap_or_default()
}

#[test]
fn the_oldest_operator_and_its_cluster() {
    let layers = [CLUSTER_ALONE, &operator("0.40.0")];
    let components = components("prod", &layers);
    insta::assert_snapshot!(
        "operator-0.40.0",
        yaml::documents("", &component(&components, Component::Operator))
    );
    insta::assert_snapshot!(
        "cluster-0.40.0",
        yaml::documents("", &component(&components, Component::KafkaCluster))
    );
}

#[test]
fn the_newest_operator_and_its_cluster() {
    let layers = [CLUSTER_ALONE, OWN_KAFKA, NEW_KUBERNETES, &operator("1.2.0")];
    let components = components("prod", &layers);
    insta::assert_snapshot!(
        "operator-1.2.0",
        yaml::documents("", &component(&components, Component::Operator))
    );
    insta::assert_snapshot!(
        "cluster-1.2.0",
        yaml::documents("", &component(&components, Component::KafkaCluster))
    );
    insta::assert_snapshot!(
        "topics-1.2.0",
        yaml::documents("", &component(&components, Component::Topics))
    );
    insta::assert_snapshot!(
        "users-1.2.0",
        of_kind(
            &cluster(&[OWN_KAFKA, NEW_KUBERNETES, &operator("1.2.0"), USERS]),
            "KafkaUser"
        )
    );
}

/// What the newest operators need.
const NEW_KUBERNETES: &str = "platform: {kubernetes: '1.34'}";

#[test]
fn every_way_to_expose_a_listener() {
    let listeners = r#"
cluster:
  listeners:
    node:
      port: 9095
      tls: true
      authentication: tls
      expose: {nodePort: {port: 31000, alternativeNames: [kafka.example.com, 203.0.113.7]}}
    ingress:
      port: 9096
      tls: true
      authentication: tls
      expose:
        ingress:
          class: nginx
          bootstrapHost: kafka.example.com
          brokerHost: broker-{nodeId}.example.com
          annotations: {nginx.ingress.kubernetes.io/ssl-passthrough: "true"}
    route: {port: 9097, tls: true, authentication: tls, expose: {route: {}}}
    each: {port: 9098, tls: true, authentication: tls, expose: {clusterIp: {}}}
    password: {port: 9099, tls: true, authentication: scram-sha-512}
    cloud:
      port: 9100
      tls: true
      authentication: tls
      expose:
        loadBalancer:
          class: internal
          keepClientAddress: true
          sourceRanges: [192.0.2.0/24]
          alternativeNames: [kafka.internal]
"#;
    let objects = cluster(&[listeners]);
    insta::assert_snapshot!("listeners", fields(&objects, &["/spec/kafka/listeners"]));
}

/// Where the operator's rights are and what it watches.
fn watch(objects: &[Object]) -> String {
    let bindings: Vec<Object> = objects
        .iter()
        .filter(|object| object.id().kind.ends_with("Binding"))
        .cloned()
        .collect();
    let environment = objects
        .iter()
        .find(|object| object.id().kind == "Deployment")
        .and_then(|object| {
            object
                .value()
                .pointer("/spec/template/spec/containers/0/env")
        })
        .and_then(Value::as_array)
        .unwrap();
    let watched = environment
        .iter()
        .find(|it| it["name"] == "STRIMZI_NAMESPACE");
    let namespaces = objects
        .iter()
        .filter(|object| object.id().kind == "Namespace");
    let namespaces: Vec<&str> = namespaces.map(|object| &*object.id().name).collect();
    format!(
        "{}---\n{}---\nnamespaces: {namespaces:?}\n",
        yaml::documents("", &bindings),
        yaml::document("", watched.unwrap()),
    )
}

#[test]
fn an_operator_of_its_own_namespace() {
    insta::assert_snapshot!("watch-own", watch(&cluster(&[])));
}

#[test]
fn an_operator_in_another_namespace_watches_a_list() {
    let layer = "operator: {namespace: strimzi, watch: {namespaces: [kafka, payments]}}";
    insta::assert_snapshot!("watch-list", watch(&cluster(&[layer])));
}

#[test]
fn an_operator_of_all_namespaces() {
    let layer = "operator: {namespace: strimzi, watch: allNamespaces}";
    insta::assert_snapshot!("watch-all", watch(&cluster(&[layer])));
}

#[test]
fn an_operator_that_the_platform_owns_is_not_rendered() {
    let components = components("prod", &[CLUSTER_ALONE, "operator: {install: false}"]);
    let ids: Vec<String> = component(&components, Component::Operator)
        .iter()
        .map(|object| object.id().to_string())
        .collect();
    insta::assert_snapshot!("operator-of-the-platform", ids.join("\n"));
}

#[test]
fn a_platform_with_a_mirror_and_nodes_of_its_own() {
    let layer = r"
platform:
  imageRegistry: registry.example.com:5000/mirror
  imagePullSecrets: [mirror-login]
  nodeSelector: {example.com/pool: kafka}
  tolerations:
    - {key: example.com/kafka, value: only, effect: NoSchedule}
    - {key: example.com/drain}
  priorityClass: important
  dnsDomain: example.internal
cluster: {cruiseControl: {}}
";
    let objects = cluster(&[layer]);
    let deployments: Vec<Object> = objects
        .iter()
        .filter(|object| object.id().kind == "Deployment")
        .cloned()
        .collect();
    insta::assert_snapshot!("platform-operator", yaml::documents("", &deployments));
    insta::assert_snapshot!("platform-cluster", of_kind(&objects, "Kafka"));
    insta::assert_snapshot!("platform-pool", of_kind(&objects, "KafkaNodePool"));
}

#[test]
fn pools_with_ids_that_are_asked_for() {
    let layer = r"
cluster:
  nodePools:
    dual-role: null
    controllers:
      roles: [controller]
      replicas: 3
      firstNodeId: 100
      spread: preferred
      storage: {volumes: {0: {size: 5Gi}}}
      resources: {memory: 1Gi, cpu: 250m}
    fast:
      roles: [broker]
      replicas: 3
      firstNodeId: 0
      spread: anywhere
      nodeSelector: {example.com/disk: nvme}
      storage: {volumes: {0: {size: 1Ti, class: nvme, deleteClaim: true}, 7: {size: 500Gi}}}
      resources: {memory: 8Gi, cpu: 2, cpuLimit: 4}
      heap: 3Gi
    scratch:
      roles: [broker]
      replicas: 1
      storage: {ephemeral: {}}
      resources: {memory: 2Gi, cpu: 1}
";
    // Several volumes need a newer operator than the shipped one.
    let pools = cluster(&[OWN_KAFKA, NEW_KUBERNETES, &operator("1.2.0"), layer]);
    insta::assert_snapshot!("pools", of_kind(&pools, "KafkaNodePool"));
}

#[test]
fn cruise_control_racks_and_no_authorization() {
    let layer = r"
cluster:
  rack: topology.kubernetes.io/zone
  cruiseControl:
    resources: {memory: 2Gi, cpu: 500m}
    config: {num.concurrent.partition.movements.per.broker: 5}
  entityOperator: {reconciliationSeconds: 60, logLevel: DEBUG}
  certificates: {cluster: {validityDays: 730, renewalDays: 60}}
";
    insta::assert_snapshot!("cruise-control", of_kind(&cluster(&[layer]), "Kafka"));
}

#[test]
fn delivery_decides_the_annotations() {
    for way in ["argo-cd", "flux"] {
        let objects = objects(&components("prod", &[&format!("delivery: {way}")]));
        let annotations = fields(&objects, &["/metadata/annotations"]);
        insta::assert_snapshot!(format!("delivery-{way}"), annotations);
    }
}

/// Users with every kind of right.
const USERS: &str = r#"
cluster:
  listeners:
    password: {port: 9099, tls: true, authentication: scram-sha-512}
users:
  auditor:
    owner: security
    purpose: Reads everything but personal data
    authentication: scram-sha-512
    acls:
      - reason: It reads every topic
        resource: {topic: {name: "*"}}
        operations: [Read, Describe, DescribeConfigs]
      - reason: It must not see what people say
        type: deny
        host: 192.0.2.7
        resource: {topic: {name: chat, pattern: prefix}}
        operations: [Read]
      - reason: It commits its offsets
        resource: {group: {name: auditor-, pattern: prefix}}
        operations: [Read]
      - reason: It looks at the cluster
        resource: {cluster: {}}
        operations: [Describe]
    quotas: {producerRate: 1Mi, consumerRate: 5Mi, requestPercent: 25}
  bridge:
    owner: platform
    purpose: Copies events elsewhere, with a certificate of another authority
    authentication: tls-external
    acls:
      - reason: It writes in transactions
        resource: {transactionalId: {name: bridge}}
        operations: [Write, Describe]
"#;

#[test]
fn users_with_rights_of_their_own() {
    insta::assert_snapshot!("users-0.40.0", of_kind(&cluster(&[USERS]), "KafkaUser"));
}

#[test]
fn a_topic_whose_name_kubernetes_does_not_take() {
    let layer = r"
topics:
  Orders_v2.RETRY:
    owner: shop
    purpose: Orders that are tried again
    partitions: 1
    cleanup: compact,delete
    retention: 36h
    retentionSize: 3Gi
    maxMessageSize: 2Mi
    config: {flush.messages: 9007199254740993, compression.type: zstd}
";
    let objects = cluster(&[layer]);
    let topic = objects.into_iter().find(|object| {
        object
            .value()
            .pointer("/spec/topicName")
            .is_some_and(|name| name == "Orders_v2.RETRY")
    });
    insta::assert_snapshot!("topic-name", yaml::documents("", &[topic.unwrap()]));
}
