//! Listeners that are open, closed, or let in whom they should not.

use serde_json::json;

use super::{Fault, Given, Step};
use crate::component::kafka::Flaw;

/// What a listener must show.
const TRUSTED: &str = "a certificate of the cluster's authority that is valid for this host";

/// The listener that the verification itself does not use.
const EXTERNAL: &str = "external-9094";

pub(super) fn all() -> Vec<Fault> {
    let mut faults = while_it_runs();
    faults.extend(restarted());
    faults.extend(opened());
    faults
}

fn while_it_runs() -> Vec<Fault> {
    let flawed = |name, broker: usize, listener: &'static str, flaw, found| {
        let (word, port) = listener.split_once('-').unwrap_or_default();
        let thing = format!("listener {word} at {{{broker}}}:{port}");
        Fault::new(name, "listener/tls", [&thing, TRUSTED, found])
            .make([Step::Certificate(broker, listener, Some(flaw))])
            .mend([Step::Certificate(broker, listener, None)])
    };
    vec![
        flawed(
            "a listener shows a certificate that has ended",
            1,
            EXTERNAL,
            Flaw::Expired,
            "invalid peer certificate: Expired",
        ),
        flawed(
            "a listener shows a certificate of another authority",
            2,
            EXTERNAL,
            Flaw::OtherAuthority,
            "invalid peer certificate: UnknownIssuer",
        ),
        flawed(
            "the verification's own way to a broker shows a certificate that has ended",
            2,
            "tls-9093",
            Flaw::Expired,
            "invalid peer certificate: Expired",
        ),
        Fault::new(
            "a listener shows a certificate that ends soon",
            "listener/certificate-end",
            [
                "listener external at {0}:9094",
                "a certificate that is valid for 7 more days",
                "then invalid peer certificate: certificate expired",
            ],
        )
        .make([Step::Certificate(0, EXTERNAL, Some(Flaw::EndsSoon))])
        .mend([Step::Certificate(0, EXTERNAL, None)]),
        Fault::new(
            "a listener trusts an authority that is not the cluster's",
            "listener/unknown-certificate",
            [
                "listener external at {0}:9094",
                "a client with a certificate of an unknown authority is refused",
                "it is answered",
            ],
        )
        .make([Step::Trust(0, EXTERNAL, true)])
        .mend([Step::Trust(0, EXTERNAL, false)]),
    ]
}

/// Starts node 2 with other settings; the last fault of all mends it.
fn fault(
    name: &'static str,
    check: &'static str,
    told: [&str; 3],
    settings: Vec<(&'static str, Given)>,
) -> Fault {
    let whole = Step::Control(json!({"step": "in-sync"}));
    Fault::new(name, check, told).make([Step::Start(2, settings), whole])
}

/// What listeners show and ask for.
fn restarted() -> Vec<Fault> {
    vec![
        fault(
            "a listener shows a certificate of another host",
            "listener/tls",
            [
                "listener external at {2}:9094",
                TRUSTED,
                "invalid peer certificate: certificate not valid for name",
            ],
            vec![(
                "listener.name.external-9094.ssl.keystore.location",
                Given::Certificate(Flaw::OtherHost),
            )],
        ),
        fault(
            "a listener asks for no certificate",
            "listener/client-certificate",
            [
                "listener external at {2}:9094",
                "a client without a certificate is refused",
                "it is answered",
            ],
            vec![(
                "listener.name.external-9094.ssl.client.auth",
                Given::Text("none"),
            )],
        ),
        fault(
            "a listener speaks TLS 1.1",
            "listener/protocol",
            [
                "listener external at {2}:9094",
                "a client that knows no TLS newer than 1.1 is refused",
                "it speaks TLS 1.1 with it",
            ],
            vec![(
                "listener.name.external-9094.ssl.enabled.protocols",
                Given::Text("TLSv1.1,TLSv1.2,TLSv1.3"),
            )],
        ),
        fault(
            "a listener that should encrypt is plain",
            "listener/tls",
            [
                "listener external at {2}:9094",
                "a client without TLS is refused",
                "it is answered",
            ],
            vec![(
                "listener.security.protocol.map",
                Given::Instead("EXTERNAL-9094:SSL", "EXTERNAL-9094:PLAINTEXT"),
            )],
        ),
        fault(
            "a listener that should be plain encrypts",
            "listener/tls",
            [
                "listener plain at {2}:9092",
                "a client without TLS is answered",
                "",
            ],
            vec![
                (
                    "listener.security.protocol.map",
                    Given::Instead("PLAIN-9092:PLAINTEXT", "PLAIN-9092:SSL"),
                ),
                (
                    "listener.name.plain-9092.ssl.keystore.type",
                    Given::Text("PEM"),
                ),
                (
                    "listener.name.plain-9092.ssl.keystore.location",
                    Given::Certificate(Flaw::OtherHost),
                ),
            ],
        ),
    ]
}

/// Which listeners there are.
fn opened() -> Vec<Fault> {
    vec![
        fault(
            "a listener is closed",
            "cluster/listeners",
            [
                "the listeners of broker 2",
                "EXTERNAL-9094, PLAIN-9092, TLS-9093",
                "PLAIN-9092, TLS-9093",
            ],
            vec![
                ("listeners", Given::Instead(",EXTERNAL-9094://{}:9094", "")),
                (
                    "advertised.listeners",
                    Given::Instead(",EXTERNAL-9094://{}:9094", ""),
                ),
            ],
        ),
        fault(
            "there is a listener that the model does not have",
            "cluster/listeners",
            [
                "the listeners of broker 2",
                "EXTERNAL-9094, PLAIN-9092, TLS-9093",
                "DEBUG-9095, EXTERNAL-9094, PLAIN-9092, TLS-9093",
            ],
            vec![
                ("listeners", Given::More(",DEBUG-9095://{}:9095")),
                ("advertised.listeners", Given::More(",DEBUG-9095://{}:9095")),
                (
                    "listener.security.protocol.map",
                    Given::More(",DEBUG-9095:PLAINTEXT"),
                ),
            ],
        ),
    ]
}
