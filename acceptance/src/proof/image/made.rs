//! The image as the command makes it, here and in another directory.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::blueprint::copy_environments as copy_files;
use crate::cache::Recipe;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::process::Call;
use crate::verdict::Checks;
use crate::workspace;

/// How long a cold build may take on a busy machine of two cores.
const BUILD: Duration = Duration::from_mins(30);

/// What the image names as its revision here: the tree may have changes.
const REVISION: &str = "acceptance";

/// The tag that an image has in its layout: the version.
pub(super) const TAG: &str = env!("CARGO_PKG_VERSION");

/// The largest size of the image, in bytes.
const LARGEST: u64 = 20_000_000;

/// What a workspace needs so that cargo builds one member of it.
const SOURCE: [&str; 6] = [
    ".cargo",
    "acceptance",
    "expectations",
    "src",
    "verification",
    "xtask",
];

/// The files that the command wrote.
#[derive(Debug)]
pub(super) struct Made {
    /// The directory they are in.
    pub(super) directory: PathBuf,
    /// The digest of the image.
    pub(super) digest: String,
}

impl Made {
    /// Makes the image from this workspace, in every form.
    pub(super) fn new(harness: &Harness) -> Result<Self> {
        let directory = harness.directory("image")?;
        image(harness, workspace::root(), &directory)?
            .args(["--output", "image.tar", "--context", "context"])
            .stdout()?;
        let digest = digest(&directory.join("layout"))?;
        Ok(Self { directory, digest })
    }

    /// Makes it from a copy of the source in another directory, with another home of cargo's.
    pub(super) fn is_the_same_elsewhere(
        &self,
        harness: &Harness,
        checks: &mut Checks,
    ) -> Result<()> {
        let workspace = workspace::root();
        let mut recipe =
            Recipe::new("image-elsewhere").with(Call::new("rustc").arg("-vV").stdout()?);
        for file in source_files(workspace)? {
            recipe = recipe.with_file(&file)?;
        }
        // The same source need not be built elsewhere twice; the program decides on the image, and
        // is all that is kept.
        let kept = harness.cache().get(&recipe, |staging| {
            let source = staging.join("quite/another/directory");
            fs::create_dir_all(&source).map_err(Error::file("create", &source))?;
            copy_source(workspace, &source)?;
            let home = cargo_home(staging)?;
            image(harness, &source, staging)?
                .env("CARGO_HOME", home)
                .args(["--context", "context"])
                .stdout()?;
            let built = staging.join("quite");
            fs::remove_dir_all(&built).map_err(Error::file("remove", &built))
        })?;
        let program = |directory: &Path| {
            let path = directory.join("context/verification");
            fs::read(&path).map_err(Error::file("read", &path))
        };
        checks.expect(
            "the program is the same when it is built in another directory, with another home of \
             cargo's",
            program(&kept)? == program(&self.directory)?,
            || format!("{} holds the other one", kept.display()),
        );
        let again = harness.directory("again")?;
        image_of(harness, &kept.join("context/verification"), &again)?.stdout()?;
        let other = digest(&again.join("layout"))?;
        checks.expect(
            "the image of that program has the same digest",
            other == self.digest,
            || format!("{other} instead of {}", self.digest),
        );
        Ok(())
    }

    /// Weighs it, as a registry stores it and as an archive.
    pub(super) fn is_small(&self, checks: &mut Checks) -> Result<()> {
        let archive = self.directory.join("image.tar");
        let size = fs::metadata(&archive)
            .map_err(Error::file("read", &archive))?
            .len();
        checks.expect(
            format!("its archive has {size} bytes, fewer than {LARGEST}"),
            size < LARGEST,
            || format!("{size} bytes"),
        );
        Ok(())
    }
}

/// Returns a call that makes the image from a source tree, with its layout in `directory`.
fn image(harness: &Harness, source: &Path, directory: &Path) -> Result<Call> {
    let call = harness.sets().blueprint()?.call();
    Ok(call
        .args(["image", "--revision", REVISION, "--layout", "layout"])
        .arg("--source")
        .arg(source)
        .directory(directory)
        .timeout(BUILD)
        .nice())
}

/// Returns a call that makes the image of a program.
pub(super) fn image_of(harness: &Harness, program: &Path, directory: &Path) -> Result<Call> {
    let call = harness.sets().blueprint()?.call();
    Ok(call
        .args(["image", "--revision", REVISION, "--layout", "layout"])
        .arg("--program")
        .arg(program)
        .directory(directory))
}

/// Returns the digest of the one image in a layout.
pub(super) fn digest(layout: &Path) -> Result<String> {
    let path = layout.join("index.json");
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let index: Value =
        serde_json::from_str(&text).map_err(|error| Error::form("the index", error))?;
    match index["manifests"].as_array().map(Vec::as_slice) {
        Some([only]) => Ok(only["digest"].as_str().unwrap_or_default().to_owned()),
        _ => Err(Error::form("the index", "it has not one image")),
    }
}

fn copy_source(workspace: &Path, copy: &Path) -> Result<()> {
    for file in ["Cargo.toml", "Cargo.lock"] {
        let from = workspace.join(file);
        fs::copy(&from, copy.join(file)).map_err(Error::file("copy", &from))?;
    }
    for directory in SOURCE {
        let to = copy.join(directory);
        fs::create_dir(&to).map_err(Error::file("create", &to))?;
        copy_files(&workspace.join(directory), &to)?;
    }
    Ok(())
}

/// Returns what the program is made of, in the order of the paths.
fn source_files(workspace: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![workspace.join("Cargo.toml"), workspace.join("Cargo.lock")];
    let mut directories: Vec<PathBuf> =
        [".cargo", "expectations", "verification", "src/image/source"]
            .map(|name| workspace.join(name))
            .into();
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).map_err(Error::file("read", &directory))? {
            let path = entry.map_err(Error::file("read", &directory))?.path();
            if path.is_dir() {
                directories.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Makes a home of cargo's that has the sources which this machine has, under another path.
fn cargo_home(directory: &Path) -> Result<PathBuf> {
    let own = env::var_os("CARGO_HOME").map(PathBuf::from);
    let own = own.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let home = directory.join("cargo-home");
    fs::create_dir(&home).map_err(Error::file("create", &home))?;
    let registry = home.join("registry");
    std::os::unix::fs::symlink(own.unwrap_or_default().join("registry"), &registry)
        .map_err(Error::file("create", &registry))?;
    Ok(home)
}
