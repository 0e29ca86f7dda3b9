//! Verification: a job that compares the running cluster with the model.

mod load;
mod performance;
mod report;

pub use load::{Load, LoadPods, LoadRate};
pub use performance::{LoadAcks, LoadCompression, LoadThresholds, Performance, RecordRate};
pub use report::{ReportFormat, VerificationReport};

use super::{
    duration::Duration,
    image::ImageReference,
    name::{ListenerName, ServiceName},
    prose::Owner,
    quota::Quotas,
    resources::Resources,
    workload::UserId,
};
use crate::environment::read::Invalid;

crate::record! {
    /// A job that compares the running cluster with the model.
    pub struct Verification {
        /// The name of its job and its user; the topics and groups it makes start with it.
        "name" name: ServiceName = ServiceName::new("kafka-verification").ok()?,
        /// Who answers for it.
        "owner" owner: Owner = Owner::new("platform").ok()?,
        /// Its image; the job is suspended until one is named.
        "image" image: Option<ImageReference>,
        /// The user id it runs with.
        "userId" user_id: UserId = UserId::new(65532).ok()?,
        /// The listener it asks through; it must ask for certificates.
        "listener" listener: ListenerName,
        /// How long it waits for the cluster, and for another run to end, before it judges.
        "wait" wait: Duration = Duration::milliseconds(900_000),
        /// When it runs again by itself; only after a change where nothing is said.
        "schedule" schedule: Option<CronSchedule>,
        /// What it looks at and tries.
        "checks" checks: Vec<CheckGroup> = vec![
            CheckGroup::Infrastructure,
            CheckGroup::Rights,
            CheckGroup::Functional,
            CheckGroup::EndToEnd,
            CheckGroup::MessageFormat,
        ],
        /// Whether it only looks, and writes nothing.
        "readOnly" read_only: bool = false,
        /// How long Kafka may take to compact a topic and to drop what is old; neither is looked
        /// at where nothing is said.
        "cleanupWait" cleanup_wait: Option<Duration>,
        /// A load and what the cluster must do under it.
        "performance" performance: Option<Performance>,
        /// A load that takes several pods, for whoever wants to know how much the cluster bears.
        "load" load: Option<Load>,
        /// What it prints, and where its report is kept.
        "report" report: VerificationReport,
        /// How much of the brokers it may take.
        "quotas" quotas: Quotas,
        /// What it gets.
        "resources" resources: Resources = Resources::of(128, 100),
    }
}

crate::words! {
    /// Checks of the verification that belong together.
    pub enum CheckGroup("a group of checks") {
        /// Nodes, listeners, topics, access control lists, quotas, registry, UI and Prometheus.
        Infrastructure = "infrastructure",
        /// What is allowed works, and everything else is refused.
        Rights = "rights",
        /// Records are written, read, kept, repeated and dropped as the topics say.
        Functional = "functional",
        /// Events pass the paths that the model draws.
        EndToEnd = "end-to-end",
        /// Schemas take what is right and refuse what is not.
        MessageFormat = "message-format",
    }
}

crate::text! {
    /// A schedule of Kubernetes' CronJobs: minute, hour, day of month, month, day of week, in UTC.
    pub struct CronSchedule("a schedule", cron_schedule);
}

fn cron_schedule(text: &str) -> Result<(), Invalid> {
    let limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];
    let fields: Vec<&str> = text.split(' ').collect();
    if fields.len() == limits.len() && fields.iter().zip(limits).all(|(f, l)| cron_field(f, l)) {
        return Ok(());
    }
    Err(Invalid::because(
        "it has five fields of numbers, `*`, `-`, `,` and `/`, such as `0 6 * * 1`",
    ))
}

fn cron_field(field: &str, limits: (u8, u8)) -> bool {
    field.split(',').all(|part| {
        let (range, step) = part.split_once('/').unwrap_or((part, "1"));
        let steps = step.parse::<u8>().is_ok_and(|step| step > 0);
        steps && (range == "*" || cron_range(range, limits))
    })
}

fn cron_range(range: &str, (low, high): (u8, u8)) -> bool {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    match (first.parse::<u8>(), last.parse::<u8>()) {
        (Ok(first), Ok(last)) => low <= first && first <= last && last <= high,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_read_as_kubernetes_reads_them() {
        for good in ["0 6 * * 1", "*/15 * * * *", "0 0 1,15 1-6/2 0"] {
            assert!(CronSchedule::new(good).is_ok(), "{good}");
        }
        for bad in [
            "0 6 * *",
            "60 * * * *",
            "* * 0 * *",
            "*/0 * * * *",
            "5-1 * * * *",
            "@daily",
            "a",
        ] {
            assert!(CronSchedule::new(bad).is_err(), "{bad}");
        }
    }
}
