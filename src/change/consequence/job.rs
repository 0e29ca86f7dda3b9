//! Jobs, whose pods can't change, and the CronJobs that make them.

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if scene.change.id.kind == "CronJob" && path.is(&["spec", "suspend"]) {
        return vec![suspended(field)];
    }
    if scene.change.id.kind == "CronJob" {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("job/schedule"),
            "its next runs go otherwise",
            "a CronJob makes each Job from what it says at that time",
        )];
    }
    if path.is(&["spec", "suspend"]) {
        let starts = field.after == Some(false.into()) || field.after.is_none();
        let effect = if starts {
            "the Job runs"
        } else {
            "the Job waits"
        };
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("job/suspended"),
            effect,
            "a suspended Job has no pods",
        )];
    }
    if path.is_below(&["spec", "template"]) || path.is_below(&["spec", "selector"]) {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("job/template"),
                "the API server refuses it",
                "the pods of a Job that is there can't change",
            )
            .action("give the Job another name, or delete it first"),
        ];
    }
    Vec::new()
}

/// Judges whether a CronJob makes Jobs at all (`syncCronJob` of Kubernetes).
fn suspended(field: &FieldChange) -> Consequence {
    if field.after == Some(true.into()) {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("job/schedule-suspended"),
            "it runs no more; a run that has begun goes on",
            "a suspended CronJob makes no Jobs",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("job/schedule-resumed"),
        "it runs again, and at once if it missed a run",
        "runs that were missed count as late ones, up to `startingDeadlineSeconds`",
    )
}
