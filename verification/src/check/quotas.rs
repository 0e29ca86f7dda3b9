//! The quotas: each user's, and nobody else's.

use std::collections::{BTreeMap, BTreeSet};

use expectations::Expectations;

use crate::{
    observed::Observed,
    outcome::{Check, Difference},
};

pub(super) fn check(expected: &Expectations, observed: &Observed) -> Check {
    const NAME: &str = "quota/limits";
    let there = match &observed.quotas {
        Ok(there) => there,
        Err(why) => return Check::unseen(NAME, "the quotas", why),
    };
    let there = flat(there.iter().map(|(entity, limits)| {
        let limits = limits.iter().map(|(name, limit)| (name.as_str(), *limit));
        (entity.clone(), limits.collect())
    }));
    let wanted = flat(expected.users.iter().map(|user| {
        let name = user.principal.trim_start_matches("User:");
        (format!("user {name}"), user.quotas.limits().collect())
    }));
    let keys: BTreeSet<_> = wanted.keys().chain(there.keys()).collect();
    let text = |limit: Option<&u64>| limit.map_or("no limit".to_owned(), u64::to_string);
    let differences = keys
        .into_iter()
        .map(|key| (key, wanted.get(key), there.get(key)))
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(key, wanted, found)| Difference::new(key, text(wanted), text(found)))
        .collect();
    Check::of(NAME, format!("{} quotas", there.len()), differences)
}

/// Returns limits by what they are and whom they are for.
fn flat<'a>(
    entities: impl Iterator<Item = (String, Vec<(&'a str, u64)>)>,
) -> BTreeMap<String, u64> {
    let named = |(entity, limits): (String, Vec<(&'a str, u64)>)| {
        let limits = limits.into_iter();
        let named = limits.map(|(name, limit)| (format!("{name} of {entity}"), limit));
        named.collect::<Vec<_>>()
    };
    entities.flat_map(named).collect()
}
