//! What a listener does with clients that should not get in, and when its certificate ends.
//!
//! Each probe is one connection that sends one `ApiVersions` request, which every listener
//! answers before it asks for rights.

use std::{sync::Arc, time::Duration};

use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

/// How long a probe may take.
const LIMIT: Duration = Duration::from_secs(5);

/// `ApiVersions`, version 0, with the correlation id 7 and the client id `probe`.
const API_VERSIONS: [u8; 19] = [
    0, 0, 0, 15, 0, 18, 0, 0, 0, 0, 0, 7, 0, 5, b'p', b'r', b'o', b'b', b'e',
];

/// How a client comes.
#[derive(Clone, Debug)]
pub enum Probe {
    /// Without TLS.
    Plain,
    /// With TLS, trusting these authorities, and without a certificate of its own.
    Anonymous(RootCertStore),
}

/// How far it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Nothing listens there, or a network policy is in between.
    Nothing(String),
    /// Something listens there and let it go: why.
    Refused(String),
    /// Kafka answered.
    Answered,
}

/// Tries one listener.
pub async fn probe(host: &str, port: u16, probe: Probe) -> Reached {
    let stream = match timeout(LIMIT, TcpStream::connect((host, port))).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Reached::Nothing(error.to_string()),
        Err(_) => return Reached::Nothing("no answer".to_owned()),
    };
    let asked = async {
        match probe {
            Probe::Plain => ask(stream).await,
            Probe::Anonymous(roots) => {
                let config = ClientConfig::builder()
                    .with_root_certificates(roots)
                    .with_no_client_auth();
                let name = ServerName::try_from(host.to_owned()).map_err(|e| e.to_string())?;
                let connector = TlsConnector::from(Arc::new(config));
                let stream = connector.connect(name, stream).await;
                ask(stream.map_err(|e| e.to_string())?).await
            }
        }
    };
    match timeout(LIMIT, asked).await {
        Ok(Ok(())) => Reached::Answered,
        Ok(Err(why)) => Reached::Refused(why),
        Err(_) => Reached::Refused("no answer".to_owned()),
    }
}

async fn ask(mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin) -> Result<(), String> {
    let sent = stream.write_all(&API_VERSIONS).await;
    sent.map_err(|e| e.to_string())?;
    stream.flush().await.map_err(|e| e.to_string())?;
    let mut answer = [0; 8];
    let read = stream.read_exact(&mut answer).await;
    read.map_err(|e| e.to_string())?;
    match answer {
        [_, _, _, _, 0, 0, 0, 7] => Ok(()),
        _ => Err("something other than Kafka answered".to_owned()),
    }
}
