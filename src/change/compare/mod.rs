//! Two sets of objects, and what differs between them: whole objects first, then their fields.

mod document;
mod item;
mod list;
mod rename;
mod secret;
mod value;

pub use self::item::right;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Event, FieldChange, FieldPath, ObjectChange, Objects};
use crate::kubernetes::object::ObjectId;

/// Returns the objects that differ, sorted by what identifies them, still without consequences.
#[must_use]
pub fn objects(before: &Objects, after: &Objects) -> Vec<ObjectChange> {
    let removed: Vec<&ObjectId> = ids(before).filter(|id| after.get(id).is_none()).collect();
    let added: Vec<&ObjectId> = ids(after).filter(|id| before.get(id).is_none()).collect();
    let renames = rename::find(before, &removed, after, &added);
    let mut changes = Vec::new();
    for (id, now) in after.iter() {
        match before.get(id) {
            Some(was) if was == now => {}
            Some(was) => changes.push(change(id, Event::Changed, Some(was), Some(now))),
            None => match renames.iter().find(|(_, to)| *to == id) {
                Some((from, _)) => {
                    let event = Event::Renamed {
                        from: (*from).clone(),
                    };
                    changes.push(change(id, event, before.get(from), Some(now)));
                }
                None => changes.push(change(id, Event::Added, None, Some(now))),
            },
        }
    }
    let moved: BTreeSet<&ObjectId> = renames.iter().map(|(from, _)| *from).collect();
    for id in removed.into_iter().filter(|id| !moved.contains(*id)) {
        changes.push(change(id, Event::Removed, before.get(id), None));
    }
    changes.sort_by(|left, right| left.id.cmp(&right.id));
    changes
}

fn ids(objects: &Objects) -> impl Iterator<Item = &ObjectId> {
    objects.iter().map(|(id, _)| id)
}

fn change(
    id: &ObjectId,
    event: Event,
    before: Option<&Value>,
    after: Option<&Value>,
) -> ObjectChange {
    let (mut before, mut after) = (before.cloned(), after.cloned());
    secret::conceal(before.as_mut(), after.as_mut());
    let fields = match (&before, &after) {
        (Some(before), Some(after)) => fields(before, after),
        _ => Vec::new(),
    };
    ObjectChange {
        id: id.clone(),
        event,
        before,
        after,
        fields,
        consequences: Vec::new(),
    }
}

/// Returns the fields in which two objects differ, sorted by path.
fn fields(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut fields = Vec::new();
    value::compare(
        &FieldPath::default(),
        Some(before),
        Some(after),
        &mut fields,
    );
    fields.sort_by(|left, right| left.path.cmp(&right.path));
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(before: &Value, after: &Value) -> String {
        let shown = |text: Option<&String>| text.map_or("nothing".to_owned(), Clone::clone);
        let lines = fields(before, after).into_iter().map(|field| {
            let before = shown(field.before_text.as_ref());
            let after = shown(field.after_text.as_ref());
            format!("{}: {before} -> {after}\n", field.path)
        });
        lines.collect()
    }

    #[test]
    fn maps_are_compared_key_by_key_also_where_one_is_missing() {
        let before = json!({"spec": {"partitions": 3}});
        let after = json!({"spec": {"partitions": 6, "config": {"retention.ms": 1, "a": {}}}});
        insta::assert_snapshot!(said(&before, &after), @r#"
        spec.config.a: nothing -> {}
        spec.config."retention.ms": nothing -> 1
        spec.partitions: 3 -> 6
        "#);
    }

    #[test]
    fn items_are_matched_by_their_name_and_an_order_is_named_as_such() {
        let before = json!({"env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]});
        let after = json!({"env": [{"name": "B", "value": "3"}, {"name": "A", "value": "1"}]});
        insta::assert_snapshot!(said(&before, &after), @"env[B].value: 2 -> 3");
        let after = json!({"env": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]});
        insta::assert_snapshot!(said(&before, &after), @r#"env: ["A","B"] -> ["B","A"]"#);
    }

    #[test]
    fn rights_are_a_set() {
        let right = |kind: &str, name: &str, operations: &[&str]| json!({"resource": {"type": kind, "name": name}, "operations": operations});
        let before =
            json!({"acls": [right("topic", "a", &["Read"]), right("group", "g", &["Read"])]});
        let after = json!({"acls": [right("topic", "b", &["Write"]), right("topic", "a", &["Read", "Describe"])]});
        insta::assert_snapshot!(said(&before, &after), @r#"
        acls[group g]: {"resource":{"type":"group","name":"g"},"operations":["Read"]} -> nothing
        acls[topic a].operations: ["Read"] -> ["Read","Describe"]
        acls[topic b]: nothing -> {"resource":{"type":"topic","name":"b"},"operations":["Write"]}
        "#);
    }

    #[test]
    fn two_items_of_a_name_are_both_seen() {
        let rule = |expr: &str| json!({"alert": "Lag", "expr": expr});
        let before = json!({"rules": [rule("a > 1"), rule("b > 1")]});
        let after = json!({"rules": [rule("b > 2"), rule("a > 1")]});
        insta::assert_snapshot!(said(&before, &after), @"rules[Lag].expr: b > 1 -> b > 2");
    }

    #[test]
    fn items_without_a_name_are_matched_by_what_they_say() {
        let before = json!({"ingress": [{"from": [1]}, {"from": [2]}]});
        let after = json!({"ingress": [{"from": [2]}, {"from": [3]}, {"from": [1]}]});
        insta::assert_snapshot!(said(&before, &after), @r#"ingress[1]: nothing -> {"from":[3]}"#);
    }

    #[test]
    fn documents_within_a_text_are_compared_too() {
        let map = |text: &str| json!({"data": {"rules.yaml": text}});
        let said = |before, after| said(&map(before), &map(after));
        insta::assert_snapshot!(said("a: 1\nb: 2\n", "a: 1\nb: 3\n"), @r#"data."rules.yaml":.b: 2 -> 3"#);
        insta::assert_snapshot!(said("a: 1\n", "a: 1 # why\n"), @r#"data."rules.yaml": 1 line -> 1 line"#);
    }

    #[test]
    fn no_value_of_a_secret_is_shown() {
        let secret = |value: &str| json!({"kind": "Secret", "metadata": {"name": "a"}, "data": {"a": value, "b": "same"}});
        let (before, after) = (secret("one"), secret("two"));
        let id = ObjectId {
            group: String::new(),
            kind: "Secret".to_owned(),
            namespace: None,
            name: "a".to_owned(),
        };
        let change = change(&id, Event::Changed, Some(&before), Some(&after));
        assert_eq!(change.fields.len(), 1);
        let shown = format!("{change:?}");
        assert!(!shown.contains("one\"") && !shown.contains("two\"") && !shown.contains("same"));
    }
}
