//! The committed definitions, unpacked on first use.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::Coverage;
use crate::catalog::Version;

/// The definitions of one release, by kind.
pub(super) struct Archive {
    version: Version,
    compressed: &'static [u8],
    unpacked: OnceLock<Option<Value>>,
}

macro_rules! archive {
    ($major:literal, $minor:literal, $patch:literal, $file:literal) => {
        Archive {
            version: Version {
                major: $major,
                minor: $minor,
                patch: $patch,
            },
            compressed: include_bytes!(concat!("../crds/", $file, ".json.gz")),
            unpacked: OnceLock::new(),
        }
    };
}

/// Every release of Strimzi whose API model is published, oldest first.
static STRIMZI: [Archive; 13] = [
    archive!(0, 40, 0, "0.40.0"),
    archive!(0, 41, 0, "0.41.0"),
    archive!(0, 42, 0, "0.42.0"),
    archive!(0, 43, 0, "0.43.0"),
    archive!(0, 44, 0, "0.44.0"),
    archive!(0, 45, 0, "0.45.0"),
    archive!(0, 46, 0, "0.46.0"),
    archive!(0, 47, 0, "0.47.0"),
    archive!(0, 48, 0, "0.48.0"),
    archive!(0, 49, 0, "0.49.0"),
    archive!(0, 50, 0, "0.50.0"),
    archive!(0, 51, 0, "0.51.0"),
    archive!(1, 2, 0, "1.2.0"),
];

pub(super) static MONITORING: Archive = archive!(0, 85, 0, "prometheus-operator-0.85.0");

/// The definitions that stand for `version`.
///
/// A patch release has the fields of its minor release. The models of 1.0 and 1.1 are not
/// published: 1.2.0 stands for them, as the only one without v1beta2.
pub(super) fn of_release(version: Version) -> Option<(&'static Archive, Coverage)> {
    let minor = |archive: &&Archive| {
        (archive.version.major, archive.version.minor) == (version.major, version.minor)
    };
    if let Some(archive) = STRIMZI.iter().find(minor) {
        return Some((archive, Coverage::Same));
    }
    let newer = STRIMZI.iter().find(|archive| archive.version > version)?;
    Some((newer, Coverage::Newer(newer.version)))
}

impl Archive {
    /// The structural schema of a kind in an API version.
    pub(super) fn schema(&'static self, kind: &str, api_version: &str) -> Option<&'static Value> {
        let definitions = self
            .unpacked
            .get_or_init(|| unpack(self.compressed))
            .as_ref()?;
        let versions = definitions.get(kind)?.get("versions")?.as_array()?;
        let version = versions
            .iter()
            .find(|version| version["name"] == api_version)?;
        version.pointer("/schema/openAPIV3Schema")
    }
}

fn unpack(compressed: &[u8]) -> Option<Value> {
    let mut text = Vec::new();
    GzDecoder::new(compressed).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::operator::{OperatorVersion, Release};

    #[test]
    fn every_archive_unpacks() {
        for archive in STRIMZI.iter().chain([&MONITORING]) {
            assert!(unpack(archive.compressed).is_some(), "{}", archive.version);
        }
    }

    #[test]
    fn every_release_has_the_kinds_that_it_installs() {
        for release in OperatorVersion::all().map(Release::of) {
            let (archive, _) = of_release(release.number()).unwrap();
            for kind in release.kinds() {
                let schema = archive.schema(kind, release.api_version().version());
                assert!(schema.is_some(), "{} {kind}", release.number());
            }
        }
    }

    #[test]
    fn a_patch_release_has_the_fields_of_its_minor() {
        let of = |text: &str| of_release(text.parse().unwrap()).unwrap();
        assert_eq!(of("0.45.2").0.version, "0.45.0".parse().unwrap());
        assert_eq!(of("0.45.2").1, Coverage::Same);
        assert_eq!(of("1.0.1").1, Coverage::Newer("1.2.0".parse().unwrap()));
    }
}
