//! The catalogue of operators against what Strimzi's installation files and documents say.

use std::collections::BTreeSet;

use kafka_blueprint::catalog::operator::{
    ApiVersion, EnvValue, Installation, JbodLimit, KraftAnnotations, OperatorVersion, Release,
};

const RELEASES: [&str; 21] = [
    "0.40.0", "0.41.0", "0.42.0", "0.43.0", "0.44.0", "0.45.0", "0.45.1", "0.45.2", "0.46.0",
    "0.46.1", "0.47.0", "0.48.0", "0.49.0", "0.49.1", "0.50.0", "0.50.1", "0.51.0", "1.0.0",
    "1.0.1", "1.1.0", "1.2.0",
];

fn release(text: &str) -> &'static Release {
    Release::of(text.parse().expect("a release of the catalogue"))
}

fn all() -> impl Iterator<Item = &'static Release> {
    OperatorVersion::all().map(Release::of)
}

fn kafka_versions(release: &Release) -> Vec<String> {
    release
        .kafka_versions()
        .iter()
        .map(|kafka| kafka.version.to_string())
        .collect()
}

fn env(installation: Installation, name: &str) -> Option<EnvValue> {
    installation
        .env()
        .into_iter()
        .find(|variable| variable.name == name)
        .map(|found| found.value)
}

fn text(value: &EnvValue) -> String {
    match value {
        EnvValue::Literal(text) => (*text).to_owned(),
        EnvValue::Field(path) => format!("field {path}"),
        EnvValue::Image(image) => image.to_string(),
        EnvValue::KafkaImages(images) => {
            let lines = images
                .iter()
                .map(|(kafka, image)| format!("{kafka}={image}\n"));
            lines.collect::<Vec<String>>().concat()
        }
    }
}

fn rule_counts(installation: Installation) -> Vec<(&'static str, usize)> {
    installation
        .cluster_roles()
        .map(|(name, rules)| (name, rules.len()))
        .collect()
}

#[test]
fn every_release_is_there_in_order() {
    let found: Vec<String> = OperatorVersion::all()
        .map(|version| version.to_string())
        .collect();
    assert_eq!(found, RELEASES);
    let mut sorted: Vec<OperatorVersion> = OperatorVersion::all().collect();
    sorted.sort();
    assert!(sorted.into_iter().eq(OperatorVersion::all()));
}

#[test]
fn the_default_kafka_is_supported_and_the_newest() {
    for release in all() {
        let newest = release.kafka_versions().last().map(|kafka| kafka.version);
        assert_eq!(
            newest,
            Some(release.default_kafka()),
            "{}",
            release.number()
        );
    }
}

#[test]
fn default_metadata_never_is_newer_than_its_kafka() {
    for release in all() {
        for kafka in release.kafka_versions() {
            assert!(
                kafka.default_metadata.runs_on(kafka.version),
                "{}",
                release.number()
            );
        }
    }
}

#[test]
fn the_image_maps_have_exactly_the_supported_versions() {
    let maps = |installation: Installation| {
        installation
            .env()
            .into_iter()
            .filter_map(|variable| match variable.value {
                EnvValue::KafkaImages(images) => Some((variable.name, images)),
                _ => None,
            })
    };
    for release in all() {
        let expected = kafka_versions(release);
        let mut seen = 0;
        for (name, images) in maps(release.installation()) {
            let keys: Vec<String> = images.iter().map(|(kafka, _)| kafka.to_string()).collect();
            assert_eq!(keys, expected, "{} {name}", release.number());
            seen += 1;
        }
        assert_eq!(
            seen,
            if release.number().minor < 46 && release.number().major == 0 {
                4
            } else {
                3
            }
        );
    }
}

#[test]
fn every_binding_grants_a_role_that_is_installed() {
    for release in all() {
        let installation = release.installation();
        let roles: BTreeSet<&str> = installation.cluster_roles().map(|(name, _)| name).collect();
        let bound: BTreeSet<&str> = installation
            .bindings()
            .iter()
            .map(|binding| binding.role.as_str())
            .collect();
        assert_eq!(roles, bound, "{}", release.number());
    }
}

#[test]
fn every_mount_has_its_volume() {
    for release in all() {
        let installation = release.installation();
        let volumes: BTreeSet<&str> = installation
            .volumes()
            .iter()
            .map(|volume| volume.name.as_str())
            .collect();
        let mounts: BTreeSet<&str> = installation
            .volume_mounts()
            .iter()
            .map(|mount| mount.name.as_str())
            .collect();
        assert_eq!(volumes, mounts, "{}", release.number());
    }
}

#[test]
fn release_0_40_0_is_as_published() {
    let release = release("0.40.0");
    assert_eq!(release.released(), "2024-03-08");
    assert_eq!(kafka_versions(release), ["3.6.0", "3.6.1", "3.7.0"]);
    assert_eq!(release.default_kafka().to_string(), "3.7.0");
    let metadata = |kafka: &str| release.default_metadata_version(kafka.parse().unwrap());
    assert_eq!(metadata("3.6.1"), "3.6".parse().ok());
    assert_eq!(metadata("3.7.0"), "3.7".parse().ok());
    assert_eq!(metadata("3.8.0"), None);
    assert_eq!(release.kubernetes_minimum(), "1.23".parse().unwrap());
    assert_eq!(release.api_version(), ApiVersion::V1Beta2);
    assert_eq!(release.kraft_annotations(), KraftAnnotations::Select);
    assert!(release.needs_kraft_annotations());
    assert_eq!(release.max_jbod_volumes(), JbodLimit::Disks(1));
    let gates: Vec<&str> = release
        .feature_gates()
        .iter()
        .map(|gate| gate.name.as_str())
        .collect();
    assert_eq!(
        gates,
        ["KafkaNodePools", "UnidirectionalTopicOperator", "UseKRaft"]
    );
    assert_eq!(
        release.listener_types(),
        [
            "internal",
            "route",
            "loadbalancer",
            "nodeport",
            "ingress",
            "cluster-ip"
        ]
    );
    assert_eq!(
        release.listener_auth_types(),
        ["tls", "scram-sha-512", "oauth", "custom"]
    );
    assert_eq!(
        release.authorization_types(),
        ["simple", "opa", "keycloak", "custom"]
    );
    assert_eq!(release.metrics_types(), ["jmxPrometheusExporter"]);
    assert_eq!(release.entity_operator_metrics_ports(), ["healthcheck"]);
    assert_eq!(release.bridge_metrics_port(), "rest-api");
    assert_eq!(release.kafka_exporter_version(), "1.7.0");
    assert!(
        release
            .kinds()
            .iter()
            .any(|kind| kind == "KafkaMirrorMaker")
    );
}

#[test]
fn release_1_2_0_is_as_published() {
    let release = release("1.2.0");
    assert_eq!(release.released(), "2026-08-18");
    assert_eq!(
        kafka_versions(release),
        ["4.2.0", "4.2.1", "4.3.0", "4.3.1"]
    );
    assert_eq!(release.default_kafka().to_string(), "4.3.1");
    let metadata = |kafka: &str| release.default_metadata_version(kafka.parse().unwrap());
    assert_eq!(metadata("4.2.1"), "4.2-IV1".parse().ok());
    assert_eq!(metadata("4.3.1"), "4.3-IV0".parse().ok());
    assert_eq!(release.kubernetes_minimum(), "1.30".parse().unwrap());
    assert_eq!(release.api_version(), ApiVersion::V1);
    assert_eq!(release.kraft_annotations(), KraftAnnotations::Ignored);
    assert!(!release.needs_kraft_annotations());
    assert_eq!(release.max_jbod_volumes(), JbodLimit::Unlimited);
    let gates: Vec<&str> = release
        .feature_gates()
        .iter()
        .map(|gate| gate.name.as_str())
        .collect();
    assert_eq!(
        gates,
        ["UseBackgroundPodDeletion", "UseConnectBuildWithBuildah"]
    );
    assert_eq!(
        release.listener_types(),
        [
            "internal",
            "route",
            "tlsroute",
            "loadbalancer",
            "nodeport",
            "ingress",
            "cluster-ip"
        ]
    );
    assert_eq!(
        release.listener_auth_types(),
        ["tls", "scram-sha-512", "custom"]
    );
    assert_eq!(release.authorization_types(), ["simple", "custom"]);
    assert_eq!(
        release.metrics_types(),
        ["jmxPrometheusExporter", "strimziMetricsReporter"]
    );
    assert_eq!(
        release.entity_operator_metrics_ports(),
        ["healthcheck-to", "healthcheck-uo"]
    );
    assert_eq!(release.bridge_metrics_port(), "rest-api-mgmt");
    assert_eq!(release.kafka_exporter_version(), "1.9.0");
    assert!(
        !release
            .kinds()
            .iter()
            .any(|kind| kind == "KafkaMirrorMaker")
    );
}

#[test]
fn releases_up_to_0_45_0_do_not_start_on_kubernetes_1_33() {
    let new = "1.33".parse().unwrap();
    for release in all() {
        let old = release.number() <= "0.45.0".parse().unwrap();
        assert_eq!(release.starts_on(new), !old, "{}", release.number());
        assert!(release.starts_on("1.32".parse().unwrap()));
    }
    let refusal = release("0.40.0").refusal("1.34".parse().unwrap()).unwrap();
    assert_eq!(refusal.cure, "STRIMZI_KUBERNETES_VERSION");
}

#[test]
fn v1_is_rendered_from_the_release_that_serves_it() {
    for release in all() {
        let expected = if release.number() < "0.49.0".parse().unwrap() {
            ApiVersion::V1Beta2
        } else {
            ApiVersion::V1
        };
        assert_eq!(release.api_version(), expected, "{}", release.number());
    }
    assert_eq!(release("0.51.0").stored_version(), ApiVersion::V1Beta2);
    assert_eq!(release("1.0.0").served_versions(), [ApiVersion::V1]);
}

#[test]
fn installation_of_0_40_0_is_as_published() {
    let installation = release("0.40.0").installation();
    assert_eq!(
        rule_counts(installation),
        [
            ("strimzi-cluster-operator-global", 3),
            ("strimzi-cluster-operator-leader-election", 2),
            ("strimzi-cluster-operator-namespaced", 11),
            ("strimzi-cluster-operator-watched", 5),
            ("strimzi-entity-operator", 5),
            ("strimzi-kafka-broker", 1),
            ("strimzi-kafka-client", 1),
        ]
    );
    assert_eq!(
        installation.image().to_string(),
        "quay.io/strimzi/operator:0.40.0"
    );
    assert_eq!(installation.security_context(), None);
    assert_eq!(installation.automount_token(), None);
    assert_eq!(installation.env().len(), 22);
    insta::assert_snapshot!(environment(installation), @r#"
    STRIMZI_NAMESPACE: "field metadata.namespace"
    STRIMZI_FULL_RECONCILIATION_INTERVAL_MS: "120000"
    STRIMZI_OPERATION_TIMEOUT_MS: "300000"
    STRIMZI_DEFAULT_TLS_SIDECAR_ENTITY_OPERATOR_IMAGE: "quay.io/strimzi/kafka:0.40.0-kafka-3.7.0"
    STRIMZI_DEFAULT_KAFKA_EXPORTER_IMAGE: "quay.io/strimzi/kafka:0.40.0-kafka-3.7.0"
    STRIMZI_DEFAULT_CRUISE_CONTROL_IMAGE: "quay.io/strimzi/kafka:0.40.0-kafka-3.7.0"
    STRIMZI_KAFKA_IMAGES: "3.6.0=quay.io/strimzi/kafka:0.40.0-kafka-3.6.0\n3.6.1=quay.io/strimzi/kafka:0.40.0-kafka-3.6.1\n3.7.0=quay.io/strimzi/kafka:0.40.0-kafka-3.7.0\n"
    STRIMZI_KAFKA_CONNECT_IMAGES: "3.6.0=quay.io/strimzi/kafka:0.40.0-kafka-3.6.0\n3.6.1=quay.io/strimzi/kafka:0.40.0-kafka-3.6.1\n3.7.0=quay.io/strimzi/kafka:0.40.0-kafka-3.7.0\n"
    STRIMZI_KAFKA_MIRROR_MAKER_IMAGES: "3.6.0=quay.io/strimzi/kafka:0.40.0-kafka-3.6.0\n3.6.1=quay.io/strimzi/kafka:0.40.0-kafka-3.6.1\n3.7.0=quay.io/strimzi/kafka:0.40.0-kafka-3.7.0\n"
    STRIMZI_KAFKA_MIRROR_MAKER_2_IMAGES: "3.6.0=quay.io/strimzi/kafka:0.40.0-kafka-3.6.0\n3.6.1=quay.io/strimzi/kafka:0.40.0-kafka-3.6.1\n3.7.0=quay.io/strimzi/kafka:0.40.0-kafka-3.7.0\n"
    STRIMZI_DEFAULT_TOPIC_OPERATOR_IMAGE: "quay.io/strimzi/operator:0.40.0"
    STRIMZI_DEFAULT_USER_OPERATOR_IMAGE: "quay.io/strimzi/operator:0.40.0"
    STRIMZI_DEFAULT_KAFKA_INIT_IMAGE: "quay.io/strimzi/operator:0.40.0"
    STRIMZI_DEFAULT_KAFKA_BRIDGE_IMAGE: "quay.io/strimzi/kafka-bridge:0.28.0"
    STRIMZI_DEFAULT_KANIKO_EXECUTOR_IMAGE: "quay.io/strimzi/kaniko-executor:0.40.0"
    STRIMZI_DEFAULT_MAVEN_BUILDER: "quay.io/strimzi/maven-builder:0.40.0"
    STRIMZI_OPERATOR_NAMESPACE: "field metadata.namespace"
    STRIMZI_FEATURE_GATES: ""
    STRIMZI_LEADER_ELECTION_ENABLED: "true"
    STRIMZI_LEADER_ELECTION_LEASE_NAME: "strimzi-cluster-operator"
    STRIMZI_LEADER_ELECTION_LEASE_NAMESPACE: "field metadata.namespace"
    STRIMZI_LEADER_ELECTION_IDENTITY: "field metadata.name"
    "#);
}

#[test]
fn installation_of_1_2_0_is_as_published() {
    let installation = release("1.2.0").installation();
    assert_eq!(
        rule_counts(installation),
        [
            ("strimzi-cluster-operator-global", 3),
            ("strimzi-cluster-operator-leader-election", 2),
            ("strimzi-cluster-operator-namespaced", 13),
            ("strimzi-cluster-operator-watched", 8),
            ("strimzi-entity-operator", 5),
            ("strimzi-kafka-broker", 1),
            ("strimzi-kafka-client", 1),
        ]
    );
    let context = installation.security_context().unwrap();
    assert_eq!(context.read_only_root_filesystem, Some(true));
    assert_eq!(context.run_as_non_root, Some(true));
    assert_eq!(installation.automount_token(), Some(false));
    let volumes: Vec<&str> = installation
        .volumes()
        .iter()
        .map(|volume| volume.name.as_str())
        .collect();
    assert_eq!(
        volumes,
        ["kube-api-access", "strimzi-tmp", "co-config-volume"]
    );
    insta::assert_snapshot!(environment(installation), @r#"
    STRIMZI_NAMESPACE: "field metadata.namespace"
    STRIMZI_FULL_RECONCILIATION_INTERVAL_MS: "120000"
    STRIMZI_OPERATION_TIMEOUT_MS: "300000"
    STRIMZI_DEFAULT_KAFKA_EXPORTER_IMAGE: "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1"
    STRIMZI_DEFAULT_CRUISE_CONTROL_IMAGE: "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1"
    STRIMZI_KAFKA_IMAGES: "4.2.0=quay.io/strimzi/kafka:1.2.0-kafka-4.2.0\n4.2.1=quay.io/strimzi/kafka:1.2.0-kafka-4.2.1\n4.3.0=quay.io/strimzi/kafka:1.2.0-kafka-4.3.0\n4.3.1=quay.io/strimzi/kafka:1.2.0-kafka-4.3.1\n"
    STRIMZI_KAFKA_CONNECT_IMAGES: "4.2.0=quay.io/strimzi/kafka:1.2.0-kafka-4.2.0\n4.2.1=quay.io/strimzi/kafka:1.2.0-kafka-4.2.1\n4.3.0=quay.io/strimzi/kafka:1.2.0-kafka-4.3.0\n4.3.1=quay.io/strimzi/kafka:1.2.0-kafka-4.3.1\n"
    STRIMZI_KAFKA_MIRROR_MAKER_2_IMAGES: "4.2.0=quay.io/strimzi/kafka:1.2.0-kafka-4.2.0\n4.2.1=quay.io/strimzi/kafka:1.2.0-kafka-4.2.1\n4.3.0=quay.io/strimzi/kafka:1.2.0-kafka-4.3.0\n4.3.1=quay.io/strimzi/kafka:1.2.0-kafka-4.3.1\n"
    STRIMZI_DEFAULT_TOPIC_OPERATOR_IMAGE: "quay.io/strimzi/operator:1.2.0"
    STRIMZI_DEFAULT_USER_OPERATOR_IMAGE: "quay.io/strimzi/operator:1.2.0"
    STRIMZI_DEFAULT_KAFKA_INIT_IMAGE: "quay.io/strimzi/operator:1.2.0"
    STRIMZI_DEFAULT_KAFKA_BRIDGE_IMAGE: "quay.io/strimzi/kafka-bridge:1.1.0"
    STRIMZI_DEFAULT_KANIKO_EXECUTOR_IMAGE: "quay.io/strimzi/kaniko-executor:1.2.0"
    STRIMZI_DEFAULT_BUILDAH_IMAGE: "quay.io/strimzi/buildah:1.2.0"
    STRIMZI_DEFAULT_MAVEN_BUILDER: "quay.io/strimzi/maven-builder:1.2.0"
    STRIMZI_OPERATOR_NAMESPACE: "field metadata.namespace"
    STRIMZI_FEATURE_GATES: ""
    STRIMZI_LEADER_ELECTION_ENABLED: "true"
    STRIMZI_LEADER_ELECTION_LEASE_NAME: "strimzi-cluster-operator"
    STRIMZI_LEADER_ELECTION_LEASE_NAMESPACE: "field metadata.namespace"
    STRIMZI_LEADER_ELECTION_IDENTITY: "field metadata.name"
    "#);
}

fn environment(installation: Installation) -> String {
    let variables = installation.env().into_iter();
    let lines =
        variables.map(|variable| format!("{}: {:?}\n", variable.name, text(&variable.value)));
    lines.collect::<Vec<String>>().concat()
}

#[test]
fn images_that_came_and_went_are_in_the_environment_of_their_releases() {
    let has = |version: &str, name: &str| env(release(version).installation(), name).is_some();
    assert!(has(
        "0.40.0",
        "STRIMZI_DEFAULT_TLS_SIDECAR_ENTITY_OPERATOR_IMAGE"
    ));
    assert!(!has(
        "0.41.0",
        "STRIMZI_DEFAULT_TLS_SIDECAR_ENTITY_OPERATOR_IMAGE"
    ));
    assert!(has("0.45.2", "STRIMZI_KAFKA_MIRROR_MAKER_IMAGES"));
    assert!(!has("0.46.0", "STRIMZI_KAFKA_MIRROR_MAKER_IMAGES"));
    assert!(!has("0.48.0", "STRIMZI_DEFAULT_BUILDAH_IMAGE"));
    let buildah = env(
        release("0.49.0").installation(),
        "STRIMZI_DEFAULT_BUILDAH_IMAGE",
    );
    let buildah = buildah.as_ref().map(text);
    assert_eq!(buildah.as_deref(), Some("quay.io/strimzi/buildah:0.49.0"));
}

#[test]
fn logging_stays_under_the_key_that_the_operator_reads() {
    for release in all() {
        assert_eq!(release.installation().logging_key(), "log4j2.properties");
        assert_eq!(
            release.installation().config_map(),
            "strimzi-cluster-operator"
        );
    }
}
