//! What each listener does with clients that come without TLS or without a certificate.

use expectations::{Cluster, ListenerAuthentication};

use crate::{
    observe::Reached,
    outcome::{Check, Difference},
};

/// What was tried on one listener of one broker, and what came of it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The name of the listener in the model.
    pub listener: String,
    /// Where it was tried: `host:port`.
    pub place: String,
    /// How far a client without TLS came.
    pub plain: Reached,
    /// How far a client with TLS and without a certificate came.
    pub anonymous: Reached,
}

/// Judges what was tried.
#[must_use]
pub fn listeners(expected: &Cluster, tried: &[Tried]) -> Vec<Check> {
    let (mut reached, mut tls, mut certificates) = (Vec::new(), Vec::new(), Vec::new());
    for own in &expected.listeners {
        for tried in tried.iter().filter(|tried| tried.listener == own.name) {
            let thing = format!("listener {} at {}", own.name, tried.place);
            if let Reached::Nothing(why) = &tried.plain {
                reached.push(Difference::new(thing, "it is open", why));
                continue;
            }
            tls.extend(encryption(own.tls, &thing, tried));
            if own.tls {
                let asks = own.authentication == ListenerAuthentication::Tls;
                certificates.extend(certificate(asks, &thing, &tried.anonymous));
            }
        }
    }
    let evidence = format!("{} listeners of brokers", tried.len());
    vec![
        Check::of("listener/open", &*evidence, reached),
        Check::of("listener/tls", &*evidence, tls),
        Check::of("listener/client-certificate", evidence, certificates),
    ]
}

fn encryption(tls: bool, thing: &str, tried: &Tried) -> Option<Difference> {
    match (tls, &tried.plain, &tried.anonymous) {
        (true, Reached::Answered, _) => Some(Difference::new(
            thing,
            "a client without TLS is refused",
            "it is answered",
        )),
        (true, _, Reached::Refused(why)) if is_certificate_trouble(why) => Some(Difference::new(
            thing,
            "a certificate of the cluster's authority that is valid for this host",
            why,
        )),
        (false, Reached::Refused(why), _) => Some(Difference::new(
            thing,
            "a client without TLS is answered",
            why,
        )),
        _ => None,
    }
}

/// rustls says so of the server's certificate; of the client's missing one the server does.
fn is_certificate_trouble(why: &str) -> bool {
    why.starts_with("invalid peer certificate")
}

fn certificate(asks: bool, thing: &str, anonymous: &Reached) -> Option<Difference> {
    match (asks, anonymous) {
        (true, Reached::Answered) => Some(Difference::new(
            thing,
            "a client without a certificate is refused",
            "it is answered",
        )),
        (false, Reached::Refused(why)) if !is_certificate_trouble(why) => Some(Difference::new(
            thing,
            "a client without a certificate is answered",
            why,
        )),
        _ => None,
    }
}
