//! Judges a server's certificate as it will be judged in some days.

use std::{sync::Arc, time::Duration};

use rustls::{
    DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
};

/// How long a server's certificate must still be valid: Strimzi renews its own a month before
/// they end, so that one with a week left was not renewed.
pub const DAYS_LEFT: u64 = 7;

/// What judges certificates as in a week.
#[derive(Debug)]
pub struct Later(Arc<WebPkiServerVerifier>);

impl Later {
    /// Trusts `roots`.
    pub fn new(roots: RootCertStore) -> Result<Self, rustls::client::VerifierBuilderError> {
        WebPkiServerVerifier::builder(Arc::new(roots))
            .build()
            .map(Self)
    }
}

impl ServerCertVerifier for Later {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let seconds = now.as_secs() + DAYS_LEFT * 24 * 60 * 60;
        let then = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        self.0
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, then)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}
