//! Free ports on loopback for the components of one run.
//!
//! A port is free when the operating system has just handed it out. Between that moment and
//! the component's own bind another process could take it: the component then says so and
//! its start fails, rather than two components sharing a port.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

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

fn no_port(source: std::io::Error) -> Error {
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
