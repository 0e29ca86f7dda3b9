//! Free ports on loopback for the components of one run.
//!
//! A port is free when the operating system has just handed it out. Between that moment and
//! the component's own bind another process could take it: the component then says so and
//! its start fails, rather than two components sharing a port.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process;

use crate::error::{Error, Result};

/// Returns `N` different ports that are free on 127.0.0.1.
pub fn free<const N: usize>() -> Result<[u16; N]> {
    let mut held = Vec::with_capacity(N);
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(no_port)?;
        *port = listener.local_addr().map_err(no_port)?.port();
        held.push(listener);
    }
    Ok(ports)
}

/// Returns the first three parts of a loopback network on whose hosts `ports` are free.
///
/// Kafka's nodes keep Strimzi's own ports, so each needs an address of its own.
pub fn network(hosts: std::ops::Range<u8>, ports: &[u16]) -> Result<String> {
    let seed = process::id();
    let candidates = (0..NETWORKS).map(|number| {
        let [.., high, low] = (seed.wrapping_add(number * 7919)).to_be_bytes();
        [127, 1 + high % 254, low]
    });
    let is_free = |[a, b, c]: &[u8; 3]| {
        let addresses = hosts.clone().map(|host| Ipv4Addr::new(*a, *b, *c, host));
        addresses
            .into_iter()
            .all(|address| are_free(address, ports))
    };
    let [a, b, c] = candidates
        .into_iter()
        .find(is_free)
        .ok_or_else(|| no_port(in_use()))?;
    Ok(format!("{a}.{b}.{c}"))
}

/// How many loopback networks are tried.
const NETWORKS: u32 = 64;

fn are_free(address: Ipv4Addr, ports: &[u16]) -> bool {
    ports
        .iter()
        .all(|port| TcpListener::bind((address, *port)).is_ok())
}

fn in_use() -> io::Error {
    io::Error::from(io::ErrorKind::AddrInUse)
}

fn no_port(source: io::Error) -> Error {
    Error::file("bind a port of", Path::new("127.0.0.1"))(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_different_and_can_be_bound() {
        let ports = free::<8>().unwrap();
        let bound: Vec<_> = ports
            .iter()
            .map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)))
            .collect();
        assert!(bound.iter().all(std::result::Result::is_ok));
    }
}
