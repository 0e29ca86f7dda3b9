//! Where pods run: what the platform asks of all of them, and how Kafka nodes are spread.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::core::v1::{
        Affinity, LocalObjectReference, NodeAffinity, NodeSelector, NodeSelectorRequirement,
        NodeSelectorTerm, PodAffinityTerm, PodAntiAffinity, Toleration, TopologySpreadConstraint,
    },
    apimachinery::pkg::apis::meta::v1::LabelSelector,
};

use crate::{
    kubernetes::strimzi::PodTemplate,
    model::{
        Deployment,
        name::{LabelValue, PoolName, QualifiedName},
        node_pool::{NodePool, Spread},
        platform::Platform,
    },
};

/// The node label that names a host (Kubernetes: well-known labels).
const HOST: &str = "kubernetes.io/hostname";

/// Returns the pod template of a component that has no wishes of its own.
pub fn pod(platform: &Platform) -> PodTemplate {
    PodTemplate {
        image_pull_secrets: pull_secrets(platform),
        affinity: on_nodes(platform.node_selector.iter()),
        tolerations: tolerations(platform),
        topology_spread_constraints: Vec::new(),
        priority_class_name: platform.priority_class.as_ref().map(ToString::to_string),
    }
}

/// Returns the pod template of a node pool.
pub fn of_pool(deployment: &Deployment, name: &PoolName, pool: &NodePool) -> PodTemplate {
    let platform = &deployment.platform;
    let mut template = pod(platform);
    template.affinity = on_nodes(platform.node_selector.iter().chain(&pool.node_selector));
    let siblings = LabelSelector {
        match_labels: Some(BTreeMap::from([
            (
                super::labels::STRIMZI_CLUSTER.to_owned(),
                deployment.cluster.name.to_string(),
            ),
            ("strimzi.io/pool-name".to_owned(), name.to_string()),
        ])),
        match_expressions: None,
    };
    match pool.spread {
        Spread::Required => {
            let affinity = template.affinity.get_or_insert_default();
            affinity.pod_anti_affinity = Some(apart(siblings));
        }
        Spread::Preferred => template.topology_spread_constraints = vec![spread(siblings)],
        Spread::Anywhere => {}
    }
    template
}

/// Returns the credentials for the image registry.
pub fn pull_secrets(platform: &Platform) -> Vec<LocalObjectReference> {
    platform
        .image_pull_secrets
        .iter()
        .map(|name| LocalObjectReference {
            name: name.to_string(),
        })
        .collect()
}

/// Returns the taints that everything tolerates.
pub fn tolerations(platform: &Platform) -> Vec<Toleration> {
    platform
        .tolerations
        .iter()
        .map(|toleration| Toleration {
            key: Some(toleration.key.to_string()),
            operator: Some(
                if toleration.value.is_some() {
                    "Equal"
                } else {
                    "Exists"
                }
                .to_owned(),
            ),
            value: toleration.value.as_ref().map(ToString::to_string),
            effect: toleration.effect.map(|effect| effect.word().to_owned()),
            toleration_seconds: None,
        })
        .collect()
}

fn on_nodes<'a>(
    labels: impl Iterator<Item = (&'a QualifiedName, &'a LabelValue)>,
) -> Option<Affinity> {
    let requirements: Vec<NodeSelectorRequirement> = labels
        .map(|(key, value)| NodeSelectorRequirement {
            key: key.to_string(),
            operator: "In".to_owned(),
            values: Some(vec![value.to_string()]),
        })
        .collect();
    if requirements.is_empty() {
        return None;
    }
    let term = NodeSelectorTerm {
        match_expressions: Some(requirements),
        match_fields: None,
    };
    let nodes = NodeAffinity {
        required_during_scheduling_ignored_during_execution: Some(NodeSelector {
            node_selector_terms: vec![term],
        }),
        ..NodeAffinity::default()
    };
    Some(Affinity {
        node_affinity: Some(nodes),
        ..Affinity::default()
    })
}

/// Returns a rule that keeps pods on hosts of their own.
pub fn apart(siblings: LabelSelector) -> PodAntiAffinity {
    PodAntiAffinity {
        required_during_scheduling_ignored_during_execution: Some(vec![PodAffinityTerm {
            label_selector: Some(siblings),
            topology_key: HOST.to_owned(),
            ..PodAffinityTerm::default()
        }]),
        ..PodAntiAffinity::default()
    }
}

/// Returns a rule that puts pods on different hosts if there are enough.
pub fn spread(siblings: LabelSelector) -> TopologySpreadConstraint {
    TopologySpreadConstraint {
        label_selector: Some(siblings),
        max_skew: 1,
        topology_key: HOST.to_owned(),
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        ..TopologySpreadConstraint::default()
    }
}
