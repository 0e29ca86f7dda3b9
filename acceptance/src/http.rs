//! HTTP to components on loopback.

use std::time::Duration;

use serde_json::Value;

use crate::error::{Error, Result};

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Returns whether `url` answers with a status of success.
#[must_use]
pub fn answers(url: &str) -> bool {
    agent()
        .get(url)
        .call()
        .is_ok_and(|response| response.status().is_success())
}

/// Returns the body that `url` answers with, whose status must be one of success.
pub fn get(url: &str) -> Result<String> {
    let mut response = agent()
        .get(url)
        .call()
        .map_err(|error| Error::form(url, error))?;
    let body = response
        .body_mut()
        .read_to_string()
        .map_err(|error| Error::form(url, error))?;
    if response.status().is_success() {
        return Ok(body);
    }
    Err(Error::form(
        url,
        format!("status {}: {body}", response.status()),
    ))
}

/// A client that keeps its connections, for many questions to one server.
#[derive(Clone, Debug)]
pub struct Client(ureq::Agent);

impl Client {
    /// Makes a client without connections yet.
    #[must_use]
    pub fn new() -> Self {
        Self(agent())
    }

    /// Makes a client that waits `limit` for each answer.
    #[must_use]
    pub fn patient(limit: Duration) -> Self {
        Self(agent_of(limit))
    }

    /// Posts a JSON value and returns the JSON that is answered, whatever the status.
    pub fn post(&self, url: &str, body: &Value) -> Result<Value> {
        let post = self.0.post(url).content_type("application/json");
        json(url, post.send(body.to_string()))
    }

    /// Puts a JSON value and returns the JSON that is answered, whatever the status.
    pub fn put(&self, url: &str, body: &Value) -> Result<Value> {
        let put = self.0.put(url).content_type("application/json");
        json(url, put.send(body.to_string()))
    }

    /// Deletes what `url` names and returns the JSON that is answered, whatever the status.
    pub fn delete(&self, url: &str) -> Result<Value> {
        json(url, self.0.delete(url).call())
    }

    /// Returns the JSON that `url` answers with, whatever the status.
    pub fn get(&self, url: &str) -> Result<Value> {
        json(url, self.0.get(url).call())
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

fn json(
    url: &str,
    answer: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value> {
    let mut response = answer.map_err(|error| Error::form(url, error))?;
    let text = response
        .body_mut()
        .read_to_string()
        .map_err(|error| Error::form(url, error))?;
    serde_json::from_str(&text).map_err(|error| Error::form(url, format!("{error}: {text}")))
}

fn agent() -> ureq::Agent {
    agent_of(TIMEOUT)
}

fn agent_of(limit: Duration) -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(limit))
        .http_status_as_error(false)
        // A proxy of this machine is not for loopback.
        .proxy(None);
    config.build().into()
}
