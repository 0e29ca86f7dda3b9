//! What the CD tools do with an object, and the objects by which they are told what to apply.

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

/// Words in an annotation that keep an object from being deleted, or from being changed.
const KEEPS: [&str; 4] = ["Prune=false", "Delete=false", "disabled", "keep"];

/// Words that delete an object and make it anew.
const REPLACES: [&str; 3] = ["Replace=true", "Force=true", "enabled"];

/// Returns what the difference of an annotation of a CD tool does.
pub fn annotation(scene: &Scene<'_>, field: &FieldChange, key: &str) -> Consequence {
    let has = |value: &Option<Value>, words: &[&str]| {
        let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        words
            .iter()
            .any(|word| text.split(',').any(|part| part.trim() == *word))
    };
    let keeping = key.ends_with("/prune")
        || key.ends_with("/sync-options")
        || key.ends_with("/resource-policy");
    if keeping && has(&field.before, &KEEPS) && !has(&field.after, &KEEPS) {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("delivery/prune-allowed"),
            "the CD tool may delete the object when it goes from the files",
            "the annotation that kept it is gone",
        )
        .action("leave the annotation on what holds data");
    }
    let replacing = key.ends_with("/sync-options") || key.ends_with("/force");
    let replaced = replacing && has(&field.after, &REPLACES) && !has(&field.before, &REPLACES);
    // A hook is deleted and made anew at every synchronization.
    let hook = key.ends_with("/hook") && field.after.is_some() && scene.change.id.kind != "Job";
    if replaced || hook {
        return Consequence::new(
            Class::Outage,
            Fact::new("delivery/replaced"),
            "the CD tool deletes the object and makes it anew, where it can't be changed or at every run",
            "what belongs to the object goes with it",
        );
    }
    if key.ends_with("/reconcile") && has(&field.after, &["disabled"]) {
        return Consequence::new(
            Class::Impossible,
            Fact::new("delivery/suspended"),
            "nothing that changes here reaches the cluster any more",
            "the CD tool leaves the object alone until the annotation goes",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("delivery/annotation"),
        "the CD tool treats the object differently: its order, its pruning or its health",
        "the annotation is one of the tool that applies the objects",
    )
}

/// Returns whether a CD tool is told to keep an object that goes from the files.
#[must_use]
pub fn is_kept(object: &Value) -> bool {
    let annotations = object["metadata"]["annotations"].as_object();
    annotations.into_iter().flatten().any(|(key, value)| {
        let text = value.as_str().unwrap_or_default();
        let says = |word: &str| text.split(',').any(|part| part.trim() == word);
        match key.as_str() {
            "argocd.argoproj.io/sync-options" => says("Prune=false") || says("Delete=false"),
            "kustomize.toolkit.fluxcd.io/prune" => says("disabled"),
            "helm.sh/resource-policy" => says("keep"),
            _ => false,
        }
    })
}

/// Returns what a field of Flux' Kustomization or Argo CD's Application does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let on = field.after == Some(Value::Bool(true));
    let told = |class, fact, effect: &str, reason: &str| {
        vec![Consequence::new(class, Fact::new(fact), effect, reason)]
    };
    match field.path.last() {
        Some("prune") if on => told(
            Class::Outage,
            "delivery/prunes",
            "the CD tool deletes from the cluster what is not in the files any more",
            "pruning is turned on; what was left over until now goes too",
        ),
        Some("prune") => told(
            Class::Dynamic,
            "delivery/prunes-no-more",
            "what goes from the files stays in the cluster until somebody deletes it",
            "pruning is turned off",
        ),
        Some("suspend") if on => told(
            Class::Impossible,
            "delivery/suspended",
            "nothing that changes here reaches the cluster any more",
            "the CD tool is suspended",
        ),
        Some("suspend") => told(
            Class::Unknown,
            "delivery/resumed",
            "everything that changed since the CD tool was suspended is applied now",
            "the CD tool takes up its work again",
        ),
        _ if field.path.is_below(&["spec"]) => told(
            Class::Unknown,
            "delivery/source",
            "the CD tool applies other objects, or does so in another way",
            format!(
                "what it applies is not among these objects of {}",
                scene.change.id.name
            )
            .as_str(),
        ),
        _ => Vec::new(),
    }
}
