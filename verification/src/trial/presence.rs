//! Whoever says every two seconds, in a topic, that it is there; and how others hear it.

use std::{collections::BTreeMap, time::Duration};

use krafka::admin::{AdminClient, ListOffsetsOptions, OffsetSpec, TopicPartition};

use super::doing;
use crate::observed::Seen;

/// How often it is said.
pub(super) const BEAT: Duration = Duration::from_secs(2);

/// After how long without a word nobody is there: five beats.
pub(super) const SILENCE: Duration = Duration::from_secs(5 * BEAT.as_secs());

/// How often to listen.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// Returns where topics of one partition end; one that is gone has no end.
pub(super) async fn ends(admin: &AdminClient, topics: &[&str]) -> Seen<BTreeMap<String, i64>> {
    let of = topics
        .iter()
        .map(|topic| (TopicPartition::new(*topic, 0), OffsetSpec::Latest));
    let listed = admin.list_offsets(of, ListOffsetsOptions::default()).await;
    let listed = listed.map_err(doing("listening whether another run is there"))?;
    let there = listed.into_iter();
    Ok(there
        .filter_map(|(of, end)| Some((of.topic, end.ok()?.offset)))
        .collect())
}
