//! What trials leave behind, taken away: at the end of a run, and before it what a killed one left.

use krafka::{
    Kafka,
    admin::{
        AdminClient, DeleteConsumerGroupsOptions, DeleteTopicsOptions, ListConsumerGroupsOptions,
        ListTopicsOptions,
    },
};

use crate::observed::Seen;

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
    if !groups.is_empty() {
        let options = DeleteConsumerGroupsOptions::default();
        let gone = admin.delete_consumer_groups(groups, options).await;
        all_of("group", gone.map_err(|e| e.to_string())?)?;
    }
    if !topics.is_empty() {
        let gone = admin
            .delete_topics(topics, DeleteTopicsOptions::default())
            .await;
        all_of("topic", gone.map_err(|e| e.to_string())?)?;
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

fn all_of(what: &str, answers: impl IntoIterator<Item = (String, krafka::Result<()>)>) -> Seen<()> {
    let mut answers = answers.into_iter();
    answers.try_for_each(|(name, answer)| answer.map_err(|e| format!("{what} {name}: {e}")))
}
