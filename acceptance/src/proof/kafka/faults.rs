//! The checks of this row can fail: a cluster that lacks a right and a partition, and lets
//! somebody in, is held against what is rendered. Each of the three must be told.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::ENVIRONMENT;
use super::access;
use crate::component::kafka::Kafka;
use crate::component::kafka_access::{KafkaAccess, Scenario};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::rights::Application;
use crate::verdict::{Check, Checks, Verdict};

/// The claims that must fail, by a word of each.
const TOLD: [&str; 5] = [
    "topics are as rendered",
    "access control lists",
    "things, as rendered",
    "another authority is refused",
    "what the model says",
];

/// Starts the cluster of the newest release with the faults and looks for them.
pub(super) fn are_found(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let newest = RELEASES[RELEASES.len() - 1];
    let Some(set) = harness.set(ENVIRONMENT, newest)? else {
        checks.not_proved(
            format!("{ENVIRONMENT} {newest}: the checks of this row can fail"),
            "there is no model to render this release from",
        );
        return Ok(());
    };
    let seen = judge_a_faulty_cluster(harness, &set)?;
    for told in TOLD {
        let failed = |check: &Check| {
            check.claim.contains(told) && matches!(check.verdict, Verdict::Failed(_))
        };
        checks.expect(
            format!("{set}: a fault is found by the check \"{told}\""),
            seen.as_slice().iter().any(failed),
            || format!("{:?}", seen.as_slice()),
        );
    }
    Ok(())
}

fn judge_a_faulty_cluster(harness: &Harness, set: &Rendered) -> Result<Checks> {
    let (objects, mut seen) = (set.objects()?, Checks::default());
    let applications = Application::all(&harness.sets().model().join("base.yaml"))?;
    let kafka = Kafka::start(harness, &objects)?;
    let mut rendered = access::scenario(&objects, &kafka, &applications)?;
    let missing = || Error::form("the model", "no application reads a topic");
    let (name, application) = applications
        .iter()
        .find(|(_, application)| !application.reads().is_empty())
        .ok_or_else(missing)?;
    // The others' answers would tell nothing of the faults.
    rendered.users.retain(|user, _| user == name);
    rendered.transactions.clear();
    let welcome = kafka.client(name, &kafka.listener_with_certificates()?)?;
    let made = faulty(&rendered, name, welcome);
    let answers = KafkaAccess::get(harness.cache(), kafka.version())?.ask(&made)?;
    access::judge(set, &kafka, &rendered, &answers, &mut seen);
    access::does_what_the_model_says(set, name, application, &answers, &mut seen);
    Ok(seen)
}

/// Takes a right to read from `user`, a partition from a topic, and lets a stranger in.
fn faulty(rendered: &Scenario, user: &str, welcome: PathBuf) -> Scenario {
    let mut made = rendered.clone();
    let mut rights = rendered.acls.iter();
    let dropped =
        rights.find(|acl| acl.user == user && acl.resource == "TOPIC" && acl.operation == "READ");
    if let Some(dropped) = dropped {
        made.acls.remove(dropped);
    }
    let mut topics = made.topics.iter_mut();
    if let Some(topic) = topics.find(|topic| topic.partitions > 1) {
        topic.partitions -= 1;
    }
    made.intruders = BTreeMap::from([(user.to_owned(), welcome)]);
    made
}
