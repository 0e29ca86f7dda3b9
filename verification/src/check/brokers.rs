//! The brokers: which there are, whether they may lead, whether they know their rack.

use std::collections::BTreeSet;

use expectations::Cluster;

use super::listed;
use crate::{
    observed::Observed,
    outcome::{Check, Difference},
};

pub(super) fn checks(expected: &Cluster, observed: &Observed) -> Vec<Check> {
    vec![present(expected, observed), racks(expected, observed)]
}

fn present(expected: &Cluster, observed: &Observed) -> Check {
    let wanted: BTreeSet<u32> = expected.brokers.iter().copied().collect();
    let there: BTreeSet<u32> = observed.brokers.iter().map(|broker| broker.id).collect();
    let missing = wanted.difference(&there);
    let mut found: Vec<_> = missing
        .map(|id| Difference::new(format!("broker {id}"), "it registered", "it is not there"))
        .collect();
    let extra = there.difference(&wanted);
    found.extend(
        extra.map(|id| Difference::new(format!("broker {id}"), "no such broker", "it registered")),
    );
    let fenced = observed.brokers.iter().filter(|broker| broker.is_fenced);
    found.extend(fenced.map(|broker| {
        let thing = format!("broker {}", broker.id);
        Difference::new(thing, "it serves", "the controller has fenced it")
    }));
    Check::of(
        "cluster/brokers",
        format!("brokers {}", listed(&there)),
        found,
    )
}

fn racks(expected: &Cluster, observed: &Observed) -> Check {
    if !expected.racks {
        return Check::not_made("cluster/racks", "the model has no racks");
    }
    let without = observed.brokers.iter().filter(|one| one.rack.is_none());
    let found = without
        .map(|broker| Difference::new(format!("broker {}", broker.id), "a rack", "none"))
        .collect();
    let racks: BTreeSet<_> = observed.brokers.iter().flat_map(|one| &one.rack).collect();
    Check::of("cluster/racks", format!("racks {}", listed(racks)), found)
}
