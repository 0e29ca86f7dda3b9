//! Builds the program with cargo: statically, and without a trace of where that was.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{Crates, PACKAGE, SourceError, SourceTree, Toolchain};

/// The directory below the source tree that the program is built in; nothing else is built with
/// its flags.
const TARGET: &str = "target/image";

/// A program that was built, and from what.
#[derive(Clone, Debug)]
pub struct Build {
    /// The executable.
    pub program: Vec<u8>,
    /// Its crates.
    pub crates: Crates,
    /// What built it.
    pub toolchain: Toolchain,
    /// The flags for rustc that are the same everywhere.
    pub flags: Vec<String>,
}

/// Builds the program; cargo writes what it does to standard error.
pub fn build(source: &SourceTree) -> Result<Build, SourceError> {
    let toolchain = Toolchain::of(source)?;
    let crates = Crates::of(source, &toolchain.target)?;
    let flags = vec![
        // All libraries are in the program: the image has none.
        "-Ctarget-feature=+crt-static".to_owned(),
        // A build id is a digest of what is stripped afterwards.
        "-Clink-arg=-Wl,--build-id=none".to_owned(),
    ];
    let mut all = flags.clone();
    all.extend(remapped(source.root()));
    let target = source.root().join(TARGET);
    let mut command = cargo();
    // Whoever builds may have wishes about their own builds.
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    let status = command
        .args(["build", "--locked", "--release", "--bin", PACKAGE])
        .args(["--package", PACKAGE, "--target", &toolchain.target])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(source.root())
        // These go before every other place that flags can come from.
        .env("CARGO_ENCODED_RUSTFLAGS", all.join("\u{1f}"))
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|error| SourceError::NotStarted("cargo", error))?;
    if !status.success() {
        return Err(SourceError::Failed("cargo", "; it says why above".into()));
    }
    let path = target.join(&toolchain.target).join("release").join(PACKAGE);
    Ok(Build {
        program: fs::read(&path).map_err(|error| SourceError::Unreadable(path, error))?,
        crates,
        toolchain,
        flags,
    })
}

/// Returns the cargo that runs this, or that of the search path.
pub(super) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Returns the flags that take this machine's directories out of messages and symbols.
fn remapped(root: &Path) -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = Vec::new();
    if let Some(home) = home {
        flags.push(format!("--remap-path-prefix={}=/cargo", home.display()));
    }
    flags.push(format!("--remap-path-prefix={}=/source", root.display()));
    flags
}
