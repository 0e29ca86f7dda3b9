//! Every Strimzi object that can be rendered is valid against the schema of its release.

mod fixture;

use std::collections::BTreeMap;

use fixture::{OWN_KAFKA, components, objects, operator};
use kafka_blueprint::{
    catalog::{
        crd,
        operator::{OperatorVersion, Release},
    },
    kubernetes::object::Object,
};
use serde_json::json;

/// Options that the shipped environments do not use, each laid over prod.
const OPTIONS: [(&str, &str); 9] = [
    ("as shipped", "{description: As shipped}"),
    (
        "node port",
        "cluster: {listeners: {external: {expose: {loadBalancer: null, nodePort: {port: 30094, alternativeNames: [node.example.com]}}}}}",
    ),
    (
        "ingress",
        "cluster: {listeners: {external: {expose: {loadBalancer: null, ingress: {class: nginx, bootstrapHost: kafka.example.com, brokerHost: 'broker-{nodeId}.example.com'}}}}}",
    ),
    (
        "route",
        "cluster: {listeners: {external: {expose: {loadBalancer: null, route: {}}}}}",
    ),
    (
        "cluster ip",
        "cluster: {listeners: {tls: {expose: clusterIp}}}",
    ),
    (
        "scram",
        "cluster: {listeners: {plain: {authentication: scram-sha-512}}}",
    ),
    (
        "platform",
        "platform: {imageRegistry: mirror.example.com/quay, imagePullSecrets: [registry], nodeSelector: {pool: kafka}, tolerations: [{key: kafka, value: only, effect: NoSchedule}], priorityClass: high}",
    ),
    (
        "cruise control",
        "cluster: {cruiseControl: {config: {max.active.user.tasks: 10}}, entityOperator: {logLevel: DEBUG, reconciliationSeconds: 60}, rack: topology.kubernetes.io/zone}",
    ),
    (
        "pools",
        "cluster: {nodePools: {dual-role: null, controllers: {roles: [controller], replicas: 3, storage: ephemeral, resources: {memory: 1Gi, cpu: 1}}, brokers: {roles: [broker], replicas: 4, storage: {volumes: {0: {size: 1Ti}, 1: {size: 1Ti}}}, resources: {memory: 4Gi, cpu: 2, cpuLimit: 4}, spread: preferred}}}",
    ),
];

fn refused(release: &'static Release, objects: &[Object]) -> Vec<String> {
    let mut schemas = BTreeMap::new();
    let mut refused = Vec::new();
    for object in objects
        .iter()
        .filter(|object| object.id().group == "kafka.strimzi.io")
    {
        let kind = &object.id().kind;
        let schema = schemas
            .entry(kind.clone())
            .or_insert_with(|| crd::schema(release, kind).expect("the release has the kind"));
        let violations = schema.validate(object.value());
        refused.extend(
            violations
                .into_iter()
                .map(|v| format!("{}: {v:?}", object.id())),
        );
    }
    refused
}

#[test]
fn every_release_accepts_every_option() {
    let mut checked = 0;
    for version in OperatorVersion::all() {
        let release = Release::of(version);
        for (option, layer) in OPTIONS {
            let objects = objects(&components(
                "prod",
                &[&operator(&version.to_string()), OWN_KAFKA, layer],
            ));
            let refused = refused(release, &objects);
            assert!(refused.is_empty(), "{version}, {option}: {refused:#?}");
            checked += objects.len();
        }
    }
    assert!(checked > 1_000, "only {checked} objects were checked");
}

#[test]
fn a_field_of_a_later_release_is_refused() {
    let version: OperatorVersion = "0.40.0".parse().unwrap();
    let objects = objects(&components("prod", &[]));
    let kafka = objects
        .iter()
        .find(|object| object.id().kind == "Kafka")
        .unwrap();
    let mut value = kafka.value().clone();
    value["spec"]["kafka"]["quotas"] = json!({"type": "kafka"});
    let changed = Object::new(value).unwrap();
    assert_eq!(refused(Release::of(version), &[changed]).len(), 1);
}
