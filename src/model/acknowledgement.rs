//! Acknowledgements: destructive changes that somebody knows of and wants.

use super::{prose::Sentence, waiver::Date};
use crate::environment::read::Invalid;

crate::text! {
    /// The name of an acknowledgement.
    pub struct AcknowledgementName("an acknowledgement's name", super::name::dns_label);
}

crate::record! {
    /// A destructive change that `blueprint diff` lets through until a day.
    pub struct Acknowledgement {
        /// What happens, as the comparison names it, such as `topic/deleted`.
        "change" change: ChangeName,
        /// The object, as the comparison names it, such as `KafkaTopic kafka/orders`.
        "object" object: ObjectName,
        /// Why it is wanted.
        "reason" reason: Sentence,
        /// The last day on which it is let through.
        "until" until: Date,
    }
}

crate::text! {
    /// The stable name of a fact about changes, such as `topic/deleted`.
    pub struct ChangeName("the name of a change", change_name);
}

fn change_name(text: &str) -> Result<(), Invalid> {
    match text.split_once('/') {
        Some((noun, fact)) if !noun.is_empty() && !fact.is_empty() => Ok(()),
        _ => Err(Invalid::because(
            "it is a noun and a fact, such as `topic/deleted`, as `blueprint diff --format json` names it",
        )),
    }
}

crate::text! {
    /// An object by kind, namespace and name, such as `KafkaTopic kafka/orders`.
    pub struct ObjectName("an object's name", object_name);
}

fn object_name(text: &str) -> Result<(), Invalid> {
    match text.split_once(' ') {
        Some((kind, name)) if !kind.is_empty() && !name.trim().is_empty() => Ok(()),
        _ => Err(Invalid::because(
            "it is a kind, a space, and a namespace and a name with `/` between them, such as \
             `KafkaTopic kafka/orders`",
        )),
    }
}
