//! The names of patch files: one per object, safe on every file system.
//!
//! A name tells kind, namespace and name of its object. Two objects never share a file, also where
//! a file system ignores case; the names of RBAC objects (`system:x`) may hold almost anything.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::kubernetes::object::ObjectId;

/// The longest stem that is written out; file systems stop at 255 bytes for the whole name.
const MAX_STEM: usize = 180;

/// How much of a longer stem stands before its checksum; together they exceed [`MAX_STEM`].
const KEPT: usize = 160;

/// Returns the file name of an object's patch.
pub fn of_patch(id: &ObjectId) -> String {
    format!("{}.yaml", shortened(stem(id)))
}

fn stem(id: &ObjectId) -> String {
    let mut stem = escaped(&id.kind, |character| character.is_ascii_alphanumeric());
    if !id.group.is_empty() {
        stem.push('.');
        stem.push_str(&escaped(&id.group, is_plain));
    }
    for part in id.namespace.iter().chain([&id.name]) {
        stem.push('_');
        stem.push_str(&escaped(part, is_plain));
    }
    stem
}

/// Lower case only: a file system that ignores case takes `A` for `a`.
fn is_plain(character: char) -> bool {
    matches!(character, 'a'..='z' | '0'..='9' | '-' | '.')
}

/// Returns the text with all other characters as `=` and the hexadecimal bytes of their UTF-8.
fn escaped(text: &str, is_plain: impl Fn(char) -> bool) -> String {
    let mut name = String::new();
    for character in text.chars() {
        if is_plain(character) {
            name.push(character);
        } else {
            name.extend(
                character
                    .to_string()
                    .bytes()
                    .map(|byte| format!("={byte:02x}")),
            );
        }
    }
    name
}

/// Returns a stem that fits into a file name; a checksum stands for what is cut off.
fn shortened(mut stem: String) -> String {
    if stem.len() > MAX_STEM {
        let checksum = Sha256::digest(&stem);
        stem.truncate(KEPT);
        stem.push('=');
        for byte in &checksum[..16] {
            let _ = write!(stem, "{byte:02x}");
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: &str, group: &str, namespace: Option<&str>, name: &str) -> String {
        let id = ObjectId {
            group: group.into(),
            kind: kind.into(),
            namespace: namespace.map(str::to_owned),
            name: name.into(),
        };
        of_patch(&id)
    }

    #[test]
    fn a_name_tells_the_object() {
        let topic = name(
            "KafkaTopic",
            "kafka.strimzi.io",
            Some("kafka"),
            "todo-events",
        );
        assert_eq!(topic, "KafkaTopic.kafka.strimzi.io_kafka_todo-events.yaml");
        assert_eq!(name("Namespace", "", None, "kafka"), "Namespace_kafka.yaml");
    }

    #[test]
    fn what_a_file_system_minds_is_escaped() {
        assert_eq!(
            name("Role", "", None, "system:A_é"),
            "Role_system=3a=41=5f=c3=a9.yaml"
        );
    }

    #[test]
    fn objects_that_look_alike_have_files_of_their_own() {
        let names = [
            name("A", "b", None, "c"),
            name("A.b", "", None, "c"),
            name("A", "", Some("b"), "c"),
            name("A", "", None, "b_c"),
            name("A", "", None, "B_c"),
            name("A", "", None, &"c".repeat(250)),
            name("A", "", None, &"c".repeat(251)),
            name("A", "", None, &format!("{}d", "c".repeat(250))),
        ];
        for (index, one) in names.iter().enumerate() {
            assert!(one.len() <= 255, "{one}");
            assert!(!names[..index].contains(one), "{one}");
        }
    }
}
