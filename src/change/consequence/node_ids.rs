//! Which ids the brokers of a cluster have, as far as the objects say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::scene::{Scene, has_role};
use crate::change::Objects;

/// The annotation that asks for ids (Strimzi: `NodeIdRange`).
const NEXT: &str = "strimzi.io/next-node-ids";

/// Returns the ids of the brokers of the cluster within a set; none where the objects do not say.
/// Strimzi gives a cluster's only pool the ids from zero on, and several pools what they ask for.
#[must_use]
pub fn of_brokers<'a>(scene: &Scene<'a>, side: &'a Objects) -> Option<BTreeSet<u64>> {
    let pools: Vec<&Value> = scene.pools(side).map(|(_, pool)| pool).collect();
    let mut all = BTreeSet::new();
    for pool in &pools {
        let count = usize::try_from(pool["spec"]["replicas"].as_u64()?).ok()?;
        let ids: Vec<u64> = match pool["metadata"]["annotations"][NEXT].as_str() {
            Some(text) => listed(text, count)?,
            None if pools.len() == 1 => (0..).take(count).collect(),
            None => return None,
        };
        if has_role(pool, "broker") {
            all.extend(ids);
        }
    }
    (!pools.is_empty()).then_some(all)
}

/// Reads the first ids of a text such as `[0-2, 7]`; none if it holds fewer.
fn listed(text: &str, count: usize) -> Option<Vec<u64>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut ids = Vec::new();
    for part in inner
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u64, u64) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        let missing = count - ids.len();
        if first <= last {
            ids.extend((first..=last).take(missing));
        } else {
            ids.extend((last..=first).rev().take(missing));
        }
    }
    (ids.len() == count).then_some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_asked_for() {
        assert_eq!(listed("[0-2, 7]", 4), Some(vec![0, 1, 2, 7]));
        assert_eq!(listed("[0-99999999999]", 2), Some(vec![0, 1]));
        assert_eq!(listed("[5-3]", 2), Some(vec![5, 4]));
        assert_eq!(listed("[0-1]", 3), None);
        assert_eq!(listed("0-1", 2), None);
    }
}
