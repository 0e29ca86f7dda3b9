//! Certificate authorities and certificates, made by OpenSSL as Strimzi makes them: PEM,
//! PKCS#8 keys, one authority for the cluster and one for its clients.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::process::Call;

/// Days that a certificate is valid; a run takes minutes, and what ends soon is told of.
const DAYS: &str = "30";

/// OpenSSL's own configuration would make every certificate an authority.
const CONFIGURATION: &str = "[req]\ndistinguished_name = none\n[none]\n";

/// A certificate authority in a directory of its own.
#[derive(Clone, Debug)]
pub struct CertificateAuthority {
    directory: PathBuf,
}

impl CertificateAuthority {
    /// Creates an authority called `name` in the empty directory `directory`.
    pub fn create(directory: &Path, name: &str) -> Result<Self> {
        let authority = Self {
            directory: directory.to_owned(),
        };
        write(&authority.configuration(), CONFIGURATION)?;
        authority
            .request(&format!("/O=io.strimzi/CN={name}"))
            .args(["-addext", "basicConstraints=critical,CA:TRUE", "-keyout"])
            .arg(authority.key())
            .arg("-out")
            .arg(authority.certificate())
            .stdout()?;
        Ok(authority)
    }

    /// Returns the authority that was created in `directory`.
    #[must_use]
    pub fn existing(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
        }
    }

    /// Returns the authority's certificate, for whoever is to trust it.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.directory.join("ca.crt")
    }

    /// Issues a certificate for `subject`, with an address if it is for a server, and writes
    /// key, certificate and this authority's certificate into `file`, as Kafka reads PEM.
    pub fn issue(&self, subject: &str, address: Option<&str>, file: &Path) -> Result<()> {
        let (key, certificate) = (file.with_extension("key"), file.with_extension("crt"));
        let mut request = self
            .request(subject)
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-CA"])
            .arg(self.certificate())
            .arg("-CAkey")
            .arg(self.key());
        if let Some(address) = address {
            request = request
                .arg("-addext")
                .arg(format!("subjectAltName=IP:{address}"));
        }
        request
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&certificate)
            .stdout()?;
        self.join(&key, &certificate, file)
    }

    /// Issues the certificate of a server that ends in `days`, or ended, as [`CertificateAuthority::issue`]
    /// does.
    pub fn issue_for(&self, subject: &str, address: &str, days: i32, file: &Path) -> Result<()> {
        let (key, certificate) = (file.with_extension("key"), file.with_extension("crt"));
        let request = file.with_extension("csr");
        Call::new("openssl")
            .args(["req", "-new", "-newkey", "ec", "-pkeyopt"])
            .args(["ec_paramgen_curve:P-256", "-nodes", "-subj", subject])
            .arg("-addext")
            .arg(format!("subjectAltName=IP:{address}"))
            .arg("-config")
            .arg(self.configuration())
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&request)
            .stdout()?;
        Call::new("openssl")
            .args(["x509", "-req", "-copy_extensions", "copy", "-days"])
            .arg(days.to_string())
            .arg("-in")
            .arg(&request)
            .arg("-CA")
            .arg(self.certificate())
            .arg("-CAkey")
            .arg(self.key())
            .arg("-out")
            .arg(&certificate)
            .stdout()?;
        self.join(&key, &certificate, file)
    }

    /// Writes key, certificate and this authority's certificate into one file.
    fn join(&self, key: &Path, certificate: &Path, file: &Path) -> Result<()> {
        let mut text = String::new();
        for part in [key, certificate, &self.certificate()] {
            text.push_str(&fs::read_to_string(part).map_err(Error::file("read", part))?);
        }
        write(file, &text)
    }

    fn request(&self, subject: &str) -> Call {
        Call::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ])
            .args(["-nodes", "-days", DAYS, "-subj", subject, "-config"])
            .arg(self.configuration())
    }

    fn key(&self) -> PathBuf {
        self.directory.join("ca.key")
    }

    fn configuration(&self) -> PathBuf {
        self.directory.join("openssl.cnf")
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::file("write", path))
}
