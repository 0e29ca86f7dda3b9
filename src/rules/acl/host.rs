//! Refuses a host of an access control list that no client has.
//!
//! # Why
//! Kafka compares the text with the address of the client, as Java writes it: a name, a range or a
//! shortened address of IPv6 never fits. What it should allow is refused without a word, and what it
//! should deny goes through.
//!
//! # Example
//! `host: 10.0.0.0/8`, `host: worker-1.example.com` or `host: ::1`.
//!
//! # Instead
//! One address for each entry, `*` for every host, or a network policy for a range.
//!
//! # Source
//! Kafka: `StandardAuthorizerData.findResult` compares the host with `InetAddress.getHostAddress`.

use std::net::IpAddr;

use super::entry::{self, Entry};
use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("acl/host", include_str!("host.rs"), check);

/// What stands for every host.
const EVERY: &str = "*";

fn check(deployment: &Deployment) -> Vec<Finding> {
    entry::all(deployment)
        .filter_map(|entry| judge(&entry))
        .collect()
}

fn judge(entry: &Entry<'_>) -> Option<Finding> {
    let host = entry.acl.host.as_ref()?.as_str();
    let address = host.parse().ok().map(as_java_writes);
    if host == EVERY || address.as_deref() == Some(host) {
        return None;
    }
    let message = format!(
        "an entry of the user `{}` is about the host `{host}`, which no client has",
        entry.user
    );
    let help = match address {
        Some(address) => format!("write it as Kafka does: `{address}`"),
        None => "write one address, or leave the host out and bound a range by a network policy"
            .to_owned(),
    };
    Some(
        RULE.error(entry.path().key("host"), message)
            .outcome(Outcome::Ignored)
            .help(help),
    )
}

/// Writes an address as `InetAddress.getHostAddress` does: one of IPv6 in eight parts, and one that
/// stands for an address of IPv4 as that.
fn as_java_writes(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let parts = address.segments().map(|part| format!("{part:x}"));
            parts.join(":")
        }
    }
}
