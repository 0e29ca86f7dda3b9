//! Objects as YAML text that every reader takes for the same values.
//!
//! `serde-saphyr` writes; this module decides the order of keys and the style of text.
//! Keys stand in Kubernetes order: `apiVersion`, `kind`, `metadata` at the top, `name`,
//! `namespace`, `labels`, `annotations` in metadata, `name` first in items of a list, and all else
//! by alphabet. So a map of free names (labels, a Kafka config, the data of a ConfigMap) is plainly
//! sorted, and the bytes do not depend on the order in which the objects were built.
//! Long text is never folded. Text of several lines is a literal block where every reader gives
//! back exactly its bytes, else it is double-quoted.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};
use serde_saphyr::{DoubleQuoted, LitStr, SerializerOptions};

use crate::kubernetes::object::Object;

/// Writes a file of several documents, one per object, under comment lines.
///
/// A header of several lines becomes several comment lines, and nothing in it can end a comment.
#[must_use]
pub fn documents(header: &str, objects: &[Object]) -> String {
    let mut text = comment(header);
    for (index, object) in objects.iter().enumerate() {
        if index > 0 {
            text.push_str("---\n");
        }
        write(&mut text, object.value());
    }
    text
}

/// Writes a file of one document that need not be a Kubernetes object (a patch, for one).
#[must_use]
pub fn document(header: &str, value: &Value) -> String {
    let mut text = comment(header);
    write(&mut text, value);
    text
}

fn write(text: &mut String, value: &Value) {
    let place = Place::Top;
    serde_saphyr::to_fmt_writer_with_options(text, &Ordered { value, place }, options())
        .expect("memory takes all text, and JSON has neither odd keys nor infinite numbers");
}

fn options() -> SerializerOptions {
    serde_saphyr::ser_options! {
        folded_wrap_chars: usize::MAX,
        min_fold_chars: 0,
        prefer_block_scalars: false,
    }
}

/// Returns the header as comment lines; characters that could end a comment are escaped.
fn comment(header: &str) -> String {
    let mut text = String::new();
    for line in header.lines() {
        text.push('#');
        if !line.is_empty() {
            text.push(' ');
        }
        for character in line.chars() {
            if is_printable(character) {
                text.push(character);
            } else {
                text.extend(character.escape_unicode());
            }
        }
        text.push('\n');
    }
    text
}

/// Where a value stands, as far as the order of its keys depends on it.
#[derive(Clone, Copy)]
enum Place {
    Top,
    Metadata,
    Item,
    Elsewhere,
}

impl Place {
    fn of_field(key: &str) -> Self {
        match key {
            "metadata" => Self::Metadata,
            _ => Self::Elsewhere,
        }
    }

    fn first_keys(self) -> &'static [&'static str] {
        match self {
            Self::Top => &["apiVersion", "kind", "metadata"],
            Self::Metadata => &["name", "namespace", "labels", "annotations"],
            Self::Item => &["name"],
            Self::Elsewhere => &[],
        }
    }
}

/// A value whose maps are written in Kubernetes order.
struct Ordered<'a> {
    value: &'a Value,
    place: Place,
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(fields) => serialize_map(fields, self.place, serializer),
            Value::Array(items) => serialize_list(items, serializer),
            Value::String(text) => serialize_text(text, serializer),
            scalar => scalar.serialize(serializer),
        }
    }
}

fn serialize_map<S: Serializer>(
    fields: &Map<String, Value>,
    place: Place,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let first = place.first_keys();
    let rank = |key: &str| first.iter().position(|known| *known == key);
    let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| (rank(key).unwrap_or(first.len()), *key));

    let mut map = serializer.serialize_map(Some(sorted.len()))?;
    for (key, value) in sorted {
        let place = Place::of_field(key);
        map.serialize_entry(key, &Ordered { value, place })?;
    }
    map.end()
}

fn serialize_list<S: Serializer>(items: &[Value], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.len()))?;
    for value in items {
        list.serialize_element(&Ordered {
            value,
            place: Place::Item,
        })?;
    }
    list.end()
}

fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if !text.contains('\n') {
        text.serialize(serializer)
    } else if survives_in_a_block(text) {
        LitStr(text).serialize(serializer)
    } else {
        DoubleQuoted(text).serialize(serializer)
    }
}

/// Tells whether a literal block gives back exactly this text in every reader.
///
/// Blank ends need indentation and chomping marks on which readers (and editors) differ.
fn survives_in_a_block(text: &str) -> bool {
    let ends_in_text = |text: &str| {
        let last = text.strip_suffix('\n').unwrap_or(text).chars().next_back();
        last.is_some_and(|last| !last.is_whitespace())
    };
    text.starts_with(|first: char| !first.is_whitespace())
        && ends_in_text(text)
        && text
            .chars()
            .all(|character| is_printable(character) || matches!(character, '\n' | '\t'))
}

/// Tells whether YAML 1.1 and 1.2 both print the character as it is and take it for no line break.
fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_stand_in_kubernetes_order() {
        let topic = json!({
            "spec": {"replicas": 3, "config": {"name": "a", "apiVersion": "b", "cleanup": "c"}},
            "metadata": {
                "annotations": {"b": "2", "a": "1"},
                "labels": {"name": "x", "app": "y"},
                "namespace": "kafka",
                "generation": 1,
                "name": "todo-events",
            },
            "items": [{"value": "v", "name": "n", "env": {"z": [], "name": {}}}],
            "kind": "KafkaTopic",
            "apiVersion": "kafka.strimzi.io/v1beta2",
        });
        insta::assert_snapshot!(document("", &topic), @r#"
        apiVersion: kafka.strimzi.io/v1beta2
        kind: KafkaTopic
        metadata:
          name: todo-events
          namespace: kafka
          labels:
            app: "y"
            name: x
          annotations:
            a: "1"
            b: "2"
          generation: 1
        items:
        - name: "n"
          env:
            name: {}
            z: []
          value: v
        spec:
          config:
            apiVersion: b
            cleanup: c
            name: a
          replicas: 3
        "#);
    }

    #[test]
    fn text_of_several_lines_is_a_block_only_where_it_survives() {
        let data = json!({
            "block": "a\n  b\n\tc \nd\n",
            "no last break": "a\nb",
            "blank start": " a\nb",
            "blank end": "a\nb\n\n",
            "carriage return": "a\r\nb",
        });
        insta::assert_snapshot!(document("", &data), @r#"
        blank end: "a\nb\n\n"
        blank start: " a\nb"
        block: |
          a
            b
          	c 
          d
        carriage return: "a\r\nb"
        no last break: |-
          a
          b
        "#);
    }

    #[test]
    fn long_text_is_not_folded() {
        let long = "word ".repeat(200) + "end";
        assert_eq!(document("", &json!({"a": long})), format!("a: {long}\n"));
    }

    #[test]
    fn nothing_ends_a_header_comment_early() {
        let header = "from a\rb\u{85}c\u{2028}d\n\nsecond";
        insta::assert_snapshot!(document(header, &json!({})), @r"
        # from a\u{d}b\u{85}c\u{2028}d
        #
        # second
        {}
        ");
    }
}
