//! The access control lists that the user operator makes of the rendered users.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::component::kafka_access::Acl;
use crate::manifest::Object;

/// Returns the access control lists of all users among `objects`, as Strimzi's user operator
/// translates them (SimpleAclRule, KafkaUserModel).
#[must_use]
pub fn acls(objects: &[Object]) -> BTreeSet<Acl> {
    let users = objects.iter().filter(|object| object.kind() == "KafkaUser");
    users.flat_map(of_user).collect()
}

fn of_user(user: &Object) -> Vec<Acl> {
    let rules = user.value().pointer("/spec/authorization/acls");
    let rules = rules.and_then(Value::as_array).into_iter().flatten();
    rules.flat_map(|rule| of_rule(user.name(), rule)).collect()
}

fn of_rule(user: &str, rule: &Value) -> Vec<Acl> {
    let resource = &rule["resource"];
    let acl = |operation: &str| Acl {
        user: user.to_owned(),
        permission: text(&rule["type"], "allow"),
        resource: constant(&text(&resource["type"], "")),
        // The cluster has one name, which Strimzi does not ask for.
        name: text(&resource["name"], "kafka-cluster"),
        pattern: match &*text(&resource["patternType"], "literal") {
            "prefix" => "PREFIXED".to_owned(),
            pattern => constant(pattern),
        },
        operation: constant(operation),
        host: text(&rule["host"], "*"),
    };
    let operations = rule["operations"].as_array().into_iter().flatten();
    operations.filter_map(Value::as_str).map(acl).collect()
}

fn text(value: &Value, default: &str) -> String {
    value.as_str().unwrap_or(default).to_owned()
}

/// Writes a name as Kafka's constants are written: `DescribeConfigs` is `DESCRIBE_CONFIGS`.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            constant.push('_');
        }
        constant.extend(letter.to_uppercase());
    }
    constant
}

#[cfg(test)]
mod tests {
    use crate::manifest::parse;

    use super::*;

    #[test]
    fn a_rule_becomes_one_entry_for_each_operation() {
        let user = "{kind: KafkaUser, metadata: {name: u}, spec: {authorization: {acls: [
            {type: allow, operations: [Write, DescribeConfigs], resource: {
                type: transactionalId, name: u-, patternType: prefix}}]}}}";
        let acls = acls(&parse(user).unwrap());
        let shown: Vec<_> = acls
            .iter()
            .map(|acl| {
                format!(
                    "{} {} {} {}",
                    acl.resource, acl.name, acl.pattern, acl.operation
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "TRANSACTIONAL_ID u- PREFIXED DESCRIBE_CONFIGS",
                "TRANSACTIONAL_ID u- PREFIXED WRITE"
            ]
        );
    }
}
