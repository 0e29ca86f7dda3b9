//! A change with what stands around it: the two whole sets, to look up the cluster that a
//! resource belongs to, its pools, its release and who depends on it.

use serde_json::Value;

use super::Restart;
use crate::{
    catalog::{
        kafka::KafkaVersion,
        operator::{OperatorVersion, Release},
    },
    change::{FieldPath, ObjectChange, Objects, Step},
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

    /// Returns the name of the Kafka cluster that the object is or belongs to.
    #[must_use]
    pub fn cluster(&self) -> Option<&'a str> {
        match self.change.id.kind.as_str() {
            "Kafka" => self.object()["metadata"]["name"].as_str(),
            _ => self.object()["metadata"]["labels"][CLUSTER].as_str(),
        }
    }

    /// Returns the `Kafka` resource of that cluster within a set.
    #[must_use]
    pub fn kafka(&self, side: &'a Objects) -> Option<&'a Value> {
        let cluster = self.cluster()?;
        let namespace = self.change.id.namespace.as_ref();
        let found = |id: &ObjectId| id.name == cluster && id.namespace.as_ref() == namespace;
        let mut all = side.of_kind("Kafka");
        all.find(|(id, _)| found(id)).map(|(_, value)| value)
    }

    /// Returns the node pools of that cluster within a set.
    pub fn pools(&self, side: &'a Objects) -> impl Iterator<Item = (&'a ObjectId, &'a Value)> {
        let (cluster, namespace) = (self.cluster(), self.change.id.namespace.clone());
        side.of_kind("KafkaNodePool").filter(move |(id, value)| {
            id.namespace == namespace
                && value["metadata"]["labels"][CLUSTER].as_str() == cluster
                && cluster.is_some()
        })
    }

    /// Returns the node pools with this role, or all of them, as pods that restart.
    #[must_use]
    pub fn nodes(&self, role: Option<&str>) -> Vec<Restart> {
        let wanted = |pool: &Value| role.is_none_or(|role| has_role(pool, role));
        let pools = self.pools(self.after).filter(|(_, pool)| wanted(pool));
        pools.map(|(id, pool)| restart_of(id, pool)).collect()
    }

    /// Returns the release of Strimzi whose operator is in a set, by the tag of its image.
    #[must_use]
    pub fn release(side: &Objects) -> Option<&'static Release> {
        side.of_kind("Deployment").find_map(|(_, deployment)| {
            let containers = &deployment["spec"]["template"]["spec"]["containers"];
            containers.as_array()?.iter().find_map(operator_of)
        })
    }

    /// Returns the version of Kafka that the cluster runs in a set: what its resource says, else
    /// the default of the release.
    #[must_use]
    pub fn kafka_version(&self, side: &'a Objects) -> Option<KafkaVersion> {
        let kafka = self.kafka(side)?;
        match kafka["spec"]["kafka"]["version"].as_str() {
            Some(text) => text.parse().ok(),
            None => Self::release(side).map(Release::default_kafka),
        }
    }

    /// Returns the users that have a right on a resource of Kafka, such as the topic `orders`.
    #[must_use]
    pub fn users_of(side: &Objects, kind: &str, name: &str) -> Vec<String> {
        let users = side.of_kind("KafkaUser").filter(|(_, user)| {
            let acls = user["spec"]["authorization"]["acls"].as_array();
            acls.into_iter().flatten().any(|acl| {
                let resource = &acl["resource"];
                let stands = resource["name"].as_str().unwrap_or_default();
                resource["type"] == kind
                    && match resource["patternType"].as_str() {
                        Some("prefix") => name.starts_with(stands),
                        _ => stands == name || stands == "*",
                    }
            })
        });
        users.map(|(id, _)| id.name.clone()).collect()
    }
}

fn operator_of(container: &Value) -> Option<&'static Release> {
    let (path, tag) = container["image"].as_str()?.rsplit_once(':')?;
    let tag = tag.split_once('@').map_or(tag, |(tag, _)| tag);
    let version: OperatorVersion = (path.ends_with("/operator") || path == "operator")
        .then(|| tag.parse().ok())
        .flatten()?;
    Some(Release::of(version))
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
