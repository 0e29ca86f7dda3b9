//! One fault is told once: a check that fails because of what another one tells was not made.

use crate::outcome::{Check, Difference, Outcome};

/// What fails for which reasons: the beginning of a check's name, and the checks that explain it.
const CAUSES: [(&str, &[&str]); 1] = [(
    "functional/",
    &[
        "cluster/brokers",
        "listener/open",
        "listener/tls",
        "topic/in-sync",
    ],
)];

/// The checks that tell of entries of the access control lists.
const LISTS: [&str; 2] = ["acl/missing", "acl/extra"];

/// The beginnings of the names of what the verification tries with its own rights.
const WITH_OWN_RIGHTS: [&str; 2] = ["functional/", "rights/"];

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
    let causes = CAUSES.iter().filter(|(start, _)| is_of(start));
    let mut causes = causes.flat_map(|(_, causes)| *causes);
    if let Some(cause) = causes.find(|cause| failed(cause).is_some()) {
        return Some(cause);
    }
    if !WITH_OWN_RIGHTS.iter().any(|start| is_of(start)) {
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
    fn only_an_entry_of_its_own_explains_what_it_can_do() {
        let other = failed("acl/extra", "User:CN=other allow Write on the topic a");
        let right = || failed("rights/create-topics", "making a topic");
        assert_eq!(left(vec![other, right()]).len(), 2);
        let own = failed("acl/extra", "User:CN=v allow Create on the cluster c");
        assert_eq!(left(vec![own, right()]), ["acl/extra"]);
    }
}
