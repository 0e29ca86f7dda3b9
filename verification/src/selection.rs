//! Which checks are wanted: groups of them, or some by the beginning of their names.

use clap::ValueEnum;

/// What is about the report itself and not about the cluster; it is always told.
const ALWAYS: &str = "report/";

/// Checks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// Nodes, listeners, topics, access control lists, quotas, registry, UI and Prometheus.
    Infrastructure,
    /// What is allowed works, and everything else is refused.
    Rights,
    /// Records are written, read, kept, repeated and dropped as the topics say.
    Functional,
    /// Events pass the paths that the model draws.
    EndToEnd,
    /// Schemas take what is right and refuse what is not.
    MessageFormat,
    /// How fast it is at a stated rate.
    Performance,
}

impl Group {
    /// What runs where nothing is said: all but the load.
    pub const USUAL: [Self; 5] = [
        Self::Infrastructure,
        Self::Rights,
        Self::Functional,
        Self::EndToEnd,
        Self::MessageFormat,
    ];

    /// Returns the group of a check by its name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name.split('/').next() {
            Some("rights") => Self::Rights,
            Some("functional") => Self::Functional,
            Some("end-to-end") => Self::EndToEnd,
            Some("format") => Self::MessageFormat,
            Some("performance") => Self::Performance,
            _ => Self::Infrastructure,
        }
    }
}

/// Which checks are wanted.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The groups, where no names are given.
    pub groups: Vec<Group>,
    /// The beginnings of the names; they count whatever the groups are.
    pub only: Vec<String>,
}

impl Selection {
    /// Returns whether the check of this name is wanted.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        if name.starts_with(ALWAYS) {
            return true;
        }
        match &self.only[..] {
            [] => self.groups.contains(&Group::of(name)),
            only => only.iter().any(|own| name.starts_with(own.as_str())),
        }
    }

    /// Returns whether a check is wanted whose name begins with `family`, such as `topic/`.
    #[must_use]
    pub fn has_of(&self, family: &str) -> bool {
        match &self.only[..] {
            [] => self.groups.contains(&Group::of(family)),
            only => only
                .iter()
                .any(|own| own.starts_with(family) || family.starts_with(own.as_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_whatever_the_groups_are() {
        let of = |groups: &[Group], only: &[&str]| Selection {
            groups: groups.to_vec(),
            only: only.iter().map(|&name| name.to_owned()).collect(),
        };
        let usual = of(&Group::USUAL, &[]);
        assert!(usual.has("topic/partitions") && usual.has("format/wire"));
        assert!(!usual.has("performance/latency"));
        assert!(of(&Group::USUAL, &["performance/"]).has("performance/latency"));
        let topics = of(&[Group::Rights], &["topic/"]);
        assert!(topics.has("topic/partitions") && !topics.has("rights/cluster"));
        let rights = of(&[Group::Rights], &[]);
        assert!(rights.has("rights/cluster") && !rights.has("topic/partitions"));
        assert!(rights.has_of("rights/") && !rights.has_of("topic/"));
        let one = of(&Group::USUAL, &["topic/partitions"]);
        assert!(one.has_of("topic/") && !one.has_of("acl/"));
        assert!(rights.has("report/topic"), "a lost report is always told");
    }
}
