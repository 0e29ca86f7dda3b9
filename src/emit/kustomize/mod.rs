//! Kustomize bases and overlays: the same objects as the plain set, said as differences.
//!
//! An overlay takes the base and turns it into exactly the objects of one environment: what both
//! have is patched, what the environment lacks is deleted, what only it has stands in
//! `added.yaml`. An object whose kind, namespace or name differs is deleted and added.
//! CRDs are never listed here, so building needs no network. Checked against the Kustomize 5.5 of
//! kubectl 1.32 in `tests/kustomize_build.rs`.

mod file_name;
mod json_patch;
mod patch;
mod target;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::yaml;
use crate::kubernetes::object::Object;
use patch::Patch;
use target::{KustomizeId, Targets};

/// The file of the objects that the base lacks.
const ADDED: &str = "added.yaml";

/// Writes a `kustomization.yaml` that lists files and directories in the given order.
#[must_use]
pub fn kustomization(header: &str, resources: &[&str]) -> String {
    yaml::document(header, &kustomization_of(resources, &[]))
}

/// Returns the files of an overlay by their path within it.
///
/// The overlay lies in `overlays/<environment>` and its base in `base` beside `overlays`; building
/// it gives exactly the objects of `environment`. Each set holds an object once, where a missing
/// namespace and the namespace `default` are the same, as they are for Kustomize.
#[must_use]
pub fn overlay(header: &str, base: &[Object], environment: &[Object]) -> BTreeMap<String, String> {
    let (base, environment) = (by_id(base), by_id(environment));
    let targets = Targets::new(&base.keys().chain(environment.keys()).collect());
    let mut files = BTreeMap::new();
    let mut listed = Vec::new();
    for (id, before) in &base {
        for patch in patch::between(before, environment.get(id).copied()) {
            let path = format!("patches/{}", file_name::of_patch(before.id(), &patch));
            listed.push(listing(&path, &patch, &targets, id));
            files.insert(path, yaml::document(header, &patch.into_value()));
        }
    }

    let mut resources = vec!["../../base"];
    let added = environment.iter().filter(|(id, _)| !base.contains_key(id));
    let added: Vec<Object> = added.map(|(_, object)| (*object).clone()).collect();
    if !added.is_empty() {
        resources.push(ADDED);
        files.insert(ADDED.to_owned(), yaml::documents(header, &added));
    }
    let kustomization = kustomization_of(&resources, &listed);
    files.insert(
        "kustomization.yaml".to_owned(),
        yaml::document(header, &kustomization),
    );
    files
}

fn by_id(objects: &[Object]) -> BTreeMap<KustomizeId<'_>, &Object> {
    let with_id = |object| (KustomizeId::of(object), object);
    objects.iter().map(with_id).collect()
}

fn listing(path: &str, patch: &Patch, targets: &Targets<'_>, id: &KustomizeId<'_>) -> Value {
    match patch {
        Patch::Delete(_) => json!({"path": path}),
        Patch::Operations(_) | Patch::Fields(_) => {
            json!({"path": path, "target": targets.of(id)})
        }
    }
}

fn kustomization_of(resources: &[&str], patches: &[Value]) -> Value {
    let mut kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
    });
    if !patches.is_empty() {
        kustomization["patches"] = patches.into();
    }
    kustomization
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str, partitions: u64) -> Object {
        Object::new(json!({
            "apiVersion": "kafka.strimzi.io/v1",
            "kind": "KafkaTopic",
            "metadata": {"name": name, "namespace": "kafka"},
            "spec": {"partitions": partitions},
        }))
        .unwrap()
    }

    #[test]
    fn an_overlay_patches_deletes_and_adds() {
        let base = [topic("changed", 1), topic("deleted", 1), topic("same", 1)];
        let environment = [topic("added", 1), topic("changed", 2), topic("same", 1)];
        let files = overlay("from a test", &base, &environment);
        let files: Vec<String> = files
            .iter()
            .map(|(path, text)| format!("==> {path}\n{text}"))
            .collect();
        insta::assert_snapshot!(files.concat(), @r"
        ==> added.yaml
        # from a test
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: added
          namespace: kafka
        spec:
          partitions: 1
        ==> kustomization.yaml
        # from a test
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        patches:
        - path: patches/KafkaTopic.kafka.strimzi.io_kafka_changed.yaml
          target:
            group: kafka\.strimzi\.io
            kind: KafkaTopic
            name: changed
            namespace: kafka
        - path: patches/KafkaTopic.kafka.strimzi.io_kafka_deleted.yaml
        resources:
        - ../../base
        - added.yaml
        ==> patches/KafkaTopic.kafka.strimzi.io_kafka_changed.yaml
        # from a test
        - op: replace
          path: /spec/partitions
          value: 2
        ==> patches/KafkaTopic.kafka.strimzi.io_kafka_deleted.yaml
        # from a test
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: deleted
          namespace: kafka
        $patch: delete
        ");
    }

    #[test]
    fn an_overlay_of_the_base_itself_only_names_it() {
        let base = [topic("same", 1)];
        let files = overlay("", &base, &base);
        assert_eq!(files.len(), 1);
        assert_eq!(
            files["kustomization.yaml"],
            kustomization("", &["../../base"])
        );
    }
}
