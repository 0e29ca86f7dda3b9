//! Certificates in pods: the user's own, and the authority that brokers are verified with.
//!
//! Secrets are only ever referenced. A user's Secret holds the authority of the clients as
//! `ca.crt`; brokers are verified with the cluster's, from a Secret of its own, so both are
//! mounted.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    EnvVar, EnvVarSource, KeyToPath, SecretKeySelector, SecretVolumeSource, Volume, VolumeMount,
};

use crate::model::Deployment;

/// Where the user's certificate and key are mounted.
pub const USER: &str = "/etc/kafka/user";

/// Where the cluster's certificate authority is mounted.
pub const CLUSTER_CA: &str = "/etc/kafka/cluster-ca";

/// Only the user of the pod and its group read what is mounted.
const READ_BY_GROUP: i32 = 0o440;

/// The form in which a program reads certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text files: `user.crt`, `user.key` and `ca.crt`.
    Pem,
    /// Java's stores: `user.p12` and `ca.p12`, with passwords beside them.
    Pkcs12,
}

impl Form {
    const fn user_keys(self) -> &'static [&'static str] {
        match self {
            Self::Pem => &["user.crt", "user.key"],
            Self::Pkcs12 => &["user.p12"],
        }
    }

    const fn authority_keys(self) -> &'static [&'static str] {
        match self {
            Self::Pem => &["ca.crt"],
            Self::Pkcs12 => &["ca.p12"],
        }
    }
}

/// Returns the Secret of the authority that signs the brokers' certificates (Strimzi:
/// `AbstractModel.clusterCaCertSecretName`).
pub fn cluster_ca(deployment: &Deployment) -> String {
    format!("{}-cluster-ca-cert", deployment.cluster.name)
}

/// Returns the volumes with a user's certificate and the cluster's authority.
pub fn volumes(deployment: &Deployment, user: &str, form: Form) -> Vec<Volume> {
    vec![
        volume("kafka-user", user.to_owned(), form.user_keys()),
        volume(
            "kafka-cluster-ca",
            cluster_ca(deployment),
            form.authority_keys(),
        ),
    ]
}

fn volume(name: &str, secret: String, keys: &[&str]) -> Volume {
    let items = keys
        .iter()
        .map(|key| KeyToPath {
            key: (*key).to_owned(),
            path: (*key).to_owned(),
            mode: None,
        })
        .collect();
    Volume {
        name: name.to_owned(),
        secret: Some(SecretVolumeSource {
            secret_name: Some(secret),
            default_mode: Some(READ_BY_GROUP),
            items: Some(items),
            optional: None,
        }),
        ..Volume::default()
    }
}

/// Returns the mounts of [`volumes`].
pub fn mounts() -> Vec<VolumeMount> {
    [("kafka-user", USER), ("kafka-cluster-ca", CLUSTER_CA)]
        .into_iter()
        .map(|(name, path)| VolumeMount {
            name: name.to_owned(),
            mount_path: path.to_owned(),
            read_only: Some(true),
            ..VolumeMount::default()
        })
        .collect()
}

/// Returns a variable whose value is a key of a Secret.
pub fn variable(name: &str, secret: &str, key: &str) -> EnvVar {
    EnvVar {
        name: name.to_owned(),
        value: None,
        value_from: Some(EnvVarSource {
            secret_key_ref: Some(SecretKeySelector {
                name: secret.to_owned(),
                key: key.to_owned(),
                optional: None,
            }),
            ..EnvVarSource::default()
        }),
    }
}

/// Returns what makes Stakater Reloader restart pods when a Secret of theirs changes.
///
/// A renderer cannot know when Strimzi renews a certificate, so only something in the cluster
/// can restart the pods then.
pub fn reload(deployment: &Deployment) -> Option<BTreeMap<String, String>> {
    deployment.platform.reloader.then(|| {
        BTreeMap::from([(
            "secret.reloader.stakater.com/auto".to_owned(),
            "true".to_owned(),
        )])
    })
}
