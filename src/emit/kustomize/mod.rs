//! Kustomize bases and overlays: the same objects as the plain set, said as differences.
//!
//! An overlay takes the base and turns it into exactly the objects of one environment: what both
//! have is patched, what the environment lacks is deleted, what only it has stands in
//! `added.yaml`. An object whose kind, namespace or name differs is deleted and added.
//! CRDs are never listed here, so building needs no network. Checked against the Kustomize 5.5 of
//! kubectl 1.32 in `tests/kustomize_build.rs`.

mod change;
mod directory;
mod file_name;
mod json_patch;
mod target;

use std::collections::BTreeMap;

use super::yaml;
use crate::kubernetes::object::Object;
use change::Change;
use directory::Directory;
use target::{KustomizeId, Targets};

/// The directory of the base without the objects that the overlay replaces: Kustomize can't delete
/// and add one object in one directory.
const REMAINDER: &str = "remainder";

/// Writes a `kustomization.yaml` that lists files and directories in the given order.
#[must_use]
pub fn kustomization(header: &str, resources: &[&str]) -> String {
    yaml::document(header, &directory::kustomization(resources, &[]))
}

/// Returns the files of an overlay by their path within it.
///
/// The overlay lies in `overlays/<environment>` and its base in `base` beside `overlays`; building
/// it gives exactly the objects of `environment`. Each set holds an object once, where a missing
/// namespace and the namespace `default` are the same, as they are for Kustomize.
#[must_use]
pub fn overlay<'a>(
    header: &str,
    base: impl IntoIterator<Item = &'a Object>,
    environment: impl IntoIterator<Item = &'a Object>,
) -> BTreeMap<String, String> {
    let (base, environment) = (by_id(base), by_id(environment));
    let targets = Targets::new(&base.keys().chain(environment.keys()).collect());
    let mut overlay = Directory::default();
    let mut remainder = Directory::default();
    let mut added = environment.clone();
    for (id, before) in &base {
        let change = Change::between(before, environment.get(id).copied());
        if change != Change::Replace {
            added.remove(id);
        }
        match change {
            Change::None => {}
            Change::Patch(patch) => overlay.patch(before, patch, Some(targets.of(id))),
            Change::Delete => overlay.patch(before, change::deletion(before), None),
            Change::Replace => remainder.patch(before, change::deletion(before), None),
        }
    }
    overlay.add(added.into_values().cloned().collect());
    if remainder.is_empty() {
        return overlay.files(header, "../../base");
    }
    let mut files = overlay.files(header, REMAINDER);
    let below = remainder.files(header, "../../../base");
    files.extend(
        below
            .into_iter()
            .map(|(path, text)| (format!("{REMAINDER}/{path}"), text)),
    );
    files
}

fn by_id<'a>(
    objects: impl IntoIterator<Item = &'a Object>,
) -> BTreeMap<KustomizeId<'a>, &'a Object> {
    let with_id = |object| (KustomizeId::of(object), object);
    objects.into_iter().map(with_id).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
    fn an_object_with_a_large_integer_is_deleted_below_and_added_above() {
        let files = overlay("", &[topic("a", 1)], &[topic("a", u64::MAX)]);
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(
            paths,
            [
                "added.yaml",
                "kustomization.yaml",
                "remainder/kustomization.yaml",
                "remainder/patches/KafkaTopic.kafka.strimzi.io_kafka_a.yaml",
            ]
        );
        let above = kustomization("", &["remainder", "added.yaml"]);
        assert_eq!(files["kustomization.yaml"], above);
        assert!(files["remainder/kustomization.yaml"].contains("- ../../../base\n"));
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
