//! What the later render of a proof no longer has: a topic and all that speaks of it.

/// The paths of the model that are taken away.
pub(super) const PATHS: [&[&str]; 4] = [
    &["topics", "system-events"],
    &["applications", "system-event-producer"],
    &["applications", "system-metrics-consumer"],
    &["kafkaUi", "messages", "system-events"],
];
