//! What the Kubernetes cluster offers: facts that differ between providers.

use std::collections::BTreeMap;

use super::{
    name::{LabelValue, Namespace, ObjectName, QualifiedName},
    network::{Cidr, Port},
};
use crate::{catalog::kubernetes::KubernetesVersion, environment::read::Invalid};

crate::record! {
    /// The Kubernetes cluster that the deployment runs on.
    pub struct Platform {
        /// Its version; `1.30` where nothing is said.
        "kubernetes" kubernetes: KubernetesVersion = KubernetesVersion { major: 1, minor: 30 },
        /// Its API server, for network policies.
        "apiServer" api_server: ApiServer,
        /// Its name servers, for network policies.
        "dns" dns: Dns,
        /// A registry that mirrors the images, put before every image's path.
        "imageRegistry" image_registry: Option<ImageRegistry>,
        /// Secrets in the namespace that hold credentials for the registry.
        "imagePullSecrets" image_pull_secrets: Vec<ObjectName>,
        /// Labels that a node must have to run anything of the deployment.
        "nodeSelector" node_selector: BTreeMap<QualifiedName, LabelValue>,
        /// Taints that everything of the deployment tolerates.
        "tolerations" tolerations: Vec<Toleration>,
        /// The priority class of everything in the deployment.
        "priorityClass" priority_class: Option<ObjectName>,
        /// Whether Stakater Reloader runs there: it restarts pods when a Secret that they mount,
        /// such as a renewed certificate, changes.
        "reloader" reloader: bool = false,
        /// The domain that Service names end in.
        "dnsDomain" dns_domain: super::name::HostName = super::name::HostName::new("cluster.local").ok()?,
    }
}

crate::record! {
    /// The Kubernetes API server as pods reach it.
    pub struct ApiServer {
        /// Its addresses; any address where nothing is said.
        "addresses" addresses: Vec<Cidr>,
        /// Its ports behind the Service `kubernetes`; policies apply behind it.
        "ports" ports: Vec<Port> = vec![Port::new(443).ok()?, Port::new(6443).ok()?],
    }
}

crate::record! {
    /// The name servers as pods reach them.
    pub struct Dns {
        /// The namespace of their pods.
        "namespace" namespace: Namespace = Namespace::new("kube-system").ok()?,
        /// The labels of their pods.
        "labels" labels: BTreeMap<QualifiedName, LabelValue> = BTreeMap::from([
            (QualifiedName::new("k8s-app").ok()?, LabelValue::new("kube-dns").ok()?),
        ]),
        /// Addresses beside these pods, such as that of a cache on every node.
        "addresses" addresses: Vec<Cidr>,
        /// The port that the pods listen on; policies apply behind their Service.
        "port" port: Port = Port::new(53).ok()?,
    }
}

crate::text! {
    /// The host and path of an image registry, such as `registry.example.com/mirror`.
    pub struct ImageRegistry("an image registry", image_registry);
}

fn image_registry(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-:/".contains(c);
    let good = !text.is_empty()
        && text.chars().all(inside)
        && text
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with(['.', '-']));
    if good {
        Ok(())
    } else {
        Err(Invalid::because(
            "it is a host, maybe a port and a path, in lower case and without `https://`",
        ))
    }
}

crate::words! {
    /// What a taint does to pods that do not tolerate it.
    pub enum TaintEffect("a taint's effect") {
        /// New pods stay away.
        NoSchedule = "NoSchedule",
        /// New pods stay away if they can.
        PreferNoSchedule = "PreferNoSchedule",
        /// Running pods are moved away too.
        NoExecute = "NoExecute",
    }
}

crate::record! {
    /// A taint that is tolerated.
    pub struct Toleration {
        /// The taint's key.
        "key" key: QualifiedName,
        /// The taint's value; any where nothing is said.
        "value" value: Option<LabelValue>,
        /// The taint's effect; any where nothing is said.
        "effect" effect: Option<TaintEffect>,
    }
}
