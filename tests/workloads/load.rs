//! The load of several pods: an Indexed Job that nothing applies by itself.

use std::collections::BTreeMap;

use kafka_blueprint::{
    emit::{
        output::{self, Definitions, Rendered},
        yaml,
    },
    environment::Environments,
    kubernetes::object::Object,
    model::Deployment,
    render::{self, Component},
};
use serde_json::{Value, json};

use crate::deployment::{all, fixture, objects, of_kind, shipped};

fn job(deployment: &Deployment) -> Object {
    render::load(deployment).unwrap()
}

#[test]
fn it_is_rendered_as_before() {
    let job = job(&fixture("load"));
    insta::assert_snapshot!(render::LOAD, yaml::documents("", &[job]));
}

#[test]
fn its_pods_are_guarded_as_those_of_the_verification() {
    let deployment = fixture("load");
    let (own, jobs) = (job(&deployment), of_kind(&deployment, "Job"));
    let others = jobs.last().unwrap();
    let of = |job: &Object, pointer: &str| {
        job.value()
            .pointer(&format!("/spec/template{pointer}"))
            .cloned()
            .unwrap()
    };
    for same in [
        "/metadata/labels",
        "/metadata/annotations",
        "/spec/securityContext",
        "/spec/serviceAccountName",
        "/spec/automountServiceAccountToken",
        "/spec/restartPolicy",
        "/spec/volumes",
        "/spec/containers/0/image",
        "/spec/containers/0/securityContext",
        "/spec/containers/0/volumeMounts",
    ] {
        assert_eq!(of(&own, same), of(others, same), "{same}");
    }
    assert_ne!(own.id(), others.id());
}

#[test]
fn a_pod_that_failed_is_not_followed_by_another() {
    let spec = job(&fixture("load")).value()["spec"].clone();
    assert_eq!(spec["completionMode"], "Indexed");
    assert_eq!(
        (&spec["completions"], &spec["parallelism"]),
        (&json!(5), &json!(5))
    );
    assert_eq!(spec["backoffLimitPerIndex"], 0);
    assert_eq!(spec["backoffLimit"], Value::Null);
    // 900 s to come, two ways of 70 s, and 900 s for the rest.
    assert_eq!(spec["activeDeadlineSeconds"], 900 + 140 + 900);
}

#[test]
fn it_is_told_its_run_and_nothing_of_what_it_does_not_look_at() {
    let job = job(&fixture("load"));
    let container = &job.value()["spec"]["template"]["spec"]["containers"][0];
    let variables: BTreeMap<&str, &Value> = container["env"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variable| (variable["name"].as_str().unwrap(), variable))
        .collect();
    assert_eq!(
        variables["LOAD_RUN"]["valueFrom"]["fieldRef"]["fieldPath"],
        "metadata.labels['batch.kubernetes.io/controller-uid']"
    );
    assert_eq!(variables["TRIAL_PREFIX"]["value"], "kafka-verification-");
    for other in [
        "SCHEMA_REGISTRY_URL",
        "KAFKA_UI_URL",
        "CHECKS",
        "CLEANUP_SECONDS",
    ] {
        assert!(!variables.contains_key(other), "{other}");
    }
    assert_eq!(container["resources"]["limits"]["memory"], "256Mi");
}

#[test]
fn the_expectations_say_what_all_pods_write_together() {
    let maps = of_kind(&fixture("load"), "ConfigMap");
    let mut texts = maps
        .iter()
        .filter_map(|map| map.value()["data"]["shared-load.json"].as_str());
    let document: Value = serde_json::from_str(texts.next().unwrap()).unwrap();
    let shared = &document["sharedLoad"];
    assert_eq!(
        (&shared["pods"], &shared["load"]["rate"]),
        (&json!(5), &json!(50_000))
    );
    assert_eq!(shared["load"]["thresholds"]["throughput"], 49_000);
}

#[test]
fn nothing_applies_it_and_it_is_off_by_default() {
    for name in ["dev", "staging", "prod"] {
        assert!(render::load(&shipped(name)).is_none());
    }
    let (deployment, base) = (fixture("load"), render::render(&fixture("base")));
    assert!(!all(&deployment).contains(&job(&deployment)));
    assert!(!objects(&deployment, Component::Verification).contains(&job(&deployment)));
    let environments = Environments::open(std::path::Path::new("tests/fixtures/workloads"));
    let name = environments.unwrap().find("load").unwrap();
    let files = output::environment(
        &base,
        &Rendered {
            name: &name,
            deployment: &deployment,
            components: &render::render(&deployment),
            definitions: Definitions::Release(deployment.operator.version),
        },
    );
    let has_it = |path: &str| files[path].contains("kafka-verification-load");
    assert!(has_it("load/verification-load.yaml"));
    for (path, text) in &files {
        let own = ["load/verification-load.yaml", "load/README.md"].contains(&path.as_str());
        assert!(own || !text.contains("kafka-verification-load"), "{path}");
        assert!(
            !path.ends_with("kustomization.yaml") || !text.contains(render::LOAD),
            "{path}"
        );
    }
    let readme = &files["load/README.md"];
    let (_, told) = readme.split_once("### A load").unwrap();
    let (told, _) = told.split_once("\n## ").unwrap();
    insta::assert_snapshot!(told, @r"
        5 pods find out together whether the cluster bears 50000 records a second (48.8 MiB a second, copies not counted), for 140 s. The applications share the brokers with them meanwhile. Nothing starts it but you, once everything else is applied; the pods then ask for 2500m of processor and 1.2 GiB of memory together. The first command starts it, also once more: a Job that is there goes first.

        ```bash
        kubectl replace --force -f verification-load.yaml
        kubectl get pods --namespace streams --selector batch.kubernetes.io/job-name=kafka-verification-load --watch
        kubectl logs --namespace streams --selector batch.kubernetes.io/job-name=kafka-verification-load,batch.kubernetes.io/job-completion-index=0 --tail=-1
        ```

        The pod of index 0 judges what all of them measured, and says so in its log; what another one wrote stands in its own. A pod that is missing or ends early is told by its index, and there is no verdict on the rest.
        ");
    let (_, down) = readme.split_once("## How to take it down").unwrap();
    assert!(down.contains("kubectl delete -f verification-load.yaml --ignore-not-found\n"));
}
