//! The registry of the distribution project, as Debian has it, on loopback and with a login.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::port;
use crate::process::{Call, Daemon};

/// How long it may take to start.
const READY: Duration = Duration::from_secs(30);

/// The one login, as `htpasswd` writes it: `me` with the password `secret`.
const LOGINS: &str = "me:$2b$04$6cMMa4guAuNhN5hYMZnY7.iL6JVUGNpuaJHtYss0YWzeLi.hiJ1Vi\n";

/// That login, as HTTP sends it.
pub const LOGIN: &str = "bWU6c2VjcmV0";

/// A running registry.
#[derive(Debug)]
pub struct DockerRegistry {
    host: String,
    directory: PathBuf,
    _process: Daemon,
}

impl DockerRegistry {
    /// Starts one that keeps everything below `directory`.
    pub fn start(directory: &Path) -> Result<Self> {
        let [port] = port::free()?;
        let host = format!("127.0.0.1:{port}");
        let logins = directory.join("htpasswd");
        write(&logins, LOGINS)?;
        let config = directory.join("config.yml");
        let content = directory.join("content");
        let text = format!(
            "version: 0.1\nlog: {{level: info}}\n\
             storage: {{filesystem: {{rootdirectory: \"{}\"}}}}\n\
             http: {{addr: \"{host}\"}}\n\
             auth: {{htpasswd: {{realm: acceptance, path: \"{}\"}}}}\n",
            content.display(),
            logins.display()
        );
        write(&config, &text)?;
        let mut process = Call::new("docker-registry")
            .arg("serve")
            .arg(&config)
            .start("docker-registry", &directory.join("log"))?;
        let ready = || Ok(std::net::TcpStream::connect(&host).is_ok());
        process.wait_until(READY, ready)?;
        let login = format!(r#"{{"auths": {{"{host}": {{"auth": "{LOGIN}"}}}}}}"#);
        let logins = directory.join("login");
        fs::create_dir(&logins).map_err(Error::file("create", &logins))?;
        write(&logins.join("config.json"), &login)?;
        Ok(Self {
            host,
            directory: directory.to_owned(),
            _process: process,
        })
    }

    /// Returns its host and port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the directory with a `config.json` that holds the login, as `docker login` makes it.
    #[must_use]
    pub fn login(&self) -> PathBuf {
        self.directory.join("login")
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::file("write", path))
}
