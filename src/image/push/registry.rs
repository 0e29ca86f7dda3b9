//! The requests of a push, with the login where a registry asks for one.

use serde_json::Value;
use ureq::{
    Agent, Body,
    http::{Method, Request, Response, StatusCode},
};

use super::{
    Credentials, Destination, PushError,
    challenge::Challenge,
    destination::is_loopback,
    http::{agent, authority, said, text},
};
use crate::image::{
    blob::Blob,
    manifest::{INDEX, MANIFEST},
};

/// A name in a registry.
pub struct Registry<'a> {
    destination: &'a Destination,
    credentials: Option<&'a Credentials>,
    agent: Agent,
    /// The header that the registry has asked for.
    authorization: Option<String>,
}

/// One request, which may have to be sent twice.
struct Call<'a> {
    method: Method,
    url: String,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a [u8],
}

impl<'a> Registry<'a> {
    /// Describes a name in a registry; nothing is sent yet.
    pub fn new(destination: &'a Destination, credentials: Option<&'a Credentials>) -> Self {
        Self {
            agent: agent(destination.host()),
            destination,
            credentials,
            authorization: None,
        }
    }

    /// Puts a blob there unless it is there.
    pub fn put_blob(&mut self, blob: &Blob) -> Result<(), PushError> {
        let digest = blob.digest.to_string();
        let asked = self.destination.url(&format!("blobs/{digest}"));
        if self.call(&Call::new(Method::HEAD, asked))?.status() == StatusCode::OK {
            return Ok(());
        }
        let begun = self.call(&Call::new(
            Method::POST,
            self.destination.url("blobs/uploads/"),
        ))?;
        let begun = self.expect(begun, StatusCode::ACCEPTED, "a new blob")?;
        let location = begun
            .headers()
            .get("location")
            .and_then(|to| to.to_str().ok());
        let location = location.ok_or_else(|| self.odd("it does not say where a blob goes"))?;
        let mut to = self.absolute(location)?;
        to.push(if to.contains('?') { '&' } else { '?' });
        to.push_str("digest=");
        to.push_str(&digest);
        let call = Call {
            headers: vec![("content-type", "application/octet-stream")],
            body: &blob.bytes,
            ..Call::new(Method::PUT, to)
        };
        let answer = self.call(&call)?;
        self.expect(answer, StatusCode::CREATED, "a blob").map(drop)
    }

    /// Puts a manifest there under a tag or its digest, and returns whether the registry has listed
    /// it as being about its subject.
    pub fn put_manifest(&mut self, reference: &str, manifest: &Blob) -> Result<bool, PushError> {
        let call = Call {
            headers: vec![("content-type", manifest.media_type)],
            body: &manifest.bytes,
            ..Call::new(Method::PUT, self.manifest_url(reference))
        };
        let answer = self.call(&call)?;
        let answer = self.expect(answer, StatusCode::CREATED, "a manifest")?;
        let own = manifest.digest.to_string();
        match answer.headers().get("docker-content-digest") {
            Some(told) if told.as_bytes() != own.as_bytes() => {
                Err(self.odd("it has another digest for the manifest"))
            }
            _ => Ok(answer.headers().contains_key("oci-subject")),
        }
    }

    /// Returns the manifest under a tag, or nothing where there is none.
    pub fn get_manifest(&mut self, reference: &str) -> Result<Option<Value>, PushError> {
        let accepted = format!("{INDEX}, {MANIFEST}");
        let call = Call {
            headers: vec![("accept", &accepted)],
            ..Call::new(Method::GET, self.manifest_url(reference))
        };
        let answer = self.call(&call)?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let mut answer = self.expect(answer, StatusCode::OK, "a question")?;
        let value = serde_json::from_str(&text(&mut answer));
        value
            .map(Some)
            .map_err(|_| self.odd("a manifest is no JSON"))
    }

    fn manifest_url(&self, reference: &str) -> String {
        self.destination.url(&format!("manifests/{reference}"))
    }

    /// Sends a request, once more with a login if one is asked for.
    fn call(&mut self, call: &Call<'_>) -> Result<Response<Body>, PushError> {
        let answer = self.send(call)?;
        if answer.status() != StatusCode::UNAUTHORIZED || !self.is_own(&call.url) {
            return Ok(answer);
        }
        let challenge = answer.headers().get("www-authenticate");
        let challenge = challenge.and_then(|text| Challenge::parse(text.to_str().ok()?));
        self.authorization = self.answer_to(challenge)?;
        self.send(call)
    }

    fn send(&self, call: &Call<'_>) -> Result<Response<Body>, PushError> {
        let mut request = Request::builder().method(&call.method).uri(&call.url);
        for (name, value) in &call.headers {
            request = request.header(*name, *value);
        }
        // A blob may go to another host, which is not to see the login.
        if let Some(authorization) = self
            .authorization
            .as_ref()
            .filter(|_| self.is_own(&call.url))
        {
            request = request.header("authorization", authorization);
        }
        let request = request.body(call.body);
        let request = request.map_err(|_| self.odd("an address that it gave is none"))?;
        let host = authority(&call.url).to_owned();
        self.agent
            .run(request)
            .map_err(|error| PushError::Unreachable {
                host,
                error: error.to_string(),
            })
    }

    /// Returns the header that answers what the registry asks for.
    fn answer_to(&self, challenge: Option<Challenge>) -> Result<Option<String>, PushError> {
        match challenge {
            Some(Challenge::Basic) => Ok(self.credentials.map(Credentials::header)),
            Some(Challenge::Bearer { realm, service }) => self.token(&realm, &service).map(Some),
            None => Err(self.odd("it wants a login of a kind that is not known")),
        }
    }

    /// Fetches a token for this name alone.
    fn token(&self, realm: &str, service: &str) -> Result<String, PushError> {
        if !realm.starts_with("https://") && !is_loopback(authority(realm)) {
            return Err(self.odd("it wants a login over a connection that is not encrypted"));
        }
        let scope = format!(
            "repository:{}:pull,push",
            self.destination.reference().repository()
        );
        let mut request = agent(authority(realm))
            .get(realm)
            .query("service", service)
            .query("scope", scope);
        if let Some(credentials) = self.credentials {
            request = request.header("authorization", credentials.header());
        }
        let mut answer = request.call().map_err(|error| PushError::Unreachable {
            host: authority(realm).to_owned(),
            error: error.to_string(),
        })?;
        if answer.status() != StatusCode::OK {
            return Err(self.refused(&mut answer, "the login"));
        }
        let document: Value = serde_json::from_str(&text(&mut answer)).unwrap_or_default();
        let token = document["token"]
            .as_str()
            .or(document["access_token"].as_str());
        token
            .map(|token| format!("Bearer {token}"))
            .ok_or_else(|| self.odd("it gives out no token"))
    }

    /// Makes an address of one that may lack its host.
    fn absolute(&self, location: &str) -> Result<String, PushError> {
        let (scheme, host) = (self.destination.scheme(), self.destination.host());
        if location.starts_with('/') {
            return Ok(format!("{scheme}://{host}{location}"));
        }
        let is_safe = location.starts_with("https://")
            || (location.starts_with("http://") && is_loopback(authority(location)));
        if is_safe {
            Ok(location.to_owned())
        } else {
            Err(self.odd("it sends a blob to a place that is not encrypted"))
        }
    }

    /// Returns whether an address is the registry's own.
    fn is_own(&self, url: &str) -> bool {
        let own = format!(
            "{}://{}/",
            self.destination.scheme(),
            self.destination.host()
        );
        url.starts_with(&own)
    }

    fn expect(
        &self,
        mut answer: Response<Body>,
        wanted: StatusCode,
        what: &str,
    ) -> Result<Response<Body>, PushError> {
        if answer.status() == wanted {
            Ok(answer)
        } else {
            Err(self.refused(&mut answer, what))
        }
    }

    fn refused(&self, answer: &mut Response<Body>, what: &str) -> PushError {
        let host = self.destination.reference().registry().to_owned();
        let name = self.destination.reference().repository().to_owned();
        match answer.status() {
            StatusCode::UNAUTHORIZED if self.credentials.is_none() => {
                PushError::NoLogin { host, name }
            }
            StatusCode::UNAUTHORIZED => PushError::BadLogin { host, name },
            StatusCode::FORBIDDEN => PushError::Forbidden { host, name },
            status => PushError::Refused {
                host,
                what: what.to_owned(),
                status: status.as_u16(),
                said: said(&text(answer)),
            },
        }
    }

    fn odd(&self, how: &str) -> PushError {
        PushError::Odd {
            host: self.destination.reference().registry().to_owned(),
            how: how.to_owned(),
        }
    }
}

impl Call<'_> {
    fn new(method: Method, url: String) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: &[],
        }
    }
}
