//! Which object a Kustomize patch applies to.
//!
//! The fields of a target are regular expressions, anchored by Kustomize at both ends, and an empty
//! field means "any". So names are escaped (`a.b` is not `aXb`), and the core group or a missing
//! namespace is written as a pattern where a namesake would be patched as well.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::kubernetes::object::Object;

/// The namespace that Kustomize assumes for an object without one.
const DEFAULT: &str = "default";

/// Both names that Kustomize has for a missing namespace: the second stands for kinds of the whole
/// cluster that it knows (`TotallyNotANamespace` in kyaml's `resid`).
const NO_NAMESPACE: &str = "default|_non_namespaceable_";

/// What makes two objects the same for Kustomize.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KustomizeId<'a> {
    group: &'a str,
    kind: &'a str,
    namespace: &'a str,
    name: &'a str,
}

impl<'a> KustomizeId<'a> {
    /// Returns the identity of an object.
    pub fn of(object: &'a Object) -> Self {
        let id = object.id();
        Self {
            group: &id.group,
            kind: &id.kind,
            namespace: id.namespace.as_deref().unwrap_or(DEFAULT),
            name: &id.name,
        }
    }
}

/// The targets of an overlay's patches, exact among all objects of base and environment.
pub struct Targets<'a> {
    /// How many objects bear a kind and a name.
    namesakes: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Targets<'a> {
    /// Prepares targets among these objects.
    pub fn new(ids: &BTreeSet<&KustomizeId<'a>>) -> Self {
        let mut namesakes = BTreeMap::new();
        for id in ids {
            *namesakes.entry((id.kind, id.name)).or_default() += 1;
        }
        Self { namesakes }
    }

    /// Returns the target that selects exactly one object.
    pub fn of(&self, id: &KustomizeId<'_>) -> Value {
        let alone = self.namesakes.get(&(id.kind, id.name)) == Some(&1);
        let mut target = json!({"kind": literal(id.kind), "name": literal(id.name)});
        if !id.group.is_empty() {
            target["group"] = json!(literal(id.group));
        } else if !alone {
            target["group"] = json!("^$");
        }
        if id.namespace != DEFAULT {
            target["namespace"] = json!(literal(id.namespace));
        } else if !alone {
            target["namespace"] = json!(NO_NAMESPACE);
        }
        target
    }
}

/// Returns a regular expression that matches only this text.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<'a>(group: &'a str, namespace: &'a str) -> KustomizeId<'a> {
        let (kind, name) = ("Service", "a.b");
        KustomizeId {
            group,
            kind,
            namespace,
            name,
        }
    }

    #[test]
    fn an_object_alone_needs_no_patterns() {
        let core = id("", DEFAULT);
        assert_eq!(
            Targets::new(&BTreeSet::from([&core])).of(&core),
            json!({"kind": "Service", "name": r"a\.b"})
        );
    }

    #[test]
    fn a_namesake_in_another_group_or_namespace_is_left_out() {
        let (core, knative) = (id("", DEFAULT), id("serving.knative.dev", "kafka"));
        assert_eq!(
            Targets::new(&BTreeSet::from([&core, &knative])).of(&core),
            json!({
                "group": "^$",
                "kind": "Service",
                "namespace": NO_NAMESPACE,
                "name": r"a\.b",
            })
        );
    }

    #[test]
    fn a_named_group_and_namespace_are_always_given() {
        let knative = id("serving.knative.dev", "kafka");
        assert_eq!(
            Targets::new(&BTreeSet::from([&knative])).of(&knative),
            json!({
                "group": r"serving\.knative\.dev",
                "kind": "Service",
                "namespace": "kafka",
                "name": r"a\.b",
            })
        );
    }
}
