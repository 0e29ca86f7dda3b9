//! Names of resources for topics whose own name Kubernetes does not take.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::model::name::{ObjectName, TopicName};

/// How many characters of the name are kept before the hash.
const KEPT: usize = 200;

/// Returns the name of a topic's resource: the topic's own where Kubernetes takes it, else a
/// readable form with a hash of the topic's name behind it, so that no two can meet.
#[must_use]
pub fn of_topic(topic: &TopicName) -> String {
    if ObjectName::new(topic.as_str()).is_ok() {
        return topic.to_string();
    }
    let readable: String = topic
        .as_str()
        .to_lowercase()
        .chars()
        .map(|c| if c == '_' || c == '.' { '-' } else { c })
        .take(KEPT)
        .collect();
    let readable = readable.trim_matches('-');
    let hash = fingerprint(topic.as_str());
    if readable.is_empty() {
        format!("topic-{hash}")
    } else {
        format!("{readable}-{hash}")
    }
}

/// Returns eight hexadecimal digits that depend on every byte of `text`.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(name: &str) -> String {
        of_topic(&TopicName::new(name).unwrap())
    }

    #[test]
    fn names_that_kubernetes_takes_are_kept() {
        assert_eq!(resource("todo-events"), "todo-events");
        assert_eq!(resource("pay.ments"), "pay.ments");
    }

    #[test]
    fn other_names_become_valid_and_stay_apart() {
        for name in [
            "pay_ments",
            "Pay_ments",
            "PAY-MENTS",
            "_",
            "a..b",
            &"X".repeat(249),
        ] {
            assert!(
                ObjectName::new(resource(name)).is_ok(),
                "{name} -> {}",
                resource(name)
            );
        }
        assert_ne!(resource("pay_ments"), resource("Pay_ments"));
    }
}
