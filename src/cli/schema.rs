//! `blueprint schema`: the JSON Schema of the model, from the types that read it, and that of the
//! report of `check --format json`.
//!
//! The schema of a layer differs from that of a whole deployment: nothing is required, since the
//! layers below may have it, and `null` takes away what they have.

use clap::Args;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Console, Exit};
use crate::{model::Deployment, report};

/// Print the JSON Schema of the model, for editors, or that of a report
#[derive(Debug, Args)]
#[command(
    name = "schema",
    long_about = "\
Print the JSON Schema (draft 2020-12) of the model, or of what `check`, `diff` and `upgrade` \
print with `--format json`.

An editor with the YAML language server checks and completes environment files by it, and shows what \
each key stands for. `blueprint init` and this repository keep both schemas beside the environments.",
    after_long_help = "\
Examples:
  blueprint schema > environments/schemas/environment.schema.json
  blueprint schema --layer > environments/schemas/layer.schema.json
  blueprint schema --report > report.schema.json
  blueprint schema --diff > diff.schema.json
  blueprint schema --upgrade > upgrade.schema.json

The first line of base.yaml, and of a layer over it:
  # yaml-language-server: $schema=schemas/environment.schema.json
  # yaml-language-server: $schema=schemas/layer.schema.json"
)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line, and two are refused"
)]
pub struct SchemaCommand {
    /// The schema of a file that lies over base.yaml: nothing is required, and null takes away
    #[arg(long, conflicts_with_all = ["report", "diff"])]
    layer: bool,

    /// The schema of what `check --format json` prints, for the programs that read it
    #[arg(long)]
    report: bool,

    /// The schema of what `diff --format json` prints
    #[arg(long, conflicts_with = "report")]
    diff: bool,

    /// The schema of what `upgrade --format json` prints
    #[arg(long, conflicts_with_all = ["layer", "report", "diff"])]
    upgrade: bool,
}

impl SchemaCommand {
    pub(super) fn run(&self, console: &mut Console) -> Exit {
        let schema = match self {
            Self { report: true, .. } => report::json::schema(),
            Self { diff: true, .. } => report::difference::json::schema(),
            Self { upgrade: true, .. } => report::upgrade::json::schema(),
            Self { layer: true, .. } => layer(),
            Self { .. } => environment(),
        };
        console.result(&format!("{schema:#}\n"));
        Exit::Done
    }
}

/// Returns the schema of a whole deployment.
#[must_use]
pub fn environment() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Deployment>());
    walk(&mut schema, &mut refuse_null);
    entitle(&mut schema, "A Kafka deployment");
    schema
}

/// Returns the schema of a layer that lies over a deployment.
#[must_use]
pub fn layer() -> Value {
    let mut schema = environment();
    walk(&mut schema, &mut loosen);
    entitle(&mut schema, "A layer over a Kafka deployment");
    schema
}

fn entitle(schema: &mut Value, title: &str) {
    if let Value::Object(object) = schema {
        object.insert("title".to_owned(), json!(title));
    }
}

/// Applies `change` to every schema within a schema, the innermost first.
fn walk(schema: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    let Value::Object(object) = schema else {
        return;
    };
    for key in ["properties", "patternProperties", "$defs"] {
        if let Some(Value::Object(named)) = object.get_mut(key) {
            named.values_mut().for_each(|below| walk(below, change));
        }
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(each)) = object.get_mut(key) {
            for below in each {
                walk(below, change);
            }
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(below) = object.get_mut(key) {
            walk(below, change);
        }
    }
    change(object);
}

/// A value may be left out, but the lowest layer has nothing that `null` could take away.
fn refuse_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(each)) = object.get_mut("anyOf") {
        each.retain(|schema| *schema != json!({"type": "null"}));
        if let [Value::Object(only)] = each.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
}

fn loosen(object: &mut Map<String, Value>) {
    object.remove("required");
    join_alternatives(object);
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.values_mut().for_each(allow_null);
    }
    for key in ["additionalProperties", "patternProperties"] {
        match object.get_mut(key) {
            Some(below @ Value::Object(_)) if key == "additionalProperties" => allow_null(below),
            Some(Value::Object(patterns)) => patterns.values_mut().for_each(allow_null),
            _ => {}
        }
    }
}

/// A layer that changes which alternative holds names two: the one it takes away, and its own.
fn join_alternatives(object: &mut Map<String, Value>) {
    let Some(Value::Array(alternatives)) = object.remove("oneOf") else {
        return;
    };
    let mut joined: Option<Map<String, Value>> = None;
    let mut each = Vec::new();
    for alternative in alternatives {
        match alternative {
            Value::Object(mut shape) if shape.contains_key("properties") => {
                let Some(all) = &mut joined else {
                    shape.remove("description");
                    joined = Some(shape);
                    continue;
                };
                if let (Some(Value::Object(all)), Some(Value::Object(more))) =
                    (all.get_mut("properties"), shape.remove("properties"))
                {
                    all.extend(more);
                }
            }
            other => each.push(other),
        }
    }
    each.extend(joined.map(Value::Object));
    object.insert("anyOf".to_owned(), Value::Array(each));
}

fn allow_null(schema: &mut Value) {
    let Value::Object(object) = schema else {
        return;
    };
    let description = object.remove("description");
    let shape = std::mem::take(object);
    object.extend(description.map(|text| ("description".to_owned(), text)));
    object.insert("anyOf".to_owned(), json!([shape, {"type": "null"}]));
}
