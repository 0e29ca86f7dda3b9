//! The image unpacked: a root directory with the program, in which it runs as its own user.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::made::{Made, TAG};
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::process::Call;
use crate::proof::verification::site::Site;
use crate::verdict::Checks;

/// Whom the image runs as.
pub(super) const USER: u32 = 65_532;

/// The root directory, and how the image wants to be started.
#[derive(Debug)]
pub(super) struct Root {
    directory: PathBuf,
    /// What umoci makes of the configuration: OCI's runtime configuration.
    config: Value,
}

impl Root {
    /// Unpacks the layout with umoci.
    pub(super) fn unpack(harness: &Harness, made: &Made) -> Result<Self> {
        let bundle = harness.directory("bundle")?.join("bundle");
        let image = format!("{}:{TAG}", made.directory.join("layout").display());
        Call::new("umoci")
            .args(["unpack", "--image", &image])
            .arg(&bundle)
            .stdout()?;
        let path = bundle.join("config.json");
        let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        Ok(Self {
            directory: bundle.join("rootfs"),
            config: serde_json::from_str(&text)
                .map_err(|error| Error::form("umoci's configuration", error))?,
        })
    }

    /// Says what is in it, and who runs it.
    pub(super) fn holds_the_program_alone(&self, checks: &mut Checks) -> Result<()> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.directory).map_err(Error::file("read", &self.directory))? {
            let entry = entry.map_err(Error::file("read", &self.directory))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        checks.expect(
            "umoci unpacks it: the program and nothing else",
            names == ["verification"],
            || format!("{names:?}"),
        );
        let process = &self.config["process"];
        checks.expect(
            format!("umoci reads that it runs the program as user {USER}"),
            process["user"]["uid"] == USER
                && process["args"] == serde_json::json!(["/verification"]),
            || process.to_string(),
        );
        Ok(())
    }

    /// Puts there what Kubernetes mounts, the files of the container, readable for its user; and
    /// the devices that the program reads of those that every runtime makes (OCI runtime
    /// specification, default devices).
    pub(super) fn mount(&self, site: &Site) -> Result<()> {
        let volume = site.container.path("/tmp");
        let volumes = volume.parent().unwrap_or(&volume);
        Call::new("cp")
            .args(["-r", "--parents"])
            .arg(volumes)
            .arg(&site.directory)
            .arg(&self.directory)
            .stdout()?;
        Call::new("chmod")
            .args(["-R", "a+rX"])
            .arg(&self.directory)
            .stdout()?;
        let devices = self.directory.join("dev");
        fs::create_dir(&devices).map_err(Error::file("create", &devices))?;
        for (name, minor) in [("random", "8"), ("urandom", "9")] {
            Call::new("mknod")
                .args(["--mode", "666"])
                .arg(devices.join(name))
                .args(["c", "1", minor])
                .stdout()?;
        }
        Ok(())
    }

    /// Writes a file below `/etc`, as Kubernetes does for names.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<()> {
        let directory = self.directory.join("etc");
        fs::create_dir_all(&directory).map_err(Error::file("create", &directory))?;
        let path = directory.join(name);
        fs::write(&path, text).map_err(Error::file("write", &path))
    }

    /// Describes a run of the image's entry point as its user.
    pub(super) fn call(&self) -> Call {
        let root: &Path = &self.directory;
        let entry = self.config["process"]["args"][0]
            .as_str()
            .unwrap_or_default();
        Call::new("chroot")
            .arg(format!("--userspec={USER}:{USER}"))
            .arg(root)
            .arg(entry)
    }
}
