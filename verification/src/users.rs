//! Asks every broker as everyone whose certificate is there, and as nobody.

use std::{collections::BTreeMap, path::Path};

use expectations::{Expectations, ListenerAuthentication, UserAuthentication};

use crate::{
    check::rights::{self, ANONYMOUS, Told},
    connection::{Connection, Identity},
    error::Error,
    observed::{Broker, Rights, Seen},
    wire::{Asked, Way, Wire},
};

/// Whose certificates there are.
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    /// What is expected.
    pub expected: &'a Expectations,
    /// How the verification itself reaches the cluster.
    pub connection: &'a Connection,
    /// Whom the cluster takes it for, if that was said.
    pub principal: Option<&'a str>,
    /// A directory with one of each user: `user.crt` and `user.key`.
    pub certificates: Option<&'a Path>,
}

impl Users<'_> {
    /// Returns what each of them is told by each broker.
    pub async fn told(self, brokers: &[Broker]) -> Result<Told, Error> {
        let (asked, mut told) = (rights::asked(self.expected), Told::new());
        for user in &self.expected.users {
            let Some(identity) = self.identity(&user.principal, user.authentication) else {
                continue;
            };
            let way = self.connection.secured(Some(&identity))?;
            let by = everywhere(brokers, None, &way, &asked).await;
            told.insert(user.principal.clone(), by);
        }
        let open = self.expected.cluster.listeners.iter();
        let mut open = open.filter(|own| own.authentication == ListenerAuthentication::None);
        if let Some(open) = open.next() {
            let way = if open.tls {
                self.connection.secured(None)?
            } else {
                None
            };
            let by = everywhere(brokers, Some(open.port), &way, &asked).await;
            told.insert(ANONYMOUS.to_owned(), by);
        }
        Ok(told)
    }

    fn identity(self, principal: &str, authentication: UserAuthentication) -> Option<Identity> {
        if authentication == UserAuthentication::ScramSha512 {
            return None;
        }
        if self.principal == Some(principal) {
            return self.connection.identity.clone();
        }
        Identity::of_user(self.certificates?, rights::common_name(principal))
    }
}

/// Asks each broker, at the listener it was found by or at another one.
async fn everywhere(
    brokers: &[Broker],
    port: Option<u16>,
    way: &Way,
    asked: &Asked,
) -> BTreeMap<u32, Seen<Rights>> {
    let mut told = BTreeMap::new();
    for broker in brokers {
        let port = port.unwrap_or(broker.port);
        let rights = one(&broker.host, port, way.clone(), asked).await;
        told.insert(broker.id, rights);
    }
    told
}

async fn one(host: &str, port: u16, way: Way, asked: &Asked) -> Seen<Rights> {
    let wire = Wire::open(host, port, way).await;
    let rights = match wire {
        Ok(mut wire) => wire.rights(asked).await,
        Err(failure) => Err(failure),
    };
    rights.map_err(|failure| failure.to_string())
}
