//! The controllers: who votes, whether one leads, how far the others are behind.

use std::collections::BTreeSet;

use expectations::{Cluster, Expectations};

use super::{absent, listed};
use crate::{
    observed::{Observed, Quorum},
    outcome::{Check, Difference},
};

/// How many records of the metadata log a voter may be behind: brokers write a few each second,
/// and the answer is as old as the leader's last round.
const MOST_BEHIND: i64 = 200;

pub(super) fn checks(expected: &Expectations, observed: &Observed) -> Vec<Check> {
    match &observed.quorum {
        Ok(quorum) => vec![
            voters(&expected.cluster, quorum),
            lag(quorum, &absent(expected, observed)),
        ],
        Err(why) => ["cluster/controllers", "cluster/controller-lag"]
            .map(|name| Check::unseen(name, "the quorum", why))
            .to_vec(),
    }
}

fn voters(expected: &Cluster, quorum: &Quorum) -> Check {
    let wanted: BTreeSet<u32> = expected.controllers.iter().copied().collect();
    let there: BTreeSet<u32> = quorum.voters.keys().copied().collect();
    let mut found = Vec::new();
    if wanted != there {
        found.push(Difference::new(
            "the quorum's voters",
            listed(&wanted),
            listed(&there),
        ));
    }
    if quorum.leader < 0 {
        found.push(Difference::new(
            "the quorum's leader",
            "one of the voters",
            "none",
        ));
    }
    let evidence = format!("voters {}, leader {}", listed(&there), quorum.leader);
    Check::of("cluster/controllers", evidence, found)
}

/// A node that is not there is behind, which is no second fault.
fn lag(quorum: &Quorum, absent: &BTreeSet<u32>) -> Check {
    let voters = quorum.voters.iter().filter(|(id, _)| !absent.contains(id));
    let behind = voters.clone().filter(|(_, lag)| **lag > MOST_BEHIND);
    let found = behind
        .map(|(id, lag)| {
            let expected = format!("at most {MOST_BEHIND} records behind");
            Difference::new(
                format!("controller {id}"),
                expected,
                format!("{lag} behind"),
            )
        })
        .collect();
    let most = voters
        .map(|(_, lag)| lag)
        .max()
        .copied()
        .unwrap_or_default();
    Check::of(
        "cluster/controller-lag",
        format!("at most {most} records behind"),
        found,
    )
}
