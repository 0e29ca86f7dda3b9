//! What a registry asks for when it answers 401: a password, or a token from somebody else.
//!
//! The form is that of RFC 9110, section 11.6.1, and of the distribution project's token
//! authentication.

/// What a registry asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// A name and a password.
    Basic,
    /// A token that another address gives out.
    Bearer {
        /// That address.
        realm: String,
        /// Whom the token is for.
        service: String,
    },
}

impl Challenge {
    /// Reads the header `WWW-Authenticate`.
    pub fn parse(header: &str) -> Option<Self> {
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        if scheme.eq_ignore_ascii_case("basic") {
            return Some(Self::Basic);
        }
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        Some(Self::Bearer {
            realm: parameter(rest, "realm")?,
            service: parameter(rest, "service").unwrap_or_default(),
        })
    }
}

/// Finds `name="value"` in a list with commas; quoted values may hold commas themselves.
fn parameter(list: &str, name: &str) -> Option<String> {
    let mut rest = list.trim_start();
    while let Some((key, after)) = rest.split_once('=') {
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        rest = after.trim_start_matches([',', ' ']);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_read_as_registries_write_them() {
        let bearer = r#"Bearer realm="https://auth.example.com/token",service="registry.example.com",scope="repository:a:pull,push""#;
        assert_eq!(
            Challenge::parse(bearer),
            Some(Challenge::Bearer {
                realm: "https://auth.example.com/token".to_owned(),
                service: "registry.example.com".to_owned(),
            })
        );
        let odd = r#"bearer scope="a,realm=b", realm="https://auth.example.com""#;
        assert!(matches!(
            Challenge::parse(odd),
            Some(Challenge::Bearer { realm, .. }) if realm == "https://auth.example.com"
        ));
        assert_eq!(
            Challenge::parse(r#"Basic realm="Registry""#),
            Some(Challenge::Basic)
        );
        assert_eq!(Challenge::parse("Negotiate"), None);
        assert_eq!(Challenge::parse("Bearer"), None);
    }
}
