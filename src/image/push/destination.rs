//! Where an image is pushed to: a registry, a name there and a tag.

use std::net::IpAddr;

use crate::{environment::read::Invalid, model::image::ImageReference};

/// Where an image is pushed to; it always has a tag, and no digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination(ImageReference);

/// Reads `REGISTRY/NAME` or `REGISTRY/NAME:TAG`; `tag` is used where there is none.
pub fn destination(text: &str, tag: &str) -> Result<Destination, Invalid> {
    if text.contains('@') {
        return Err(Invalid::because(
            "the digest follows from the image; it has a registry, a name and maybe a tag",
        ));
    }
    let has_tag = text.rsplit('/').next().is_some_and(|end| end.contains(':'));
    let whole = if has_tag && text.contains('/') {
        text.to_owned()
    } else {
        format!("{text}:{tag}")
    };
    ImageReference::new(whole.as_str()).map(Destination).map_err(|invalid| {
        if whole.ends_with(":latest") || invalid.help.is_some() {
            return invalid;
        }
        Invalid::because(
            "it is a registry and a name in lower case, such as `registry.example.com/team/name`, \
             with a tag or without",
        )
    })
}

impl Destination {
    /// Returns the name that people give the image.
    #[must_use]
    pub fn reference(&self) -> &ImageReference {
        &self.0
    }

    /// Returns the tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.0.tag().unwrap_or_default()
    }

    /// Returns the host that answers for the registry.
    pub(super) fn host(&self) -> &str {
        match self.0.registry() {
            // Docker's registry answers on another name than images have.
            "docker.io" => "registry-1.docker.io",
            registry => registry,
        }
    }

    /// Returns the scheme: registries on this machine seldom have certificates.
    pub(super) fn scheme(&self) -> &'static str {
        if is_loopback(self.host()) {
            "http"
        } else {
            "https"
        }
    }

    /// Returns the address of a part of the name.
    pub(super) fn url(&self, below: &str) -> String {
        let (scheme, host) = (self.scheme(), self.host());
        format!("{scheme}://{host}/v2/{}/{below}", self.0.repository())
    }
}

/// Returns whether a host, with or without a port, is this machine.
pub(super) fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let read = destination(text, "1.2.3").map_err(|invalid| invalid.why)?;
        Ok(format!("{} {}", read.reference(), read.url("blobs/")))
    }

    #[test]
    fn a_tag_is_added_where_there_is_none() {
        insta::assert_snapshot!(read("registry.example.com/team/app").unwrap(), @"registry.example.com/team/app:1.2.3 https://registry.example.com/v2/team/app/blobs/");
        insta::assert_snapshot!(read("localhost:5000/app").unwrap(), @"localhost:5000/app:1.2.3 http://localhost:5000/v2/app/blobs/");
        insta::assert_snapshot!(read("127.1.2.3:5000/app:4").unwrap(), @"127.1.2.3:5000/app:4 http://127.1.2.3:5000/v2/app/blobs/");
        insta::assert_snapshot!(read("docker.io/team/app:4").unwrap(), @"docker.io/team/app:4 https://registry-1.docker.io/v2/team/app/blobs/");
    }

    #[test]
    fn what_names_no_place_is_refused() {
        for bad in [
            "app",
            "team/app",
            "registry.example.com/App",
            "localhost:5000",
            "",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read(&format!("localhost/app@sha256:{}", "0".repeat(64))).is_err());
    }

    #[test]
    fn only_this_machine_is_spoken_to_without_tls() {
        for own in ["localhost", "localhost:5000", "127.9.9.9:80", "[::1]:5000"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in [
            "localhost.example.com",
            "127.0.0.1.example.com",
            "10.0.0.1:5000",
        ] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
