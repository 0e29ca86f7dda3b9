//! The entity operator: it turns topics and users into what Kafka has.

use super::{operator::LogLevel, resources::Resources};

crate::record! {
    /// The topic operator and the user operator.
    pub struct EntityOperator {
        /// What the topic operator gets.
        "topicOperator" topic_operator: Resources = Resources::of(256, 100),
        /// What the user operator gets.
        "userOperator" user_operator: Resources = Resources::of(256, 100),
        /// How much both log.
        "logLevel" log_level: LogLevel = LogLevel::Info,
        /// How often both look at everything again, in seconds.
        "reconciliationSeconds" reconciliation_seconds: Option<Seconds>,
    }
}

crate::whole! {
    /// A number of seconds.
    pub struct Seconds("a number of seconds", u32, 1..=86400);
}
