//! Why an image could not be pushed.

use std::{fmt, path::PathBuf};

/// Why an image could not be pushed.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant says what its fields are about")]
pub enum PushError {
    /// The file with logins can't be used.
    Logins(PathBuf, String),
    /// The registry, or who gives out its tokens, does not answer.
    Unreachable { host: String, error: String },
    /// The registry wants a login, and none is known.
    NoLogin { host: String, name: String },
    /// The registry does not take the login.
    BadLogin { host: String, name: String },
    /// The registry refuses, whoever this is.
    Forbidden { host: String, name: String },
    /// The registry answered with another status than was asked for.
    Refused {
        host: String,
        what: String,
        status: u16,
        said: String,
    },
    /// The registry answered something that makes no sense.
    Odd { host: String, how: String },
}

impl PushError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Logins(..) => Some(
                "`podman login --authfile FILE REGISTRY` writes a login into a file; \
                 `REGISTRY_AUTH_FILE=FILE` names it."
                    .to_owned(),
            ),
            Self::Unreachable { .. } => Some(
                "Registries on this machine are spoken to by http, all others by https; \
                 `HTTPS_PROXY` names a proxy. `--output FILE.tar` makes an archive that another \
                 tool can push."
                    .to_owned(),
            ),
            Self::NoLogin { host, .. } | Self::BadLogin { host, .. } => Some(format!(
                "`docker login {host}` or `podman login {host}` keeps a login where it is looked for: \
                 in $REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json or ~/.docker/config.json."
            )),
            Self::Forbidden { name, .. } => Some(format!(
                "Ask who runs the registry for the right to push `{name}`, or name another place."
            )),
            Self::Refused { .. } | Self::Odd { .. } => None,
        }
    }
}

impl fmt::Display for PushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Logins(path, why) => {
                write!(
                    f,
                    "`{}` has no login that can be used: {why}",
                    path.display()
                )
            }
            Self::Unreachable { host, error } => write!(f, "Can't reach {host} : {error}"),
            Self::NoLogin { host, name } => write!(
                f,
                "{host} wants a login before it takes `{name}` (401), and none is kept for it"
            ),
            Self::BadLogin { host, name } => write!(
                f,
                "{host} does not accept the login that is kept for it, and so does not take `{name}` \
                 (401)"
            ),
            Self::Forbidden { host, name } => {
                write!(f, "{host} does not allow `{name}` to be pushed (403)")
            }
            Self::Refused {
                host,
                what,
                status,
                said,
            } => {
                write!(f, "{host} did not take {what}: it answered {status}")?;
                if said.is_empty() {
                    Ok(())
                } else {
                    write!(f, " ({said})")
                }
            }
            Self::Odd { host, how } => write!(f, "{host} answered in an odd way: {how}"),
        }
    }
}

impl std::error::Error for PushError {}
