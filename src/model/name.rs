//! Names that Kubernetes and Kafka give to things, each with the rule of its document.

use crate::environment::read::Invalid;

crate::text! {
    /// The name of a namespace: a DNS label (RFC 1123).
    pub struct Namespace("a namespace", dns_label);
}

crate::text! {
    /// The name of a Kubernetes object: a DNS subdomain (RFC 1123) of at most 253 characters.
    pub struct ObjectName("an object's name", dns_subdomain);
}

crate::text! {
    /// The name of a Kafka cluster. Strimzi makes Service names, host names and label values of
    /// it, so it is a DNS label (RFC 1035) of at most 47 characters.
    pub struct ClusterName("a cluster's name", cluster_name);
}

crate::text! {
    /// The name of a Service, and of what stands behind it: a DNS label (RFC 1035).
    pub struct ServiceName("a Service's name", service_name);
}

crate::text! {
    /// The name of a node pool; it becomes part of host names, so it has no dots.
    pub struct PoolName("a node pool's name", dns_label);
}

crate::text! {
    /// The name of a listener: up to 11 lower-case letters and digits (Strimzi's Kafka CRD).
    pub struct ListenerName("a listener's name", listener_name);
}

crate::text! {
    /// The name of an application; its objects, its user and its groups are named after it.
    pub struct ApplicationName("an application's name", dns_label);
}

crate::text! {
    /// The name of a Kafka user. With mutual TLS it is the common name of a certificate, which
    /// X.509 limits to 64 characters (Strimzi: `KafkaUserModel`).
    pub struct UserName("a user's name", user_name);
}

crate::text! {
    /// The name of a topic (Kafka: `Topic.validate`).
    pub struct TopicName("a topic's name", topic_name);
}

crate::text! {
    /// The name of a consumer group.
    pub struct GroupName("a consumer group's name", kafka_text);
}

crate::text! {
    /// The beginning of an application's transactional ids.
    pub struct TransactionalIdPrefix("a prefix of transactional ids", kafka_text);
}

crate::text! {
    /// The key of a label or an annotation, such as `strimzi.io/cluster`.
    pub struct QualifiedName("a label's key", qualified_name);
}

crate::text! {
    /// The value of a label: up to 63 letters, digits, `-`, `_` and `.`.
    pub struct LabelValue("a label's value", label_value);
}

crate::text! {
    /// A DNS host name.
    pub struct HostName("a host name", dns_subdomain);
}

/// Checks a DNS label of RFC 1123.
pub(crate) fn dns_label(text: &str) -> Result<(), Invalid> {
    at_most(text, 63)?;
    part(
        text,
        "a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit",
    )
}

fn dns_subdomain(text: &str) -> Result<(), Invalid> {
    at_most(text, 253)?;
    text.split('.').try_for_each(|label| {
        part(label, "it has lower-case letters, digits, `-` and `.`, and each part starts and ends with a letter or digit")
    })
}

fn part(text: &str, rule: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = !text.is_empty()
        && text.chars().all(inside)
        && !text.starts_with('-')
        && !text.ends_with('-');
    if good {
        return Ok(());
    }
    let invalid = Invalid::because(rule);
    let repaired: String = text
        .to_lowercase()
        .chars()
        .map(|c| if inside(c) { c } else { '-' })
        .collect();
    let repaired = repaired.trim_matches('-');
    if repaired.is_empty() {
        Err(invalid)
    } else {
        Err(invalid.help(format!("`{repaired}` would do")))
    }
}

/// A DNS label less `-kafka-bootstrap`.
const LONGEST_CLUSTER_NAME: usize = 47;

fn cluster_name(text: &str) -> Result<(), Invalid> {
    dns_label(text)?;
    if !text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(Invalid::because(
            "a Service's name starts with a letter, and Strimzi names Services after the cluster",
        ));
    }
    if text.len() > LONGEST_CLUSTER_NAME {
        return Err(Invalid::because(format!(
            "with `-kafka-bootstrap` behind it, it must fit into a DNS label, so it has at most {LONGEST_CLUSTER_NAME} characters; this one has {}",
            text.len()
        )));
    }
    Ok(())
}

/// How long the name of a Service may be, so that `-registration-` and a hash fit behind it.
const LONGEST_SERVICE: usize = 41;

fn service_name(text: &str) -> Result<(), Invalid> {
    dns_label(text)?;
    if text.len() > LONGEST_SERVICE {
        return Err(Invalid::because(format!(
            "with `-registration-` and a hash behind it, it must fit into a label, so it has at most {LONGEST_SERVICE} characters; this one has {}",
            text.len()
        )));
    }
    if text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(Invalid::because("a Service's name starts with a letter"))
}

fn listener_name(text: &str) -> Result<(), Invalid> {
    let good = (1..=11).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if good {
        Ok(())
    } else {
        Err(Invalid::because(
            "it has 1 to 11 lower-case letters and digits",
        ))
    }
}

fn user_name(text: &str) -> Result<(), Invalid> {
    at_most(text, 64)?;
    dns_subdomain(text)
}

fn topic_name(text: &str) -> Result<(), Invalid> {
    at_most(text, 249)?;
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if text.is_empty() || !text.chars().all(inside) {
        return Err(Invalid::because(
            "Kafka takes letters, digits, `.`, `_` and `-`",
        ));
    }
    if matches!(text, "." | "..") {
        return Err(Invalid::because(
            "Kafka keeps `.` and `..` from being names",
        ));
    }
    Ok(())
}

fn kafka_text(text: &str) -> Result<(), Invalid> {
    at_most(text, 255)?;
    if text.is_empty() || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Invalid::because(
            "it has at least one character, and no spaces or control characters",
        ));
    }
    if text == "*" {
        return Err(Invalid::because("`*` means every name in an ACL"));
    }
    Ok(())
}

/// Checks a name with an optional prefix, as keys of labels have (`ValidateQualifiedName`).
pub(crate) fn qualified_name(text: &str) -> Result<(), Invalid> {
    let (prefix, name) = match text.rsplit_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, text),
    };
    if let Some(prefix) = prefix {
        dns_subdomain(prefix)?;
    }
    if name.is_empty() {
        return Err(Invalid::because("nothing follows the prefix"));
    }
    label_value(name)
}

fn label_value(text: &str) -> Result<(), Invalid> {
    at_most(text, 63)?;
    let edge = |c: char| c.is_ascii_alphanumeric();
    let inside = |c: char| edge(c) || matches!(c, '-' | '_' | '.');
    let good = text.is_empty()
        || text.chars().all(inside) && text.starts_with(edge) && text.ends_with(edge);
    if good {
        return Ok(());
    }
    Err(Invalid::because(
        "it has letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit",
    ))
}

fn at_most(text: &str, longest: usize) -> Result<(), Invalid> {
    if text.len() <= longest {
        return Ok(());
    }
    Err(Invalid::because(format!(
        "it has {} characters, and at most {longest} are allowed",
        text.len()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_stop_where_the_documents_say() {
        assert!(ClusterName::new("a".repeat(47)).is_ok());
        assert!(ClusterName::new("a".repeat(48)).is_err());
        assert!(UserName::new("a".repeat(64)).is_ok());
        assert!(UserName::new("a".repeat(65)).is_err());
        assert!(TopicName::new("a".repeat(249)).is_ok());
        assert!(TopicName::new("a".repeat(250)).is_err());
        assert!(ListenerName::new("a".repeat(12)).is_err());
    }

    #[test]
    fn names_that_leave_their_directory_are_refused() {
        for text in ["../prod", "a/b", "a\nb", "", "-a", "a-", "a\u{1b}[0m", "A"] {
            assert!(Namespace::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_near_miss_is_repaired() {
        assert_eq!(
            Namespace::new("My_Kafka").unwrap_err().help.unwrap(),
            "`my-kafka` would do"
        );
    }
}
