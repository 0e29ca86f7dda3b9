//! Ports on loopback for the components of one run.
//!
//! A run holds the first port of a block as its claim on all of the block, and hands out the
//! others: two runs never get the same port. Blocks lie below the ports that the operating system
//! gives to outgoing connections, so that no client takes one between here and the component's own
//! bind.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

/// The first port of the first block.
const FIRST: u16 = 12_000;

/// How many ports a block has, its claim included.
const BLOCK: u16 = 200;

/// The first port that outgoing connections may have, where the operating system does not tell.
const EPHEMERAL: u16 = 32_768;

/// The block of this run.
struct Block {
    /// Bound for as long as the run lives.
    claim: TcpListener,
    /// How many ports were handed out.
    given: u16,
}

static RUN: Mutex<Option<Block>> = Mutex::new(None);

/// Returns `N` different ports that are free on 127.0.0.1.
///
/// Every call gives others, until the block is through.
pub fn free<const N: usize>() -> Result<[u16; N]> {
    let mut run = RUN.lock().unwrap_or_else(PoisonError::into_inner);
    let block = match &mut *run {
        Some(block) => block,
        none => none.insert(Block::claim()?),
    };
    let mut ports = [0; N];
    for port in &mut ports {
        *port = block.next()?;
    }
    Ok(ports)
}

impl Block {
    fn claim() -> Result<Self> {
        let blocks = (ephemeral().saturating_sub(FIRST) / BLOCK).max(1);
        // Runs that begin together begin at different blocks.
        let seed = process::id();
        let mut starts = (0..u32::from(blocks))
            .map(|number| seed.wrapping_add(number) % u32::from(blocks))
            .filter_map(|number| u16::try_from(number).ok())
            .map(|number| FIRST + number * BLOCK);
        let claim = starts.find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
        let claim = claim.ok_or_else(|| no_port(in_use()))?;
        Ok(Self { claim, given: 0 })
    }

    /// Returns the next port of the block that nobody listens on.
    fn next(&mut self) -> Result<u16> {
        let start = self.claim.local_addr().map_err(no_port)?.port();
        for _ in 1..BLOCK {
            let port = start + 1 + self.given % (BLOCK - 1);
            self.given = self.given.wrapping_add(1);
            if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(port);
            }
        }
        Err(no_port(in_use()))
    }
}

/// Returns the first port that an outgoing connection may have.
fn ephemeral() -> u16 {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let low = range.split_whitespace().next();
    low.and_then(|low| low.parse().ok()).unwrap_or(EPHEMERAL)
}

/// Returns the first three parts of a loopback network on whose hosts `ports` are free.
///
/// Kafka's nodes keep Strimzi's own ports, so each needs an address of its own. Every call gives
/// another network: two lanes may ask before either has bound its ports.
pub fn network(hosts: std::ops::Range<u8>, ports: &[u16]) -> Result<String> {
    let seed = process::id();
    let candidates = (0..NETWORKS).map(|_| {
        let number = GIVEN.fetch_add(1, Ordering::Relaxed).wrapping_mul(7919);
        let [.., high, low] = seed.wrapping_add(number).to_be_bytes();
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

/// How many loopback networks this process has given out or passed over.
static GIVEN: AtomicU32 = AtomicU32::new(0);

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

    #[test]
    fn another_call_gives_other_ports_even_if_nobody_bound_the_first() {
        let ([one], [other]) = (free().unwrap(), free().unwrap());
        assert_ne!(one, other);
    }

    #[test]
    fn a_network_is_given_once_even_if_nobody_bound_its_ports() {
        let networks = [(); 2].map(|()| network(1..2, &[9_092]).unwrap());
        assert_ne!(networks[0], networks[1]);
    }

    #[test]
    fn a_block_that_is_claimed_is_nobody_elses() {
        let (one, other) = (Block::claim().unwrap(), Block::claim().unwrap());
        let start = |block: &Block| block.claim.local_addr().unwrap().port();
        assert!(start(&one).abs_diff(start(&other)) >= BLOCK);
    }

    #[test]
    fn a_block_goes_round_and_passes_over_what_is_taken() {
        let mut block = Block::claim().unwrap();
        let first = block.next().unwrap();
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, first)).unwrap();
        let others: Vec<_> = (1..BLOCK).map(|_| block.next().unwrap()).collect();
        assert!(!others.contains(&held.local_addr().unwrap().port()));
    }
}
