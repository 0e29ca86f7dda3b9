//! The configuration of the topics: what the model says, and nothing else.

use std::collections::BTreeSet;

use expectations::Expectations;

use crate::{
    observed::Observed,
    outcome::{Check, Difference},
};

pub(super) fn check(expected: &Expectations, observed: &Observed) -> Check {
    const NAME: &str = "topic/config";
    let topics = match &observed.topics {
        Ok(topics) => topics,
        Err(why) => return Check::unseen(NAME, "the topics", why),
    };
    let (mut differences, mut looked_at) = (Vec::new(), 0);
    for topic in &expected.topics {
        let Some(there) = topics.get(&topic.name) else {
            continue;
        };
        let keys: BTreeSet<_> = topic.config.keys().chain(there.config.keys()).collect();
        looked_at += keys.len();
        for key in keys {
            let (wanted, found) = (topic.config.get(key), there.config.get(key));
            if wanted != found {
                let text =
                    |value: Option<&String>| value.map_or("it not set", |text| text).to_owned();
                let thing = format!("{key} of topic {}", topic.name);
                differences.push(Difference::new(thing, text(wanted), text(found)));
            }
        }
    }
    Check::of(NAME, format!("{looked_at} settings"), differences)
}
