//! What users may do in Kafka: as the rendered users say, and as the model's applications say.
//!
//! Both are read from what people read too, and neither through the generator, so that a
//! broker's answers can be held against each.

mod acl;
mod application;
mod granted;

pub use acl::acls;
pub use application::Application;
pub use granted::{Resource, granted};
