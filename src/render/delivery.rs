//! Annotations that keep a CD tool from doing harm: the order of things, and what is never
//! pruned. `docs/cd.md` has what the tools themselves need to be told.

use super::Component;
use crate::{kubernetes::object::Object, model::delivery::Delivery};

/// Kinds whose removal takes data or whole clusters with it.
const PRECIOUS: [&str; 4] = ["Namespace", "Kafka", "KafkaNodePool", "KafkaTopic"];

/// Adds the annotations of a way of delivery.
pub fn annotate(delivery: Delivery, component: Component, objects: &mut [Object]) {
    if delivery == Delivery::Kubectl {
        return;
    }
    for object in objects {
        let annotations = match delivery {
            Delivery::Kubectl => Vec::new(),
            Delivery::ArgoCd => argo_cd(component, object),
            Delivery::Flux => flux(object),
        };
        for (key, value) in annotations {
            object.annotate(key, value);
        }
    }
}

fn argo_cd(component: Component, object: &Object) -> Vec<(&'static str, String)> {
    let mut annotations = vec![(
        "argocd.argoproj.io/sync-wave",
        wave(component, object).to_string(),
    )];
    let mut options = Vec::new();
    if is_precious(object) {
        // The first when it leaves the repository, the second when the Application is deleted.
        options.extend(["Prune=false", "Delete=false"]);
    }
    // The definitions of these kinds come with the same sync, so a dry run cannot know them yet.
    if object.id().group.contains('.') && !object.id().group.ends_with(".k8s.io") {
        options.push("SkipDryRunOnMissingResource=true");
    }
    if !options.is_empty() {
        annotations.push(("argocd.argoproj.io/sync-options", options.join(",")));
    }
    annotations
}

fn flux(object: &Object) -> Vec<(&'static str, String)> {
    if is_precious(object) {
        return vec![("kustomize.toolkit.fluxcd.io/prune", "disabled".to_owned())];
    }
    Vec::new()
}

fn is_precious(object: &Object) -> bool {
    PRECIOUS.contains(&object.id().kind.as_str())
}

/// Namespaces come first; the components follow in their order. Argo CD waits for each wave to be
/// healthy before it begins the next; it knows when a Kafka, a KafkaTopic, a KafkaUser, a
/// Deployment and a Job are (Argo CD: `resource_customizations`), so topics wait for the cluster.
fn wave(component: Component, object: &Object) -> i32 {
    if object.id().kind == "Namespace" {
        return -1;
    }
    Component::ALL
        .iter()
        .position(|known| *known == component)
        .and_then(|position| i32::try_from(position).ok())
        .unwrap_or_default()
}
