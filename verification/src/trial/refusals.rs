//! What must be refused is refused: tried with requests that only ask whether they would be let.

use krafka::{
    KrafkaError,
    admin::{
        AdminClient, ConfigOp, ConfigResource, CreateTopicsOptions, IncrementalAlterConfigsOptions,
        NewTopic,
    },
    error::ErrorCode,
};

use super::Trial;
use crate::outcome::{Check, Difference};

/// A name that nobody has a right to.
const STRANGE: &str = "nobody-may-make-this";

/// The names of the checks.
pub(super) const NAMES: [&str; 3] = [
    "rights/alter-topics",
    "rights/create-topics",
    "rights/alter-brokers",
];

pub(super) async fn checks(trial: Trial<'_>) -> Vec<Check> {
    let admin = trial.kafka.admin();
    let topics = &trial.expected.topics;
    let mut config = Vec::new();
    for topic in topics.iter().map(|topic| &topic.name) {
        let resource = ConfigResource::topic(topic);
        let thing = format!("changing the configuration of topic {topic}");
        config.extend(refused(thing, alter(&admin, resource).await));
    }
    let thing = format!("making the topic {STRANGE}");
    let made = refused(thing, make(&admin).await);
    let thing = "changing the brokers' configuration";
    let brokers = refused(
        thing.to_owned(),
        alter(&admin, ConfigResource::broker_default()).await,
    );
    let evidence = format!("{} topics", topics.len());
    vec![
        Check::of(NAMES[0], evidence, config),
        Check::of(NAMES[1], "refused", made.into_iter().collect()),
        Check::of(NAMES[2], "refused", brokers.into_iter().collect()),
    ]
}

async fn make(admin: &AdminClient) -> krafka::Result<()> {
    let options = CreateTopicsOptions::default().validate_only(true);
    let answers = admin.create_topics([NewTopic::new(STRANGE, 1, 1)?], options);
    answers
        .await?
        .into_iter()
        .try_for_each(|(_, answer)| answer)
}

async fn alter(admin: &AdminClient, resource: ConfigResource) -> krafka::Result<()> {
    let options = IncrementalAlterConfigsOptions::default().validate_only(true);
    let change = (resource, vec![ConfigOp::set("min.insync.replicas", "1")]);
    let answers = admin.incremental_alter_configs([change], options);
    answers
        .await?
        .into_iter()
        .try_for_each(|(_, answer)| answer)
}

fn refused(thing: String, answer: krafka::Result<()>) -> Option<Difference> {
    match answer {
        Err(KrafkaError::Broker {
            code: ErrorCode::TopicAuthorizationFailed | ErrorCode::ClusterAuthorizationFailed,
            ..
        }) => None,
        Err(other) => Some(Difference::new(thing, "it is refused", other)),
        Ok(()) => Some(Difference::new(thing, "it is refused", "it would be done")),
    }
}
