//! One Kubernetes object of somebody's manifests, with the place of everything it says.

use crate::{
    environment::document::{Entry, Mapping, Node, Scalar, Value},
    finding::Place,
};

/// The group of Strimzi's kinds.
pub const STRIMZI: &str = "kafka.strimzi.io";

/// The annotation prefix and label prefix of Strimzi.
pub const CLUSTER_LABEL: &str = "strimzi.io/cluster";

/// A text and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
}

/// One Kubernetes object; it has an API version, a kind and a name.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The whole object.
    pub node: Node,
    /// The API group; empty for the core group.
    pub group: String,
    /// The version within the group, such as `v1beta2`.
    pub version: String,
    /// The kind, such as `KafkaTopic`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its namespace; none where the manifest leaves it to `kubectl -n`.
    pub namespace: Option<String>,
}

/// Why a document is no object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAResource {
    /// It has neither an API version nor a kind, like a file of values, or it is the
    /// configuration of a tool, like a Kustomization, which is never applied.
    Foreign,
    /// It lacks this field, or holds something else than a text there.
    Lacks(&'static str),
}

impl Resource {
    /// Takes a document as an object.
    ///
    /// # Errors
    /// It is none, or it lacks what makes it one.
    pub fn new(node: Node) -> Result<Self, NotAResource> {
        let Value::Mapping(top) = &node.value else {
            return Err(NotAResource::Foreign);
        };
        if !top.entries.contains_key("apiVersion") && !top.entries.contains_key("kind") {
            return Err(NotAResource::Foreign);
        }
        let text = |path: &[&str], what| match at(&node, path).map(|entry| &entry.node.value) {
            Some(Value::Scalar(scalar)) if !scalar.is_null() && !scalar.text.is_empty() => {
                Ok(scalar.text.clone())
            }
            _ => Err(NotAResource::Lacks(what)),
        };
        let api_version = text(&["apiVersion"], "apiVersion")?;
        let (group, version) = api_version.split_once('/').unwrap_or(("", &api_version));
        let kind = text(&["kind"], "kind")?;
        if group.ends_with(".config.k8s.io") {
            return Err(NotAResource::Foreign);
        }
        let name = text(&["metadata", "name"], "metadata.name")?;
        let namespace = text(&["metadata", "namespace"], "").ok();
        let (group, version) = (group.to_owned(), version.to_owned());
        Ok(Self {
            node,
            group,
            version,
            kind,
            name,
            namespace,
        })
    }

    /// Returns the entry at a path of keys.
    #[must_use]
    pub fn entry(&self, path: &[&str]) -> Option<&Entry> {
        at(&self.node, path)
    }

    /// Returns the entries of the map at a path of keys; none where there is no map.
    pub fn entries(&self, path: &[&str]) -> impl Iterator<Item = (&str, &Entry)> + Clone {
        let map = self.entry(path).and_then(|entry| mapping(&entry.node));
        let entries = map.into_iter().flat_map(|map| &map.entries);
        entries.map(|(key, entry)| (key.as_str(), entry))
    }

    /// Returns the single value at a path of keys; a null counts as absent.
    #[must_use]
    pub fn text(&self, path: &[&str]) -> Option<Text<'_>> {
        let node = &self.entry(path)?.node;
        scalar(node).map(|scalar| Text {
            text: &scalar.text,
            place: node.place,
        })
    }

    /// Returns a label.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<Text<'_>> {
        self.text(&["metadata", "labels", key])
    }

    /// Returns an annotation.
    #[must_use]
    pub fn annotation(&self, key: &str) -> Option<Text<'_>> {
        self.text(&["metadata", "annotations", key])
    }

    /// Returns where its name stands.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place_of(&["metadata", "name"])
    }

    /// Returns where the value at a path stands, or what should hold it.
    #[must_use]
    pub fn place_of(&self, path: &[&str]) -> Place {
        let whole = (1..=path.len()).rev().find_map(|length| {
            let entry = self.entry(&path[..length])?;
            let scalar = matches!(entry.node.value, Value::Scalar(_));
            let place = if scalar { entry.node.place } else { entry.key };
            Some(place)
        });
        whole.unwrap_or(self.node.place)
    }

    /// Returns whether it is of this kind of Strimzi.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.group == STRIMZI && self.kind == kind
    }

    /// Returns the namespace for a sentence.
    #[must_use]
    pub fn namespace_or_any(&self) -> &str {
        self.namespace.as_deref().unwrap_or("default")
    }

    /// Returns whether it can be in this namespace: one that is not written may be any.
    #[must_use]
    pub fn may_be_in(&self, namespace: Option<&str>) -> bool {
        match (self.namespace.as_deref(), namespace) {
            (Some(own), Some(wanted)) => own == wanted,
            _ => true,
        }
    }
}

/// Returns the single value of a node; a null counts as absent.
#[must_use]
pub fn scalar(node: &Node) -> Option<&Scalar> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => Some(scalar),
        _ => None,
    }
}

/// Returns the map of a node, if it is one.
#[must_use]
pub fn mapping(node: &Node) -> Option<&Mapping> {
    node.as_mapping()
}

/// Returns the entry at a path of keys below a node.
#[must_use]
pub fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Entry> {
    let (key, rest) = path.split_first()?;
    let entry = node.as_mapping()?.entries.get(*key)?;
    if rest.is_empty() {
        return Some(entry);
    }
    at(&entry.node, rest)
}

/// Returns the items of the list at a path of keys below a node; of the node itself where the path
/// is empty.
#[must_use]
pub fn items<'a>(node: &'a Node, path: &[&str]) -> &'a [Node] {
    let list = match path {
        [] => Some(node),
        _ => at(node, path).map(|entry| &entry.node),
    };
    match list.map(|list| &list.value) {
        Some(Value::Sequence(items)) => items,
        _ => &[],
    }
}
