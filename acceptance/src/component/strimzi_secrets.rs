//! The Secrets that Strimzi's operators would make: the cluster CA's certificate, and each
//! user's certificate and key.
//!
//! Keys of a Secret are files of a directory. Their names are those of Strimzi's `Ca` and
//! `KafkaUserModel` classes; the stores are PKCS #12, made by the JDK and by OpenSSL.

use std::fs;
use std::path::{Path, PathBuf};

use super::certificates::CertificateAuthority;
use super::kafka_config::JAVA;
use crate::error::{Error, Result};
use crate::process::Call;

/// The password of every store; Strimzi makes a random one.
const PASSWORD: &str = "acceptance";

/// The two authorities of one cluster and where its Secrets are written.
#[derive(Clone, Debug)]
pub struct StrimziSecrets {
    cluster: String,
    cluster_ca: CertificateAuthority,
    clients_ca: CertificateAuthority,
    directory: PathBuf,
}

impl StrimziSecrets {
    /// Describes the Secrets of the cluster `cluster`, to be written below `directory`.
    pub(super) fn new(
        cluster: &str,
        cluster_ca: &CertificateAuthority,
        clients_ca: &CertificateAuthority,
        directory: &Path,
    ) -> Result<Self> {
        let directory = directory.join("secrets");
        fs::create_dir_all(&directory).map_err(Error::file("create", &directory))?;
        Ok(Self {
            cluster: cluster.to_owned(),
            cluster_ca: cluster_ca.clone(),
            clients_ca: clients_ca.clone(),
            directory,
        })
    }

    /// Returns the directory of the Secret `name`: the cluster CA's certificate, or else the
    /// Secret of the user of that name.
    pub fn get(&self, name: &str) -> Result<PathBuf> {
        let directory = self.directory.join(name);
        if !directory.exists() {
            fs::create_dir(&directory).map_err(Error::file("create", &directory))?;
            if name == format!("{}-cluster-ca-cert", self.cluster) {
                self.write_cluster_ca(&directory)?;
            } else {
                self.write_user(name, &directory)?;
            }
        }
        Ok(directory)
    }

    fn write_cluster_ca(&self, directory: &Path) -> Result<()> {
        copy(&self.cluster_ca.certificate(), &directory.join("ca.crt"))?;
        write(&directory.join("ca.password"), PASSWORD)?;
        // A store of certificates to trust marks each as such, which OpenSSL 3.0 can't do.
        super::jdk(JAVA)?
            .call("keytool")
            .args(["-importcert", "-noprompt", "-alias", "ca.crt"])
            .args(["-storetype", "PKCS12", "-storepass", PASSWORD, "-file"])
            .arg(directory.join("ca.crt"))
            .arg("-keystore")
            .arg(directory.join("ca.p12"))
            .stdout()
            .map(drop)
    }

    fn write_user(&self, name: &str, directory: &Path) -> Result<()> {
        let whole = directory.join("user.pem");
        self.clients_ca
            .issue(&format!("/CN={name}"), None, &whole)?;
        copy(&self.clients_ca.certificate(), &directory.join("ca.crt"))?;
        write(&directory.join("user.password"), PASSWORD)?;
        Call::new("openssl")
            .args(["pkcs12", "-export", "-name", name, "-passout"])
            .arg(format!("pass:{PASSWORD}"))
            .arg("-in")
            .arg(&whole)
            .arg("-out")
            .arg(directory.join("user.p12"))
            .stdout()?;
        // The Secret has the parts alone.
        fs::remove_file(&whole).map_err(Error::file("remove", &whole))
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map_err(Error::file("copy", from))?;
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::file("write", path))
}
