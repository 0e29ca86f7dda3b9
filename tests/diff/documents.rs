//! Random documents that a release's definitions accept, and what holds when two are compared.
//!
//! The definitions are those of the catalogue, for every release. A generator follows a structural
//! schema: types, enumerations, required fields, bounds, patterns, and the `x-kubernetes-*` words.
//! That what it makes is valid is not believed but asked of the compiled schema. Rules in CEL are
//! not followed, as the catalogue does not evaluate them either. The seed is fixed.

use std::{collections::BTreeSet, fs::File, path::PathBuf};

use flate2::read::GzDecoder;
use kafka_blueprint::{
    catalog::crd,
    change::{Class, Comparison, FieldChange, Objects, Report, Step},
    report::difference::{github, html, json, markdown, text},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    string::string_regex,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value, json};

/// How many pairs are compared of each kind of each release.
const PAIRS: usize = 3;

/// Below this depth, optional fields are left out.
const DEPTH: usize = 6;

/// One kind in one version of one release.
struct Definition {
    release: String,
    kind: String,
    api_version: String,
    schema: Value,
}

fn definitions() -> Vec<Definition> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/catalog/crds");
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "gz"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let release = file.file_name().unwrap().to_str().unwrap();
        let release = release.trim_end_matches(".json.gz").to_owned();
        let kinds: Map<String, Value> =
            serde_json::from_reader(GzDecoder::new(File::open(&file).unwrap())).unwrap();
        for (kind, definition) in kinds {
            let group = definition["group"].as_str().unwrap_or_default().to_owned();
            for version in definition["versions"].as_array().into_iter().flatten() {
                all.push(Definition {
                    release: release.clone(),
                    kind: kind.clone(),
                    api_version: format!("{group}/{}", version["name"].as_str().unwrap()),
                    schema: version["schema"]["openAPIV3Schema"].clone(),
                });
            }
        }
    }
    all
}

/// Returns values that a structural schema accepts.
fn values(schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    if let Some(words) = schema["enum"].as_array() {
        return prop::sample::select(words.clone()).boxed();
    }
    if schema["x-kubernetes-int-or-string"] == true {
        return prop_oneof![whole(schema), texts(schema)].boxed();
    }
    match schema["type"].as_str() {
        Some("boolean") => any::<bool>().prop_map(Value::from).boxed(),
        Some("integer") => whole(schema),
        Some("number") => fraction(schema),
        Some("string") => texts(schema),
        Some("array") => lists(schema, depth),
        _ => maps(schema, depth),
    }
}

fn whole(schema: &Value) -> BoxedStrategy<Value> {
    let bound = |key: &str| schema[key].as_i64();
    let least = bound("minimum").unwrap_or(0);
    let most = bound("maximum").unwrap_or(least + 1_000).max(least);
    (least..=most).prop_map(Value::from).boxed()
}

fn fraction(schema: &Value) -> BoxedStrategy<Value> {
    let least = schema["minimum"].as_f64().unwrap_or(0.0);
    let most = schema["maximum"].as_f64().unwrap_or(least + 50.0);
    (0i32..=4)
        .prop_map(move |quarters| json!(least + (most - least) * f64::from(quarters) / 4.0))
        .boxed()
}

fn texts(schema: &Value) -> BoxedStrategy<Value> {
    if schema["format"] == "date-time" {
        return Just(json!("2026-01-01T00:00:00Z")).boxed();
    }
    let pattern = schema["pattern"].as_str().unwrap_or("[a-z][a-z0-9.-]{0,8}");
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0)).unwrap();
    // A generator of matches knows no anchors.
    let body = pattern.trim_start_matches('^').trim_end_matches('$');
    let body = body.replace("(^", "(").replace("$)", ")");
    let texts = string_regex(&body).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    texts
        .prop_map(move |text| {
            Value::from(if text.len() < least {
                "a".repeat(least)
            } else {
                text
            })
        })
        .boxed()
}

fn lists(schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let bound =
        |key: &str, default: u64| usize::try_from(schema[key].as_u64().unwrap_or(default)).unwrap();
    let least = bound("minItems", 0);
    let most = bound("maxItems", 3).clamp(least, least + 3);
    prop::collection::vec(values(&schema["items"], depth + 1), least..=most)
        .prop_map(Value::Array)
        .boxed()
}

fn maps(schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let Some(properties) = schema["properties"].as_object() else {
        let below = match &schema["additionalProperties"] {
            below @ Value::Object(_) => values(below, depth + 1),
            _ => prop_oneof![
                (0i64..100).prop_map(Value::from),
                "[a-z]{1,5}".prop_map(Value::from)
            ]
            .boxed(),
        };
        return prop::collection::btree_map("[a-z]{1,3}(\\.[a-z]{1,3})?", below, 0..3)
            .prop_map(|map| Value::Object(map.into_iter().collect()))
            .boxed();
    };
    let required: BTreeSet<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    // Of alternatives that ask for different fields, the first is taken.
    let alternatives = schema["oneOf"].as_array().into_iter().flatten();
    let asked: Vec<BTreeSet<&str>> = alternatives
        .map(|alternative| {
            let names = alternative["required"].as_array().into_iter().flatten();
            names.filter_map(Value::as_str).collect()
        })
        .collect();
    let first = asked.first().cloned().unwrap_or_default();
    let others: BTreeSet<&str> = asked
        .iter()
        .flatten()
        .copied()
        .filter(|name| !first.contains(name))
        .collect();
    let required: BTreeSet<&str> = required.union(&first).copied().collect();
    let mut fields = Vec::new();
    for (name, below) in properties {
        if others.contains(name.as_str()) {
            continue;
        }
        let needed = required.contains(name.as_str());
        if !needed && depth >= DEPTH {
            continue;
        }
        let name = name.clone();
        let field = values(below, depth + 1).prop_map(move |value| (name.clone(), value));
        fields.push(if needed {
            field.prop_map(Some).boxed()
        } else {
            // The deeper, the rarer: else a pod's affinity alone would fill a page.
            let chance = [0.3, 0.3, 0.2, 0.17, 0.15, 0.13][depth.min(5)];
            prop::option::weighted(chance, field).boxed()
        });
    }
    fields
        .prop_map(|fields| Value::Object(fields.into_iter().flatten().collect()))
        .boxed()
}

fn runner() -> TestRunner {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(Config::default(), rng)
}

fn drawn<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

fn object(definition: &Definition, name: &str, spec: &Value) -> Value {
    let mut object = json!({
        "apiVersion": definition.api_version, "kind": definition.kind,
        "metadata": {"name": name, "namespace": "kafka", "labels": {"strimzi.io/cluster": "shop"}},
    });
    if definition.schema["properties"]["spec"].is_object() {
        object["spec"] = spec.clone();
    }
    object
}

/// Takes each field from the one or the other, so that two documents have much in common.
fn mixed(runner: &mut TestRunner, one: &Value, other: &Value) -> Value {
    let (Value::Object(one), Value::Object(other)) = (one, other) else {
        let first = drawn(runner, &prop::bool::weighted(0.6));
        return if first { one.clone() } else { other.clone() };
    };
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let mut all = Map::new();
    for key in keys {
        let value = match (one.get(key), other.get(key)) {
            (Some(one), Some(other)) => Some(mixed(runner, one, other)),
            (one, other) => {
                let first = drawn(runner, &prop::bool::weighted(0.6));
                if first { one.cloned() } else { other.cloned() }
            }
        };
        all.extend(value.map(|value| (key.clone(), value)));
    }
    Value::Object(all)
}

/// Reads documents as files hold them: one file for each group of documents.
fn set(files: &[Vec<&Value>]) -> Objects {
    let mut objects = Objects::default();
    for (index, documents) in files.iter().enumerate() {
        let texts: Vec<String> = documents.iter().map(ToString::to_string).collect();
        objects
            .read(&format!("{index}.yaml"), texts.join("\n---\n").as_bytes())
            .unwrap();
    }
    objects
}

fn compare(before: &Objects, after: &Objects) -> Comparison {
    Comparison::of("a", ("before", before), ("after", after))
}

/// Returns whether a value stands at a path; any item of a list may be the one that is meant.
fn stands(at: &Value, steps: &[Step], wanted: &Value) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return at == wanted;
    };
    match (step, at) {
        (Step::Key(key), Value::Object(fields)) => fields
            .get(key)
            .is_some_and(|below| stands(below, rest, wanted)),
        (Step::Item(_) | Step::Index(_), Value::Array(items)) => {
            items.iter().any(|item| stands(item, rest, wanted))
        }
        (Step::Document, Value::String(text)) => {
            serde_json::from_str(text).is_ok_and(|below| stands(&below, rest, wanted))
        }
        _ => false,
    }
}

/// A difference that is told is one: its values differ, and each stands on its side.
fn is_real(field: &FieldChange, before: &Value, after: &Value) -> bool {
    if field.note.as_deref() == Some("only the order differs") {
        return field.before != field.after;
    }
    let on = |side: &Value, value: &Option<Value>| {
        value
            .as_ref()
            .is_none_or(|value| stands(side, field.path.steps(), value))
    };
    field.before != field.after && on(before, &field.before) && on(after, &field.after)
}

fn check(definition: &Definition, pairs: &[(Value, Value)]) {
    let about = || {
        format!(
            "{} {} {}",
            definition.release, definition.kind, definition.api_version
        )
    };
    let (before, after): (Vec<&Value>, Vec<&Value>) =
        pairs.iter().map(|(before, after)| (before, after)).unzip();
    let [was, is] = [&before, &after].map(|side| set(std::slice::from_ref(side)));
    assert!(
        compare(&was, &was).objects.is_empty() && compare(&is, &is).objects.is_empty(),
        "{}",
        about()
    );
    let found = compare(&was, &is);
    let told: Vec<&str> = found
        .objects
        .iter()
        .map(|object| object.id.name.as_str())
        .collect();
    // Keys in another order say the same; so does what is equal as JSON.
    let differ = pairs.iter().filter(|(before, after)| before != after);
    let mut differ: Vec<&str> = differ
        .map(|(before, _)| before["metadata"]["name"].as_str().unwrap())
        .collect();
    differ.sort_unstable();
    assert_eq!(told, differ, "{}", about());
    for change in &found.objects {
        assert!(
            !change.fields.is_empty() && !change.consequences.is_empty(),
            "{}",
            about()
        );
        for field in &change.fields {
            let (before, after) = (
                change.before.as_ref().unwrap(),
                change.after.as_ref().unwrap(),
            );
            assert!(
                is_real(field, before, after),
                "{}: {} {field:?}",
                about(),
                field.path
            );
            let consequences = change.consequences.iter();
            assert!(
                consequences
                    .clone()
                    .any(|found| found.fields.contains(&field.path)),
                "{}: {}",
                about(),
                field.path
            );
        }
    }
    // One document to a file, the files backwards.
    let single = |side: &[&Value]| {
        set(&side
            .iter()
            .rev()
            .map(|value| vec![*value])
            .collect::<Vec<_>>())
    };
    assert_eq!(
        compare(&single(&before), &single(&after)),
        found,
        "{}",
        about()
    );
    let report = Report {
        comparisons: vec![found],
    };
    let laid_out = [
        text::page(&report, true),
        markdown::comment(&report),
        json::document(&report),
        github::commands(&report),
        html::page(&report),
    ];
    assert!(laid_out.iter().all(|text| !text.is_empty()));
}

#[test]
fn documents_of_every_release_are_compared_without_a_panic_or_an_invention() {
    let mut runner = runner();
    let mut compared = 0;
    for definition in definitions() {
        let schema = crd::compile(&definition.schema).unwrap();
        let specs = values(&definition.schema["properties"]["spec"], 1);
        let mut pairs = Vec::new();
        for index in 0..PAIRS {
            let [one, other] = [(); 2].map(|()| drawn(&mut runner, &specs));
            let mix = mixed(&mut runner, &one, &other);
            for spec in [&one, &mix] {
                let object = object(&definition, "a", spec);
                let refused = schema.validate(&object);
                assert!(
                    refused.is_empty(),
                    "{} {}: {refused:?}",
                    definition.release,
                    definition.kind
                );
            }
            let name = format!("object-{index}");
            pairs.push((
                object(&definition, &name, &one),
                object(&definition, &name, &mix),
            ));
            compared += 1;
        }
        check(&definition, &pairs);
    }
    assert!(compared > 300, "{compared}");
}

/// A field that nobody knows has a consequence that nobody knows.
#[test]
fn an_unknown_field_has_an_unknown_consequence() {
    let kinds = ["Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser"];
    let mut runner = runner();
    for definition in definitions() {
        if !kinds.contains(&definition.kind.as_str()) {
            continue;
        }
        let specs = values(&definition.schema["properties"]["spec"], 1);
        let before = object(&definition, "a", &drawn(&mut runner, &specs));
        let mut after = before.clone();
        after["spec"]["whatNobodyKnows"] = json!(true);
        let found = compare(&set(&[vec![&before]]), &set(&[vec![&after]]));
        let told = found.consequences();
        assert_eq!(told.len(), 1, "{} {}", definition.release, definition.kind);
        assert_eq!(told[0].1.class, Class::Unknown);
        assert_eq!(told[0].1.fields[0].to_string(), "spec.whatNobodyKnows");
    }
}
