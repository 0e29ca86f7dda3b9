//! Questions by HTTP. What answers with a status of refusal has answered; only silence is an
//! error.

use std::{sync::LazyLock, time::Duration};

use serde_json::Value;

use crate::observed::Seen;

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The text.
    pub text: String,
}

/// How long one question may take.
const LIMIT: Duration = Duration::from_secs(10);

static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    ureq::Agent::config_builder()
        .timeout_global(Some(LIMIT))
        .http_status_as_error(false)
        .build()
        .into()
});

/// Asks `url`.
pub(crate) fn get(url: &str) -> Seen<Answer> {
    answered(url, AGENT.get(url).call())
}

/// Asks `url` for JSON; an answer that is none, or no success, is a failure.
pub(crate) fn get_json(url: &str) -> Seen<Value> {
    get(url)?.json(url)
}

/// Sends JSON to `url`, as Confluent's API takes it.
pub(crate) fn post(url: &str, json: &Value) -> Seen<Answer> {
    let request = AGENT.post(url);
    let request = request.content_type("application/vnd.schemaregistry.v1+json");
    answered(url, request.send(json.to_string()))
}

fn answered(
    url: &str,
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Seen<Answer> {
    let bad = |e: ureq::Error| format!("{url}: {e}");
    let mut answer = answer.map_err(bad)?;
    let text = answer.body_mut().read_to_string().map_err(bad)?;
    Ok(Answer {
        status: answer.status().as_u16(),
        text,
    })
}

impl Answer {
    /// Returns the JSON of an answer of success from `url`.
    pub(crate) fn json(self, url: &str) -> Seen<Value> {
        if !(200..300).contains(&self.status) {
            let text: String = self.text.chars().take(200).collect();
            return Err(format!("{url}: status {}: {text}", self.status));
        }
        serde_json::from_str(&self.text).map_err(|e| format!("{url}: {e}"))
    }
}
