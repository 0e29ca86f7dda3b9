//! What names an item of a list, so that its place in the list does not matter.

use serde_json::Value;

/// The keys that name an item, the first that it has.
const NAMES: [&str; 7] = [
    "name",
    "alert",
    "record",
    "id",
    "broker",
    "containerPort",
    "ip",
];

/// Returns what names an item; none if nothing does.
#[must_use]
pub fn name(item: &Value) -> Option<String> {
    let fields = item.as_object()?;
    if fields.contains_key("verbs") {
        return Some(rule(item));
    }
    if item["resource"]["type"].is_string() {
        return Some(right(item));
    }
    if item["port"].is_u64() && !item["name"].is_string() {
        let protocol = item["protocol"].as_str().unwrap_or("TCP");
        return Some(format!("{protocol} {}", item["port"]));
    }
    NAMES.iter().find_map(|key| scalar(fields.get(*key)?))
}

/// Returns a right of Kafka as people say it, such as `topic orders*` for a prefix.
#[must_use]
pub fn right(acl: &Value) -> String {
    let resource = &acl["resource"];
    let text = |value: &Value| scalar(value).unwrap_or_default();
    let mut name = text(&resource["type"]);
    if let Some(resource_name) = scalar(&resource["name"]) {
        name = format!("{name} {resource_name}");
    }
    if resource["patternType"] == "prefix" {
        name.push('*');
    }
    if acl["type"] == "deny" {
        name.push_str(" denied");
    }
    match acl["host"].as_str() {
        Some(host) if host != "*" => format!("{name} from {host}"),
        _ => name,
    }
}

/// Returns a rule of Kubernetes' access control by what it is about.
fn rule(rule: &Value) -> String {
    let listed = |key: &str| {
        let items = rule[key].as_array().into_iter().flatten();
        let names: Vec<String> = items.filter_map(scalar).collect();
        names.join(",")
    };
    let mut name = listed("resources");
    if name.is_empty() {
        name = listed("nonResourceURLs");
    }
    let groups = listed("apiGroups");
    if !groups.is_empty() {
        name = format!("{name}.{groups}");
    }
    match listed("resourceNames") {
        names if names.is_empty() => name,
        names => format!("{name} {names}"),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
