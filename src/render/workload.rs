//! Pods of our own: hardened, without a token, where the platform wants them.
//!
//! Everything that is not made by Strimzi's operator is made here, so that every pod passes the
//! Pod Security Standard `restricted` and has a read-only root.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::{
        apps::v1::{
            Deployment as Workload, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment,
        },
        core::v1::{
            Affinity, Capabilities, Container, PodSecurityContext, PodSpec, PodTemplateSpec,
            SeccompProfile, SecurityContext, ServiceAccount, Volume,
        },
        policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec},
    },
    apimachinery::pkg::{apis::meta::v1::ObjectMeta, util::intstr::IntOrString},
};

use super::{labels, object, placement};
use crate::{
    kubernetes::object::Object,
    model::{Deployment, node_pool::Spread, workload::UserId},
};

/// A pod of ours.
pub struct Pod {
    /// The name of what it belongs to, and of its service account.
    pub name: String,
    /// What part of the deployment it is, such as `kafka-ui`.
    pub component: &'static str,
    /// The user id that its process runs with.
    pub user_id: UserId,
    /// How it is spread over hosts.
    pub spread: Spread,
    /// Its container, whose security context is set here.
    pub container: Container,
    /// Its volumes.
    pub volumes: Vec<Volume>,
    /// Annotations; a change of one makes new pods.
    pub annotations: BTreeMap<String, String>,
    /// How many seconds it has to end its work; Kubernetes' 30 where nothing is said.
    pub stop_seconds: Option<u16>,
    /// Whether it ends by itself, as a job's pod does.
    pub ends: bool,
}

impl Pod {
    /// Returns the labels of the pod and of what it belongs to.
    pub fn labels(&self, deployment: &Deployment) -> BTreeMap<String, String> {
        labels::of_component(deployment, self.component, &self.name)
    }

    /// Returns its service account, which has no token and no rights.
    pub fn service_account(&self, deployment: &Deployment) -> Object {
        object(&ServiceAccount {
            metadata: labels::metadata_in(
                &deployment.namespace,
                self.labels(deployment),
                self.name.as_str(),
            ),
            automount_service_account_token: Some(false),
            ..ServiceAccount::default()
        })
    }

    /// Returns the pod's template.
    pub fn template(self, deployment: &Deployment) -> PodTemplateSpec {
        PodTemplateSpec {
            metadata: Some(ObjectMeta {
                labels: Some(self.labels(deployment)),
                annotations: (!self.annotations.is_empty()).then(|| self.annotations.clone()),
                ..ObjectMeta::default()
            }),
            spec: Some(self.spec(deployment)),
        }
    }

    fn spec(self, deployment: &Deployment) -> PodSpec {
        let template = placement::pod(&deployment.platform);
        let siblings = labels::select(&self.name);
        let mut affinity = template.affinity;
        let mut spread = Vec::new();
        match self.spread {
            Spread::Required => {
                affinity
                    .get_or_insert_with(Affinity::default)
                    .pod_anti_affinity = Some(placement::apart(siblings));
            }
            Spread::Preferred => spread.push(placement::spread(siblings)),
            Spread::Anywhere => {}
        }
        PodSpec {
            service_account_name: Some(self.name),
            automount_service_account_token: Some(false),
            enable_service_links: Some(false),
            image_pull_secrets: unless_empty(template.image_pull_secrets),
            affinity,
            tolerations: unless_empty(template.tolerations),
            topology_spread_constraints: unless_empty(spread),
            priority_class_name: template.priority_class_name,
            security_context: Some(pod_security(self.user_id)),
            containers: vec![Container {
                security_context: Some(container_security()),
                ..self.container
            }],
            volumes: unless_empty(self.volumes),
            restart_policy: self.ends.then(|| "Never".to_owned()),
            termination_grace_period_seconds: self.stop_seconds.map(i64::from),
            ..PodSpec::default()
        }
    }

    /// Returns the Deployment that keeps `replicas` of the pod running.
    pub fn deployment(self, deployment: &Deployment, replicas: u16) -> Object {
        let mut metadata = labels::metadata_in(
            &deployment.namespace,
            self.labels(deployment),
            self.name.as_str(),
        );
        metadata.annotations = super::credentials::reload(deployment);
        object(&Workload {
            metadata,
            spec: Some(DeploymentSpec {
                replicas: Some(i32::from(replicas)),
                selector: labels::select(&self.name),
                strategy: Some(strategy(self.spread)),
                template: self.template(deployment),
                ..DeploymentSpec::default()
            }),
            ..Workload::default()
        })
    }

    /// Returns what keeps all but one of several replicas running while nodes are emptied.
    pub fn disruption_budget(&self, deployment: &Deployment, replicas: u16) -> Option<Object> {
        (replicas > 1).then(|| {
            object(&PodDisruptionBudget {
                metadata: labels::metadata_in(
                    &deployment.namespace,
                    self.labels(deployment),
                    self.name.as_str(),
                ),
                spec: Some(PodDisruptionBudgetSpec {
                    max_unavailable: Some(IntOrString::Int(1)),
                    selector: Some(labels::select(&self.name)),
                    ..PodDisruptionBudgetSpec::default()
                }),
                ..PodDisruptionBudget::default()
            })
        })
    }
}

/// A new pod comes before an old one goes, unless every pod needs a host of its own.
fn strategy(spread: Spread) -> DeploymentStrategy {
    let (surge, unavailable) = match spread {
        Spread::Required => (0, 1),
        Spread::Preferred | Spread::Anywhere => (1, 0),
    };
    DeploymentStrategy {
        type_: Some("RollingUpdate".to_owned()),
        rolling_update: Some(RollingUpdateDeployment {
            max_surge: Some(IntOrString::Int(surge)),
            max_unavailable: Some(IntOrString::Int(unavailable)),
        }),
    }
}

/// The group of the user owns mounted Secrets, which nobody else in the pod can read.
fn pod_security(user: UserId) -> PodSecurityContext {
    PodSecurityContext {
        run_as_non_root: Some(true),
        run_as_user: Some(i64::from(user.get())),
        fs_group: Some(i64::from(user.get())),
        seccomp_profile: Some(SeccompProfile {
            type_: "RuntimeDefault".to_owned(),
            localhost_profile: None,
        }),
        ..PodSecurityContext::default()
    }
}

fn container_security() -> SecurityContext {
    SecurityContext {
        allow_privilege_escalation: Some(false),
        capabilities: Some(Capabilities {
            drop: Some(vec!["ALL".to_owned()]),
            add: None,
        }),
        read_only_root_filesystem: Some(true),
        ..SecurityContext::default()
    }
}

/// Returns a list, or nothing if it is empty.
pub fn unless_empty<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}
