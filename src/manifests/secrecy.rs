//! Keeps the values of Secrets out of everything that is read and shown.
//!
//! A Secret keeps its keys; its values are emptied in the document, and in the text that findings
//! show they become asterisks. A file that could not be read to its end may hold a Secret behind
//! that place, so it loses what follows a colon if it speaks of Secrets at all.

use crate::environment::document::{Node, Value};

/// The fields of a Secret that hold its values.
const FIELDS: [&str; 2] = ["data", "stringData"];

/// Empties the values of Secrets in `documents` and returns the text that findings may show.
pub fn hide(documents: &mut [Node], text: &str, whole: bool) -> String {
    let mut shown = text.as_bytes().to_vec();
    for document in &mut *documents {
        hide_in(document, &mut shown);
    }
    if shown != text.as_bytes() {
        for document in documents {
            clear_hidden(document, text.as_bytes(), &shown);
        }
    }
    let shown = String::from_utf8_lossy(&shown).into_owned();
    if whole || !text.contains("Secret") {
        return shown;
    }
    hide_all(&shown)
}

/// Puts asterisks over everything that follows a colon, line by line.
pub fn hide_all(text: &str) -> String {
    if !text.contains("Secret") {
        return text.to_owned();
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let kept = line.find(": ").map_or(0, |colon| colon + 2);
        let kept = if line.trim_start().starts_with('#') || line.starts_with("---") {
            line.len()
        } else {
            kept
        };
        let hidden = line[kept..].bytes().map(|byte| match byte {
            b'\n' | b'\r' => char::from(byte),
            _ => '*',
        });
        format!("{}{}", &line[..kept], hidden.collect::<String>())
    });
    lines.collect()
}

fn hide_in(node: &mut Node, shown: &mut [u8]) {
    let Value::Mapping(mapping) = &mut node.value else {
        return;
    };
    if let Some(items) = mapping.entries.get_mut("items")
        && let Value::Sequence(items) = &mut items.node.value
    {
        for item in items {
            hide_in(item, shown);
        }
    }
    let kind = mapping.entries.get("kind").map(|entry| &entry.node.value);
    if !matches!(kind, Some(Value::Scalar(kind)) if kind.text == "Secret") {
        return;
    }
    for entry in mapping.entries.values_mut() {
        conceal_copies(&mut entry.node);
    }
    for field in FIELDS {
        if let Some(entry) = mapping.entries.get_mut(field) {
            conceal(&mut entry.node, shown);
        }
    }
}

/// Empties what stands for a hidden value elsewhere: an alias of it, or its anchor.
fn clear_hidden(node: &mut Node, text: &[u8], shown: &[u8]) {
    let place = node.place.start as usize..node.place.end as usize;
    match &mut node.value {
        Value::Mapping(mapping) => {
            for entry in mapping.entries.values_mut() {
                clear_hidden(&mut entry.node, text, shown);
            }
        }
        Value::Sequence(items) => {
            for item in items {
                clear_hidden(item, text, shown);
            }
        }
        Value::Scalar(scalar) if text.get(place.clone()) != shown.get(place) => scalar.text.clear(),
        Value::Scalar(_) | Value::File(_) => {}
    }
}

/// `kubectl apply` keeps the whole object in an annotation, values included.
fn conceal_copies(node: &mut Node) {
    let Value::Mapping(metadata) = &mut node.value else {
        return;
    };
    if let Some(annotations) = metadata.entries.get_mut("annotations")
        && let Value::Mapping(annotations) = &mut annotations.node.value
    {
        for entry in annotations.entries.values_mut() {
            conceal(&mut entry.node, &mut []);
        }
    }
}

fn conceal(node: &mut Node, shown: &mut [u8]) {
    let (start, end) = (node.place.start as usize, node.place.end as usize);
    match &mut node.value {
        Value::Mapping(mapping) => {
            for entry in mapping.entries.values_mut() {
                conceal(&mut entry.node, shown);
            }
            return;
        }
        Value::Sequence(items) => {
            for item in items {
                conceal(item, shown);
            }
            return;
        }
        Value::Scalar(scalar) => scalar.text.clear(),
        Value::File(_) => {}
    }
    for byte in shown.get_mut(start..end).into_iter().flatten() {
        if !matches!(byte, b'\n' | b'\r' | b' ') {
            *byte = b'*';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{environment::parse, finding::FileId};

    #[test]
    fn no_value_of_a_secret_is_kept() {
        let text = "kind: Secret\nmetadata: {name: a}\ndata:\n  ca.crt: aHVudGVyMg==\nstringData:\n  b: |\n    hunter2\n    é\n";
        let mut documents = parse::documents(FileId::new(0), text, &mut Vec::new());
        let shown = hide(&mut documents, text, true);
        assert!(!format!("{documents:?}{shown}").contains("hunter2"));
        assert!(!format!("{documents:?}{shown}").contains("aHVud"));
        assert!(shown.contains("ca.crt: ****"));
        assert_eq!(shown.len(), text.len());
    }

    #[test]
    fn an_alias_or_an_anchor_of_a_secrets_value_is_emptied_too() {
        let secret = "{kind: Secret, data: {a: &a aHVudGVy, b: *b}}";
        let text = format!(
            "kind: List\nitems:\n- {{kind: A, x: &b hunter2}}\n- {secret}\n- {{kind: B, y: *a}}\n"
        );
        let mut documents = parse::foreign_documents(FileId::new(0), &text, &mut Vec::new());
        assert!(format!("{documents:?}").contains("hunter2"));
        let shown = hide(&mut documents, &text, true);
        let told = format!("{documents:?}{shown}");
        assert!(
            !told.contains("hunter2") && !told.contains("aHVud"),
            "{told}"
        );
    }

    #[test]
    fn a_broken_file_that_speaks_of_secrets_shows_no_values() {
        let text = "kind: Secret\nstringData:\n  a: hunter2\n  b: [\n";
        let shown = hide(&mut [], text, false);
        assert!(!shown.contains("hunter2"), "{shown}");
        assert_eq!(shown.len(), text.len());
    }
}
