//! The schemas that the registry has, and what it would take as their next version.
//!
//! Questions of compatibility are dry runs: they register nothing (Confluent's API, version 7:
//! `POST /compatibility/subjects/{subject}/versions/{version}`).

use expectations::{Compatibility, Subject};
use serde_json::{Value, json};

use super::http::{self, get_json};
use crate::observed::Seen;

/// What the registry has of a subject, and what it says about next versions.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The id of its last schema.
    pub id: u32,
    /// Its last schema.
    pub schema: Value,
    /// The earlier versions that its level asks about, and whether the model's schema may follow
    /// them.
    pub earlier: Vec<(u64, bool)>,
    /// Whether it would take a schema that nobody could read along with the model's; not asked
    /// where everything may follow, or where no such schema can be made.
    pub takes_breaking: Option<bool>,
}

/// Asks the registry at `url` about each subject, once it has answered at all; the requests
/// block.
pub fn schemas(url: &str, subjects: &[Subject]) -> Seen<Vec<(String, Seen<Registered>)>> {
    http::get(&format!("{url}/subjects"))?;
    let asked = subjects.iter();
    Ok(asked
        .map(|subject| (subject.subject.clone(), registered(url, subject)))
        .collect())
}

/// Asks the registry at `url` for the id of the last schema of each subject that it has, once it
/// has answered at all; the requests block.
pub fn ids(url: &str, subjects: &[Subject]) -> Seen<Vec<Option<u32>>> {
    http::get(&format!("{url}/subjects"))?;
    let asked = subjects.iter();
    Ok(asked
        .map(|subject| Some(latest(url, &subject.subject).ok()?.0))
        .collect())
}

/// Asks the registry at `url` for the schema with an id.
pub fn schema_of(url: &str, id: u32) -> Seen<Value> {
    parsed(&get_json(&format!("{url}/schemas/ids/{id}"))?["schema"])
}

fn registered(url: &str, subject: &Subject) -> Seen<Registered> {
    let name = &subject.subject;
    let list = format!("{url}/subjects/{name}/versions");
    let versions: Vec<u64> = get_json(&list)?
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect();
    let (id, schema) = latest(url, name)?;
    let mut earlier = earlier(subject, &versions, schema == subject.schema)
        .into_iter()
        .map(|version| Ok((version, follows(url, name, version, &subject.schema)?)))
        .collect::<Seen<Vec<_>>>()?;
    earlier.sort_unstable();
    let breaking =
        breaking(&subject.schema).filter(|_| subject.compatibility != Compatibility::None);
    Ok(Registered {
        id,
        schema,
        earlier,
        takes_breaking: match (breaking, versions.last()) {
            (Some(breaking), Some(version)) => Some(follows(url, name, *version, &breaking)?),
            _ => None,
        },
    })
}

/// Returns the id of the last schema of a subject, and the schema.
fn latest(url: &str, name: &str) -> Seen<(u32, Value)> {
    let latest = get_json(&format!("{url}/subjects/{name}/versions/latest"))?;
    let id = latest["id"].as_u64().and_then(|id| u32::try_from(id).ok());
    Ok((
        id.ok_or("the last version has no id")?,
        parsed(&latest["schema"])?,
    ))
}

/// Returns the versions that the level of a subject asks about: every earlier one, or the last.
fn earlier(subject: &Subject, versions: &[u64], is_registered: bool) -> Vec<u64> {
    use Compatibility::{BackwardTransitive, ForwardTransitive, FullTransitive, None};
    let earlier = match versions {
        [earlier @ .., _] if is_registered => earlier,
        all => all,
    };
    match (subject.compatibility, earlier) {
        (None, _) | (_, []) => Vec::new(),
        (BackwardTransitive | ForwardTransitive | FullTransitive, all) => all.to_vec(),
        (_, [.., last]) => vec![*last],
    }
}

fn follows(url: &str, subject: &str, version: u64, schema: &Value) -> Seen<bool> {
    let url = format!("{url}/compatibility/subjects/{subject}/versions/{version}");
    let question = json!({"schemaType": "JSON", "schema": schema.to_string()});
    let answer = http::post(&url, &question)?.json(&url)?;
    answer["is_compatible"]
        .as_bool()
        .ok_or_else(|| format!("{url}: the answer says nothing about compatibility"))
}

/// Returns the schema with another type for a property that is required, so that records of
/// neither can be read with the other.
fn breaking(schema: &Value) -> Option<Value> {
    let mut breaking = schema.clone();
    let names = schema["required"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str);
    let has_type = |name: &&str| schema["properties"][*name]["type"].is_string();
    let name = names.into_iter().find(has_type)?;
    let property = &mut breaking["properties"][name];
    let other = if property["type"] == "string" {
        "boolean"
    } else {
        "string"
    };
    *property = json!({"type": other});
    Some(breaking)
}

fn parsed(schema: &Value) -> Seen<Value> {
    let text = schema
        .as_str()
        .ok_or("the registry's answer has no schema")?;
    serde_json::from_str(text).map_err(|e| format!("the registry's schema: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(compatibility: Compatibility) -> Subject {
        Subject {
            subject: "a-value".to_owned(),
            compatibility,
            topic: "a".to_owned(),
            schema: json!({}),
        }
    }

    #[test]
    fn the_level_says_which_versions_count() {
        let of = |level, registered| earlier(&subject(level), &[1, 2, 3], registered);
        assert_eq!(of(Compatibility::Backward, true), [2]);
        assert_eq!(of(Compatibility::Backward, false), [3]);
        assert_eq!(of(Compatibility::FullTransitive, true), [1, 2]);
        assert_eq!(of(Compatibility::ForwardTransitive, false), [1, 2, 3]);
        assert_eq!(of(Compatibility::None, true), [0; 0]);
        let first = earlier(&subject(Compatibility::Full), &[1], true);
        assert_eq!(first, [0; 0]);
    }

    #[test]
    fn a_breaking_schema_gives_a_required_property_another_type() {
        let schema = json!({
            "required": ["v", "id"],
            "properties": {"v": {"const": 1}, "id": {"type": "string", "minLength": 1}}
        });
        let broken = breaking(&schema).unwrap();
        assert_eq!(broken["properties"]["id"], json!({"type": "boolean"}));
        assert_eq!(breaking(&json!({"type": "object"})), None);
    }
}
