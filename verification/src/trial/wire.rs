//! Events are written as serializers write them, and read back with their schemas from the
//! registry: the form, the id, the schema behind it and the headers.

use std::collections::BTreeMap;

use expectations::Subject;
use krafka::{
    consumer::{ConsumerRecord, IsolationLevel},
    producer::Record,
};
use serde_json::Value;

use super::{Came, Trial, outcome, stage};
use crate::{
    message, observe,
    observed::Seen,
    outcome::{Difference, Outcome},
};

pub(super) const NAME: &str = "format/wire";

/// How many subjects are tried at most.
const SUBJECTS: usize = 20;

/// The header that says what a value is.
const HEADER: &str = "content-type";

/// What that header says.
const CONTENT: &str = "application/cloudevents+json";

pub(super) async fn events(trial: Trial<'_>) -> Came {
    let all = trial.expected.subjects.iter();
    let made = all.filter(|subject| !message::samples(&subject.schema).is_empty());
    let subjects: Vec<Subject> = made.take(SUBJECTS).cloned().collect();
    let not_checked = |why: &str| Ok(Outcome::NotChecked(why.to_owned()));
    if subjects.is_empty() {
        return not_checked("the model has no schemas of which a sample can be made");
    }
    let Some(url) = trial.registry else {
        return not_checked("no address of a schema registry was given");
    };
    let (subjects, ids) = registered(url, subjects).await?;
    if subjects.is_empty() {
        return not_checked("no schema of the model is registered");
    }
    let topic = trial.name("wire");
    trial.make(vec![trial.topic("wire", 1)?]).await?;
    let records: Vec<_> = subjects
        .iter()
        .zip(&ids)
        .map(|(subject, id)| record(&topic, subject, *id))
        .collect();
    trial.write(records).await?;
    let isolation = IsolationLevel::ReadUncommitted;
    let read = trial
        .read(&[(topic.clone(), 1)], subjects.len(), isolation)
        .await?;
    trial.drop_topics([topic]).await;
    let schemas = schemas(url, &read).await?;
    Ok(judge(&subjects, &read, &schemas))
}

/// Returns the subjects that are registered, with the ids of their last schemas; of the others
/// the check of the schemas tells.
async fn registered(url: &str, subjects: Vec<Subject>) -> Seen<(Vec<Subject>, Vec<u32>)> {
    let url = url.to_owned();
    let ask = move || observe::ids(&url, &subjects).map(|ids| (subjects, ids));
    let asked = tokio::task::spawn_blocking(ask).await;
    let (subjects, ids) = asked.map_err(|e| e.to_string())??;
    let pairs = subjects.into_iter().zip(ids);
    Ok(pairs
        .filter_map(|(subject, id)| Some((subject, id?)))
        .unzip())
}

/// Returns the schemas whose ids stand in records, as a consumer fetches them.
async fn schemas(url: &str, records: &[ConsumerRecord]) -> Seen<BTreeMap<u32, Seen<Value>>> {
    let values = records.iter().filter_map(|record| record.value.as_deref());
    let ids: Vec<u32> = values
        .filter_map(|value| Some(message::decoded(value).ok()?.0))
        .collect();
    let url = url.to_owned();
    let fetch = move || {
        ids.into_iter()
            .map(|id| (id, observe::schema_of(&url, id)))
            .collect()
    };
    tokio::task::spawn_blocking(fetch)
        .await
        .map_err(|e| e.to_string())
}

fn record(topic: &str, subject: &Subject, id: u32) -> Record {
    let sample = message::samples(&subject.schema).pop().unwrap_or_default();
    let value = message::encoded(id, sample.to_string().as_bytes());
    let record = Record::new(topic, value).key(subject.subject.clone());
    record.header(HEADER, CONTENT)
}

fn judge(
    subjects: &[Subject],
    records: &[ConsumerRecord],
    schemas: &BTreeMap<u32, Seen<Value>>,
) -> Outcome {
    let mut found = Vec::new();
    for subject in subjects {
        let thing = format!("an event of subject {}", subject.subject);
        let own = records
            .iter()
            .find(|record| stage::key(record) == subject.subject);
        let answer = own.ok_or_else(|| "nothing".to_owned());
        if let Err(why) = answer.and_then(|record| read(subject, record, schemas)) {
            let expected = "it can be read with the schema that it names";
            found.push(Difference::new(thing, expected, why));
        }
    }
    outcome(format!("events of {} subjects", subjects.len()), found)
}

/// Reads an event as a consumer does.
fn read(
    subject: &Subject,
    record: &ConsumerRecord,
    schemas: &BTreeMap<u32, Seen<Value>>,
) -> Result<(), String> {
    let (id, value) = message::decoded(record.value.as_deref().unwrap_or_default())?;
    let value: Value = serde_json::from_slice(value).map_err(|e| e.to_string())?;
    let missing = || format!("no schema with the id {id}");
    let schema = schemas
        .get(&id)
        .ok_or_else(missing)?
        .as_ref()
        .map_err(Clone::clone)?;
    if *schema != subject.schema {
        return Err(format!("another schema behind the id {id}"));
    }
    let judged = message::validator(schema)?;
    judged.validate(&value).map_err(|e| e.to_string())?;
    match record.header_str(HEADER) {
        Some(CONTENT) => Ok(()),
        other => Err(format!("the header {HEADER} says {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use expectations::Compatibility;
    use serde_json::json;

    use super::*;

    fn subject() -> Subject {
        Subject {
            subject: "a-value".to_owned(),
            compatibility: Compatibility::Backward,
            topic: "a".to_owned(),
            schema: json!({"type": "object", "required": ["id"],
                "properties": {"id": {"type": "string"}}}),
        }
    }

    fn consumed(record: &Record) -> ConsumerRecord {
        let (key, value) = (record.key.clone(), record.value.clone());
        let mut own = ConsumerRecord::new("t", 0, 0, key, value);
        own.headers.clone_from(&record.headers);
        own
    }

    #[test]
    fn an_event_is_read_with_the_schema_that_it_names() {
        let failed = |record: &ConsumerRecord, schema: Value| {
            let schemas = [(7, Ok(schema))].into();
            matches!(
                judge(&[subject()], std::slice::from_ref(record), &schemas),
                Outcome::Failed(_)
            )
        };
        let right = consumed(&record("t", &subject(), 7));
        assert!(!failed(&right, subject().schema));
        assert!(failed(&right, json!({"type": "object"})), "another schema");
        let other = consumed(&record("t", &subject(), 8));
        assert!(failed(&other, subject().schema), "another id");
        let mut bare = right.clone();
        bare.value = Some("{\"id\": \"a\"}".into());
        assert!(failed(&bare, subject().schema), "another form");
        let mut silent = right.clone();
        silent.headers.clear();
        assert!(failed(&silent, subject().schema), "no header");
        let mut wrong = right;
        wrong.value = Some(message::encoded(7, b"{}").into());
        assert!(failed(&wrong, subject().schema), "no event of the schema");
        assert!(matches!(
            judge(&[subject()], &[], &BTreeMap::new()),
            Outcome::Failed(_)
        ));
    }
}
