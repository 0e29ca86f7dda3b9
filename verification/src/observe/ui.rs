//! The Kafka UI: whether it says that it is ready (Spring Boot's health endpoint, which it keeps
//! open to everybody).

use super::http::{self, Answer};
use crate::observed::Seen;

/// Asks the UI at `url` whether it is ready; the request blocks.
pub fn ui(url: &str) -> Seen<Answer> {
    http::get(&format!("{url}/actuator/health/readiness"))
}
