//! How the image was made: an in-toto statement with SLSA's provenance (version 1), unsigned.
//!
//! It says only what this command knows; there is no time in it, so that it is the same whenever
//! the same image is made again.

use serde_json::{Value, json};

use super::{
    Image, NAME,
    blob::{Blob, Digest},
    source::Build,
};

/// What the document is.
pub const PROVENANCE: &str = "application/vnd.in-toto+json";

/// What went into the image.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A program that was built from its source.
    Source {
        /// How it was built.
        build: &'a Build,
        /// The commit, where one is known.
        revision: Option<&'a str>,
    },
    /// A program that was given.
    Program(&'a [u8]),
}

/// Makes the document about an image.
#[must_use]
pub fn of(image: &Image, origin: Origin<'_>) -> Blob {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": NAME, "digest": {"sha256": image.manifest.digest.hex()}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": definition(origin),
            "runDetails": {"builder": {
                "id": "urn:kafka-blueprint:local",
                "version": {"blueprint": env!("CARGO_PKG_VERSION")},
            }},
        },
    });
    let mut text = serde_json::to_vec_pretty(&statement).unwrap_or_default();
    text.push(b'\n');
    Blob::new(PROVENANCE, text)
}

fn definition(origin: Origin<'_>) -> Value {
    match origin {
        Origin::Source { build, revision } => json!({
            "buildType": "urn:kafka-blueprint:image:cargo:v1",
            "externalParameters": {
                "package": "verification",
                "profile": "release",
                "target": build.toolchain.target,
            },
            "internalParameters": {"rustflags": build.flags},
            "resolvedDependencies": materials(build, revision),
        }),
        Origin::Program(bytes) => json!({
            "buildType": "urn:kafka-blueprint:image:program:v1",
            "externalParameters": {},
            "resolvedDependencies": [material("verification", Digest::of(bytes).hex())],
        }),
    }
}

fn materials(build: &Build, revision: Option<&str>) -> Value {
    let mut materials = Vec::new();
    if let Some(revision) = revision {
        materials.push(json!({"name": "source", "digest": {"gitCommit": revision}}));
    }
    materials.push(material("Cargo.lock", build.crates.lock.hex()));
    let toolchain = &build.toolchain;
    materials.push(json!({"name": "rustc", "annotations": {"version": toolchain.rustc}}));
    materials.push(json!({"name": "glibc", "annotations": {"version": toolchain.glibc}}));
    materials.into()
}

fn material(name: &str, sha256: &str) -> Value {
    json!({"name": name, "digest": {"sha256": sha256}})
}
