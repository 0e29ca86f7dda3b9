//! The HTTP of a push: its client, and what registries say in their answers.

use std::time::Duration;

use serde_json::Value;
use ureq::{Agent, Body, Proxy, http::Response};

use super::destination::is_loopback;

/// How long a registry may take to accept a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// How long one request may take, the upload of the layer included.
const PATIENCE: Duration = Duration::from_mins(5);

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Returns a client for a host.
pub(super) fn agent(authority: &str) -> Agent {
    // A proxy of this machine is not for this machine.
    let proxy = Proxy::try_from_env().filter(|_| !is_loopback(authority));
    Agent::config_builder()
        .proxy(proxy)
        .timeout_connect(Some(CONNECT_PATIENCE))
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        // A login must not follow to another place.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("kafka-blueprint/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// Returns the host and port of an address.
pub(super) fn authority(url: &str) -> &str {
    url.split('/').nth(2).unwrap_or_default()
}

/// Returns what was answered, as text.
pub(super) fn text(answer: &mut Response<Body>) -> String {
    let body = answer.body_mut().with_config().limit(LARGEST);
    body.read_to_string().unwrap_or_default()
}

/// Returns what a registry's errors say, or the beginning of whatever it says.
pub(super) fn said(text: &str) -> String {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let errors = document["errors"].as_array().into_iter().flatten();
    let messages: Vec<&str> = errors
        .filter_map(|error| error["message"].as_str())
        .collect();
    let said = if messages.is_empty() {
        text.trim().to_owned()
    } else {
        messages.join("; ")
    };
    said.chars().take(200).collect()
}
