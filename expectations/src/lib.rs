//! What a model expects of the running cluster: the contract between the generator, which writes
//! it into ConfigMaps, and the verification, which holds the cluster against it.
//!
//! A [`Document`] is one JSON file; [`Expectations`] is what all files of a directory say
//! together. A reader refuses what it does not know: an expectation that nobody looks at would
//! be reported as held.

mod acl;
mod cluster;
mod document;
mod form;
mod load;
mod merge;
mod monitoring;
mod path;
mod quota;
mod schema;
mod subject;
mod topic;
mod user;

pub use acl::{Acl, AclType, Operation, Pattern, Resource};
pub use cluster::{Cluster, Listener, ListenerAuthentication};
pub use document::Document;
pub use form::Form;
pub use load::{Acks, Compression, Load, SharedLoad, Thresholds};
pub use merge::{Expectations, MergeError};
pub use monitoring::{Monitoring, Target};
pub use path::Path;
pub use quota::Quotas;
pub use schema::schema;
pub use subject::{Compatibility, Subject};
pub use topic::Topic;
pub use user::{User, UserAuthentication};
