//! What holds for every comparison: of random objects, and of rendered ones that were damaged.

use std::collections::BTreeSet;

use kafka_blueprint::{
    catalog::{
        kafka_config::{self, UpdateMode},
        operator::{OperatorVersion, Release},
    },
    change::{Class, Comparison, Objects},
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The objects that ship with the project.
fn shipped() -> Vec<Value> {
    let mut objects = Objects::default();
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/out/prod");
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let bytes = std::fs::read(&path).unwrap();
            objects.read(&path.display().to_string(), &bytes).unwrap();
        }
    }
    objects.iter().map(|(_, value)| value.clone()).collect()
}

fn set(values: &[Value]) -> Objects {
    let mut objects = Objects::default();
    for value in values {
        objects.insert(value.clone()).unwrap();
    }
    objects
}

fn compare(before: &[Value], after: &[Value]) -> Comparison {
    Comparison::of("a", ("before", &set(before)), ("after", &set(after)))
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(true)),
        any::<i64>().prop_map(|number| json!(number)),
        "[a-z0-9.]{0,6}".prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Replaces, removes or adds something at a place that the numbers choose.
fn damage(value: &mut Value, path: &[usize], with: &Value) {
    let (step, rest) = match path {
        [] => {
            *value = with.clone();
            return;
        }
        [step, rest @ ..] => (*step, rest),
    };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let key = fields.keys().nth(step % fields.len()).cloned().unwrap();
            if rest.is_empty() && step % 3 == 0 {
                fields.remove(&key);
            } else if let Some(below) = fields.get_mut(&key) {
                damage(below, rest, with);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let index = step % items.len();
            if rest.is_empty() && step % 3 == 0 {
                items.remove(index);
            } else {
                damage(&mut items[index], rest, with);
            }
        }
        _ => *value = with.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_difference_is_named_and_nothing_is_invented(
        index in 0usize..1000,
        path in prop::collection::vec(0usize..40, 1..7),
        with in any_json(),
        turn in 0usize..50,
    ) {
        thread_local!(static SHIPPED: Vec<Value> = shipped());
        let before = SHIPPED.with(Clone::clone);
        let mut after = before.clone();
        let place = index % after.len();
        let fixed = ["apiVersion", "kind", "metadata"].map(|key| after[place][key].clone());
        damage(&mut after[place], &path, &with);
        // What identifies an object stays.
        if !after[place].is_object() {
            after[place] = json!({});
        }
        for (key, value) in ["apiVersion", "kind", "metadata"].into_iter().zip(fixed) {
            after[place][key] = value;
        }
        let same = set(&before) == set(&after);
        let found = compare(&before, &after);
        prop_assert_eq!(found.objects.is_empty(), same);
        for object in &found.objects {
            prop_assert_eq!(&object.id.name, before[place]["metadata"]["name"].as_str().unwrap());
            prop_assert!(!object.consequences.is_empty());
            for field in &object.fields {
                let told = object.consequences.iter().any(|found| found.fields.contains(&field.path));
                prop_assert!(told, "{}", field.path);
            }
        }
        // The order in which objects come does not matter.
        let mut turned = after.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(compare(&before, &turned), found);
    }

    #[test]
    fn a_set_does_not_differ_from_itself(specs in prop::collection::vec(any_json(), 0..5)) {
        let objects: Vec<Value> = specs.into_iter().enumerate().map(|(index, spec)| json!({
            "apiVersion": "example.com/v1", "kind": "Widget",
            "metadata": {"name": format!("w{index}")}, "spec": spec,
        })).collect();
        prop_assert!(compare(&objects, &objects).objects.is_empty());
    }

    #[test]
    fn random_specifications_are_compared_without_a_panic(
        kind in prop::sample::select(vec![
            "Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "Deployment", "Service", "Job",
            "NetworkPolicy", "Role", "RoleBinding", "PrometheusRule", "ConfigMap", "Secret",
            "CustomResourceDefinition", "PodDisruptionBudget", "Ingress",
        ]),
        before in any_json(),
        after in any_json(),
    ) {
        let group = match kind {
            "Kafka" | "KafkaNodePool" | "KafkaTopic" | "KafkaUser" => "kafka.strimzi.io/v1",
            "Deployment" => "apps/v1",
            "Job" => "batch/v1",
            "NetworkPolicy" | "Ingress" => "networking.k8s.io/v1",
            "Role" | "RoleBinding" => "rbac.authorization.k8s.io/v1",
            "PrometheusRule" => "monitoring.coreos.com/v1",
            "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
            "PodDisruptionBudget" => "policy/v1",
            _ => "v1",
        };
        let object = |spec: &Value| json!({
            "apiVersion": group, "kind": kind, "metadata": {"name": "a"}, "spec": spec,
            "rules": spec, "subjects": spec, "data": spec,
        });
        for found in compare(&[object(&before)], &[object(&after)]).objects {
            prop_assert!(!found.consequences.is_empty());
        }
        for found in compare(&[], &[object(&after)]).objects {
            prop_assert!(!found.consequences.is_empty());
        }
        for found in compare(&[object(&before)], &[]).objects {
            prop_assert!(!found.consequences.is_empty());
        }
    }
}

/// Whether brokers restart is what Kafka says of each configuration.
#[test]
fn restarts_agree_with_the_update_mode_of_every_configuration() {
    let (mut restarts, mut dynamic) = (0, 0);
    // Every Kafka that any operator of the catalogue runs.
    let versions: BTreeSet<String> = OperatorVersion::all()
        .flat_map(|operator| Release::of(operator).kafka_versions())
        .map(|known| known.version.to_string())
        .collect();
    assert!(versions.len() > 15, "{versions:?}");
    for version in &versions {
        for (name, definition) in kafka_config::broker(version.parse().unwrap())
            .unwrap()
            .iter()
        {
            let kafka = |config: Value| {
                json!({
                    "apiVersion": "kafka.strimzi.io/v1", "kind": "Kafka",
                    "metadata": {"name": "a", "namespace": "k"},
                    "spec": {"kafka": {"version": version, "config": config}},
                })
            };
            let pool = json!({
                "apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaNodePool",
                "metadata": {"name": "p", "namespace": "k", "labels": {"strimzi.io/cluster": "a"}},
                "spec": {"roles": ["broker", "controller"], "replicas": 3},
            });
            let before = [kafka(json!({})), pool.clone()];
            // Threads are taken in small steps alone, which is no matter of their update mode.
            let value = if name.ends_with("threads") || name.ends_with("thread.pool.size") {
                definition.default.as_deref().unwrap_or("1")
            } else {
                "1"
            };
            let after = [kafka(json!({name: value})), pool];
            let found = compare(&before, &after);
            let classes: Vec<Class> = found
                .consequences()
                .iter()
                .map(|(_, found)| found.class)
                .collect();
            let restart = classes.contains(&Class::RollingRestart);
            assert_eq!(
                restart,
                definition.update == UpdateMode::ReadOnly,
                "{version} {name}"
            );
            assert!(!classes.contains(&Class::Unknown), "{version} {name}");
            *(if restart { &mut restarts } else { &mut dynamic }) += 1;
        }
    }
    assert!(restarts > 2_000 && dynamic > 1_000, "{restarts} {dynamic}");
}
