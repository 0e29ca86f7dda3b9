//! A change with what stands around it: the two whole sets, to look up the cluster that a
//! resource belongs to, its pools, its release and who depends on it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Restart, index::Index};
use crate::{
    catalog::{kafka::KafkaVersion, operator::Release},
    change::{Event, FieldPath, ObjectChange, Objects, Step},
    kubernetes::object::ObjectId,
};

/// The label by which Strimzi's resources name their cluster (`ResourceLabels.STRIMZI_CLUSTER_LABEL`).
pub const CLUSTER: &str = "strimzi.io/cluster";

/// One object that differs, among both sets of objects.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The object.
    pub change: &'a ObjectChange,
    /// Every object before.
    pub before: &'a Objects,
    /// Every object after.
    pub after: &'a Objects,
    /// What was looked up on each side, before and after.
    pub indexes: [&'a Index; 2],
}

impl<'a> Scene<'a> {
    /// Returns the object before; null if it is new.
    #[must_use]
    pub fn was(&self) -> &'a Value {
        self.change.before.as_ref().unwrap_or(&Value::Null)
    }

    /// Returns the object after; null if it is gone.
    #[must_use]
    pub fn now(&self) -> &'a Value {
        self.change.after.as_ref().unwrap_or(&Value::Null)
    }

    /// Returns the object after, or as it last was.
    #[must_use]
    pub fn object(&self) -> &'a Value {
        let after = self.change.after.as_ref();
        after
            .or(self.change.before.as_ref())
            .unwrap_or(&Value::Null)
    }

    /// Returns the name and the namespace of the Kafka cluster that the object is or belongs to, as
    /// they are within a set.
    fn cluster_in(&self, side: &Objects) -> Option<(&'a str, Option<&'a str>)> {
        let (was, now) = (self.change.before.as_ref(), self.change.after.as_ref());
        let is_before = std::ptr::eq(side, self.before);
        let object = if is_before { was.or(now) } else { now.or(was) }?;
        let id = match &self.change.event {
            Event::Renamed { from } if is_before => from,
            _ => &self.change.id,
        };
        let cluster = match id.kind.as_str() {
            "Kafka" => object["metadata"]["name"].as_str(),
            _ => object["metadata"]["labels"][CLUSTER].as_str(),
        };
        Some((cluster?, id.namespace.as_deref()))
    }

    /// Returns the `Kafka` resource of that cluster within a set: that of the same namespace, or the
    /// only one of its name, since topics and users may stand in another namespace.
    #[must_use]
    pub fn kafka(&self, side: &'a Objects) -> Option<&'a Value> {
        let (cluster, namespace) = self.cluster_in(side)?;
        let found = |id: &ObjectId| id.name == cluster && id.namespace.as_deref() == namespace;
        let beside = side.of_kind("Kafka").find(|(id, _)| found(id));
        beside
            .or_else(|| only(side.of_kind("Kafka").filter(|(id, _)| id.name == cluster)))
            .map(|(_, value)| value)
    }

    /// Returns the node pools of that cluster within a set.
    pub fn pools(&self, side: &'a Objects) -> impl Iterator<Item = (&'a ObjectId, &'a Value)> {
        let place = self.cluster_in(side);
        side.of_kind("KafkaNodePool").filter(move |(id, value)| {
            place.is_some_and(|(cluster, namespace)| {
                id.namespace.as_deref() == namespace
                    && value["metadata"]["labels"][CLUSTER] == cluster
            })
        })
    }

    /// Returns the node pools of the cluster after the change that fit, as pods that restart; the
    /// pods of a new pool only start.
    #[must_use]
    pub fn nodes_where(&self, wanted: impl Fn(&Value) -> bool) -> Vec<Restart> {
        let pools = self.pools(self.after).filter(|(_, pool)| wanted(pool));
        self.restarts_of(pools)
    }

    /// Returns the pods of node pools that restart: those of pools that were there before.
    pub fn restarts_of<'b>(
        &self,
        pools: impl Iterator<Item = (&'b ObjectId, &'b Value)>,
    ) -> Vec<Restart> {
        let running = pools.filter(|(id, _)| self.before.get(id).is_some());
        running
            .map(|(id, pool)| self.restart_of(id, pool))
            .collect()
    }

    /// Returns the pods of a node pool that restart: those that were there before and stay.
    #[must_use]
    pub fn restart_of(&self, id: &ObjectId, pool: &Value) -> Restart {
        let mut restart = restart_of(id, pool);
        let before = self
            .before
            .get(id)
            .and_then(|pool| pool["spec"]["replicas"].as_u64());
        restart.pods = restart
            .pods
            .map(|now| before.map_or(now, |before| before.min(now)));
        restart
    }

    /// Returns the node pools with this role, or all of them, as pods that restart.
    #[must_use]
    pub fn nodes(&self, role: Option<&str>) -> Vec<Restart> {
        self.nodes_where(|pool| role.is_none_or(|role| has_role(pool, role)))
    }

    /// Returns the release of Strimzi whose operator is in a set, by the tag of its image.
    #[must_use]
    pub fn release(&self, side: &Objects) -> Option<&'static Release> {
        self.index(side).release(side)
    }

    fn index(&self, side: &Objects) -> &'a Index {
        let [before, after] = self.indexes;
        if std::ptr::eq(side, self.before) {
            before
        } else {
            after
        }
    }

    /// Returns the version of Kafka that the cluster runs in a set: what its resource says, else
    /// the default of the release.
    #[must_use]
    pub fn kafka_version(&self, side: &'a Objects) -> Option<KafkaVersion> {
        let kafka = self.kafka(side)?;
        match kafka["spec"]["kafka"]["version"].as_str() {
            Some(text) => text.parse().ok(),
            None => self.release(side).map(Release::default_kafka),
        }
    }

    /// Returns the users that have a right on a resource of Kafka within a set.
    #[must_use]
    pub fn users_of(&self, side: &Objects, kind: &str, name: &str) -> Vec<String> {
        self.index(side).users(side, kind, name)
    }

    /// Returns whether the operators of a set are of an older release than this; not where no
    /// operator is in it.
    #[must_use]
    pub fn is_older_than(&self, side: &Objects, release: &str) -> bool {
        let since = release.parse().ok();
        self.release(side)
            .is_some_and(|known| Some(known.number()) < since)
    }
}

/// Returns the one item; none if there are more or none.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next();
    first.filter(|_| items.next().is_none())
}

/// Returns whether a node pool has a role.
#[must_use]
pub fn has_role(pool: &Value, role: &str) -> bool {
    let roles = pool["spec"]["roles"].as_array();
    roles.is_some_and(|roles| roles.iter().any(|found| found == role))
}

/// Returns the pods of a node pool.
#[must_use]
pub fn restart_of(id: &ObjectId, pool: &Value) -> Restart {
    Restart {
        what: format!("node pool {}", id.name),
        pods: pool["spec"]["replicas"].as_u64(),
    }
}

/// Returns the texts of a list; none where the list is not there.
#[must_use]
pub fn texts(list: Option<&Value>) -> BTreeSet<String> {
    let items = list.and_then(Value::as_array);
    let texts = items.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Returns the value at a path of keys and names within an object; null where there is none.
#[must_use]
pub fn at<'a>(object: &'a Value, path: &FieldPath) -> &'a Value {
    path.steps().iter().fold(object, |value, step| match step {
        Step::Key(key) => &value[key.as_str()],
        Step::Index(index) => &value[*index],
        Step::Item(name) => value
            .as_array()
            .and_then(|items| items.iter().find(|item| item["name"] == name.as_str()))
            .unwrap_or(&Value::Null),
        Step::Document => &Value::Null,
    })
}
