//! Numbers of threads, which Kafka changes while it runs only in small steps.
//!
//! More than double or less than half of the current number is refused (`DynamicThreadPool`,
//! `DynamicRemoteLogConfig`, `SocketServer`, `LogCleaner`), and the operator then restarts the node instead
//! (`KafkaRoller.maybeDynamicUpdateBrokerConfig`).

use super::{
    Consequence,
    broker_config::{restarting, restarts_controllers, values},
    scene::{Scene, has_role},
};
use crate::change::FieldChange;

const THREADS: [&str; 10] = [
    "background.threads",
    "log.cleaner.threads",
    "num.io.threads",
    "num.network.threads",
    "num.recovery.threads.per.data.dir",
    "num.replica.fetchers",
    "remote.log.manager.copier.thread.pool.size",
    "remote.log.manager.expiration.thread.pool.size",
    "remote.log.manager.follower.thread.pool.size",
    "remote.log.reader.threads",
];

/// Those that nodes without the role of a broker look at too (`ControllerDynamicThreadPool`).
const OF_CONTROLLERS: [&str; 2] = ["num.io.threads", "num.network.threads"];

/// Returns the restart for a number that is too far from the one before; none where Kafka takes it
/// while it runs, or where it is about something else.
pub fn leap(scene: &Scene<'_>, field: &FieldChange, name: &str) -> Option<Consequence> {
    if !THREADS.contains(&name) {
        return None;
    }
    let [before, after] = values(scene, field, name).map(|text| text?.trim().parse::<u64>().ok());
    let (before, after) = (before?, after?);
    let taken = before / 2..=before.saturating_mul(2);
    if taken.contains(&after) {
        return None;
    }
    let restarts = scene.nodes_where(|pool| {
        has_role(pool, "broker")
            || OF_CONTROLLERS.contains(&name)
            || restarts_controllers(scene, name)
    });
    let reason = "Kafka refuses more than double or less than half of the current number of threads while it \
                  runs, and the operator restarts the node instead";
    let found = restarting("kafka/config-threads", restarts, reason);
    Some(found.action("go in steps of at most double or half of the number, each by itself, if nothing shall restart"))
}
