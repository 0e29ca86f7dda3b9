//! One fault is told once: a check that fails because of what another one tells was not made.

use crate::outcome::{Check, Difference, Outcome};

/// Why a trial fails that would work otherwise.
const OF_TRIALS: [&str; 4] = [
    "cluster/brokers",
    "listener/open",
    "listener/tls",
    "topic/in-sync",
];

/// Why something can't be looked at.
const OF_UNSEEN: [&str; 4] = [
    "cluster/brokers",
    "cluster/listeners",
    "listener/open",
    "listener/tls",
];

/// Why the registry has no schema of a subject, or takes any.
const OF_REGISTRY: [&str; 3] = [
    "registry/answers",
    "registry/subjects",
    "registry/compatibility",
];

/// The checks that tell of entries of the access control lists.
const LISTS: [&str; 2] = ["acl/missing", "acl/extra"];

/// The beginnings of the names of what is tried with records.
const WITH_RECORDS: [&str; 4] = ["functional/", "end-to-end/", "format/wire", "performance/"];

/// The beginnings of the names of what the verification tries with its own rights.
const WITH_OWN_RIGHTS: [&str; 5] = [
    "functional/",
    "end-to-end/",
    "format/wire",
    "performance/",
    "rights/",
];

/// Turns each failed check that another failed one explains into one that was not made;
/// `principal` is whom the cluster takes the verification for.
#[must_use]
pub fn explained(checks: Vec<Check>, principal: Option<&str>) -> Vec<Check> {
    let explained: Vec<_> = checks
        .iter()
        .map(|check| cause(check, &checks, principal))
        .collect();
    let pairs = checks.into_iter().zip(explained);
    pairs
        .map(|(mut check, cause)| {
            if let (Some(cause), Outcome::Failed(found)) = (cause, &check.outcome) {
                let first = found.first().map(Difference::to_string);
                let why = format!("{cause} tells why: {}", first.unwrap_or_default());
                check.outcome = Outcome::NotChecked(why);
            }
            check
        })
        .collect()
}

fn cause(check: &Check, all: &[Check], principal: Option<&str>) -> Option<&'static str> {
    let failed = |name: &str| all.iter().find(|own| own.name == name && own.has_failed());
    let is_of = |start: &&str| check.name.starts_with(*start);
    let (mut trials, mut unseen) = (OF_TRIALS.into_iter(), OF_UNSEEN.into_iter());
    let cause = match &check.outcome {
        Outcome::Failed(_) if WITH_RECORDS.iter().any(is_of) => {
            trials.find(|name| failed(name).is_some())
        }
        // A listener that is not configured is not open either.
        Outcome::Failed(_) if check.name == "listener/open" => {
            Some("cluster/listeners").filter(|name| failed(name).is_some())
        }
        Outcome::Failed(found) if found.iter().all(Difference::is_unseen) => {
            unseen.find(|name| failed(name).is_some_and(is_seen))
        }
        _ => None,
    };
    let of_registry = || match &check.outcome {
        Outcome::Failed(found) if is_of(&"format/") => registry(found, all),
        _ => None,
    };
    if let Some(cause) = cause.or_else(of_registry) {
        return Some(cause);
    }
    if !WITH_OWN_RIGHTS.iter().any(is_of) {
        return None;
    }
    let is_own = |found: &Difference| {
        let whose = [principal, Some("User:*")].into_iter().flatten();
        whose
            .map(|whose| format!("{whose} "))
            .any(|start| found.thing.starts_with(&start))
    };
    LISTS.into_iter().find(|name| match failed(name) {
        Some(Check {
            outcome: Outcome::Failed(found),
            ..
        }) => found.iter().any(is_own),
        _ => false,
    })
}

/// Returns the check of the registry that tells of each subject that these differences are about.
fn registry(found: &[Difference], all: &[Check]) -> Option<&'static str> {
    OF_REGISTRY.into_iter().find(|name| {
        let mut told = all.iter().filter(|check| check.name == *name);
        told.any(|check| match &check.outcome {
            Outcome::Failed(_) if *name == OF_REGISTRY[0] => true,
            Outcome::Failed(told) => found
                .iter()
                .all(|one| told.iter().any(|told| told.thing.ends_with(&one.thing))),
            Outcome::Passed(_) | Outcome::NotChecked(_) => false,
        })
    })
}

/// Returns whether a check tells of more than what could not be looked at.
fn is_seen(check: &Check) -> bool {
    match &check.outcome {
        Outcome::Failed(found) => !found.iter().all(Difference::is_unseen),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(name: &'static str, thing: &str) -> Check {
        Check::of(name, "", vec![Difference::new(thing, "a", "b")])
    }

    fn left(checks: Vec<Check>) -> Vec<String> {
        let checks = explained(checks, Some("User:CN=v"));
        let failed = checks.into_iter().filter(Check::has_failed);
        failed.map(|check| check.name.into_owned()).collect()
    }

    #[test]
    fn what_follows_from_another_fault_is_not_told_twice() {
        let trial = || failed("functional/records", "the trial");
        assert_eq!(left(vec![trial()]), ["functional/records"]);
        let broker = failed("cluster/brokers", "broker 2");
        assert_eq!(left(vec![broker, trial()]), ["cluster/brokers"]);
    }

    #[test]
    fn what_the_registry_lacks_explains_what_is_asked_of_it() {
        let format = |thing| failed("format/compatibility", thing);
        let level = || failed("registry/compatibility", "compatibility of subject a-value");
        assert_eq!(left(vec![level(), format("subject a-value")]).len(), 1);
        assert_eq!(left(vec![level(), format("subject b-value")]).len(), 2);
        let silent = failed("registry/answers", "the schema registry");
        assert_eq!(left(vec![silent, format("subject b-value")]).len(), 1);
        assert_eq!(left(vec![format("subject b-value")]).len(), 1);
    }

    #[test]
    fn another_subject_is_another_fault() {
        let gone = || failed("registry/subjects", "subject a-value");
        let format = |thing| failed("format/registered", thing);
        assert_eq!(
            left(vec![gone(), format("subject a-value")]),
            ["registry/subjects"]
        );
        assert_eq!(left(vec![gone(), format("subject b-value")]).len(), 2);
    }

    #[test]
    fn what_could_not_be_looked_at_is_no_success() {
        let topics = || Check::unseen("topic/config", "the topics", "no answer");
        assert_eq!(left(vec![topics()]), ["topic/config"]);
        let listener = failed("listener/tls", "listener tls");
        assert_eq!(left(vec![topics(), listener]), ["listener/tls"]);
    }

    #[test]
    fn only_an_entry_of_its_own_explains_what_it_can_do() {
        let other = failed("acl/extra", "User:CN=other allow Write on the topic a");
        let right = || failed("rights/create-topics", "making a topic");
        assert_eq!(left(vec![other, right()]).len(), 2);
        let own = failed("acl/extra", "User:CN=v allow Create on the cluster c");
        assert_eq!(left(vec![own, right()]), ["acl/extra"]);
    }
}
