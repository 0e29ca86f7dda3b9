//! What is asked of a whole set of objects again and again, looked up once.

use std::{cell::OnceCell, collections::BTreeMap};

use serde_json::Value;

use crate::{
    catalog::operator::{OperatorVersion, Release},
    change::Objects,
};

/// What was looked up in one set of objects.
#[derive(Debug, Default)]
pub struct Index {
    granted: OnceCell<Granted>,
    release: OnceCell<Option<&'static Release>>,
}

#[derive(Debug, Default)]
struct Granted {
    exact: BTreeMap<(String, String), Vec<String>>,
    prefixes: Vec<Prefix>,
}

/// A right on every resource of a kind whose name begins so.
#[derive(Debug)]
struct Prefix {
    kind: String,
    begin: String,
    user: String,
}

impl Index {
    /// Returns the users that have a right on a resource, such as the topic `orders`, sorted.
    #[must_use]
    pub fn users(&self, side: &Objects, kind: &str, name: &str) -> Vec<String> {
        let granted = self.granted.get_or_init(|| Granted::within(side));
        let exact = [name, "*"].map(|name| granted.exact.get(&(kind.to_owned(), name.to_owned())));
        let mut users: Vec<String> = exact.into_iter().flatten().flatten().cloned().collect();
        let prefixes = granted.prefixes.iter();
        let fitting = prefixes.filter(|known| known.kind == kind && name.starts_with(&known.begin));
        users.extend(fitting.map(|known| known.user.clone()));
        users.sort();
        users.dedup();
        users
    }

    /// Returns the release of Strimzi whose operator is there, by the tag of its image.
    #[must_use]
    pub fn release(&self, side: &Objects) -> Option<&'static Release> {
        *self.release.get_or_init(|| {
            side.of_kind("Deployment").find_map(|(_, deployment)| {
                let containers = &deployment["spec"]["template"]["spec"]["containers"];
                containers.as_array()?.iter().find_map(operator_of)
            })
        })
    }
}

impl Granted {
    fn within(side: &Objects) -> Self {
        let mut granted = Self::default();
        for (id, user) in side.of_kind("KafkaUser") {
            let acls = user["spec"]["authorization"]["acls"].as_array();
            let allowed = acls
                .into_iter()
                .flatten()
                .filter(|acl| acl["type"] != "deny");
            for acl in allowed {
                granted.enter(&acl["resource"], &id.name);
            }
        }
        granted
    }

    fn enter(&mut self, resource: &Value, user: &str) {
        let text = |key: &str| resource[key].as_str().unwrap_or_default().to_owned();
        let (kind, name, user) = (text("type"), text("name"), user.to_owned());
        if resource["patternType"] == "prefix" {
            let begin = name;
            self.prefixes.push(Prefix { kind, begin, user });
        } else {
            self.exact.entry((kind, name)).or_default().push(user);
        }
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
