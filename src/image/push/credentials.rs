//! The login for a registry, as `docker login` and `podman login` keep it.
//!
//! It is read when something is pushed, given to that registry alone, and never shown.

use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Destination, PushError};

/// A login: a name and a password, already in the form of HTTP's basic authentication.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(String);

impl Credentials {
    /// Reads the login for a destination; nothing where none is kept.
    pub fn of_this_machine(destination: &Destination) -> Result<Option<Self>, PushError> {
        for path in places() {
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(PushError::Logins(path, error.to_string())),
            };
            if let Some(found) = Self::find(&text, &path, destination)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn find(text: &str, path: &Path, destination: &Destination) -> Result<Option<Self>, PushError> {
        let bad = |why: &str| PushError::Logins(path.to_owned(), why.to_owned());
        // A message of the parser could quote a password.
        let file: Value = serde_json::from_str(text).map_err(|_| bad("it is no JSON"))?;
        let registry = destination.reference().registry();
        let names = keys(registry);
        let own = names.iter().find_map(|name| file["auths"].get(name));
        if let Some(basic) = own.and_then(|own| own["auth"].as_str())
            && !basic.is_empty()
        {
            let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
            if !basic.chars().all(is_base64) {
                return Err(bad("the `auth` of the registry is no base64"));
            }
            return Ok(Some(Self(basic.to_owned())));
        }
        let helped = names
            .iter()
            .any(|name| !file["credHelpers"][name].is_null());
        if helped || own.is_some() {
            return Err(bad(
                "the login is not in the file itself but with a credential helper, which is not \
                 asked",
            ));
        }
        Ok(None)
    }

    /// Returns the value of the header that sends it.
    pub(super) fn header(&self) -> String {
        format!("Basic {}", self.0)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(..)")
    }
}

/// Returns the names under which the login of a registry may be kept.
fn keys(registry: &str) -> Vec<String> {
    let mut keys = vec![
        registry.to_owned(),
        format!("https://{registry}"),
        format!("https://{registry}/v1/"),
        format!("https://{registry}/v2/"),
    ];
    if registry == "docker.io" {
        keys.push("https://index.docker.io/v1/".to_owned());
    }
    keys
}

/// Returns the files that logins are kept in, the first one that exists counting.
fn places() -> Vec<PathBuf> {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(file) = variable("REGISTRY_AUTH_FILE") {
        return vec![file.into()];
    }
    if let Some(directory) = variable("DOCKER_CONFIG") {
        return vec![Path::new(&directory).join("config.json")];
    }
    let podman = variable("XDG_RUNTIME_DIR")
        .map(|directory| Path::new(&directory).join("containers/auth.json"));
    let docker = variable("HOME").map(|home| Path::new(&home).join(".docker/config.json"));
    docker.into_iter().chain(podman).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::destination, *};

    fn find(text: &str) -> Result<Option<Credentials>, String> {
        let destination = destination("registry.example.com/app", "1").unwrap();
        let found = Credentials::find(text, Path::new("config.json"), &destination);
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn a_login_is_found_by_the_registry_and_never_shown() {
        let own = r#"{"auths": {"registry.example.com": {"auth": "bWU6c2VjcmV0"}}}"#;
        let found = find(own).unwrap().unwrap();
        assert_eq!(found.header(), "Basic bWU6c2VjcmV0");
        assert_eq!(format!("{found:?}"), "Credentials(..)");
        let other = r#"{"auths": {"example.com": {"auth": "bWU6c2VjcmV0"}}}"#;
        assert_eq!(find(other), Ok(None));
        assert_eq!(find("{}"), Ok(None));
        // Nobody has logged in to this registry, whatever keeps the logins.
        assert_eq!(find(r#"{"credsStore": "desktop"}"#), Ok(None));
    }

    #[test]
    fn a_login_that_is_somewhere_else_is_told() {
        for text in [
            r#"{"auths": {"registry.example.com": {}}, "credsStore": "desktop"}"#,
            r#"{"credHelpers": {"registry.example.com": "ecr-login"}}"#,
        ] {
            insta::allow_duplicates! {
                insta::assert_snapshot!(find(text).unwrap_err(), @"`config.json` has no login that can be used: the login is not in the file itself but with a credential helper, which is not asked");
            }
        }
    }

    #[test]
    fn a_damaged_file_is_told_without_its_content() {
        let damaged = r#"{"auths": {"registry.example.com": {"auth": "secret" "#;
        insta::assert_snapshot!(find(damaged).unwrap_err(), @"`config.json` has no login that can be used: it is no JSON");
        let odd = r#"{"auths": {"registry.example.com": {"auth": "me:secret"}}}"#;
        insta::assert_snapshot!(find(odd).unwrap_err(), @"`config.json` has no login that can be used: the `auth` of the registry is no base64");
    }
}
