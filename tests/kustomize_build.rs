//! Building an overlay with `kubectl kustomize` gives exactly the objects of the environment.
#![allow(
    clippy::unwrap_used,
    reason = "a test has nothing better to do with an error"
)]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use kafka_blueprint::emit::kustomize::{kustomization, overlay};
use kafka_blueprint::emit::yaml::documents;
use kafka_blueprint::kubernetes::object::Object;
use serde::Deserialize;
use serde_json::{Map, Value, json};

const ABOVE_EXACT: i64 = (1 << 53) + 1;

fn object(api_version: &str, kind: &str, metadata: &Value, rest: &Value) -> Object {
    let mut value = json!({"apiVersion": api_version, "kind": kind, "metadata": metadata});
    let rest = rest.as_object().unwrap().clone();
    value.as_object_mut().unwrap().extend(rest);
    Object::new(value).unwrap()
}

fn custom(name: &str, spec: &Value) -> Object {
    let metadata = json!({"name": name, "namespace": "kafka"});
    object(
        "example.com/v1",
        "Example",
        &metadata,
        &json!({"spec": spec}),
    )
}

/// Objects that share names across groups, kinds and namespaces, and that hold awkward values.
fn base() -> Vec<Object> {
    let in_kafka = |name: &str| json!({"name": name, "namespace": "kafka"});
    let everywhere = |name: &str| json!({"name": name});
    let labelled = json!({"name": "a.b", "namespace": "kafka", "labels": {}, "annotations": {
        "strimzi.io/a": "on", "b~c": "1e3",
    }});
    let env = json!([{"name": "Z", "value": "1"}, {"name": "A", "value": "2"}]);
    let container = json!({"name": "main", "image": "a:1", "env": env, "ports": [
        {"containerPort": 80, "protocol": "TCP"}, {"containerPort": 80, "protocol": "UDP"},
    ]});
    let pod = json!({"containers": [container], "terminationGracePeriodSeconds": ABOVE_EXACT});
    let deployment = json!({"spec": {"replicas": 1, "template": {"spec": pod}}});
    let service = json!({"spec": {"ports": [{"port": 1}, {"port": 2}], "a.b/c~d": {}}});
    let rules = json!({"rules": [{"verbs": ["get"]}]});
    let data = json!({"data": {"on": "y", "a/b": "1_000", "": "empty key", "text": "a\nb\n"}});
    let spec = json!({"spec": {"large": ABOVE_EXACT, "list": [1, [], {}], "map": {"a": true}}});
    let webhooks = json!({"webhooks": [{"name": "a", "timeoutSeconds": ABOVE_EXACT}]});
    let rbac = "rbac.authorization.k8s.io/v1";
    vec![
        object("v1", "Namespace", &everywhere("kafka"), &json!({})),
        object("v1", "ConfigMap", &in_kafka("settings"), &data),
        object("v1", "Service", &in_kafka("same"), &service),
        object("v1", "Service", &everywhere("same"), &service),
        object(
            "serving.knative.dev/v1",
            "Service",
            &in_kafka("same"),
            &service,
        ),
        object("apps/v1", "Deployment", &in_kafka("same"), &deployment),
        object(rbac, "ClusterRole", &everywhere("system:a"), &rules),
        object(rbac, "ClusterRole", &everywhere("system:A"), &rules),
        object(
            "admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration",
            &everywhere("same"),
            &webhooks,
        ),
        object("example.com/v1", "Example", &labelled, &spec),
        custom("aXb", &spec["spec"]),
        custom("c", &json!({"f": 1.5})),
        custom("d", &json!({})),
    ]
}

/// A seeded stream of choices (an xorshift generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn text(&mut self) -> String {
        let texts = [
            "on",
            "",
            "~",
            "null",
            "1e3",
            "0x1f",
            " a ",
            "a: b",
            "- a",
            "a\nb\n",
            "a\tb",
            "$(A)",
            "\u{85}\u{2028}",
            "é",
            "$patch",
            "a\r\n",
            "2024-01-01",
            "9007199254740993",
            "#",
            "{{x}}",
        ];
        self.pick(&texts).to_owned()
    }

    fn key(&mut self) -> String {
        let keys = [
            "a", "a/b", "a~b", "~1", "", "on", "1", "-", "x y", "a.b", "name", "é",
        ];
        self.pick(&keys).to_owned()
    }

    fn value(&mut self) -> Value {
        match self.below(9) {
            0 => json!(ABOVE_EXACT),
            1 => self.pick(&[json!(i64::MIN), json!(u64::MAX), json!(0), json!(-1)]),
            2 => self.pick(&[json!(0.1), json!(1e21), json!(2.5e-7), json!(3.0)]),
            3 => json!(self.one_in(2)),
            4 => json!({}),
            5 => json!([]),
            6 => json!([self.value(), self.value()]),
            7 => json!({self.key(): self.value(), self.key(): self.value()}),
            _ => json!(self.text()),
        }
    }

    fn change(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) if !self.one_in(8) => self.change_map(fields),
            Value::Array(items) if !self.one_in(8) => self.change_list(items),
            value => {
                if self.one_in(3) {
                    *value = self.value();
                }
            }
        }
    }

    fn change_map(&mut self, fields: &mut Map<String, Value>) {
        fields.retain(|_, _| !self.one_in(6));
        fields.values_mut().for_each(|field| self.change(field));
        if self.one_in(3) {
            fields.insert(self.key(), self.value());
        }
    }

    fn change_list(&mut self, items: &mut Vec<Value>) {
        items.iter_mut().for_each(|item| self.change(item));
        match self.below(4) {
            0 => items.reverse(),
            1 => items.push(self.value()),
            2 => drop(items.pop()),
            _ => {}
        }
    }

    fn change_metadata(&mut self, metadata: &mut Value) {
        let field = self.pick(&["labels", "annotations"]);
        match self.below(3) {
            0 => metadata[field] = json!({self.key(): self.text(), "b": self.text()}),
            1 => metadata[field] = json!({}),
            _ => drop(metadata.as_object_mut().unwrap().remove(field)),
        }
    }

    /// Returns an object as another environment may have it.
    fn changed(&mut self, object: &Object) -> Object {
        let mut value = object.value().clone();
        for (key, field) in value.as_object_mut().unwrap() {
            match key.as_str() {
                "apiVersion" if self.one_in(8) => {
                    *field = json!(format!("{}beta1", field.as_str().unwrap()))
                }
                "kind" if self.one_in(12) => *field = json!("Other"),
                "metadata" if self.one_in(8) => field["namespace"] = json!("elsewhere"),
                "metadata" if self.one_in(3) => self.change_metadata(field),
                "apiVersion" | "kind" | "metadata" => {}
                _ => self.change(field),
            }
        }
        Object::new(value).unwrap()
    }

    fn environment(&mut self, base: &[Object]) -> Vec<Object> {
        let mut environment = Vec::new();
        for object in base {
            match self.below(6) {
                0 => {}
                1 | 2 => environment.push(object.clone()),
                _ => environment.push(self.changed(object)),
            }
        }
        for name in ["new", "a_b"] {
            if self.one_in(3) {
                environment.push(custom(name, &self.value()));
            }
        }
        environment.dedup_by(|one, other| one.id() == other.id());
        environment
    }
}

fn write(directory: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Builds a directory with Kustomize; the same object twice would be an error of Kustomize.
fn build(directory: &Path) -> Vec<Value> {
    let output = Command::new("kubectl")
        .arg("kustomize")
        .arg(directory)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let documents = serde_yaml::Deserializer::from_str(&text);
    documents
        .map(|document| Value::deserialize(document).unwrap())
        .collect()
}

/// Kustomize writes `3.0` as `3`, with or without a patch.
fn with_plain_numbers(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => match number.to_string().strip_suffix(".0") {
            Some(integer) => integer.parse::<i64>().map_or(value.clone(), Value::from),
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(with_plain_numbers).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| (key.clone(), with_plain_numbers(field)))
            .collect(),
        value => value.clone(),
    }
}

fn by_id(objects: impl IntoIterator<Item = Value>) -> BTreeMap<String, Value> {
    let objects = objects.into_iter().map(|value| Object::new(value).unwrap());
    objects
        .map(|object| {
            (
                format!("{:?}", object.id()),
                with_plain_numbers(object.value()),
            )
        })
        .collect()
}

/// Fails with the first object that the overlay makes other than it is in the environment.
fn assert_overlay_is_exact(base: &[Object], environment: &[Object], case: &str) {
    let directory = tempfile::tempdir().unwrap();
    let plain = BTreeMap::from([
        (
            "kustomization.yaml".to_owned(),
            kustomization("", &["all.yaml"]),
        ),
        ("all.yaml".to_owned(), documents("", base)),
    ]);
    write(&directory.path().join("base"), &plain);
    let overlay_directory = directory.path().join("overlays/prod");
    write(&overlay_directory, &overlay("a test", base, environment));

    let built = by_id(build(&overlay_directory));
    let meant = by_id(environment.iter().map(|object| object.value().clone()));
    for (id, meant) in &meant {
        assert_eq!(built.get(id), Some(meant), "{case}: {id}");
    }
    assert_eq!(
        built.len(),
        meant.len(),
        "{case}: objects that the environment lacks"
    );
}

fn has_kubectl() -> bool {
    let found = Command::new("kubectl")
        .args(["kustomize", "--help"])
        .output()
        .is_ok();
    if !found {
        println!("skipped: kubectl is not installed");
    }
    found
}

#[test]
fn fifty_mutations_of_a_set_are_built_exactly() {
    if !has_kubectl() {
        return;
    }
    let base = base();
    for seed in 1..=50 {
        let environment = Dice(seed * 0x9e37_79b9_7f4a_7c15).environment(&base);
        assert_overlay_is_exact(&base, &environment, &format!("seed {seed}"));
    }
}
