//! A real registry: what is pushed there comes back with the same digest.

use std::fs;

use serde_json::Value;

use super::made::{Made, TAG, digest, image_of};
use crate::component::crane;
use crate::component::docker_registry::{DockerRegistry, LOGIN};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::process::Call;
use crate::verdict::Checks;

/// The name of the image in the registry.
const NAME: &str = "team/kafka-verification";

/// Pushes, without and with the login, and pulls.
pub(super) fn comes_back(harness: &Harness, made: &Made, checks: &mut Checks) -> Result<()> {
    let registry = DockerRegistry::start(&harness.directory("registry")?)?;
    let directory = harness.directory("push")?;
    let place = format!("{}/{NAME}", registry.host());
    let program = made.directory.join("context/verification");
    let push = image_of(harness, &program, &directory)?.args(["--push", &place]);
    let nowhere = directory.join("no-login");
    let refused = push.clone().env("DOCKER_CONFIG", &nowhere).output()?;
    let left = fs::read_dir(&directory).map_err(Error::file("read", &directory))?;
    checks.expect(
        "without a login the push ends with 1, says why, and writes nothing",
        refused.status == Some(1) && refused.stderr.contains("401") && left.count() == 0,
        || refused.last_words(),
    );
    let pushed = push.env("DOCKER_CONFIG", registry.login()).output()?;
    checks.expect(
        "with the login it is pushed, and the login is not shown",
        pushed.success() && !format!("{}{}", pushed.stdout, pushed.stderr).contains(LOGIN),
        || pushed.last_words(),
    );
    let lock = directory.join("images.lock");
    let text = fs::read_to_string(&lock).map_err(Error::file("read", &lock))?;
    checks.expect(
        "images.lock has the image by the digest of the archive",
        text.contains(&format!("{place}:{TAG}@{}", made.digest)),
        || text.clone(),
    );
    let tagged = format!("{place}:{TAG}");
    let crane = || -> Result<Call> {
        Ok(crane::call(harness.cache())?.env("DOCKER_CONFIG", registry.login()))
    };
    let told = crane()?.args(["digest", &tagged]).stdout()?;
    checks.expect(
        "crane finds that digest in the registry",
        told.trim() == made.digest,
        || told.clone(),
    );
    let valid = crane()?.args(["validate", "--remote", &tagged]).output()?;
    checks.expect("crane validates it there", valid.success(), || {
        valid.last_words()
    });
    let pulled = directory.join("pulled");
    Call::new("skopeo")
        .args(["--insecure-policy", "copy", "--src-tls-verify=false"])
        .arg("--authfile")
        .arg(registry.login().join("config.json"))
        .arg(format!("docker://{place}@{}", made.digest))
        .arg(format!("oci:{}:{TAG}", pulled.display()))
        .stdout()?;
    let came = digest(&pulled)?;
    checks.expect(
        "skopeo pulls it back with the same digest",
        came == made.digest,
        || came.clone(),
    );
    documents(&crane, made, &place, checks)
}

/// Finds the bill of materials and the provenance through the digest of the image.
fn documents(
    crane: &dyn Fn() -> Result<Call>,
    made: &Made,
    place: &str,
    checks: &mut Checks,
) -> Result<()> {
    let tag = made.digest.replace(':', "-");
    let index = json(
        &crane()?
            .args(["manifest", &format!("{place}:{tag}")])
            .stdout()?,
    )?;
    let listed = index["manifests"].as_array().cloned().unwrap_or_default();
    let mut documents = Vec::new();
    for one in &listed {
        let name = format!("{place}@{}", one["digest"].as_str().unwrap_or_default());
        let manifest = json(&crane()?.args(["manifest", &name]).stdout()?)?;
        let blob = manifest["layers"][0]["digest"].as_str().unwrap_or_default();
        let document = crane()?
            .args(["blob", &format!("{place}@{blob}")])
            .stdout()?;
        documents.push((manifest["subject"]["digest"].clone(), json(&document)?));
    }
    let about = documents.iter().all(|(subject, _)| *subject == made.digest);
    let kinds: Vec<_> = documents
        .iter()
        .map(|(_, document)| kind(document))
        .collect();
    checks.expect(
        "a bill of materials and the provenance refer to it there",
        about && kinds == ["CycloneDX", "https://slsa.dev/provenance/v1"],
        || format!("{kinds:?} {index}"),
    );
    Ok(())
}

fn kind(document: &Value) -> &str {
    let kind = document["bomFormat"].as_str();
    kind.or(document["predicateType"].as_str())
        .unwrap_or_default()
}

fn json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::form("what the registry holds", error))
}
