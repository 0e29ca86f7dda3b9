//! Topics: those of the model and those that its components keep for themselves.

use std::{borrow::Cow, collections::BTreeMap};

use super::{schema_registry, verification};
use crate::model::{Deployment, name::TopicName, topic::Topic};

/// Returns every topic of the deployment by name. A topic of the model hides a component's own
/// of the same name.
#[must_use]
pub fn all(deployment: &Deployment) -> BTreeMap<Cow<'_, TopicName>, Cow<'_, Topic>> {
    let mut all: BTreeMap<_, _> = internal(deployment)
        .into_iter()
        .map(|(name, topic)| (Cow::Owned(name), Cow::Owned(topic)))
        .collect();
    for (name, topic) in &deployment.topics {
        all.insert(Cow::Borrowed(name), Cow::Borrowed(topic));
    }
    all
}

/// Returns the topics that the deployment's components keep for themselves, by name.
#[must_use]
pub fn internal(deployment: &Deployment) -> BTreeMap<TopicName, Topic> {
    let registry = deployment.schema_registry.as_ref();
    let mut topics = registry.map(schema_registry::topics).unwrap_or_default();
    topics.extend(
        deployment
            .verification
            .as_ref()
            .and_then(verification::report_topic),
    );
    topics
}
