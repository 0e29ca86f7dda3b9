//! What each listener does with clients that come without TLS or with an old one, without a
//! certificate or with one of an authority that nobody knows.

use expectations::{Cluster, Listener, ListenerAuthentication};

use crate::{
    later::DAYS_LEFT,
    outcome::{Check, Difference},
    wire::Failure,
};

const NAMES: [&str; 6] = [
    "listener/open",
    "listener/tls",
    "listener/certificate-end",
    "listener/client-certificate",
    "listener/unknown-certificate",
    "listener/protocol",
];

/// How far somebody came.
type Reached = Result<(), Failure>;

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
    /// How far a client without a certificate came who judges the server's as in a week.
    pub later: Reached,
    /// How far a client with TLS and with a certificate of an unknown authority came.
    pub stranger: Reached,
    /// What it speaks with a client that knows nothing newer than TLS 1.1, if it does.
    pub old: Option<&'static str>,
}

/// Judges what was tried.
#[must_use]
pub fn listeners(expected: &Cluster, tried: &[Tried]) -> Vec<Check> {
    let mut found: [Vec<Difference>; 6] = Default::default();
    for own in &expected.listeners {
        for tried in tried.iter().filter(|tried| tried.listener == own.name) {
            let thing = format!("listener {} at {}", own.name, tried.place);
            if let Some((check, difference)) = first(own, &thing, tried) {
                found[check].push(difference);
            }
        }
    }
    let evidence = format!("{} listeners of brokers", tried.len());
    let checks = NAMES.into_iter().zip(found);
    checks
        .map(|(name, found)| Check::of(name, &*evidence, found))
        .collect()
}

/// Returns the first thing that is otherwise and the place of its check: a client that is not
/// asked for what it lacks tells nothing of what comes after.
fn first(own: &Listener, thing: &str, tried: &Tried) -> Option<(usize, Difference)> {
    let difference = |wanted: &str, found: &str| Difference::new(thing, wanted, found);
    if let Some(why) = closed(own, tried) {
        return Some((0, difference("it is open and answers", &why)));
    }
    if let Some((wanted, found)) = encryption(own.tls, tried) {
        return Some((1, difference(wanted, &found)));
    }
    if !own.tls {
        return None;
    }
    if let Err(Failure::Refused(why)) = &tried.later
        && is_certificate_trouble(why)
    {
        let wanted = format!("a certificate that is valid for {DAYS_LEFT} more days");
        return Some((2, difference(&wanted, &format!("then {why}"))));
    }
    let asks = own.authentication == ListenerAuthentication::Tls;
    match (asks, &tried.anonymous, &tried.stranger) {
        (true, Ok(()), _) => Some((
            3,
            difference(
                "a client without a certificate is refused",
                "it is answered",
            ),
        )),
        (true, _, Ok(())) => Some((
            4,
            difference(
                "a client with a certificate of an unknown authority is refused",
                "it is answered",
            ),
        )),
        (false, Err(why), _) => Some((
            3,
            difference(
                "a client without a certificate is answered",
                &why.to_string(),
            ),
        )),
        _ => tried.old.map(|old| {
            let wanted = "a client that knows no TLS newer than 1.1 is refused";
            (5, difference(wanted, &format!("it speaks {old} with it")))
        }),
    }
}

fn closed(own: &Listener, tried: &Tried) -> Option<String> {
    let usual = if own.tls {
        &tried.anonymous
    } else {
        &tried.plain
    };
    match (&tried.plain, usual) {
        (Err(why @ Failure::Nothing(_)), _) | (_, Err(why @ Failure::Silence)) => {
            Some(why.to_string())
        }
        _ => None,
    }
}

fn encryption(tls: bool, tried: &Tried) -> Option<(&'static str, String)> {
    match (tls, &tried.plain, &tried.anonymous) {
        (true, Ok(()), _) => Some((
            "a client without TLS is refused",
            "it is answered".to_owned(),
        )),
        (true, _, Err(Failure::Refused(why))) if is_certificate_trouble(why) => Some((
            "a certificate of the cluster's authority that is valid for this host",
            why.clone(),
        )),
        (false, Err(why), _) => Some(("a client without TLS is answered", why.to_string())),
        _ => None,
    }
}

/// rustls says so of the server's certificate; of the client's the server does.
fn is_certificate_trouble(why: &str) -> bool {
    why.starts_with("invalid peer certificate")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judges a listener that encrypts and asks for certificates.
    fn judged(plain: Reached, anonymous: Reached, stranger: Reached) -> Option<usize> {
        let own = Listener {
            name: "tls".to_owned(),
            port: 9093,
            tls: true,
            authentication: ListenerAuthentication::Tls,
            bootstrap: None,
        };
        let tried = Tried {
            listener: "tls".to_owned(),
            place: "broker:9093".to_owned(),
            plain,
            later: anonymous.clone(),
            anonymous,
            stranger,
            old: None,
        };
        first(&own, "listener tls", &tried).map(|(check, _)| check)
    }

    #[test]
    fn one_fault_of_a_listener_fails_one_check() {
        let refused = || Err(Failure::Refused("certificate required".to_owned()));
        assert_eq!(judged(refused(), refused(), refused()), None);
        assert_eq!(judged(Ok(()), refused(), refused()), Some(1));
        assert_eq!(judged(refused(), Ok(()), Ok(())), Some(3));
        assert_eq!(judged(refused(), refused(), Ok(())), Some(4));
    }

    #[test]
    fn a_listener_that_speaks_an_old_protocol_is_told() {
        let refused = || Err(Failure::Refused("certificate required".to_owned()));
        let tried = |tls, old| {
            let own = Listener {
                name: "tls".to_owned(),
                port: 9093,
                tls,
                authentication: ListenerAuthentication::Tls,
                bootstrap: None,
            };
            let tried = Tried {
                listener: "tls".to_owned(),
                place: "broker:9093".to_owned(),
                plain: if tls { refused() } else { Ok(()) },
                later: refused(),
                anonymous: refused(),
                stranger: refused(),
                old,
            };
            let told = first(&own, "listener tls", &tried);
            told.map(|(check, difference)| (NAMES[check], difference.found))
        };
        let found = "it speaks TLS 1.1 with it".to_owned();
        let told = Some(("listener/protocol", found));
        assert_eq!(tried(true, Some("TLS 1.1")), told);
        assert_eq!(tried(true, None), None);
        assert_eq!(tried(false, Some("TLS 1.1")), None);
    }

    #[test]
    fn a_broker_that_takes_connections_and_never_answers_is_not_open() {
        let silent = || Err(Failure::Silence);
        assert_eq!(judged(silent(), silent(), silent()), Some(0));
    }
}
