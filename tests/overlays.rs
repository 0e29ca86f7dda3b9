//! Building an overlay gives exactly the plain set, by kubectl's own Kustomize: for the shipped
//! environments and for fifty more that differ from them in ways drawn from a fixed seed.

mod fixture;

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use kafka_blueprint::{
    emit::output::{self, Definitions, Files, Rendered},
    model::{Deployment, EnvironmentName},
    render::render,
};
use serde::Deserialize;

/// Draws numbers from a seed (SplitMix64), the same ones on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }
}

/// Changes of every kind: values, things added and removed, lists reordered, hostile text.
const CHANGES: [&str; 24] = [
    "topics: {dlq: null}",
    "topics: {system-events: null, todo-events: null}",
    "topics: {todo-events: {partitions: 60, retention: 400d}}",
    "topics: {on: {owner: 'yes', purpose: 'no', partitions: 1}}",
    "topics: {'1e3': {owner: '~', purpose: '2024-01-01', partitions: 1}}",
    "topics: {Not_For_Kubernetes: {owner: a, purpose: 'a: b # c', partitions: 3}}",
    "topics: {dlq: {config: {segment.bytes: 9007199254740993, flush.ms: 9223372036854775807}}}",
    "topics: {dlq: {config: {segment.bytes: 9007199254740992}}}",
    "topics: {dlq: {purpose: '{{ $patch }} ~0~1/\"quoted\"'}}",
    "cluster: {config: {num.io.threads: null, log.segment.bytes: 1073741824}}",
    "cluster: {extraConfig: {plugin.list: 'on,off,1_000,0x1f'}}",
    "cluster: {listeners: {plain: null}}",
    "cluster: {listeners: {more: {port: 9099, tls: true, authentication: scram-sha-512}}}",
    "cluster: {kafkaExporter: null}",
    "cluster: {metrics: none}",
    "cluster: {cruiseControl: {}}",
    "cluster: {maintenanceWindows: ['* * 1 ? * MON *', '* * 2 ? * TUE *']}",
    "cluster: {nodePools: {dual-role: {roles: [broker, controller], replicas: 5}}}",
    "cluster: {nodePools: {more: {roles: [broker], replicas: 2, storage: ephemeral, resources: {memory: 2Gi, cpu: 1}}}}",
    "operator: {version: 1.2.0}\ncluster: {version: 4.3.1, metadataVersion: 4.3-IV0}",
    "operator: {watch: allNamespaces, featureGates: {UseKRaft: true}}",
    "operator: {install: false}",
    "namespace: streaming",
    "users: {\"null\": {owner: a, purpose: b, acls: [{reason: c, resource: {topic: {name: '*'}}, operations: [Read]}], quotas: {producerRate: 1Mi}}}",
];

fn mutated(dice: &mut Dice) -> Deployment {
    let environment = ["dev", "staging", "prod"][dice.roll(3)];
    let first = dice.roll(CHANGES.len());
    let mut layers = vec![CHANGES[first]];
    for _ in 0..dice.roll(3) {
        let next = dice.roll(CHANGES.len());
        if !layers.contains(&CHANGES[next]) && !clashes(&layers, CHANGES[next]) {
            layers.push(CHANGES[next]);
        }
    }
    fixture::deployment(environment, &layers)
}

/// Two changes of one topic, or two that take away one thing, do not go together.
fn clashes(layers: &[&str], next: &str) -> bool {
    let touches = |text: &str, word: &str| text.contains(word);
    [
        "dlq",
        "todo-events",
        "num.io.threads",
        "plain",
        "kafkaExporter",
    ]
    .iter()
    .any(|word| touches(next, word) && layers.iter().any(|layer| touches(layer, word)))
}

fn write(directory: &Path, files: &Files) {
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Returns what kubectl builds, by identity.
fn built(directory: &Path) -> BTreeMap<String, serde_json::Value> {
    let output = Command::new("kubectl")
        .arg("kustomize")
        .arg(directory)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let documents = serde_yaml::Deserializer::from_str(&text).map(|document| {
        let value = serde_json::Value::deserialize(document).unwrap();
        let id = format!(
            "{} {} {} {}",
            value["apiVersion"],
            value["kind"],
            value["metadata"]["namespace"],
            value["metadata"]["name"]
        );
        (id, value)
    });
    documents.collect()
}

fn kubectl_is_there() -> bool {
    let there = Command::new("kubectl")
        .arg("version")
        .arg("--client")
        .output()
        .is_ok();
    if !there {
        println!("skipped: kubectl is not installed, so no overlay was built");
    }
    there
}

#[test]
fn overlays_build_to_the_plain_set() {
    if !kubectl_is_there() {
        return;
    }
    let base = render(&fixture::base(&[]));
    let mut dice = Dice(2026);
    let mut deployments: Vec<Deployment> = ["dev", "staging", "prod"]
        .iter()
        .map(|name| fixture::deployment(name, &[]))
        .collect();
    deployments.extend((0..50).map(|_| mutated(&mut dice)));
    let name = EnvironmentName::new("prod").unwrap();
    for (number, deployment) in deployments.iter().enumerate() {
        let components = render(deployment);
        let mut files = output::base(&base);
        files.extend(output::environment(
            &base,
            &Rendered {
                name: &name,
                deployment,
                components: &components,
                definitions: Definitions::Release(deployment.operator.version),
            },
        ));
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), &files);
        let plain = built(&directory.path().join("prod"));
        let overlay = built(&directory.path().join("kustomize/overlays/prod"));
        let rendered = fixture::objects(&components);
        assert_eq!(plain.len(), rendered.len(), "mutation {number}");
        assert_eq!(plain, overlay, "mutation {number}");
    }
}
