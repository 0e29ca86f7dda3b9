//! Delivery by Argo CD and Flux: order, what is never pruned, jobs, and the document about it.

mod fixture;

use std::{fs, path::Path};

use fixture::{components, objects};
use kafka_blueprint::{
    kubernetes::object::Object,
    render::{Component, Components},
};

const ARGO_CD: &str = "delivery: argo-cd";
const FLUX: &str = "delivery: flux";
const PRECIOUS: [&str; 4] = ["Namespace", "Kafka", "KafkaNodePool", "KafkaTopic"];

fn annotation<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.value()["metadata"]["annotations"][key].as_str()
}

fn wave(object: &Object) -> i32 {
    let wave = annotation(object, "argocd.argoproj.io/sync-wave");
    wave.unwrap().parse().unwrap()
}

fn job(components: &Components, component: Component) -> Object {
    let (_, objects) = components
        .iter()
        .find(|(known, _)| *known == component)
        .unwrap();
    objects
        .iter()
        .find(|object| object.id().kind == "Job")
        .unwrap()
        .clone()
}

#[test]
fn waves_follow_the_order_of_application() {
    let mut last = -1;
    for (component, objects) in components("prod", &[ARGO_CD]) {
        for object in objects {
            let wave = wave(&object);
            if object.id().kind == "Namespace" {
                assert_eq!(wave, -1);
            } else {
                assert!(wave >= last, "{component:?}");
                last = wave;
            }
        }
    }
    assert!(last > 5);
}

#[test]
fn what_holds_data_is_never_pruned() {
    for object in objects(&components("prod", &[ARGO_CD])) {
        let options = annotation(&object, "argocd.argoproj.io/sync-options").unwrap_or_default();
        let kept = options.contains("Prune=false") && options.contains("Delete=false");
        assert_eq!(
            kept,
            PRECIOUS.contains(&object.id().kind.as_str()),
            "{}",
            object.id()
        );
    }
    for object in objects(&components("prod", &[FLUX])) {
        let prune = annotation(&object, "kustomize.toolkit.fluxcd.io/prune");
        assert_eq!(
            prune.is_some(),
            PRECIOUS.contains(&object.id().kind.as_str())
        );
    }
}

#[test]
fn custom_resources_may_come_before_their_definitions_are_known() {
    for object in objects(&components("prod", &[ARGO_CD])) {
        let group = &object.id().group;
        let options = annotation(&object, "argocd.argoproj.io/sync-options").unwrap_or_default();
        assert_eq!(
            options.contains("SkipDryRunOnMissingResource=true"),
            group == "kafka.strimzi.io" || group == "monitoring.coreos.com",
        );
    }
}

#[test]
fn nothing_waits_for_a_suspended_job() {
    for delivery in [ARGO_CD, FLUX] {
        for object in objects(&components("prod", &[delivery])) {
            let suspended = object.value()["spec"]["suspend"] == true;
            assert!(object.id().kind != "Job" || !suspended, "{}", object.id());
        }
    }
}

#[test]
fn jobs_run_after_each_sync() {
    let image = "verification: {image: registry.example.com/verification:1}";
    for component in [Component::SchemaRegistry, Component::Verification] {
        let hook = job(&components("prod", &[ARGO_CD, image]), component);
        assert_eq!(
            annotation(&hook, "argocd.argoproj.io/hook"),
            Some("PostSync")
        );
        let forced = job(&components("prod", &[FLUX, image]), component);
        let force = annotation(&forced, "kustomize.toolkit.fluxcd.io/force");
        assert_eq!(force, Some("enabled"));
    }
}

#[test]
fn kubectl_needs_no_annotations() {
    for object in objects(&components("prod", &[])) {
        assert!(!object.value().to_string().contains("argocd.argoproj.io"));
        assert!(!object.value().to_string().contains("fluxcd.io"));
    }
}

#[test]
fn the_document_speaks_of_objects_and_paths_that_are_there() {
    let text = fs::read_to_string("docs/cd.md").unwrap();
    let rendered = objects(&components("prod", &[FLUX]));
    let mut checks = 0;
    for block in text.split("```yaml\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for document in serde_yaml::Deserializer::from_str(block) {
            let value: serde_json::Value = serde::Deserialize::deserialize(document).unwrap();
            let spec = &value["spec"];
            for path in [&spec["path"], &spec["source"]["path"]] {
                if let Some(path) = path.as_str() {
                    assert!(Path::new(path).is_dir(), "{path}");
                }
            }
            for check in spec["healthChecks"].as_array().into_iter().flatten() {
                let there = rendered.iter().any(|object| {
                    object.api_version() == check["apiVersion"]
                        && object.id().kind == check["kind"].as_str().unwrap()
                        && object.id().name == check["name"].as_str().unwrap()
                        && object.id().namespace.as_deref() == check["namespace"].as_str()
                });
                assert!(there, "{check}");
                checks += 1;
            }
        }
    }
    assert!(checks >= 3);
}
