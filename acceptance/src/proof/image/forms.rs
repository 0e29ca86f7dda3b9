//! What tools of others make of the files: the archive, the layout and the Containerfile.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::made::{Made, TAG};
use crate::component::crane;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::process::Call;
use crate::verdict::Checks;

/// Reads the archive and the layout with tools that did not write them.
pub(super) fn are_read(harness: &Harness, made: &Made, checks: &mut Checks) -> Result<()> {
    let directory = &made.directory;
    let archive = format!("oci-archive:{}", directory.join("image.tar").display());
    let copy = directory.join("docker.tar");
    let copied = skopeo_copy(&archive, &copy).output()?;
    checks.expect(
        "skopeo copies the archive into Docker's form",
        copied.success(),
        || copied.last_words(),
    );
    let validated = crane::call(harness.cache())?
        .args(["validate", "--tarball"])
        .arg(&copy)
        .output()?;
    checks.expect(
        "crane validates what skopeo made of it",
        validated.success(),
        || validated.last_words(),
    );
    let damaged = harness.directory("damaged")?;
    let layout = damage(&directory.join("layout"), &damaged)?;
    let copied = skopeo_copy(&layout, &damaged.join("docker.tar")).output()?;
    checks.expect(
        "skopeo refuses the image once a byte of its layer is another",
        !copied.success(),
        || "it took it".to_owned(),
    );
    Ok(())
}

/// Builds the image with buildah from the Containerfile, and compares what it came to.
pub(super) fn context_is_built(harness: &Harness, made: &Made, checks: &mut Checks) -> Result<()> {
    let directory = harness.directory("buildah")?;
    let buildah = || {
        Call::new("buildah")
            .args(["--storage-driver", "vfs", "--root"])
            .arg(directory.join("root"))
            .arg("--runroot")
            .arg(directory.join("run"))
    };
    let built = buildah()
        .args(["bud", "--isolation", "chroot", "--tag", "verification"])
        .arg(made.directory.join("context"))
        .output()?;
    checks.expect(
        "buildah builds the Containerfile without a network",
        built.success(),
        || built.last_words(),
    );
    if !built.success() {
        return Ok(());
    }
    let layout = format!("oci:{}:{TAG}", directory.join("layout").display());
    buildah().args(["push", "verification", &layout]).stdout()?;
    let ours = format!("oci:{}:{TAG}", made.directory.join("layout").display());
    let [ours, theirs] = [config(&ours)?, config(&layout)?];
    for field in ["Entrypoint", "User", "Labels"] {
        let wanted = contained(&ours["config"][field], &theirs["config"][field]);
        checks.expect(format!("that image has the same {field}"), wanted, || {
            format!("{} instead of {}", theirs["config"], ours["config"])
        });
    }
    Ok(())
}

/// Whether a value has everything that another has; buildah adds a label of its own.
fn contained(ours: &Value, theirs: &Value) -> bool {
    match (ours.as_object(), theirs.as_object()) {
        (Some(ours), Some(theirs)) => ours
            .iter()
            .all(|(name, value)| theirs.get(name) == Some(value)),
        _ => ours == theirs,
    }
}

fn config(image: &str) -> Result<Value> {
    let text = Call::new("skopeo")
        .args(["inspect", "--config", "--raw", image])
        .stdout()?;
    serde_json::from_str(&text).map_err(|error| Error::form(image, error))
}

fn skopeo_copy(from: &str, to: &Path) -> Call {
    Call::new("skopeo")
        .args(["--insecure-policy", "copy", from])
        .arg(format!("docker-archive:{}", to.display()))
}

/// Copies a layout with one byte of its largest blob changed, and returns skopeo's name of it.
fn damage(layout: &Path, directory: &Path) -> Result<String> {
    let copy = directory.join("layout");
    Call::new("cp").arg("-r").arg(layout).arg(&copy).stdout()?;
    let blobs = copy.join("blobs/sha256");
    let mut largest = (0, blobs.clone());
    for entry in fs::read_dir(&blobs).map_err(Error::file("read", &blobs))? {
        let path = entry.map_err(Error::file("read", &blobs))?.path();
        let size = fs::metadata(&path)
            .map_err(Error::file("read", &path))?
            .len();
        largest = largest.max((size, path));
    }
    let (_, layer) = largest;
    let mut bytes = fs::read(&layer).map_err(Error::file("read", &layer))?;
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        *byte ^= 1;
    }
    fs::write(&layer, bytes).map_err(Error::file("write", &layer))?;
    Ok(format!("oci:{}:{TAG}", copy.display()))
}
