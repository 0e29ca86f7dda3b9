//! What each user may do, as each broker's authorizer tells it to whoever has its certificate.
//!
//! Where the access control lists themselves are otherwise than in the model, `acl/missing` and
//! `acl/extra` say so; here it would only be said again. What is left is what no list shows:
//! super users, `allow.everyone.if.no.acl.found`, a certificate that is somebody else's, a broker
//! that decides by something else.

use std::collections::{BTreeMap, BTreeSet};

use expectations::{Expectations, Resource};

use super::{
    acls, granted,
    granted::{granted, is_for},
    listed,
};
use crate::{
    observed::{AclEntry, Known, Observed, Rights, Seen},
    outcome::{Check, Difference},
    wire::Asked,
};

/// A name that nobody has a right to.
const STRANGE: &str = "nobody-may-use-this";

/// Kafka's name of a client that showed nothing.
pub const ANONYMOUS: &str = "User:ANONYMOUS";

/// What each user was told, by its principal and then by the broker that told it.
pub type Told = BTreeMap<String, BTreeMap<u32, Seen<Rights>>>;

/// Returns what everyone is to be asked about: every topic, and each group and transactional id
/// that the model's entries name.
#[must_use]
pub fn asked(expected: &Expectations) -> Asked {
    let named = |resource: Resource| {
        let entries = expected.users.iter().flat_map(|user| &user.acls);
        let names = entries
            .filter(|acl| acl.resource == resource && acl.name != "*")
            .map(|acl| match acl.pattern {
                expectations::Pattern::Literal => acl.name.clone(),
                expectations::Pattern::Prefix => format!("{}{STRANGE}", acl.name),
            });
        let names: BTreeSet<_> = names.chain([STRANGE.to_owned()]).collect();
        names.into_iter().collect()
    };
    Asked {
        topics: expected
            .topics
            .iter()
            .map(|topic| topic.name.clone())
            .collect(),
        groups: named(Resource::Group),
        transactional_ids: named(Resource::TransactionalId),
    }
}

/// Judges what each user was told.
#[must_use]
pub fn rights(expected: &Expectations, observed: &Observed, told: &Told) -> Vec<Check> {
    if !expected.cluster.authorization {
        return vec![Check::not_made(
            "rights/users",
            "the model has no access control lists",
        )];
    }
    let wanted = acls::entries(expected);
    let users = expected.users.iter().map(|user| user.principal.as_str());
    let nobody = told.contains_key(ANONYMOUS).then_some(ANONYMOUS);
    let whose: BTreeSet<&str> = users.chain(nobody).collect();
    let judges = whose.into_iter().map(|principal| Judge {
        principal,
        wanted: &wanted,
        there: &observed.acls,
        told: told.get(principal),
    });
    judges
        .map(|judge| judge.check(name(judge.principal)))
        .collect()
}

fn name(principal: &str) -> String {
    match principal {
        ANONYMOUS => "rights/anonymous".to_owned(),
        principal => format!("rights/{}", common_name(principal)),
    }
}

/// Returns the common name of a principal, or all of it where it has none.
#[must_use]
pub fn common_name(principal: &str) -> &str {
    let name = principal.strip_prefix("User:").unwrap_or(principal);
    let mut parts = name.split(',').map(str::trim);
    parts
        .find_map(|part| part.strip_prefix("CN="))
        .unwrap_or(name)
}

fn differ(wanted: &BTreeSet<AclEntry>, there: &BTreeSet<AclEntry>, principal: &str) -> bool {
    let mut others = wanted.symmetric_difference(there);
    others.any(|entry| is_for(entry, principal))
}

/// One user and what is known of it.
#[derive(Clone, Copy)]
struct Judge<'a> {
    principal: &'a str,
    wanted: &'a BTreeSet<AclEntry>,
    there: &'a Seen<BTreeSet<AclEntry>>,
    told: Option<&'a BTreeMap<u32, Seen<Rights>>>,
}

impl Judge<'_> {
    fn check(self, name: String) -> Check {
        let principal = self.principal;
        if self
            .there
            .as_ref()
            .is_ok_and(|there| differ(self.wanted, there, principal))
        {
            let why = format!("acl/missing and acl/extra tell of the entries of {principal}");
            return Check::not_made(name, why);
        }
        let own = self.wanted.iter().filter(|entry| is_for(entry, principal));
        if own.clone().any(|entry| entry.host != "*") {
            return Check::not_made(name, "its entries count for some hosts only");
        }
        match (self.told, self.there) {
            (Some(told), _) => self.by_brokers(name, told),
            (None, Ok(_)) => {
                let count = own.count();
                let evidence = format!("{count} entries of the lists; no certificate was given");
                Check::of(name, evidence, Vec::new())
            }
            (None, Err(why)) => Check::unseen(name, "the access control lists", why),
        }
    }

    fn by_brokers(self, name: String, told: &BTreeMap<u32, Seen<Rights>>) -> Check {
        let mut found: BTreeMap<Difference, Vec<u32>> = BTreeMap::new();
        let mut asked = Vec::new();
        for (broker, rights) in told {
            match rights {
                Ok(rights) => {
                    asked.push(broker);
                    for difference in self.differences(rights) {
                        found.entry(difference).or_default().push(*broker);
                    }
                }
                Err(why) => {
                    let unseen = Difference::unseen(self.principal, why);
                    found.entry(unseen).or_default().push(*broker);
                }
            }
        }
        let differences = found.into_iter().map(|(difference, brokers)| Difference {
            found: format!("{} (broker {})", difference.found, listed(brokers)),
            ..difference
        });
        let evidence = format!("as brokers {} say", listed(asked));
        Check::of(name, evidence, differences.collect())
    }

    fn differences(self, rights: &Rights) -> Vec<Difference> {
        let cluster = Known::All(rights.cluster.clone());
        let cluster = self.of(Resource::Cluster, "kafka-cluster", &cluster);
        let mut found: Vec<_> = cluster.into_iter().collect();
        for (resource, told) in [
            (Resource::Topic, &rights.topics),
            (Resource::Group, &rights.groups),
            (Resource::TransactionalId, &rights.transactional_ids),
        ] {
            let told = told.iter();
            found.extend(told.filter_map(|(name, known)| self.of(resource, name, known)));
        }
        found
    }

    fn of(self, resource: Resource, name: &str, known: &Known) -> Option<Difference> {
        let mut wanted = granted(self.wanted, self.principal, resource, name);
        if resource == Resource::TransactionalId {
            // Only writing is tried.
            wanted.retain(|operation| operation == "Write");
        } else if !wanted.contains("Describe") {
            // Kafka tells nothing to whoever may not describe.
            wanted.clear();
        }
        let found = match known {
            Known::All(found) => {
                let mut found = found.clone();
                found.retain(|own| granted::operations(resource).contains(&own.as_str()));
                found
            }
            Known::Nothing => BTreeSet::new(),
            // It was let as far as to be told that another broker knows.
            Known::Hidden(_) if !wanted.is_empty() => return None,
            Known::Hidden(_) if resource == Resource::TransactionalId => return None,
            Known::Hidden(_) => BTreeSet::from(["Describe".to_owned()]),
        };
        let thing = || {
            let of = match resource {
                Resource::Cluster => "cluster".to_owned(),
                other => format!("{} {name}", granted::word(other)),
            };
            format!("what {} may do with the {of}", self.principal)
        };
        (wanted != found).then(|| Difference::new(thing(), listed(wanted), listed(found)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: &str = "User:CN=app";

    fn entry(operation: &str) -> AclEntry {
        AclEntry {
            principal: WHO.to_owned(),
            acl_type: "allow".to_owned(),
            operation: operation.to_owned(),
            resource: "topic".to_owned(),
            name: "orders".to_owned(),
            pattern: "literal".to_owned(),
            host: "*".to_owned(),
        }
    }

    /// Judges what one broker told of the topic `orders`, where the lists are as they should be.
    fn judged(entries: &[&str], known: Known) -> Vec<String> {
        let wanted: BTreeSet<_> = entries.iter().map(|operation| entry(operation)).collect();
        let rights = Rights {
            topics: BTreeMap::from([("orders".to_owned(), known)]),
            ..Rights::default()
        };
        let judge = Judge {
            principal: WHO,
            wanted: &wanted,
            there: &Ok(wanted.clone()),
            told: Some(&BTreeMap::from([(0, Ok(rights))])),
        };
        match judge.check("rights/app".to_owned()).outcome {
            crate::outcome::Outcome::Failed(found) => {
                found.iter().map(Difference::to_string).collect()
            }
            _ => Vec::new(),
        }
    }

    fn all(operations: &[&str]) -> Known {
        Known::All(operations.iter().map(|&one| one.to_owned()).collect())
    }

    #[test]
    fn who_may_do_more_or_less_than_the_lists_say_is_told() {
        assert!(judged(&["Write"], all(&["Describe", "Write"])).is_empty());
        assert_eq!(
            judged(&["Write"], all(&["Describe", "Read", "Write"])),
            [
                "what User:CN=app may do with the topic orders: expected Describe, Write, found \
              Describe, Read, Write (broker 0)"
            ]
        );
        assert_eq!(judged(&["Write"], Known::Nothing).len(), 1);
        assert_eq!(judged(&[], Known::Nothing).len(), 0);
        assert_eq!(judged(&[], all(&["Describe"])).len(), 1);
    }

    #[test]
    fn whoever_may_not_describe_is_told_nothing_and_that_is_right() {
        assert!(judged(&["Create"], Known::Nothing).is_empty());
    }

    #[test]
    fn a_common_name_is_found_wherever_it_stands() {
        assert_eq!(common_name("User:CN=app"), "app");
        assert_eq!(common_name("User:O=shop,CN=app"), "app");
        assert_eq!(common_name("User:alice"), "alice");
    }
}
