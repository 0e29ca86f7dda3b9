//! How the program resolves host names where there is nothing but itself and the two files that
//! Kubernetes writes: `/etc/hosts` and `/etc/resolv.conf`.

use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::root::Root;
use crate::error::{Error, Result};
use crate::port;
use crate::proof::verification::site::Site;
use crate::verdict::Checks;

/// The last part of the name server's address.
const SERVER: u8 = 53;

/// A name that only the name server knows; it stands for 127.0.0.1.
const OF_THE_SERVER: &str = "kafka-kafka-bootstrap.kafka.svc.cluster.local";

/// Shows the program names of each kind, and sees whether it comes to the place they stand for.
pub(super) fn are_resolved(root: &Root, site: &Site, checks: &mut Checks) -> Result<()> {
    let network = port::network(SERVER..SERVER + 1, &[53])?;
    let server = format!("{network}.{SERVER}");
    serve(&server)?;
    root.write(
        "hosts",
        "127.0.0.1 localhost\n127.0.0.1 of-the-file.example\n",
    )?;
    // As the kubelet writes it for pods of the namespace `kafka`.
    root.write(
        "resolv.conf",
        &format!(
            "search kafka.svc.cluster.local svc.cluster.local cluster.local\n\
             nameserver {server}\noptions ndots:5\n"
        ),
    )?;
    let kinds = [
        ("localhost", "localhost", true),
        ("a name of /etc/hosts", "of-the-file.example", true),
        ("a name of the name server", OF_THE_SERVER, true),
        ("a name with a search domain", "kafka-kafka-bootstrap", true),
        ("a name that nobody knows", "unknown.example", false),
    ];
    for (kind, name, known) in kinds {
        let [kafka, registry] = [Door::open()?, Door::open()?];
        let said = site
            .describe(root.call())
            .env("KAFKA_BOOTSTRAP_SERVERS", format!("{name}:{}", kafka.port))
            .env(
                "SCHEMA_REGISTRY_URL",
                format!("http://{name}:{}", registry.port),
            )
            .output()?;
        let found = [kafka.knocks() > 0, registry.knocks() > 0];
        let claim = if known {
            format!("{kind} leads the image's program to Kafka and to the registry")
        } else {
            format!("{kind} leads it nowhere, and it says so")
        };
        let holds = found == [known; 2] && said.status == Some(2);
        checks.expect(claim, holds, || {
            format!("{found:?}, status {:?}: {}", said.status, said.stdout)
        });
    }
    Ok(())
}

/// A port that closes every connection and counts them.
struct Door {
    port: u16,
    knocks: Arc<AtomicUsize>,
}

impl Door {
    fn open() -> Result<Self> {
        let closed = |error| Error::form("a port of 127.0.0.1", error);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(closed)?;
        let port = listener.local_addr().map_err(closed)?.port();
        let knocks = Arc::new(AtomicUsize::new(0));
        let own = Arc::clone(&knocks);
        // It lives as long as the run; nobody else learns of the port.
        thread::spawn(move || {
            for _ in listener.incoming() {
                own.fetch_add(1, Ordering::SeqCst);
            }
        });
        Ok(Self { port, knocks })
    }

    fn knocks(&self) -> usize {
        self.knocks.load(Ordering::SeqCst)
    }
}

/// Answers questions about names on `address` for as long as the run lives (RFC 1035).
fn serve(address: &str) -> Result<()> {
    let socket = UdpSocket::bind((address, 53)).map_err(|error| Error::form(address, error))?;
    thread::spawn(move || {
        let mut question = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut question) {
            if let Some(answer) = answer(&question[..length]) {
                // Whoever does not get it asks again.
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    Ok(())
}

/// Returns the answer to one question.
fn answer(question: &[u8]) -> Option<Vec<u8>> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*question.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        let label = question.get(at..at + length)?;
        labels.push(String::from_utf8_lossy(label).into_owned());
        at += length;
    }
    let is_ipv4 = question.get(at..at + 2)? == [0, 1];
    let asked = question.get(12..at + 4)?;
    let is_known = labels.join(".") == OF_THE_SERVER;
    let mut answer = question.get(..2)?.to_vec();
    // An answer, with authority; the second byte says whether there is such a name.
    answer.extend([0x85, if is_known { 0x80 } else { 0x83 }]);
    let has_address = is_known && is_ipv4;
    answer.extend([0, 1, 0, u8::from(has_address), 0, 0, 0, 0]);
    answer.extend(asked);
    if has_address {
        // The name that was asked for, an address of the Internet, for a minute: four bytes.
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    }
    Some(answer)
}
