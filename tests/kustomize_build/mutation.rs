//! Environments made by changing a set of objects at random, the same on every run.

use kafka_blueprint::kubernetes::object::Object;
use serde_json::{Map, Value, json};

use crate::objects::{ABOVE_EXACT, custom};

/// A seeded stream of choices (an xorshift generator).
pub struct Dice(pub u64);

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

    /// Returns a text; none with U+0085, which Kustomize writes bare, patched or not.
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
            "\u{2028}",
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
            "a", "a/b", "a~b", "~1", "on", "1", "-", "x y", "a.b", "name", "é",
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
        for field in fields.values_mut() {
            self.change(field);
        }
        if self.one_in(3) {
            fields.insert(self.key(), self.value());
        }
    }

    fn change_list(&mut self, items: &mut Vec<Value>) {
        for item in items.iter_mut() {
            self.change(item);
        }
        match self.below(4) {
            0 => items.reverse(),
            1 => items.push(self.value()),
            2 => drop(items.pop()),
            _ => {}
        }
    }

    /// Changes a value and keeps its shape: Kustomize reads into the kinds that it knows.
    fn change_within(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|_, _| !self.one_in(8));
                fields
                    .values_mut()
                    .for_each(|field| self.change_within(field));
                if fields.values().all(Value::is_string) {
                    fields.insert(self.key(), json!(self.text()));
                }
            }
            Value::Array(items) => {
                for item in items.iter_mut() {
                    self.change_within(item);
                }
                items.reverse();
            }
            Value::Number(_) => *value = self.pick(&[json!(1), json!(ABOVE_EXACT + 2)]),
            value => *value = json!(self.text()),
        }
    }

    /// Leaves out annotations named like a number or a date: Kustomize can't build any such object.
    fn change_metadata(&mut self, metadata: &mut Value) {
        let field = self.pick(&["labels", "annotations"]);
        match self.below(3) {
            0 => metadata[field] = json!({self.pick(&["a/b", "a~b", "on"]): self.text()}),
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
                    *field = json!(format!("{}beta1", field.as_str().unwrap()));
                }
                "kind" if self.one_in(12) => *field = json!("Other"),
                "metadata" if field.get("namespace").is_some() && self.one_in(8) => {
                    field["namespace"] = json!("elsewhere");
                }
                "metadata" if self.one_in(3) => self.change_metadata(field),
                "apiVersion" | "kind" | "metadata" => {}
                _ if object.id().group == "example.com" => self.change(field),
                _ => self.change_within(field),
            }
        }
        Object::new(value).unwrap()
    }

    /// Returns a set in which objects are missing, changed, moved and new.
    pub fn environment(&mut self, base: &[Object]) -> Vec<Object> {
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
