//! How nodes log. Levels of loggers are set while a broker runs; where the lines go is read when it
//! starts (`Util.getLoggingDynamicallyUnmodifiableEntries`), and so is all of it at nodes that are
//! controllers alone.

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{Scene, has_role},
};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let name = field.path.last().unwrap_or_default();
    let logger = field
        .path
        .is_below(&["spec", "kafka", "logging", "loggers", "*"]);
    let appender = name.contains("appender.") || name.starts_with("appender");
    if !logger || appender {
        let restarts = scene.nodes(None);
        return vec![
            Consequence::new(
                Class::RollingRestart,
                Fact::new("kafka/logging-restart"),
                format!(
                    "{} restart one at a time, if other appenders are meant",
                    pods(&restarts)
                ),
                "nodes read where their lines go when they start; levels are set while brokers run",
            )
            .restarts(restarts),
        ];
    }
    let mut told = vec![Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/observation"),
        "brokers log more or less",
        "the operator sets the levels of loggers while a broker runs",
    )];
    let controllers = scene.nodes_where(|pool| !has_role(pool, "broker"));
    if !controllers.is_empty() {
        told.push(
            Consequence::new(
                Class::RollingRestart,
                Fact::new("kafka/logging-controllers"),
                format!("{} restart one at a time, or keep their old levels until they do", pods(&controllers)),
                "levels are set at brokers while they run; nodes that are controllers alone read them when \
                 they start",
            )
            .restarts(controllers),
        );
    }
    told
}
