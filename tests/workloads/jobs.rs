//! Jobs run again after a change, whatever applies them, and never twice without one.

use kafka_blueprint::{kubernetes::object::Object, model::Deployment};
use serde_json::json;

use crate::deployment::{fixture, of_kind, shipped};

fn jobs(deployment: &Deployment) -> Vec<Object> {
    of_kind(deployment, "Job")
}

#[test]
fn with_kubectl_a_jobs_name_follows_from_its_content() {
    let before = fixture("base");
    let mut after = before.clone();
    let wait = kafka_blueprint::model::duration::Duration::days(1);
    after.verification.as_mut().unwrap().wait = wait;
    let names = |deployment: &Deployment| -> Vec<String> {
        jobs(deployment)
            .iter()
            .map(|job| job.id().name.clone())
            .collect()
    };
    assert_eq!(names(&before), names(&before.clone()));
    assert_eq!(names(&before)[0], names(&after)[0]);
    assert_ne!(names(&before)[1], names(&after)[1]);
    for job in jobs(&before) {
        assert!(job.value()["spec"]["ttlSecondsAfterFinished"].is_null());
        assert!(job.value()["spec"]["activeDeadlineSeconds"].is_u64());
        assert!(job.id().name.len() <= 63);
    }
}

#[test]
fn a_changed_topic_or_schema_runs_its_job_again() {
    let before = fixture("base");
    let mut after = before.clone();
    after.topics.retain(|name, _| name.as_str() != "orders.v1");
    let text = jobs(&before)[0].value().to_string();
    assert!(text.contains("schema-registry-registration-"));
    assert_eq!(jobs(&after).len(), 1, "no topic has a schema any more");
    assert_ne!(jobs(&before)[1].id(), jobs(&after)[0].id());
}

#[test]
fn argo_cd_and_flux_replace_a_job_of_a_fixed_name() {
    for (delivery, key, value) in [
        ("argo-cd", "argocd.argoproj.io/hook", "PostSync"),
        (
            "argo-cd",
            "argocd.argoproj.io/hook-delete-policy",
            "BeforeHookCreation",
        ),
        ("flux", "kustomize.toolkit.fluxcd.io/force", "enabled"),
    ] {
        let jobs = jobs(&fixture(delivery));
        let names: Vec<&str> = jobs.iter().map(|job| job.id().name.as_str()).collect();
        assert_eq!(
            names,
            ["schema-registry-registration", "kafka-verification"]
        );
        for job in &jobs {
            let annotations = &job.value()["metadata"]["annotations"];
            assert_eq!(annotations[key], json!(value));
        }
    }
}

#[test]
fn a_verification_without_image_waits_and_holds_nobody_up() {
    for deployment in [fixture("unnamed"), shipped("dev")] {
        let jobs = jobs(&deployment);
        let job = jobs.last().unwrap();
        assert!(job.id().name.starts_with("kafka-verification-"));
        assert_eq!(job.value()["spec"]["suspend"], json!(true));
    }
    let named = jobs(&fixture("base"));
    assert!(named[1].value()["spec"]["suspend"].is_null());
    let argo = jobs(&fixture("unnamed-argo-cd"));
    assert_eq!(argo.len(), 1, "only the registration is left");
    let cron = of_kind(&shipped("prod"), "CronJob");
    assert_eq!(cron[0].value()["spec"]["suspend"], json!(true));
}

#[test]
fn expectations_stay_small_enough_for_client_side_apply() {
    let mut deployment = fixture("base");
    let topic = deployment.topics.values().next().unwrap().clone();
    for number in 0..3_000 {
        let name = kafka_blueprint::model::name::TopicName::new(format!("topic-{number}"));
        let mut topic = topic.clone();
        topic.schema = None;
        deployment.topics.insert(name.unwrap(), topic);
    }
    let maps: Vec<Object> = of_kind(&deployment, "ConfigMap")
        .into_iter()
        .filter(|map| map.id().name.contains("-expectations-"))
        .collect();
    assert!(maps.len() > 2);
    let mut topics = 0;
    for map in &maps {
        assert!(map.value().to_string().len() < 200 * 1024, "{}", map.id());
        for (file, text) in map.value()["data"].as_object().unwrap() {
            let json: serde_json::Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
            assert_eq!(json["schema"], "kafka-blueprint/expectations/v1", "{file}");
            topics += json["topics"].as_array().map_or(0, Vec::len);
        }
    }
    assert_eq!(topics, 3_000 + 3 + 3, "the registry has three of its own");
}
