//! Jobs that run after a change: named or marked so that the next change runs them again. And one
//! that somebody starts by hand, under a fixed name, since whoever starts it again replaces it.
//!
//! The template of a Job cannot be changed once it is there. With kubectl, a Job is named after
//! its content, and stays when it is done, since whatever applies the files again would make a
//! new one of it for ever. Argo CD runs it as a hook and deletes the last one first; Flux makes
//! it anew when it differs.

use k8s_openapi::api::{
    batch::v1::{CronJob, CronJobSpec, Job as JobManifest, JobSpec, JobTemplateSpec},
    core::v1::PodTemplateSpec,
};

use super::{labels, object, workload::Pod};
use crate::{
    derive::resource_name::fingerprint,
    kubernetes::object::{Object, STARTED_BY_HAND},
    model::{Deployment, delivery::Delivery, verification::CronSchedule},
};

/// How many times a failed pod is followed by another.
const RETRIES: i32 = 4;

/// A job of ours.
pub struct Job {
    /// Its name, without the hash.
    pub name: String,
    /// Its pod.
    pub pod: Pod,
    /// How many seconds it may take, all retries together.
    pub deadline_seconds: u64,
    /// Whether it waits until somebody lets it run.
    pub suspended: bool,
}

impl Job {
    /// Returns the Job that runs after a change, in the form that the delivery asks for.
    pub fn after_change(self, deployment: &Deployment) -> Object {
        let labels = self.pod.labels(deployment);
        let base = self.name.clone();
        let spec = self.spec(deployment);
        let (name, annotations): (String, &[(&str, &str)]) = match deployment.delivery {
            Delivery::Kubectl => (format!("{base}-{}", hash(&spec)), &[]),
            Delivery::ArgoCd => (
                base,
                &[
                    ("argocd.argoproj.io/hook", "PostSync"),
                    (
                        "argocd.argoproj.io/hook-delete-policy",
                        "BeforeHookCreation",
                    ),
                ],
            ),
            Delivery::Flux => (base, &[("kustomize.toolkit.fluxcd.io/force", "enabled")]),
        };
        let mut job = object(&JobManifest {
            metadata: labels::metadata_in(&deployment.namespace, labels, name),
            spec: Some(spec),
            ..JobManifest::default()
        });
        for (key, value) in annotations {
            job.annotate(key, (*value).to_owned());
        }
        job
    }

    /// Returns the CronJob that runs it again by itself.
    pub fn on_schedule(mut self, deployment: &Deployment, schedule: &CronSchedule) -> Object {
        let labels = self.pod.labels(deployment);
        let name = self.name.clone();
        let suspended = std::mem::take(&mut self.suspended);
        object(&CronJob {
            metadata: labels::metadata_in(&deployment.namespace, labels, name),
            spec: Some(CronJobSpec {
                schedule: schedule.to_string(),
                concurrency_policy: Some("Forbid".to_owned()),
                suspend: suspended.then_some(true),
                starting_deadline_seconds: Some(3_600),
                job_template: JobTemplateSpec {
                    metadata: None,
                    spec: Some(self.spec(deployment)),
                },
                ..CronJobSpec::default()
            }),
            ..CronJob::default()
        })
    }

    /// Returns the Job that `pods` pods do together once somebody starts it. A pod that failed is
    /// not followed by another: what the others did meanwhile can't be done again.
    pub fn by_hand(self, deployment: &Deployment, pods: u16) -> Object {
        let labels = self.pod.labels(deployment);
        let name = self.name.clone();
        let spec = JobSpec {
            completion_mode: Some("Indexed".to_owned()),
            completions: Some(pods.into()),
            parallelism: Some(pods.into()),
            backoff_limit: None,
            backoff_limit_per_index: Some(0),
            ..self.spec(deployment)
        };
        let mut job = object(&JobManifest {
            metadata: labels::metadata_in(&deployment.namespace, labels, name),
            spec: Some(spec),
            ..JobManifest::default()
        });
        job.annotate(STARTED_BY_HAND, "true".to_owned());
        job
    }

    fn spec(self, deployment: &Deployment) -> JobSpec {
        let template: PodTemplateSpec = self.pod.template(deployment);
        JobSpec {
            backoff_limit: Some(RETRIES),
            active_deadline_seconds: i64::try_from(self.deadline_seconds).ok(),
            suspend: self.suspended.then_some(true),
            template,
            ..JobSpec::default()
        }
    }
}

fn hash(spec: &JobSpec) -> String {
    let json = serde_json::to_string(spec).expect("a Job's specification is plain data");
    fingerprint(&json)
}
