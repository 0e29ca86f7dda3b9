//! Strimzi's custom resource definitions, made by Strimzi's own generator from its API model.
//!
//! The generator on Maven Central gives byte for byte what the release ships (compared for
//! 0.40.0 and 1.2.0), once it is called as Strimzi's own build calls it. The KafkaAccess
//! definition is another project's and not part of it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::jdk::Jdk;
use crate::maven::Libraries;
use crate::release::Release;

/// The package of Strimzi's model classes.
const MODEL: &str = "io.strimzi.api.kafka.model";

/// The kinds of all supported releases: the package part and the class.
const KINDS: [(&str, &str); 10] = [
    ("kafka", "Kafka"),
    ("connect", "KafkaConnect"),
    ("podset", "StrimziPodSet"),
    ("topic", "KafkaTopic"),
    ("user", "KafkaUser"),
    ("nodepool", "KafkaNodePool"),
    ("bridge", "KafkaBridge"),
    ("connector", "KafkaConnector"),
    ("mirrormaker2", "KafkaMirrorMaker2"),
    ("rebalance", "KafkaRebalance"),
];

/// The kind that 1.0 no longer has.
const GONE: (&str, &str) = ("mirrormaker", "KafkaMirrorMaker");

/// The kinds whose older API versions releases before 1.0 still serve.
const SERVED_IN_OLD_VERSIONS: [&str; 2] = ["KafkaTopic", "KafkaUser"];

/// Returns the model's class of each kind, as `Kind=class`.
pub(super) fn classes() -> impl Iterator<Item = String> {
    KINDS
        .iter()
        .map(|(package, kind)| format!("{kind}={MODEL}.{package}.{kind}"))
}

/// Returns the directory with the release's definitions, one file per kind.
pub fn generate(cache: &Cache, release: Release) -> Result<PathBuf> {
    let jdk = super::strimzi_jdk(release)?;
    let version = release.to_string();
    let libraries = Libraries::get(cache, "strimzi", &[("strimzi.version", &version)])?;
    let recipe =
        Recipe::new(format!("strimzi-crds-{release}")).with(include_str!("strimzi_crds.rs"));
    cache.get(&recipe, |staging| {
        let (old, new): (Vec<_>, Vec<_>) = KINDS
            .iter()
            .partition(|(_, kind)| SERVED_IN_OLD_VERSIONS.contains(kind));
        let generate = |kinds: &[&(&str, &str)], options: &[&str]| {
            run(&jdk, libraries.class_path(), options, kinds, staging)
        };
        if release.has_stable_api() {
            return generate(&KINDS.iter().collect::<Vec<_>>(), &[]);
        }
        generate(&old, &["--storage-version", "v1beta2"])?;
        let new: Vec<_> = new.into_iter().chain([&GONE]).collect();
        generate(
            &new,
            &["--storage-version", "v1beta2", "--api-versions", "v1beta2"],
        )
    })
}

fn run(
    jdk: &Jdk,
    class_path: OsString,
    options: &[&str],
    kinds: &[&(&str, &str)],
    directory: &Path,
) -> Result<()> {
    let mut call = jdk
        .java()
        .arg("-cp")
        .arg(class_path)
        .args([
            "io.strimzi.crdgenerator.CrdGenerator",
            "--yaml",
            "--target-kube",
            "1.25+",
        ])
        .args([
            "--label",
            "app:strimzi",
            "--label",
            "strimzi.io/crd-install:true",
        ])
        .args(options);
    for (package, kind) in kinds {
        let file = directory.join(format!("{}.yaml", kind.to_lowercase()));
        call = call.arg(format!("{MODEL}.{package}.{kind}={}", file.display()));
    }
    call.stdout()?;
    // The generator reports some mistakes without failing.
    match kinds.iter().find(|(_, kind)| !made(directory, kind)) {
        Some((_, kind)) => Err(Error::form(
            "the CRD generator",
            format!("it made no {kind}"),
        )),
        None => Ok(()),
    }
}

fn made(directory: &Path, kind: &str) -> bool {
    directory
        .join(format!("{}.yaml", kind.to_lowercase()))
        .metadata()
        .is_ok_and(|m| m.len() > 0)
}
