//! One side of a comparison: objects by what identifies them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde_json::{Map, Value};

use crate::kubernetes::object::ObjectId;

/// A set of Kubernetes objects, each there once; the order in which they came does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    by_id: BTreeMap<ObjectId, Value>,
    groups: BTreeSet<String>,
}

/// Why an object can't be part of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// It lacks a field that identifies it.
    Lacks(&'static str),
    /// Another object with the same identity says something else.
    Twice(ObjectId),
}

impl fmt::Display for NotComparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacks(field) => write!(f, "an object has no `{field}`"),
            Self::Twice(id) => write!(
                f,
                "{id} stands there twice with different contents, so it is not clear which one is \
                 meant; name the directory of one deployment"
            ),
        }
    }
}

impl std::error::Error for NotComparable {}

impl Objects {
    /// Adds an object. Nulls in its maps count as fields that are not set, as for the API server.
    pub fn insert(&mut self, mut value: Value) -> Result<(), NotComparable> {
        drop_nulls(&mut value);
        let id = identity(&value)?;
        self.insert_as(id, value)
    }

    /// Adds a document that names itself nowhere, under an identity that its file gives it.
    pub fn insert_as(&mut self, id: ObjectId, value: Value) -> Result<(), NotComparable> {
        match self.by_id.get(&id) {
            Some(known) if *known != value => Err(NotComparable::Twice(id)),
            _ => {
                if !self.groups.contains(&id.group) {
                    self.groups.insert(id.group.clone());
                }
                self.by_id.insert(id, value);
                Ok(())
            }
        }
    }

    /// Returns an object.
    #[must_use]
    pub fn get(&self, id: &ObjectId) -> Option<&Value> {
        self.by_id.get(id)
    }

    /// Returns every object, sorted by what identifies it.
    pub fn iter(&self) -> impl Iterator<Item = (&ObjectId, &Value)> {
        self.by_id.iter()
    }

    /// Returns the objects of a kind, sorted by group, namespace and name, without a look at others.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a ObjectId, &'a Value)> {
        self.groups.iter().flat_map(move |group| {
            let first = ObjectId {
                group: group.clone(),
                kind: kind.to_owned(),
                namespace: None,
                name: String::new(),
            };
            let from_there = self.by_id.range(first..);
            from_there.take_while(move |(id, _)| id.group == *group && id.kind == kind)
        })
    }

    /// Returns whether there is no object.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

fn identity(value: &Value) -> Result<ObjectId, NotComparable> {
    let text = |value: &Value| {
        let text = value.as_str().filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let lacks = NotComparable::Lacks;
    let api_version = text(&value["apiVersion"]).ok_or(lacks("apiVersion"))?;
    let metadata = &value["metadata"];
    let name = text(&metadata["name"]).or_else(|| text(&metadata["generateName"]));
    Ok(ObjectId {
        group: match api_version.split_once('/') {
            Some((group, _)) => group.to_owned(),
            None => String::new(),
        },
        kind: text(&value["kind"]).ok_or(lacks("kind"))?,
        namespace: text(&metadata["namespace"]),
        name: name.ok_or(lacks("metadata.name"))?,
    })
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            *fields = std::mem::take(fields)
                .into_iter()
                .filter(|(_, field)| !field.is_null())
                .collect::<Map<_, _>>();
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn topic(partitions: u32) -> Value {
        json!({
            "apiVersion": "kafka.strimzi.io/v1beta2",
            "kind": "KafkaTopic",
            "metadata": {"name": "a", "namespace": "kafka", "labels": null},
            "spec": {"partitions": partitions},
        })
    }

    #[test]
    fn the_same_object_twice_is_one_and_two_of_a_name_are_refused() {
        let mut objects = Objects::default();
        objects.insert(topic(1)).unwrap();
        objects.insert(topic(1)).unwrap();
        assert_eq!(objects.iter().count(), 1);
        let refused = objects.insert(topic(2)).unwrap_err();
        insta::assert_snapshot!(refused, @"KafkaTopic kafka/a stands there twice with different contents, so it is not clear which one is meant; name the directory of one deployment");
    }

    #[test]
    fn a_null_is_a_field_that_is_not_set() {
        let mut objects = Objects::default();
        objects.insert(topic(1)).unwrap();
        let (_, value) = objects.iter().next().unwrap();
        assert_eq!(
            value["metadata"],
            json!({"name": "a", "namespace": "kafka"})
        );
    }

    #[test]
    fn what_identifies_an_object_has_to_be_there() {
        let mut objects = Objects::default();
        let refused = objects.insert(json!({"apiVersion": "v1", "kind": "Secret"}));
        assert_eq!(refused, Err(NotComparable::Lacks("metadata.name")));
    }
}
