//! A way for the client library to brokers that offer clients what they keep for brokers.
//!
//! Kafka 3.5 to 3.9 offers versions of `AddPartitionsToTxn` that it takes from brokers alone, and
//! the library takes the newest that is offered. The gateway is a proxy in this process: it comes
//! to each broker as the client would, and passes everything on but those offers.

use std::{
    collections::BTreeMap,
    io::{Error, Result},
    net::{Ipv4Addr, SocketAddr},
    sync::{Mutex, PoisonError},
};

use krafka::ProxyConfig;
use rustls::crypto::ring;
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

use super::{Way, frame, offered, socks, stream};

/// A proxy on loopback that this process alone can use; it ends when it is dropped.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    password: String,
    serving: AbortHandle,
}

impl Gateway {
    /// Opens a gateway that comes to brokers this way.
    pub async fn open(way: Way) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (address, password) = (listener.local_addr()?, password()?);
        let serving = tokio::spawn(serve(listener, way, password.clone())).abort_handle();
        Ok(Self {
            address,
            password,
            serving,
        })
    }

    /// Returns how the client library comes to the gateway: without TLS, which begins behind it.
    #[must_use]
    pub fn proxy(&self) -> ProxyConfig {
        let address = self.address.to_string();
        ProxyConfig::with_credentials(address, "verification", &*self.password)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Makes a password that nobody else on this machine can guess: who comes through the gateway
/// comes as the verification.
fn password() -> Result<String> {
    let mut bytes = [0; 16];
    let random = ring::default_provider().secure_random;
    let filled = random.fill(&mut bytes);
    filled.map_err(|_| Error::other("the system has no random numbers"))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The tunnels end with this future, since it owns them.
async fn serve(listener: TcpListener, way: Way, password: String) {
    let mut tunnels = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (way, password) = (way.clone(), password.clone());
        // How a tunnel ended is told by the client that it was for.
        tunnels.spawn(async move { tunnel(client, way, &password).await });
    }
}

async fn tunnel(mut client: TcpStream, way: Way, password: &str) -> Result<()> {
    let (host, port) = socks::wanted(&mut client, password).await?;
    let broker = match stream(&host, port, way).await {
        Ok(broker) => broker,
        Err(why) => {
            socks::answer(&mut client, false).await?;
            return Err(Error::other(why.to_string()));
        }
    };
    socks::answer(&mut client, true).await?;
    passed_on(client, broker).await
}

/// Passes questions and answers on until one side ends.
async fn passed_on<C, B>(client: C, broker: B) -> Result<()>
where
    C: AsyncRead + AsyncWrite,
    B: AsyncRead + AsyncWrite,
{
    let (mut from_client, mut to_client) = tokio::io::split(client);
    let (mut from_broker, mut to_broker) = tokio::io::split(broker);
    // The version of each question for versions, by the number that its answer will have.
    let asked = Mutex::new(BTreeMap::new());
    let asked = || asked.lock().unwrap_or_else(PoisonError::into_inner);
    let questions = async {
        loop {
            let question = frame(&mut from_client).await?;
            if let [k, y, v, w, a, b, c, d, ..] = *question
                && i16::from_be_bytes([k, y]) == offered::API_VERSIONS
            {
                asked().insert([a, b, c, d], i16::from_be_bytes([v, w]));
            }
            write(&mut to_broker, &question).await?;
        }
    };
    let answers = async {
        loop {
            let mut answer = frame(&mut from_broker).await?;
            if let Some((number, rest)) = answer.split_first_chunk_mut()
                && let Some(version) = asked().remove(number)
            {
                offered::to_clients(rest, version);
            }
            write(&mut to_client, &answer).await?;
        }
    };
    tokio::select! {
        ended = questions => ended,
        ended = answers => ended,
    }
}

async fn write(to: &mut (impl AsyncWrite + Unpin), frame: &[u8]) -> Result<()> {
    to.write_i32(i32::try_from(frame.len()).unwrap_or(i32::MAX))
        .await?;
    to.write_all(frame).await?;
    to.flush().await
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    /// Writes a question, lets the broker answer it, and returns what came to either side.
    async fn exchanged(question: &[u8], answer: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (mut client, inner_client) = tokio::io::duplex(512);
        let (mut broker, inner_broker) = tokio::io::duplex(512);
        let exchange = async {
            write(&mut client, question).await.unwrap();
            let asked = frame(&mut broker).await.unwrap();
            write(&mut broker, answer).await.unwrap();
            (asked, frame(&mut client).await.unwrap())
        };
        tokio::select! {
            came = exchange => came,
            ended = passed_on(inner_client, inner_broker) => panic!("{ended:?}"),
        }
    }

    /// The answer with the number 7 that offers version 4 of one request.
    fn offer(key: u8) -> Vec<u8> {
        let mut offer = vec![0, 0, 0, 7, 0, 0, 0, 0, 0, 1];
        offer.extend([0, key, 0, 0, 0, 4]);
        offer
    }

    #[tokio::test]
    async fn the_answer_to_a_question_for_versions_alone_is_changed() {
        let of_versions = [0, 18, 0, 0, 0, 0, 0, 7];
        let of_others = [0, 3, 0, 0, 0, 0, 0, 7];
        let (asked, told) = exchanged(&of_versions, &offer(24)).await;
        assert_eq!(
            (asked.as_slice(), told.last()),
            (&of_versions[..], Some(&3))
        );
        assert_eq!(exchanged(&of_versions, &offer(25)).await.1, offer(25));
        assert_eq!(exchanged(&of_others, &offer(24)).await.1, offer(24));
    }

    #[tokio::test]
    async fn a_stranger_on_this_machine_gets_nowhere() {
        let gateway = Gateway::open(None).await.unwrap();
        let mut stranger = TcpStream::connect(gateway.address).await.unwrap();
        stranger.write_all(&[5, 1, 0]).await.unwrap();
        let mut answer = Vec::new();
        stranger.read_to_end(&mut answer).await.unwrap();
        assert_eq!(answer, [5, 0xff]);
    }
}
