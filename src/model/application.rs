//! Applications: what they produce and consume, from which their rights follow.

use std::collections::BTreeMap;

use super::{
    client_profile::ProfileName,
    monitoring::LagLimit,
    name::{GroupName, ListenerName, TopicName, TransactionalIdPrefix},
    prose::{Owner, Sentence},
    quota::Quotas,
    workload::Workload,
};

crate::words! {
    /// How often a record takes effect.
    pub enum Guarantee("a delivery guarantee") {
        /// At least once: a retry may repeat it.
        AtLeastOnce = "at-least-once",
        /// Exactly once: what is read, written and committed goes in one transaction (KIP-98).
        ExactlyOnce = "exactly-once",
    }
}

crate::record! {
    /// An application that produces to topics, consumes from them, or both.
    pub struct Application {
        /// What people call it, such as `TodoEventProducer`.
        "title" title: Sentence,
        /// Who answers for it.
        "owner" owner: Owner,
        /// What it is for.
        "purpose" purpose: Sentence,
        /// The topics it writes to, and why.
        "produces" produces: BTreeMap<TopicName, Sentence>,
        /// The topics it reads from, and why.
        "consumes" consumes: BTreeMap<TopicName, Sentence>,
        /// The topic that takes what it cannot handle.
        "deadLetters" dead_letters: Option<TopicName>,
        /// Its consumer group; its own name where nothing is said.
        "consumerGroup" consumer_group: Option<GroupName>,
        /// How often a record takes effect.
        "guarantee" guarantee: Guarantee = Guarantee::AtLeastOnce,
        /// The beginning of its transactional ids; its own name where nothing is said.
        "transactionalIds" transactional_ids: Option<TransactionalIdPrefix>,
        /// Its client settings.
        "profile" profile: Option<ProfileName>,
        /// The listener it connects to.
        "listener" listener: ListenerName,
        /// How many records it may be behind in a topic before somebody is told; the limit of
        /// the monitoring where nothing is said.
        "lagLimit" lag_limit: Option<LagLimit>,
        /// How much of the brokers it may take.
        "quotas" quotas: Quotas,
        /// How it runs; somewhere else where nothing is said.
        "workload" workload: Option<Workload>,
    }
}
