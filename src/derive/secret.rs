//! Secrets that a person must make: the deployment refers to them and never holds them.

use crate::model::{Deployment, kafka_ui::UiAuthentication};

/// A Secret that a person must make before the deployment is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSecret {
    /// Its name, in the deployment's namespace.
    pub name: String,
    /// Its type, such as `Opaque`.
    pub kind: &'static str,
    /// Its keys.
    pub keys: Vec<&'static str>,
    /// What it is for, continuing "it holds".
    pub holds: String,
}

/// Returns the Secrets that a person must make, by what refers to them.
#[must_use]
pub fn wanted(deployment: &Deployment) -> Vec<WantedSecret> {
    let mut wanted: Vec<WantedSecret> = deployment
        .platform
        .image_pull_secrets
        .iter()
        .map(|name| WantedSecret {
            name: name.to_string(),
            kind: "kubernetes.io/dockerconfigjson",
            keys: vec![".dockerconfigjson"],
            holds: "the credentials for the image registry".to_owned(),
        })
        .collect();
    wanted.extend(authorities(deployment));
    wanted.extend(kafka_ui(deployment));
    wanted
}

/// Strimzi takes its own certificate authorities from Secrets of these names (Strimzi: "Using
/// your own CA certificates and private keys").
fn authorities(deployment: &Deployment) -> Vec<WantedSecret> {
    let certificates = &deployment.cluster.certificates;
    let mut wanted = Vec::new();
    for (which, authority) in [
        ("cluster", &certificates.cluster),
        ("clients", &certificates.clients),
    ] {
        if authority.generate {
            continue;
        }
        for (suffix, key) in [("ca-cert", "ca.crt"), ("ca", "ca.key")] {
            wanted.push(WantedSecret {
                name: format!("{}-{which}-{suffix}", deployment.cluster.name),
                kind: "Opaque",
                keys: vec![key],
                holds: format!("your own authority for the {which} certificates"),
            });
        }
    }
    wanted
}

fn kafka_ui(deployment: &Deployment) -> Vec<WantedSecret> {
    let Some(ui) = &deployment.kafka_ui else {
        return Vec::new();
    };
    let (name, keys, holds) = match &ui.authentication {
        UiAuthentication::LoginForm(form) => (
            &form.secret,
            vec!["username", "password"],
            "the name and password that people type at the Kafka UI",
        ),
        UiAuthentication::OAuth2(provider) => (
            &provider.secret,
            vec!["client-id", "client-secret"],
            "the Kafka UI's credentials at the identity provider",
        ),
    };
    let mut wanted = vec![WantedSecret {
        name: name.to_string(),
        kind: "Opaque",
        keys,
        holds: holds.to_owned(),
    }];
    wanted.extend(ui.ingress.as_ref().map(|ingress| WantedSecret {
        name: ingress.tls_secret.to_string(),
        kind: "kubernetes.io/tls",
        keys: vec!["tls.crt", "tls.key"],
        holds: format!("the certificate of {}", ingress.host),
    }));
    wanted
}
