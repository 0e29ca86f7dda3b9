//! The registration of the topics' schemas: a ConfigMap with them and a job that is safe to repeat.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ConfigMap, Container};

use crate::{
    derive::{
        resource_name::fingerprint,
        schema_registry::{self, Subject},
    },
    kubernetes::object::Object,
    model::{Deployment, node_pool::Spread, schema_registry::SchemaRegistry},
    render::{checksum, container, image, job::Job, labels, object, resources, workload::Pod},
};

/// The script of the job.
const SCRIPT: &str = include_str!("../../../templates/register-schemas.sh");

/// The longest key of a ConfigMap that is a subject with `.json` behind it.
const LONGEST_SUBJECT: usize = 248;

/// How many seconds the job has once the registry answers.
const WORK_SECONDS: u64 = 600;

/// Returns the ConfigMap and the job; nothing where no topic has a schema.
pub fn objects(deployment: &Deployment, registry: &SchemaRegistry) -> Vec<Object> {
    let subjects = schema_registry::subjects(deployment);
    if subjects.is_empty() {
        return Vec::new();
    }
    let data = data(&subjects);
    let wait = registry.registration.wait.as_milliseconds().div_ceil(1_000);
    let job = Job {
        name: format!("{}-registration", registry.name),
        pod: pod(deployment, registry, &data, wait),
        deadline_seconds: wait + WORK_SECONDS,
        suspended: false,
    };
    vec![
        job.pod.service_account(deployment),
        config_map(deployment, registry, data),
        job.after_change(deployment),
    ]
}

fn config_map_name(registry: &SchemaRegistry) -> String {
    format!("{}-schemas", registry.name)
}

fn config_map(
    deployment: &Deployment,
    registry: &SchemaRegistry,
    data: BTreeMap<String, String>,
) -> Object {
    let labels = labels::of_component(deployment, "schema-registry", registry.name.as_str());
    object(&ConfigMap {
        metadata: labels::metadata_in(&deployment.namespace, labels, config_map_name(registry)),
        data: Some(data),
        ..ConfigMap::default()
    })
}

fn data(subjects: &[Subject<'_>]) -> BTreeMap<String, String> {
    let mut data: BTreeMap<String, String> = subjects
        .iter()
        .map(|subject| (key(&subject.name()), pretty(subject)))
        .collect();
    let list: Vec<String> = subjects
        .iter()
        .map(|subject| {
            let name = subject.name();
            let level = subject.schema.compatibility;
            format!("{name} {level} {}\n", key(&name))
        })
        .collect();
    data.insert("subjects".to_owned(), list.concat());
    data.insert("register-schemas.sh".to_owned(), SCRIPT.to_owned());
    data
}

fn pretty(subject: &Subject<'_>) -> String {
    format!("{:#}\n", subject.schema.file.schema())
}

/// Returns the key of a subject's schema; a name that is too long for one is cut and hashed.
fn key(subject: &str) -> String {
    if subject.len() <= LONGEST_SUBJECT {
        return format!("{subject}.json");
    }
    let start: String = subject.chars().take(200).collect();
    format!("{start}-{}.json", fingerprint(subject))
}

fn pod(
    deployment: &Deployment,
    registry: &SchemaRegistry,
    data: &BTreeMap<String, String>,
    wait: u64,
) -> Pod {
    let registration = &registry.registration;
    Pod {
        name: format!("{}-registration", registry.name),
        component: "schema-registration",
        user_id: registration.user_id,
        spread: Spread::Anywhere,
        container: Container {
            name: "registration".to_owned(),
            image: Some(image::named(&deployment.platform, &registration.image)),
            command: Some(vec![
                "/bin/sh".to_owned(),
                "/schemas/register-schemas.sh".to_owned(),
            ]),
            env: Some(vec![
                container::variable("SCHEMA_REGISTRY_URL", schema_registry::url(registry)),
                container::variable("WAIT_SECONDS", wait.to_string()),
            ]),
            resources: Some(resources::requirements(&registration.resources)),
            volume_mounts: Some(vec![
                container::read_only_mount("schemas", "/schemas"),
                container::mount("tmp", "/tmp"),
            ]),
            ..Container::default()
        },
        volumes: vec![
            container::config_map("schemas", &config_map_name(registry)),
            container::scratch("tmp", 16),
        ],
        annotations: checksum::annotations(data),
        stop_seconds: None,
        ends: true,
    }
}
