//! The parties of a deployment as they stand in a Kubernetes cluster.
//!
//! The labels of Strimzi's pods are written down here once more, from Strimzi's documentation and
//! not from what is rendered; those of our own pods are read from the rendered workloads.

use std::collections::BTreeMap;

use kafka_blueprint::{derive::flow::Party, kubernetes::object::Object, model::Deployment};
use serde_json::Value;

use super::evaluator::{End, Pod};

/// Returns the end that stands for a party; none for an application that is not rendered.
pub fn end(deployment: &Deployment, objects: &[Object], party: &Party) -> Option<End> {
    let cluster = deployment.cluster.name.as_str();
    let name_of_ours = match party {
        Party::KafkaNodes => return Some(strimzi(deployment, cluster, "kafka", "kafka")),
        Party::EntityOperator => return Some(entity(deployment, "entity-operator")),
        Party::KafkaExporter => return Some(entity(deployment, "kafka-exporter")),
        Party::CruiseControl => return Some(entity(deployment, "cruise-control")),
        Party::Dns => return Some(pod("kube-system", &[("k8s-app", "kube-dns")])),
        Party::Prometheus => {
            let labels = [("app.kubernetes.io/name", "prometheus")];
            return Some(pod("monitoring", &labels));
        }
        Party::IngressController => return Some(pod("ingress-nginx", &[])),
        Party::ApiServer => return Some(End::Address("10.245.0.1".parse().unwrap())),
        Party::Anyone => return Some(End::Address("203.0.113.7".parse().unwrap())),
        Party::ClusterOperator => "strimzi-cluster-operator".to_owned(),
        Party::SchemaRegistry => deployment.schema_registry.as_ref()?.name.to_string(),
        Party::SchemaRegistration => {
            format!("{}-registration", deployment.schema_registry.as_ref()?.name)
        }
        Party::KafkaUi => deployment.kafka_ui.as_ref()?.name.to_string(),
        Party::Verification => deployment.verification.as_ref()?.name.to_string(),
        Party::Application(name) => name.to_string(),
    };
    workload(objects, &name_of_ours)
}

/// Returns the pod that a rendered Deployment or Job makes. A Job's name may end with a hash.
fn workload(objects: &[Object], name: &str) -> Option<End> {
    let object = objects.iter().find(|object| {
        let id = object.id();
        let its = match id.kind.as_str() {
            "Deployment" => id.name.as_str(),
            "Job" => id.name.rsplit_once('-').map_or("", |(name, _)| name),
            _ => return false,
        };
        its == name
    })?;
    let labels = object.value()["spec"]["template"]["metadata"]["labels"].as_object()?;
    Some(End::Pod(Pod {
        namespace: object.id().namespace.clone()?,
        labels: labels
            .iter()
            .map(|(key, value)| (key.clone(), text(value)))
            .collect(),
    }))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn entity(deployment: &Deployment, component: &str) -> End {
    strimzi(
        deployment,
        deployment.cluster.name.as_str(),
        component,
        component,
    )
}

fn strimzi(deployment: &Deployment, cluster: &str, component: &str, name: &str) -> End {
    let strimzi_name = format!("{cluster}-{component}");
    let labels = [
        ("app.kubernetes.io/instance", cluster),
        ("app.kubernetes.io/managed-by", "strimzi-cluster-operator"),
        ("app.kubernetes.io/name", name),
        ("strimzi.io/cluster", cluster),
        ("strimzi.io/component-type", component),
        ("strimzi.io/kind", "Kafka"),
        ("strimzi.io/name", strimzi_name.as_str()),
    ];
    pod(deployment.namespace.as_str(), &labels)
}

fn pod(namespace: &str, labels: &[(&str, &str)]) -> End {
    let labels: BTreeMap<String, String> = labels
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    End::Pod(Pod {
        namespace: namespace.to_owned(),
        labels,
    })
}
