//! Members of a consumer group come and go: each partition always has one, no record is lost and
//! the committed offsets go on from where they were.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use krafka::{
    admin::ListConsumerGroupOffsetsOptions,
    consumer::{AutoOffsetReset, Consumer},
    producer::Record,
};

use super::{Came, LIMIT, SESSION, Trial, doing, outcome};
use crate::{
    observed::Seen,
    outcome::{Difference, Outcome},
};

pub(super) const NAME: &str = "functional/rebalance";

/// How many partitions the topic has, and how many records go to each in each of three stages:
/// with one member, with two, and with the other one alone.
const PARTITIONS: i32 = 4;
const OF_EACH: i64 = 10;
const STAGES: i64 = 3;

/// How long one question for records waits.
const POLL: Duration = Duration::from_millis(500);

/// What was seen of a group.
#[derive(Clone, Debug, Default)]
struct Seat {
    /// The records that each member handled, as partition and offset.
    handled: [BTreeSet<(i32, i64)>; 2],
    /// How many partitions each member had while both were there.
    shared: [usize; 2],
    /// The committed offset of each partition after each stage.
    committed: Vec<BTreeMap<i32, i64>>,
}

pub(super) async fn members(trial: Trial<'_>) -> Came {
    let topic = trial.name("members");
    trial
        .make(vec![trial.topic("members", PARTITIONS)?])
        .await?;
    let mut seat = Seat::default();
    let first = member(trial, &topic).await?;
    fill(trial, &topic, 0).await?;
    drain(&mut seat, &[(0, &first)], 1).await?;
    seat.committed.push(committed(trial, &topic).await?);

    let second = member(trial, &topic).await?;
    seat.shared = both(&mut seat, &first, &second).await?;
    fill(trial, &topic, 1).await?;
    drain(&mut seat, &[(0, &first), (1, &second)], 2).await?;
    seat.committed.push(committed(trial, &topic).await?);

    first.close().await.map_err(doing("leaving the group"))?;
    fill(trial, &topic, 2).await?;
    drain(&mut seat, &[(1, &second)], STAGES).await?;
    seat.committed.push(committed(trial, &topic).await?);
    second.close().await.map_err(doing("leaving the group"))?;
    trial.drop_topics([topic]).await;
    Ok(judge(&seat))
}

async fn member(trial: Trial<'_>, topic: &str) -> Seen<Consumer> {
    // Kafka answers the requests of one connection one after another, and holds a member's request
    // to join until the others have come: on a shared connection they would wait for each other.
    let kafka = trial.connection.open().await.map_err(doing("a member"))?;
    let consumer = kafka
        .consumer(trial.name("members"))
        .auto_offset_reset(AutoOffsetReset::Earliest)
        .enable_auto_commit(false)
        .session_timeout(SESSION)
        .heartbeat_interval(Duration::from_millis(300))
        .build()
        .await
        .map_err(doing("a member"))?;
    let joined = consumer.subscribe([topic]).await;
    joined.map_err(doing("joining the group"))?;
    Ok(consumer)
}

/// Writes the records of one stage.
async fn fill(trial: Trial<'_>, topic: &str, stage: i64) -> Seen<()> {
    let all = (0..PARTITIONS).flat_map(|partition| (0..OF_EACH).map(move |at| (partition, at)));
    let records = all.map(|(partition, at)| {
        let number = stage * OF_EACH + at;
        Record::new(topic, number.to_string()).partition(partition)
    });
    trial.write(records.collect()).await
}

/// Lets members handle and commit until all records of so many stages are handled.
async fn drain(seat: &mut Seat, members: &[(usize, &Consumer)], stages: i64) -> Seen<()> {
    let wanted = written(stages);
    let started = Instant::now();
    while started.elapsed() < LIMIT {
        turn(seat, members).await?;
        if union(seat).is_superset(&wanted) {
            break;
        }
    }
    Ok(())
}

/// Asks all members at once, as members of processes of their own would ask, and commits what
/// they got.
async fn turn(seat: &mut Seat, members: &[(usize, &Consumer)]) -> Seen<()> {
    let asked = members.iter().map(|(_, member)| member.poll(POLL));
    let answers = futures::future::join_all(asked).await;
    for ((number, member), answer) in members.iter().zip(answers) {
        let records = answer.map_err(doing("reading"))?;
        if records.is_empty() {
            continue;
        }
        for record in &records {
            seat.handled[*number].insert((record.partition, record.offset));
        }
        // A member that loses its partitions meanwhile can't commit; the next one repeats them.
        let _ = member.commit().await;
    }
    Ok(())
}

/// Lets both members poll until each has partitions, and returns how many.
async fn both(seat: &mut Seat, first: &Consumer, second: &Consumer) -> Seen<[usize; 2]> {
    let started = Instant::now();
    let mut shared = [0, 0];
    while started.elapsed() < LIMIT {
        turn(seat, &[(0, first), (1, second)]).await?;
        shared = [count(first).await, count(second).await];
        if shared.iter().all(|count| *count > 0) && shared.iter().sum::<usize>() == all() {
            break;
        }
    }
    Ok(shared)
}

async fn count(member: &Consumer) -> usize {
    let assigned = member.assignment().await;
    assigned
        .into_values()
        .map(|partitions| partitions.len())
        .sum()
}

fn all() -> usize {
    usize::try_from(PARTITIONS).unwrap_or_default()
}

async fn committed(trial: Trial<'_>, topic: &str) -> Seen<BTreeMap<i32, i64>> {
    let admin = trial.kafka.admin();
    let options = ListConsumerGroupOffsetsOptions::default();
    let offsets = admin.list_consumer_group_offsets(trial.name("members"), options);
    let offsets = offsets.await.map_err(doing("the committed offsets"))?;
    let own = offsets.into_iter().filter(|(of, _)| of.topic == topic);
    own.map(|(of, offset)| match offset {
        Ok(offset) => Ok((of.partition, offset.offset.unwrap_or(-1))),
        Err(why) => Err(format!("the offset of partition {}: {why}", of.partition)),
    })
    .collect()
}

/// Returns what there is to handle after so many stages.
fn written(stages: i64) -> BTreeSet<(i32, i64)> {
    let all = (0..PARTITIONS).flat_map(|of| (0..stages * OF_EACH).map(move |at| (of, at)));
    all.collect()
}

fn union(seat: &Seat) -> BTreeSet<(i32, i64)> {
    seat.handled[0].union(&seat.handled[1]).copied().collect()
}

fn judge(seat: &Seat) -> Outcome {
    let mut found = Vec::new();
    let lost = written(STAGES).difference(&union(seat)).count();
    if lost > 0 {
        found.push(Difference::new(
            "the records of the group",
            "all are handled",
            format!("{lost} are lost"),
        ));
    }
    if seat.shared.contains(&0) || seat.shared.iter().sum::<usize>() != all() {
        let [first, second] = seat.shared;
        let expected = format!("{PARTITIONS} partitions shared by both");
        let two = format!("{first} and {second}");
        found.push(Difference::new("the members of the group", expected, two));
    }
    for (stage, committed) in (1..).zip(&seat.committed) {
        let wanted: BTreeMap<i32, i64> = (0..PARTITIONS).map(|of| (of, stage * OF_EACH)).collect();
        if *committed != wanted {
            let thing = format!("the committed offsets of stage {stage}");
            let offsets: Vec<_> = committed.values().map(i64::to_string).collect();
            let expected = format!("{} in each partition", stage * OF_EACH);
            found.push(Difference::new(thing, expected, offsets.join(", ")));
        }
    }
    let [first, second] = [0, 1].map(|member: usize| seat.handled[member].len());
    let evidence = format!("one joined, one left: {first} and {second} records handled, none lost");
    outcome(evidence, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right() -> Seat {
        let all = written(STAGES);
        let (first, second): (BTreeSet<_>, _) = all.iter().partition(|(of, _)| *of < 2);
        let after = |stage| (0..PARTITIONS).map(|of| (of, stage * OF_EACH)).collect();
        Seat {
            handled: [first, second],
            shared: [2, 2],
            committed: (1..=STAGES).map(after).collect(),
        }
    }

    #[test]
    fn a_lost_record_an_idle_member_and_an_offset_that_stays_are_told() {
        let failed = |seat: &Seat| matches!(judge(seat), Outcome::Failed(_));
        assert!(!failed(&right()));
        let mut twice = right();
        twice.handled[1].insert((0, 0));
        assert!(!failed(&twice), "a record may be handled again");
        let mut lost = right();
        lost.handled[0].remove(&(0, 0));
        assert!(failed(&lost));
        let mut idle = right();
        idle.shared = [4, 0];
        assert!(failed(&idle));
        let mut stays = right();
        stays.committed[2].insert(1, OF_EACH);
        assert!(failed(&stays));
    }
}
