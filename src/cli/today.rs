//! The day that waivers are held against.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::{environment::read::Scalar, model::waiver::Date};

/// Returns the day in UTC; a clock before 1970 counts as the first day of 1970.
pub fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::from_days_since_epoch(since.unwrap_or(Duration::ZERO).as_secs() / 86_400)
}

/// Reads a day as an argument.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|invalid| invalid.why)
}
