//! The components of releases that the hand-made set is not for.
//!
//! They build and start real programs, so they run only when asked for:
//! `cargo test --package acceptance --test components -- --ignored`.

use std::path::Path;

use acceptance::component::control_plane::ControlPlane;
use acceptance::component::kafka::Kafka;
use acceptance::component::{prometheus_operator, strimzi_crds};
use acceptance::error::Result;
use acceptance::harness::Harness;
use acceptance::manifest;
use acceptance::release::RELEASES;
use serde_json::json;

fn harness() -> Result<Harness> {
    let member = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = member.parent().unwrap_or(member);
    Harness::open(workspace, &member.join("fixtures/out"))
}

#[test]
#[ignore = "builds and starts an API server"]
fn the_definitions_of_every_release_load() {
    let harness = harness().unwrap();
    for release in RELEASES {
        let plane = ControlPlane::start(&harness).unwrap();
        let mut files = prometheus_operator::definitions().unwrap();
        files.push(strimzi_crds::generate(harness.cache(), release).unwrap());
        for file in files {
            let output = plane.kubectl().apply(&file).unwrap();
            assert!(output.success(), "{release}: {}", output.last_words());
        }
    }
}

#[test]
#[ignore = "starts three brokers for each Kafka version"]
fn every_kafka_version_starts_with_mutual_tls_and_metrics() {
    let harness = harness().unwrap();
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/out/prod");
    for release in RELEASES {
        let mut objects = manifest::read(&set.join("kafka-cluster.yaml")).unwrap();
        let kafka = objects.pop().unwrap();
        let kafka = kafka.with("/spec/kafka/version", json!(release.kafka()));
        objects.push(kafka.with("/spec/kafka/metadataVersion", json!(release.metadata())));
        let cluster = Kafka::start(&harness, &objects).unwrap();
        assert_eq!(cluster.nodes().len(), 3, "{release}");
    }
}
