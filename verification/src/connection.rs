//! Where the cluster is and whom the verification says it is.
//!
//! Certificates are given as paths; what is in them is never kept here and never printed.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use krafka::{
    Kafka, KafkaBuilder,
    auth::{AuthConfig, TlsConfig},
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
};

use crate::{
    error::Error,
    later::Later,
    wire::{Gateway, Way},
};

/// How long one request, and one connection, may take.
const LIMIT: Duration = Duration::from_secs(10);

/// How a client reaches the cluster.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Where it begins: `host:port`, separated by commas.
    pub servers: String,
    /// The certificate of the cluster's authority; none for a listener without TLS.
    pub authority: Option<PathBuf>,
    /// The client's own certificate and key.
    pub identity: Option<Identity>,
    /// A certificate that no listener may take; none for a made up one.
    pub stranger: Option<Identity>,
}

/// The paths of a certificate and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The certificate.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Identity {
    /// Returns the certificate and key of a user in a directory that has a directory for each, as
    /// their Secrets are mounted; nothing where they are not there.
    #[must_use]
    pub fn of_user(directory: &Path, user: &str) -> Option<Self> {
        let own = directory.join(user);
        let (certificate, key) = (own.join("user.crt"), own.join("user.key"));
        (certificate.exists() && key.exists()).then_some(Self { certificate, key })
    }

    fn read(&self) -> Result<Shown, Error> {
        let (path, bad) = (&self.certificate, bad(&self.certificate));
        let chain = CertificateDer::pem_file_iter(path).map_err(&bad)?;
        let chain = chain.collect::<Result<_, _>>().map_err(&bad)?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(self::bad(&self.key))?;
        Ok((chain, key))
    }
}

/// What a client shows.
type Shown = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

impl Connection {
    /// Connects, as far as a client does before its first question.
    pub async fn open(&self) -> krafka::Result<Kafka> {
        let mut builder = self.builder();
        if let Some(authority) = &self.authority {
            let mut tls = TlsConfig::new().with_ca_cert(authority.display().to_string());
            if let Some(Identity { certificate, key }) = &self.identity {
                let (certificate, key) = (certificate.display(), key.display());
                tls = tls.with_client_cert(certificate.to_string(), key.to_string());
            }
            builder = builder.security(AuthConfig::ssl(tls));
        }
        builder.connect().await
    }

    /// Opens a gateway to brokers that offer clients what they keep for brokers.
    pub async fn gateway(&self) -> Result<Gateway, Error> {
        let way = match &self.authority {
            Some(_) => self.secured(self.identity.as_ref())?,
            None => None,
        };
        let bad = |e| Error::Setup(format!("a way for transactions: {e}"));
        Gateway::open(way).await.map_err(bad)
    }

    /// Connects through a gateway, which must live as long as what is returned.
    pub async fn through(&self, gateway: &Gateway) -> krafka::Result<Kafka> {
        self.builder().proxy(gateway.proxy()).connect().await
    }

    fn builder(&self) -> KafkaBuilder {
        Kafka::builder(&self.servers)
            .client_id("kafka-verification")
            .request_timeout(LIMIT)
            .connect_timeout(LIMIT)
            .allow_auto_create_topics(false)
    }

    /// Returns how somebody with this certificate comes to the listeners that encrypt.
    pub fn secured(&self, identity: Option<&Identity>) -> Result<Way, Error> {
        let shown = identity.map(Identity::read).transpose()?;
        self.showing(shown)
    }

    /// Returns how a stranger comes: with the certificate that was given for it, or one that says
    /// it is `name` and that an authority made which nobody knows.
    pub fn strange(&self, name: &str) -> Result<Way, Error> {
        if let Some(stranger) = &self.stranger {
            return self.secured(Some(stranger));
        }
        let bad = |e: rcgen::Error| Error::Setup(format!("a stranger's certificate: {e}"));
        let mut parameters = rcgen::CertificateParams::default();
        let names = &mut parameters.distinguished_name;
        *names = rcgen::DistinguishedName::new();
        names.push(rcgen::DnType::CommonName, name);
        let key = rcgen::KeyPair::generate().map_err(bad)?;
        let certificate = parameters.self_signed(&key).map_err(bad)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        self.showing(Some((vec![certificate.der().clone()], key.into())))
    }

    /// Returns how somebody without a certificate comes who judges the server's as in a week.
    pub fn later(&self) -> Result<Way, Error> {
        let Some(path) = &self.authority else {
            return Ok(None);
        };
        let judge = Later::new(self.roots()?).map_err(bad(path))?;
        let config = ClientConfig::builder()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(judge))
            .with_no_client_auth();
        Ok(Some(Arc::new(config)))
    }

    fn showing(&self, shown: Option<Shown>) -> Result<Way, Error> {
        let builder = ClientConfig::builder().with_root_certificates(self.roots()?);
        let config = match shown {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => builder
                .with_client_auth_cert(chain, key)
                .map_err(|e| Error::Setup(format!("a client's certificate: {e}")))?,
        };
        Ok(Some(Arc::new(config)))
    }

    fn roots(&self) -> Result<RootCertStore, Error> {
        let mut roots = RootCertStore::empty();
        let Some(path) = &self.authority else {
            return Ok(roots);
        };
        let bad = bad(path);
        for certificate in CertificateDer::pem_file_iter(path).map_err(&bad)? {
            let certificate = certificate.map_err(&bad)?;
            roots.add(certificate).map_err(self::bad(path))?;
        }
        Ok(roots)
    }
}

fn bad<E: Display>(path: &Path) -> impl Fn(E) -> Error {
    move |error| Error::Setup(format!("{}: {error}", path.display()))
}
