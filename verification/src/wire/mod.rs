//! Kafka's protocol, as far as a client needs it that comes as somebody else: one connection to
//! one broker, and requests that only ask.
//!
//! The client library routes requests as it likes and does not tell what a user may do with a
//! topic of Kafka 3; here each broker is asked by itself, as whoever a certificate says.

mod answer;
mod gateway;
mod offered;
mod old_tls;
mod question;
mod rights;
mod socks;

use std::{sync::Arc, time::Duration};

use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

use answer::Answer;
use question::Question;

pub use gateway::Gateway;
pub use old_tls::old_protocol;
pub use rights::Asked;

/// How long a connection or an answer may take.
const LIMIT: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// What is said of an answer that is none of Kafka's.
const STRANGE: &str = "something other than Kafka answered";

/// How a client comes: without TLS, or with it.
pub type Way = Option<Arc<ClientConfig>>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing listens there, or a network policy is in between.
    Nothing(String),
    /// Something took the connection and never answered.
    Silence,
    /// Something listens there and let the client go: why.
    Refused(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing(why) | Self::Refused(why) => f.write_str(why),
            Self::Silence => write!(f, "no answer within {} s", LIMIT.as_secs()),
        }
    }
}

/// Whatever can be read and written.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A connection to one broker.
pub struct Wire {
    stream: Box<dyn Stream>,
    number: i32,
}

impl Wire {
    /// Connects, as far as a client does before its first question.
    pub async fn open(host: &str, port: u16, way: Way) -> Result<Self, Failure> {
        let stream = stream(host, port, way).await?;
        Ok(Self { stream, number: 0 })
    }

    /// Asks for the versions of the protocol, which every listener answers before it asks for
    /// rights.
    pub async fn greet(&mut self) -> Result<(), Failure> {
        let question = Question::new(offered::API_VERSIONS, 0);
        self.ask(&question).await.map(drop)
    }

    async fn ask(&mut self, question: &Question) -> Result<Answer, Failure> {
        self.number += 1;
        let (stream, number) = (&mut self.stream, self.number);
        let exchange = async {
            stream.write_all(&question.bytes(number)).await?;
            stream.flush().await?;
            frame(stream).await
        };
        let mut answer = Answer::new(in_time(exchange).await?);
        match answer.i32() {
            Some(own) if own == number => Ok(answer),
            _ => Err(Failure::Refused(STRANGE.to_owned())),
        }
    }
}

/// Comes to a broker, as far as a client does before its first question.
async fn stream(host: &str, port: u16, way: Way) -> Result<Box<dyn Stream>, Failure> {
    let stream = match timeout(LIMIT, TcpStream::connect((host, port))).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Err(Failure::Nothing(error.to_string())),
        Err(_) => return Err(Failure::Nothing("no connection".to_owned())),
    };
    let stream: Box<dyn Stream> = match way {
        None => Box::new(stream),
        Some(config) => {
            let name = ServerName::try_from(host.to_owned());
            let name = name.map_err(|e| Failure::Refused(e.to_string()))?;
            let secured = TlsConnector::from(config).connect(name, stream);
            Box::new(in_time(secured).await?)
        }
    };
    Ok(stream)
}

/// Reads one question or answer, whose length stands before it.
async fn frame(from: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Vec<u8>> {
    let length = usize::try_from(from.read_i32().await?).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(std::io::Error::other(STRANGE));
    }
    let mut frame = vec![0; length];
    from.read_exact(&mut frame).await?;
    Ok(frame)
}

async fn in_time<T>(exchange: impl Future<Output = std::io::Result<T>>) -> Result<T, Failure> {
    match timeout(LIMIT, exchange).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Failure::Refused(error.to_string())),
        Err(_) => Err(Failure::Silence),
    }
}
