//! References to container images that the model names itself.

use crate::environment::read::Invalid;

crate::text! {
    /// A container image with its registry and a fixed tag or digest, such as
    /// `quay.io/apicurio/apicurio-registry:3.3.3`.
    pub struct ImageReference("an image", image_reference);
}

impl ImageReference {
    /// Returns what follows the registry: the path with its tag or digest, such as
    /// `apicurio/apicurio-registry:3.3.3`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.as_str()
            .split_once('/')
            .map_or(self.as_str(), |(_, path)| path)
    }

    /// Returns the registry, such as `registry.example.com:5000`.
    #[must_use]
    pub fn registry(&self) -> &str {
        self.as_str()
            .split_once('/')
            .map_or("", |(registry, _)| registry)
    }

    /// Returns the path alone, such as `apicurio/apicurio-registry`.
    #[must_use]
    pub fn repository(&self) -> &str {
        let end = self.path().find([':', '@']);
        end.map_or(self.path(), |end| &self.path()[..end])
    }

    /// Returns the tag, where there is one.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let named = self.path().split('@').next()?;
        named.split_once(':').map(|(_, tag)| tag)
    }

    /// Returns the digest, where there is one.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.as_str().split_once('@').map(|(_, digest)| digest)
    }

    /// Returns all but the digest: the name that somebody gives the image.
    #[must_use]
    pub fn name(&self) -> &str {
        self.as_str().split('@').next().unwrap_or_default()
    }
}

fn image_reference(text: &str) -> Result<(), Invalid> {
    let form = || {
        Invalid::because(
            "it is a registry, a path and a tag or digest, such as `docker.io/curlimages/curl:8.10.1`",
        )
    };
    let inside = |c: char| c.is_ascii_alphanumeric() || "._-:/@".contains(c);
    if !text.chars().all(inside) {
        return Err(form());
    }
    let (registry, rest) = text.split_once('/').ok_or_else(form)?;
    if !registry.contains(['.', ':']) && registry != "localhost" {
        return Err(form().help(format!("`docker.io/{text}` names the registry")));
    }
    let (named, digest) = match rest.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (rest, None),
    };
    let (path, tag) = match named.split_once(':') {
        Some((path, tag)) => (path, Some(tag)),
        None => (named, None),
    };
    if !path.split('/').all(is_path_part) || digest.is_some_and(|digest| !is_digest(digest)) {
        return Err(form());
    }
    match (tag, digest) {
        (None, None) => Err(Invalid::because(
            "it has neither tag nor digest, so it would be another image every day",
        )),
        (Some("latest"), None) => Err(Invalid::because(
            "`latest` is another image every day; a restart could then break what works",
        )),
        (Some(tag), _) if !is_tag(tag) => Err(form()),
        _ => Ok(()),
    }
}

fn is_path_part(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !part.contains(|c: char| c.is_ascii_uppercase())
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() <= 128 && !tag.starts_with(['.', '-']) && !tag.contains(['/', ':'])
}

fn is_digest(digest: &str) -> bool {
    digest
        .strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_the_same_image_is_taken() {
        let digest = format!("ghcr.io/a/b@sha256:{}", "0".repeat(64));
        for good in [
            "quay.io/apicurio/apicurio-registry:3.3.3",
            "localhost/app:1",
            "registry.example.com:5000/team/app:v1.2-rc.1",
            digest.as_str(),
        ] {
            assert!(ImageReference::new(good).is_ok(), "{good}");
        }
        for bad in [
            "curlimages/curl:8.10.1",
            "docker.io/curlimages/curl",
            "docker.io/curlimages/curl:latest",
            "docker.io/Curl:1",
            "docker.io/curl:",
            "docker.io/a/b@sha256:00",
            "docker.io//b:1",
            "docker.io/b:1 2",
            "",
        ] {
            assert!(ImageReference::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_mirror_takes_the_place_of_the_registry_alone() {
        let image = ImageReference::new("registry.example.com:5000/team/app:1").unwrap();
        assert_eq!(image.path(), "team/app:1");
    }

    #[test]
    fn a_reference_has_its_parts() {
        let digest = format!("sha256:{}", "0".repeat(64));
        let image = ImageReference::new(format!("localhost:5000/team/app:1@{digest}")).unwrap();
        assert_eq!(image.registry(), "localhost:5000");
        assert_eq!(image.repository(), "team/app");
        assert_eq!(image.tag(), Some("1"));
        assert_eq!(image.digest(), Some(digest.as_str()));
        assert_eq!(image.name(), "localhost:5000/team/app:1");
        let image = ImageReference::new(format!("localhost:5000/app@{digest}")).unwrap();
        assert_eq!((image.repository(), image.tag()), ("app", None));
        assert_eq!(image.name(), "localhost:5000/app");
    }
}
