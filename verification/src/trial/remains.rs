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

use crate::observed::Seen;

/// How long a member that is gone may still be in its group: the trials' session timeout, and a
/// little more.
const SESSION: Duration = Duration::from_secs(20);

/// How long to wait before trying again.
const PAUSE: Duration = Duration::from_secs(2);

/// Takes away every topic and group whose name begins with `prefix`.
pub async fn remove(kafka: &Kafka, prefix: &str) -> Seen<String> {
    let admin = kafka.admin();
    let groups = groups(&admin, prefix).await.map_err(|e| e.to_string())?;
    let topics = admin.list_topics(ListTopicsOptions::default()).await;
    let mut topics = topics.map_err(|e| e.to_string())?;
    topics.retain(|name| name.starts_with(prefix));
    let count = format!(
        "{} topics and {} groups taken away",
        topics.len(),
        groups.len()
    );
    if !topics.is_empty() {
        let gone = admin
            .delete_topics(topics, DeleteTopicsOptions::default())
            .await;
        all_of("topic", gone.map_err(|e| e.to_string())?)?;
    }
    // Groups may have to be waited for, and topics must not stay for that.
    if !groups.is_empty() {
        remove_groups(&admin, &groups).await?;
    }
    Ok(count)
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

/// Members of a run that was killed are still in their groups until their sessions end.
async fn remove_groups(admin: &AdminClient, groups: &[String]) -> Seen<()> {
    let started = Instant::now();
    loop {
        let options = DeleteConsumerGroupsOptions::default();
        let gone = admin.delete_consumer_groups(groups, options).await;
        let gone = gone.map_err(|e| e.to_string())?;
        let has_members = gone
            .iter()
            .any(|(_, answer)| is(answer, ErrorCode::NonEmptyGroup));
        if !has_members || started.elapsed() > SESSION {
            return all_of("group", gone);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// What is gone already need not be taken away: a list may be older than what is done since.
fn all_of(what: &str, answers: impl IntoIterator<Item = (String, krafka::Result<()>)>) -> Seen<()> {
    const GONE: [ErrorCode; 2] = [
        ErrorCode::UnknownTopicOrPartition,
        ErrorCode::GroupIdNotFound,
    ];
    let answers = answers.into_iter();
    let mut left = answers.filter(|(_, answer)| !GONE.iter().any(|code| is(answer, *code)));
    left.try_for_each(|(name, answer)| answer.map_err(|e| format!("{what} {name}: {e}")))
}

fn is(answer: &krafka::Result<()>, wanted: ErrorCode) -> bool {
    matches!(answer, Err(KrafkaError::Broker { code, .. }) if *code == wanted)
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
        assert!(judge(answer(ErrorCode::TopicAuthorizationFailed)).is_err());
        assert!(judge(answer(ErrorCode::NonEmptyGroup)).is_err());
    }
}
