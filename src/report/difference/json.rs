//! A change for machines: one JSON document.
//!
//! The types here are both what is written and what the published schema is made of, so that the
//! two can't differ. New fields may be added; none is renamed or taken away within a version.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    change::{self, Class, Report},
    report::inert::inert_json,
};

/// The version of the document's form.
const VERSION: u32 = 1;

/// Everything that `blueprint diff` found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document<'a> {
    /// The version of this form; within one, fields are only added.
    version: u32,
    /// The class of the worst consequence; null when nothing differs.
    worst: Option<Class>,
    /// What differs, one entry for each deployment that does.
    comparisons: Vec<Comparison<'a>>,
}

/// What differs between two sides of one deployment.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Comparison<'a> {
    /// The environment or directory.
    subject: &'a str,
    /// The side before, as people call it.
    before: &'a str,
    /// The side after.
    after: &'a str,
    /// Whether the side after was rendered from a model, which can acknowledge changes.
    from_model: bool,
    /// The steps to make of the change, in their order; none where it is one.
    steps: Vec<&'static str>,
    /// The objects that differ, sorted by group, kind, namespace and name.
    objects: Vec<Object<'a>>,
}

/// One object that differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Object<'a> {
    /// The API group; empty for the core group.
    group: &'a str,
    /// The kind.
    kind: &'a str,
    /// The namespace; null for objects of the whole cluster.
    namespace: Option<&'a str>,
    /// The name after the change; before it, if the object is gone.
    name: &'a str,
    /// What happened: `added`, `removed`, `changed` or `renamed`.
    event: &'a str,
    /// What a renamed object was called; null for others.
    from: Option<String>,
    /// The fields that differ, sorted by path.
    fields: Vec<Field<'a>>,
    /// What the change does, the worst first; at least one.
    consequences: Vec<Consequence<'a>>,
}

/// One field that differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Field<'a> {
    /// Where it stands, such as `spec.kafka.listeners[tls].port`.
    path: String,
    /// The value before; null if it was not set.
    before: Option<&'a Value>,
    /// The value after; null if it is not set any more.
    after: Option<&'a Value>,
    /// The value before as people read it, with its unit.
    before_text: Option<&'a str>,
    /// The value after as people read it, with its unit.
    after_text: Option<&'a str>,
    /// What else to know of the two values.
    note: Option<&'a str>,
}

/// One thing that a change does to the cluster.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consequence<'a> {
    /// How bad it is.
    class: Class,
    /// The stable name of the fact, such as `topic/partitions-decreased`.
    #[schemars(regex(pattern = r"^[a-z-]+/[a-z0-9-]+$"))]
    fact: &'a str,
    /// What happens, in one sentence without a closing full stop.
    effect: &'a str,
    /// Why, in one sentence without a closing full stop.
    reason: &'a str,
    /// What to do; null where there is nothing to do.
    action: Option<&'a str>,
    /// The paths of the fields that have it; none when the object as a whole has it.
    fields: Vec<String>,
    /// The pods that restart.
    restarts: Vec<Restart<'a>>,
    /// The applications and people that are cut off or let in.
    who: &'a [String],
    /// Who accepted it, if it is destructive and somebody did.
    acknowledged: Option<Acknowledged<'a>>,
    /// Who accepted it until a day that is over, if nobody does now.
    expired: Option<Expired<'a>>,
    /// Where the model says so; none where the side after is no model, or where it is not certain.
    written: Vec<Written<'a>>,
}

/// That somebody wanted a destructive change until a day that is over.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Expired<'a> {
    /// The name of the acknowledgement in the model.
    name: &'a str,
    /// The last day on which it held.
    until: &'a str,
}

/// What the model says of it, and where.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    /// The path in the model, such as `topics.orders.retention`.
    path: &'a str,
    /// The file.
    file: &'a str,
    /// The line, counted from one.
    line: usize,
    /// The column in characters, counted from one.
    column: usize,
}

/// Pods that restart one after the other.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Restart<'a> {
    /// What they are.
    what: &'a str,
    /// How many of them there are; null where the objects do not say.
    pods: Option<u64>,
}

/// That somebody knows of a destructive change and wants it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Acknowledged<'a> {
    /// The name of the acknowledgement in the model.
    name: &'a str,
    /// Why the change is wanted.
    reason: &'a str,
    /// The last day on which it holds.
    until: &'a str,
}

/// Returns the report as one JSON document with a line end.
#[must_use]
pub fn document(report: &Report) -> String {
    let document = Document {
        version: VERSION,
        worst: report.worst(),
        comparisons: report.comparisons.iter().map(comparison).collect(),
    };
    format!("{}\n", inert_json(&format!("{:#}", json!(document))))
}

/// Returns the schema of the document (JSON Schema, draft 2020-12).
#[must_use]
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = Value::from(
        settings
            .into_generator()
            .into_root_schema_for::<Document<'_>>(),
    );
    if let Value::Object(object) = &mut schema {
        object.insert(
            "title".to_owned(),
            json!("What `blueprint diff --format json` prints"),
        );
    }
    schema
}

fn comparison(found: &change::Comparison) -> Comparison<'_> {
    Comparison {
        subject: &found.subject,
        before: &found.before,
        after: &found.after,
        from_model: found.from_model,
        steps: found.steps(),
        objects: found.objects.iter().map(object).collect(),
    }
}

fn object(change: &change::ObjectChange) -> Object<'_> {
    Object {
        group: &change.id.group,
        kind: &change.id.kind,
        namespace: change.id.namespace.as_deref(),
        name: &change.id.name,
        event: change.event.name(),
        from: match &change.event {
            change::Event::Renamed { from } => Some(from.to_string()),
            _ => None,
        },
        fields: change.fields.iter().map(field).collect(),
        consequences: change.consequences.iter().map(consequence).collect(),
    }
}

fn field(field: &change::FieldChange) -> Field<'_> {
    Field {
        path: field.path.to_string(),
        before: field.before.as_ref(),
        after: field.after.as_ref(),
        before_text: field.before_text.as_deref(),
        after_text: field.after_text.as_deref(),
        note: field.note.as_deref(),
    }
}

fn consequence(found: &change::Consequence) -> Consequence<'_> {
    Consequence {
        class: found.class,
        fact: found.fact.as_str(),
        effect: &found.effect,
        reason: &found.reason,
        action: found.action.as_deref(),
        fields: found.fields.iter().map(ToString::to_string).collect(),
        restarts: found
            .restarts
            .iter()
            .map(|restart| Restart {
                what: &restart.what,
                pods: restart.pods,
            })
            .collect(),
        who: &found.who,
        acknowledged: found.acknowledged.as_ref().map(|known| Acknowledged {
            name: &known.name,
            reason: &known.reason,
            until: &known.until,
        }),
        expired: found.expired.as_ref().map(|known| Expired {
            name: &known.name,
            until: &known.until,
        }),
        written: found
            .written
            .iter()
            .map(|known| Written {
                path: &known.path,
                file: &known.file,
                line: known.line,
                column: known.column,
            })
            .collect(),
    }
}
