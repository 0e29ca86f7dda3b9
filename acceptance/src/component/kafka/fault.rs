//! Faults of nodes: stopped ones, ones that answer nobody, ones with other settings or with
//! certificates that should not be trusted.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Beside, Kafka, authority, wait_until_ready, write};
use crate::error::{Error, Result};

/// What is wrong with the certificate of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It ended yesterday.
    Expired,
    /// It ends in three days.
    EndsSoon,
    /// It is for another address.
    OtherHost,
    /// An authority made it that nobody trusts.
    OtherAuthority,
}

/// Java's own list of what it does not speak, without the protocols of before TLS 1.2: whatever
/// Kafka enables, Java speaks none of them otherwise (its file `java.security`).
const ANY_PROTOCOL: &str = "jdk.tls.disabledAlgorithms=SSLv3, RC4, anon, NULL\n";

/// Returns what Java must be told for settings to have an effect.
fn java_options(directory: &Path, settings: &[(String, String)]) -> Result<Vec<String>> {
    let is_old = |(name, value): &(String, String)| {
        name.ends_with("ssl.enabled.protocols") && value.contains("TLSv1.1")
    };
    if !settings.iter().any(is_old) {
        return Ok(Vec::new());
    }
    let file = directory.join("java.security");
    write(&file, ANY_PROTOCOL)?;
    let option = format!("-Djava.security.properties={}", file.display());
    Ok(vec![option])
}

impl Kafka {
    /// Stops a node where it is, so that it answers nobody, or lets it go on.
    pub fn pause(&self, index: usize, paused: bool) {
        if let Some(Some(process)) = self.processes.get(index) {
            process.pause(paused);
        }
    }

    /// Starts a node that was killed, with settings beside those it had at first.
    pub fn start_again(&mut self, index: usize, settings: &[(String, String)]) -> Result<()> {
        let node = &self.nodes[index];
        let directory = self.directory.join(&node.pod);
        let rendered = directory.join("server.properties");
        let mut text = fs::read_to_string(&rendered).map_err(Error::file("read", &rendered))?;
        for (name, value) in settings {
            // The last of several values is the one that counts.
            // Writing to a string can't fail.
            let _ = writeln!(text, "{name}={value}");
        }
        let path = directory.join("changed.properties");
        write(&path, &text)?;
        let options = java_options(&directory, settings)?;
        let library = None;
        self.restart(index, &path, &Beside { options, library })
    }

    /// Starts a node again whose disk stalls now and then.
    pub fn start_slow(&mut self, index: usize, library: PathBuf) -> Result<()> {
        let directory = self.directory.join(&self.nodes[index].pod);
        let beside = Beside {
            library: Some(library),
            ..Beside::default()
        };
        self.restart(index, &directory.join("server.properties"), &beside)
    }

    fn restart(&mut self, index: usize, properties: &Path, beside: &Beside) -> Result<()> {
        self.kill(index);
        let node = &self.nodes[index];
        let mut process = self.runtime.start_with(node, properties, beside)?;
        wait_until_ready(&mut process, &self.directory.join(&node.pod))?;
        self.processes[index] = Some(process);
        Ok(())
    }

    /// Returns a setting of a node as it was at first.
    pub fn setting(&self, index: usize, name: &str) -> Result<String> {
        let path = self.directory.join(&self.nodes[index].pod);
        let path = path.join("server.properties");
        let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        let mut lines = text.lines().filter_map(|line| line.split_once('='));
        let own = lines.find(|(own, _)| *own == name);
        let missing = || Error::form(path.display().to_string(), format!("it has no {name}"));
        own.map(|(_, value)| value.to_owned()).ok_or_else(missing)
    }

    /// Makes a certificate for a node, with a flaw, and returns the file as Kafka reads it.
    pub fn flawed_certificate(&self, index: usize, flaw: Flaw) -> Result<PathBuf> {
        let node = &self.nodes[index];
        let directory = self.directory.join(&node.pod);
        let file = directory.join(format!("{flaw:?}.pem"));
        if file.exists() {
            return Ok(file);
        }
        let subject = format!("/O=io.strimzi/CN={}-kafka", self.name);
        match flaw {
            Flaw::Expired => self
                .cluster_ca
                .issue_for(&subject, &node.address, -1, &file),
            Flaw::EndsSoon => self.cluster_ca.issue_for(&subject, &node.address, 3, &file),
            Flaw::OtherHost => self.cluster_ca.issue(&subject, Some("127.0.0.99"), &file),
            Flaw::OtherAuthority => {
                let other = self.other_authority()?;
                other.issue(&subject, Some(&node.address), &file)
            }
        }?;
        Ok(file)
    }

    /// Returns the certificate of an authority that has nothing to do with the cluster.
    pub fn strange_authority(&self) -> Result<PathBuf> {
        Ok(self.other_authority()?.certificate())
    }

    /// Returns the certificate and the key of a client called `name` whom that authority vouches
    /// for.
    pub fn stranger(&self, name: &str) -> Result<(PathBuf, PathBuf)> {
        let file = self.directory.join(format!("stranger-{name}.pem"));
        if !file.exists() {
            let authority = self.other_authority()?;
            authority.issue(&format!("/CN={name}"), None, &file)?;
        }
        Ok((file.with_extension("crt"), file.with_extension("key")))
    }

    /// Returns a store that trusts a node, Strimzi's super user, and an authority with the name of
    /// the cluster's and another key.
    pub fn renewed_authority(&self, index: usize) -> Result<PathBuf> {
        let directory = self.directory.join(&self.nodes[index].pod);
        let renewed = directory.join("renewed-ca");
        fs::create_dir(&renewed).map_err(Error::file("create", &renewed))?;
        let authority = super::CertificateAuthority::create(&renewed, "cluster-ca v0")?;
        let own = directory.join("node.crt");
        let operator = self.directory.join("operator.crt");
        let file = directory.join("renewed-ca.pem");
        let mut text = String::new();
        for part in [own, operator, authority.certificate()] {
            text.push_str(&fs::read_to_string(&part).map_err(Error::file("read", &part))?);
        }
        write(&file, &text)?;
        Ok(file)
    }

    fn other_authority(&self) -> Result<super::CertificateAuthority> {
        if self.directory.join("other-ca").exists() {
            return Ok(super::CertificateAuthority::existing(
                &self.directory.join("other-ca"),
            ));
        }
        authority(&self.directory, "other-ca")
    }
}
