//! A client that speaks no newer protocol than TLS 1.1, as far as the server's first answer.
//!
//! The TLS library of this program has neither TLS 1.0 nor 1.1 (RFC 8996 forbids both), so the
//! greeting is written here: it is all that such a client needs to be answered or sent away.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::LIMIT;

/// The type of a record that belongs to a handshake (RFC 4346, section 6.2.1).
const HANDSHAKE: u8 = 22;

/// The types of a client's and of a server's greeting (RFC 4346, section 7.4).
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 2;

/// The longest record (RFC 4346, section 6.2.1).
const LONGEST: usize = 1 << 14;

/// What servers of these protocols have in common: ephemeral and static keys, RSA and ECDSA, AES
/// (RFC 5246, RFC 8422), and the sign that renegotiation is understood (RFC 5746).
const SUITES: [u16; 9] = [
    0xc009, 0xc00a, 0xc013, 0xc014, 0x0033, 0x0039, 0x002f, 0x0035, 0x00ff,
];

/// The extensions `supported_groups` and `ec_point_formats` (RFC 8422): three curves of NIST's, and
/// points that are not compressed.
const EXTENSIONS: [u8; 18] = [
    0, 10, 0, 8, 0, 6, 0, 23, 0, 24, 0, 25, // groups
    0, 11, 0, 2, 1, 0, // points
];

/// Returns the protocol that a server agrees to with a client that knows nothing newer than TLS
/// 1.1; none where it sends such a client away, or does not answer.
pub async fn old_protocol(host: &str, port: u16) -> Option<&'static str> {
    let asked = async {
        let mut stream = TcpStream::connect((host, port)).await.ok()?;
        stream.write_all(&greeting()).await.ok()?;
        let mut head = [0; 5];
        stream.read_exact(&mut head).await.ok()?;
        let length = usize::from(u16::from_be_bytes([head[3], head[4]]));
        let mut body = vec![0; length.min(LONGEST)];
        stream.read_exact(&mut body).await.ok()?;
        agreed(head[0], &body)
    };
    timeout(LIMIT, asked).await.ok().flatten()
}

/// Returns the protocol of a server's greeting.
fn agreed(record: u8, body: &[u8]) -> Option<&'static str> {
    if record != HANDSHAKE || body.first() != Some(&SERVER_HELLO) {
        return None;
    }
    match body.get(4..6)? {
        [3, 2] => Some("TLS 1.1"),
        [3, 1] => Some("TLS 1.0"),
        [3, 0] => Some("SSL 3.0"),
        _ => None,
    }
}

fn greeting() -> Vec<u8> {
    let mut hello = vec![3, 2];
    // Nothing is agreed on, so that nobody could tell anything from these.
    hello.extend([0x5a; 32]);
    hello.push(0); // no session
    let suites: Vec<u8> = SUITES
        .iter()
        .flat_map(|suite| suite.to_be_bytes())
        .collect();
    hello.extend(sized(&suites));
    hello.extend([1, 0]); // not compressed
    hello.extend(sized(&EXTENSIONS));
    let mut handshake = vec![CLIENT_HELLO, 0];
    handshake.extend(sized(&hello));
    let mut record = vec![HANDSHAKE, 3, 1];
    record.extend(sized(&handshake));
    record
}

/// Returns bytes behind their number; all of these are few.
fn sized(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes(), bytes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lengths_of_a_greeting_are_those_of_its_parts() {
        let record = greeting();
        assert_eq!(record[..3], [HANDSHAKE, 3, 1]);
        assert_eq!(usize::from(record[4]), record.len() - 5);
        assert_eq!(record[5..8], [CLIENT_HELLO, 0, 0]);
        assert_eq!(usize::from(record[8]), record.len() - 9);
        assert_eq!(record[9..11], [3, 2], "TLS 1.1");
        assert!(record.len() < 256);
        // What is left behind the session: suites, compression, extensions.
        let rest = &record[44..];
        let suites = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
        assert_eq!(suites, 2 * SUITES.len());
        assert_eq!(rest[2 + suites..4 + suites], [1, 0]);
        assert_eq!(rest.len(), 4 + suites + 2 + EXTENSIONS.len());
    }

    #[test]
    fn only_a_greeting_agrees_to_a_protocol() {
        let hello = |version: [u8; 2]| [vec![SERVER_HELLO, 0, 0, 70], version.to_vec()].concat();
        assert_eq!(agreed(HANDSHAKE, &hello([3, 2])), Some("TLS 1.1"));
        assert_eq!(agreed(HANDSHAKE, &hello([3, 1])), Some("TLS 1.0"));
        assert_eq!(agreed(HANDSHAKE, &hello([3, 3])), None);
        assert_eq!(agreed(HANDSHAKE, &[SERVER_HELLO]), None);
        let alert = 21;
        assert_eq!(agreed(alert, &[2, 70]), None, "protocol_version");
    }

    #[test]
    fn a_server_of_tls_1_2_and_newer_sends_such_a_client_away() {
        let key = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let chain = vec![key.cert.der().clone()];
        let secret = rustls::pki_types::PrivatePkcs8KeyDer::from(key.signing_key.serialize_der());
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain, secret.into())
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let refused = runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let served = tokio::spawn(async move {
                let (stream, _) = listener.accept().await.unwrap();
                acceptor.accept(stream).await.map(drop)
            });
            let agreed = old_protocol("127.0.0.1", port).await;
            (agreed, served.await.unwrap().unwrap_err().to_string())
        });
        assert_eq!(refused.0, None);
        // It read the greeting, and misses in it what came with TLS 1.2.
        let missed = "peer is incompatible: SignatureAlgorithmsExtensionRequired";
        assert_eq!(refused.1, missed);
    }
}
