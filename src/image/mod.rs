//! The OCI image of the verification, made without a container engine.
//!
//! An empty base, one layer with the program, a configuration and a manifest: a few JSON documents
//! and one compressed tar. Nothing in it depends on the clock, the machine or the directory it is
//! made in, so the same program gives the same digest. `program` looks at the executable, `layer`,
//! `config` and `manifest` make the image, `layout` and `archive` its two forms on disk, `sbom`
//! and `provenance` say what it was made from, `source` builds the program, `push` talks to a
//! registry.

pub mod archive;
pub mod blob;
pub mod config;
pub mod containerfile;
pub mod layer;
pub mod layout;
pub mod lock;
pub mod manifest;
pub mod output;
pub mod program;
pub mod provenance;
pub mod push;
pub mod sbom;
pub mod source;

use std::collections::BTreeMap;

use self::{blob::Blob, program::Program};

/// Where the program is in the image.
pub const PROGRAM: &str = "/verification";

/// What the program is called in documents about the image.
pub const NAME: &str = "kafka-verification";

/// The user and the group that the program runs as, where nobody says otherwise: nobody's, as in
/// distroless images, and what the model has as its default.
pub const USER: u32 = 65_532;

/// Labels by their names.
pub type Labels = BTreeMap<&'static str, String>;

/// An image.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its manifest, whose digest is that of the image.
    pub manifest: Blob,
    /// Its configuration.
    pub config: Blob,
    /// Its one layer.
    pub layer: Blob,
    /// The platform's `platform` object of an index.
    pub platform: serde_json::Value,
}

impl Image {
    /// Makes the image of a program.
    #[must_use]
    pub fn of(program: &Program, labels: &Labels) -> Self {
        let (layer, content) = layer::of(program);
        let config = config::of(program.architecture, &content, labels);
        let manifest = manifest::of(&config, &layer, labels);
        Self {
            manifest,
            config,
            layer,
            platform: program.architecture.platform(),
        }
    }

    /// Returns how many bytes a registry stores for it.
    #[must_use]
    pub fn size(&self) -> usize {
        let blobs = [&self.manifest, &self.config, &self.layer];
        blobs.iter().map(|blob| blob.bytes.len()).sum()
    }
}

/// Returns the labels of the image: no clock, and a revision only where one is known.
#[must_use]
pub fn labels(version: &str, revision: Option<&str>) -> Labels {
    let mut labels = Labels::from([
        ("org.opencontainers.image.title", NAME.to_owned()),
        (
            "org.opencontainers.image.description",
            "Compares a running Kafka cluster with what its model expects".to_owned(),
        ),
        ("org.opencontainers.image.licenses", "Apache-2.0".to_owned()),
        ("org.opencontainers.image.version", version.to_owned()),
    ]);
    if let Some(revision) = revision {
        labels.insert("org.opencontainers.image.revision", revision.to_owned());
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::{program::Architecture, *};

    fn image() -> Image {
        let program = Program {
            bytes: b"program".to_vec(),
            architecture: Architecture::Amd64,
        };
        Image::of(&program, &labels("1.2.3", Some("abc")))
    }

    #[test]
    fn the_same_program_gives_the_same_image() {
        let [image, again] = [image(), image()];
        assert_eq!(image.manifest.digest, again.manifest.digest);
        // The bytes are a promise: a change of a crate that alters them is a change of the digest
        // of an image whose program has not changed.
        insta::assert_snapshot!(image.layer.digest, @"sha256:ea9dce8370727d42083c0afcfddbeb0d2f0a995ad88e0a32f9472c7d8d969e1d");
        insta::assert_snapshot!(text(&image.config), @r#"
        {
          "created": "1970-01-01T00:00:00Z",
          "architecture": "amd64",
          "os": "linux",
          "config": {
            "User": "65532:65532",
            "Entrypoint": [
              "/verification"
            ],
            "WorkingDir": "/",
            "Labels": {
              "org.opencontainers.image.description": "Compares a running Kafka cluster with what its model expects",
              "org.opencontainers.image.licenses": "Apache-2.0",
              "org.opencontainers.image.revision": "abc",
              "org.opencontainers.image.title": "kafka-verification",
              "org.opencontainers.image.version": "1.2.3"
            }
          },
          "rootfs": {
            "type": "layers",
            "diff_ids": [
              "sha256:495d07e7cb5918d1f164a79cef7196430577a3a5b83c15a1d6c1e82d5e6c3491"
            ]
          },
          "history": [
            {
              "created": "1970-01-01T00:00:00Z",
              "created_by": "blueprint image"
            }
          ]
        }
        "#);
        insta::assert_snapshot!(text(&image.manifest), @r#"
        {
          "schemaVersion": 2,
          "mediaType": "application/vnd.oci.image.manifest.v1+json",
          "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": "sha256:d1f6069fe6809b824d1c24b4b808a40bf873f3e4a7f14b75043c0ffb8281a264",
            "size": 643
          },
          "layers": [
            {
              "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
              "digest": "sha256:ea9dce8370727d42083c0afcfddbeb0d2f0a995ad88e0a32f9472c7d8d969e1d",
              "size": 94
            }
          ],
          "annotations": {
            "org.opencontainers.image.description": "Compares a running Kafka cluster with what its model expects",
            "org.opencontainers.image.licenses": "Apache-2.0",
            "org.opencontainers.image.revision": "abc",
            "org.opencontainers.image.title": "kafka-verification",
            "org.opencontainers.image.version": "1.2.3"
          }
        }
        "#);
    }

    fn text(blob: &Blob) -> String {
        let value: serde_json::Value = serde_json::from_slice(&blob.bytes).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    }
}
