//! The brokers that Strimzi would make of a rendered Kafka and its node pools.
//!
//! The operator itself can't be had, so this says again what it derives, as seen in the
//! configuration that the real 0.40.0 and 1.2.0 operators wrote (KafkaBrokerConfigurationBuilder):
//! the fixed listeners 9090 and 9091, ours after them, mTLS, the authorizer, the super users.
//! Differences are where the files are and that addresses take the place of host names.

mod listener;
mod node;
mod properties;

pub use listener::Listener;
pub use node::Node;
pub use properties::properties;
