//! The names by which Kafka knows an application again: its consumer group, which has the offsets, and
//! its transactional ids, which have the open transactions. Another name begins with neither.

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange, Objects, Step, compare::right};

/// What `blueprint` tells its applications.
const GROUP: &str = "KAFKA_CONSUMER_GROUP";
const TRANSACTIONAL: &str = "KAFKA_TRANSACTIONAL_ID_PREFIX";

/// What `blueprint` tells the schema registry.
const JOURNAL: &str = "APICURIO_KAFKASQL_TOPIC";

/// Returns what it does that a workload is told another name.
pub fn of_workload(field: &FieldChange) -> Option<Consequence> {
    let steps = field.path.steps();
    let [.., Step::Key(env), Step::Item(name), Step::Key(value)] = steps else {
        return None;
    };
    if env != "env" || value != "value" {
        return None;
    }
    let [old, new] = [&field.before, &field.after].map(|value| value.as_ref()?.as_str());
    match name.as_str() {
        GROUP => Some(group("workload/another-group", old?, new?)),
        JOURNAL => Some(journal(old?, new?)),
        TRANSACTIONAL => Some(transactions("workload/another-transactional-id")),
        _ => None,
    }
}

/// States that a registry reads its schemas from another topic.
fn journal(old: &str, new: &str) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new("workload/another-journal"),
        format!(
            "the registry knows only the schemas that are in the topic `{new}`, and clients do not find \
             the others"
        ),
        format!("it keeps its schemas in this topic alone, and those of before are in `{old}`"),
    )
    .action("keep the topic; else export the schemas first, and import them with their ids")
}

/// Returns what it does that a user gets rights on another name in the place of the old one; nothing
/// where a workload is among the objects that is told the name, since it is told there.
pub fn of_user(scene: &Scene<'_>, field: &FieldChange) -> Option<Consequence> {
    let whole = field.path.is(&["spec", "authorization", "acls", "*"]);
    let acl = field.before.as_ref().or(field.after.as_ref())?;
    let kind = acl["resource"]["type"].as_str()?;
    if !whole || acl["type"] == "deny" {
        return None;
    }
    let (variable, fact) = match kind {
        "group" => (GROUP, "user/another-group"),
        "transactionalId" => (TRANSACTIONAL, "user/another-transactional-id"),
        _ => return None,
    };
    let [was, now] = [scene.was(), scene.now()].map(|user| named(user, kind));
    let gone = was.iter().find(|old| !meets(old, &now))?;
    let new = now.iter().find(|new| !meets(new, &was))?;
    let [old, new] = [gone, new].map(|acl| acl["resource"]["name"].as_str());
    let (old, new) = (old?, new?);
    if is_told(scene.after, variable, new) {
        return None;
    }
    Some(match kind {
        "group" => group(fact, old, new),
        _ => transactions(fact),
    })
}

/// Returns the rights of a user on names of a kind.
fn named<'a>(user: &'a Value, kind: &str) -> Vec<&'a Value> {
    let acls = user["spec"]["authorization"]["acls"].as_array();
    let all = acls.into_iter().flatten();
    all.filter(|acl| acl["type"] != "deny" && acl["resource"]["type"] == kind)
        .collect()
}

/// Returns whether some right of a list can be about a name that this one is about too.
fn meets(acl: &Value, others: &[&Value]) -> bool {
    let prefix = |acl: &Value| {
        let name = acl["resource"]["name"].as_str().unwrap_or_default();
        let open = acl["resource"]["patternType"] == "prefix" || name == "*";
        (name.trim_end_matches('*').to_owned(), open)
    };
    let (name, is_open) = prefix(acl);
    others.iter().any(|other| {
        let (other_name, other_is_open) = prefix(other);
        right(other) == right(acl)
            || other_is_open && name.starts_with(&other_name)
            || is_open && other_name.starts_with(&name)
    })
}

/// Returns whether a workload is told this name.
fn is_told(side: &Objects, variable: &str, name: &str) -> bool {
    let mut workloads = ["Deployment", "StatefulSet"]
        .iter()
        .flat_map(|kind| side.of_kind(kind));
    workloads.any(|(_, workload)| {
        let containers = workload["spec"]["template"]["spec"]["containers"].as_array();
        let variables = containers
            .into_iter()
            .flatten()
            .filter_map(|container| container["env"].as_array())
            .flatten();
        variables
            .into_iter()
            .any(|known| known["name"] == variable && known["value"] == name)
    })
}

fn group(fact: &'static str, old: &str, new: &str) -> Consequence {
    Consequence::new(
        Class::Irreversible,
        Fact::new(fact),
        format!(
            "the group `{new}` begins without the offsets of `{old}`: its consumers begin where their \
             `auto.offset.reset` says, and skip messages or read all of them again"
        ),
        "Kafka keeps offsets by the name of the group",
    )
    .action(
        "stop the consumers, and give the new group the offsets of the old one with \
         `kafka-consumer-groups.sh --reset-offsets --from-file`",
    )
}

fn transactions(fact: &'static str) -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new(fact),
        "a producer with a new id fences no old one, and a transaction that an old one left open holds \
         up readers of committed messages until it times out",
        "Kafka knows by the transactional id which producer takes the place of which",
    )
    .action("see that the old producers have ended before the new ones start")
}
