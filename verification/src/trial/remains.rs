//! What trials leave behind, taken away: at the end of a run, and before it what a killed one left.

use std::time::{Duration, Instant};

use krafka::{
    Kafka, KrafkaError,
    admin::{
        AdminClient, DeleteConsumerGroupsOptions, DeleteTopicsOptions, ListConsumerGroupsOptions,
        ListTopicsOptions,
    },
    error::ErrorCode,
};

use super::{shared_load, turn};
use crate::observed::Seen;

/// How long a group waits for a member that was killed: the shortest that Kafka allows
/// (`group.min.session.timeout.ms`), since the next run waits for it too.
pub const SESSION: Duration = Duration::from_secs(6);

/// How long to wait for groups whose members were killed: longer than any session of Kafka's
/// defaults.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(500);

/// Takes away every topic and group whose name begins with `prefix`, but for the topics of loads
/// that are running and the one that says whose turn it is.
pub async fn remove(kafka: &Kafka, prefix: &str) -> Seen<String> {
    let admin = kafka.admin();
    let groups = groups(&admin, prefix).await.map_err(|e| e.to_string())?;
    let mut topics = topics(&admin, prefix).await?;
    topics.retain(|name| name.strip_prefix(prefix) != Some(turn::TOPIC));
    let running = leave_running(&admin, prefix, &mut topics).await?;
    let mut count = format!(
        "{} topics and {} groups taken away",
        topics.len(),
        groups.len()
    );
    if running > 0 {
        let left = format!(", those of {running} loads that are running left");
        count.push_str(&left);
    }
    remove_topics(&admin, topics).await?;
    if !groups.is_empty() {
        remove_groups(&admin, groups).await?;
    }
    Ok(count)
}

/// Takes away every topic of a load, whose names begin with `run`.
pub async fn remove_run(kafka: &Kafka, run: &str) -> Seen<String> {
    let admin = kafka.admin();
    let topics = topics(&admin, run).await?;
    let count = format!("{} topics taken away", topics.len());
    remove_topics(&admin, topics).await?;
    Ok(count)
}

/// Takes away what loads left that were cut short; the names of their topics begin with `prefix`,
/// and those of `own` are left.
pub(super) async fn remove_loads(kafka: &Kafka, prefix: &str, own: &str) -> Seen<()> {
    let admin = kafka.admin();
    let mut topics = topics(&admin, &format!("{prefix}{}", shared_load::FAMILY)).await?;
    topics.retain(|name| !name.starts_with(own));
    leave_running(&admin, prefix, &mut topics).await?;
    remove_topics(&admin, topics).await
}

/// Takes the topics of loads that are running out of `topics`, and returns how many loads those are.
async fn leave_running(admin: &AdminClient, prefix: &str, topics: &mut Vec<String>) -> Seen<usize> {
    let running = shared_load::alive(admin, prefix, topics).await?;
    topics.retain(|name| !running.iter().any(|run| name.starts_with(run)));
    Ok(running.len())
}

async fn topics(admin: &AdminClient, prefix: &str) -> Seen<Vec<String>> {
    let topics = admin.list_topics(ListTopicsOptions::default()).await;
    let mut topics = topics.map_err(|e| e.to_string())?;
    topics.retain(|name| name.starts_with(prefix));
    Ok(topics)
}

/// Takes topics away, some of which may be gone already.
pub(super) async fn remove_topics(admin: &AdminClient, topics: Vec<String>) -> Seen<()> {
    if topics.is_empty() {
        return Ok(());
    }
    let options = DeleteTopicsOptions::default();
    let gone = admin.delete_topics(topics, options).await;
    all_of("topic", gone.map_err(|e| e.to_string())?)
}

/// Takes groups away, each as soon as Kafka has noticed that its members are gone.
async fn remove_groups(admin: &AdminClient, mut groups: Vec<String>) -> Seen<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        let options = DeleteConsumerGroupsOptions::default();
        let gone = admin.delete_consumer_groups(groups, options).await;
        let gone = gone.map_err(|e| e.to_string())?;
        let (kept, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(|(_, answer)| {
            let code = match answer {
                Err(KrafkaError::Broker { code, .. }) => Some(code),
                _ => None,
            };
            code == Some(&ErrorCode::NonEmptyGroup)
        });
        all_of("group", gone)?;
        if kept.is_empty() {
            return Ok(());
        }
        if Instant::now() + PAUSE > end {
            return all_of("group", kept);
        }
        groups = kept.into_iter().map(|(name, _)| name).collect();
        tokio::time::sleep(PAUSE).await;
    }
}

async fn groups(admin: &AdminClient, prefix: &str) -> krafka::Result<Vec<String>> {
    let options = ListConsumerGroupsOptions::default();
    let listed = admin.list_consumer_groups(options).await?.into_values();
    let listed: Vec<_> = listed.collect::<krafka::Result<_>>()?;
    let names = listed.into_iter().flatten().map(|group| group.group_id);
    let mut own: Vec<_> = names.filter(|name| name.starts_with(prefix)).collect();
    own.sort();
    Ok(own)
}

/// What is gone already is as good as taken away: a list may be older than what is done since.
fn all_of(what: &str, answers: impl IntoIterator<Item = (String, krafka::Result<()>)>) -> Seen<()> {
    let mut left = answers.into_iter().filter(|(_, answer)| {
        !matches!(
            answer,
            Err(KrafkaError::Broker {
                code: ErrorCode::UnknownTopicOrPartition | ErrorCode::GroupIdNotFound,
                ..
            })
        )
    });
    left.try_for_each(|(name, answer)| answer.map_err(|e| format!("{what} {name}: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_taken_away_and_what_is_kept_is_told() {
        let answer = |code| Err(KrafkaError::broker(code, "the broker says so"));
        let judge = |answer| all_of("topic", [("t".to_owned(), answer)]);
        assert_eq!(judge(Ok(())), Ok(()));
        assert_eq!(judge(answer(ErrorCode::UnknownTopicOrPartition)), Ok(()));
        assert_eq!(judge(answer(ErrorCode::GroupIdNotFound)), Ok(()));
        assert!(judge(answer(ErrorCode::TopicAuthorizationFailed)).is_err());
        assert!(judge(answer(ErrorCode::NonEmptyGroup)).is_err());
    }
}
