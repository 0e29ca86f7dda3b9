//! Access reviews: the API server's own authorizer, asked what somebody may do.
//!
//! `kubectl auth can-i` makes one such review a call; here `kubectl proxy` carries thousands.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::kubectl::Kubectl;
use crate::error::{Error, Result};
use crate::http::{self, Client};
use crate::port;
use crate::process::Daemon;

const READY: Duration = Duration::from_mins(1);

/// Somebody whom the API server knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A service account, by namespace and name.
    ServiceAccount(String, String),
    /// A person who is in exactly one group.
    PersonOf(String),
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access<'a> {
    /// The verb, as in `list`.
    pub verb: &'a str,
    /// Group and resource, with the subresource where one is meant: `apps/deployments/scale`.
    pub resource: &'a str,
    /// The namespace; empty for the whole cluster.
    pub namespace: &'a str,
}

impl fmt::Display for Access<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resource = self.resource.trim_start_matches('/');
        write!(out, "{} {resource}", self.verb)?;
        match self.namespace {
            "" => write!(out, " in the whole cluster"),
            namespace => write!(out, " in the namespace {namespace}"),
        }
    }
}

/// A way to ask an API server for access reviews.
#[derive(Debug)]
pub struct AccessReviews {
    client: Client,
    url: String,
    _proxy: Daemon,
}

impl AccessReviews {
    /// Starts a proxy to the API server of `kubectl`.
    pub fn start(kubectl: &Kubectl, directory: &Path) -> Result<Self> {
        let [port] = port::free()?;
        let call = kubectl.call().args(["proxy", "--port", &port.to_string()]);
        let mut proxy = call.start("kubectl proxy", &directory.join("log"))?;
        let server = format!("http://127.0.0.1:{port}");
        let health = format!("{server}/readyz");
        proxy.wait_until(READY, || Ok(http::answers(&health)))?;
        Ok(Self {
            client: Client::new(),
            url: format!("{server}/apis/authorization.k8s.io/v1/subjectaccessreviews"),
            _proxy: proxy,
        })
    }

    /// Asks whether `subject` may do what `access` says.
    pub fn allows(&self, subject: &Subject, access: Access<'_>) -> Result<bool> {
        let review = json!({
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SubjectAccessReview",
            "spec": review(subject, access),
        });
        let answer = self.client.post(&self.url, &review)?;
        match answer.pointer("/status/allowed") {
            Some(Value::Bool(allowed)) => Ok(*allowed),
            _ => Err(Error::form("the access review", answer)),
        }
    }
}

fn review(subject: &Subject, access: Access<'_>) -> Value {
    let (user, groups) = subject.identity();
    let mut parts = access.resource.splitn(3, '/');
    let mut part = || parts.next().unwrap_or_default();
    json!({
        "user": user,
        "groups": groups,
        "resourceAttributes": {
            "verb": access.verb,
            "group": part(),
            "resource": part(),
            "subresource": part(),
            "namespace": access.namespace,
        },
    })
}

impl Subject {
    /// Returns the user and the groups that the API server would see.
    fn identity(&self) -> (String, Vec<String>) {
        let all = "system:authenticated".to_owned();
        match self {
            Self::ServiceAccount(namespace, name) => (
                format!("system:serviceaccount:{namespace}:{name}"),
                vec![
                    "system:serviceaccounts".to_owned(),
                    format!("system:serviceaccounts:{namespace}"),
                    all,
                ],
            ),
            Self::PersonOf(group) => ("somebody".to_owned(), vec![group.clone(), all]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_names_group_resource_and_subresource() {
        let subject = Subject::PersonOf("viewers".to_owned());
        let access = Access {
            verb: "get",
            resource: "/pods/log",
            namespace: "kafka",
        };
        let asked = review(&subject, access);
        assert_eq!(
            asked["resourceAttributes"],
            json!({
                "verb": "get",
                "group": "",
                "resource": "pods",
                "subresource": "log",
                "namespace": "kafka",
            })
        );
        assert_eq!(asked["groups"], json!(["viewers", "system:authenticated"]));
    }
}
