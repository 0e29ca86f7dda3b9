//! Where the cluster is and whom the verification says it is.
//!
//! Certificates are given as paths; what is in them is never kept here and never printed.

use std::{path::PathBuf, time::Duration};

use krafka::{
    Kafka,
    auth::{AuthConfig, TlsConfig},
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
    pub identity: Option<(PathBuf, PathBuf)>,
}

impl Connection {
    /// Connects, as far as a client does before its first question.
    pub async fn open(&self) -> krafka::Result<Kafka> {
        let mut builder = Kafka::builder(&self.servers)
            .client_id("kafka-verification")
            .request_timeout(LIMIT)
            .connect_timeout(LIMIT)
            .allow_auto_create_topics(false);
        if let Some(authority) = &self.authority {
            let mut tls = TlsConfig::new().with_ca_cert(authority.display().to_string());
            if let Some((certificate, key)) = &self.identity {
                let (certificate, key) = (certificate.display(), key.display());
                tls = tls.with_client_cert(certificate.to_string(), key.to_string());
            }
            builder = builder.security(AuthConfig::ssl(tls));
        }
        builder.connect().await
    }
}
