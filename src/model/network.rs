//! Addresses and ports.

use std::net::IpAddr;

use crate::environment::read::Invalid;

crate::whole! {
    /// A TCP port.
    pub struct Port("a port", u16, 1..=65535);
}

crate::text! {
    /// A range of addresses, such as `10.0.0.0/8`.
    pub struct Cidr("a range of addresses", cidr);
}

crate::text! {
    /// An IP address.
    pub struct IpAddress("an IP address", ip_address);
}

fn ip_address(text: &str) -> Result<(), Invalid> {
    match text.parse::<IpAddr>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Invalid::because("it is an IPv4 or IPv6 address")),
    }
}

fn cidr(text: &str) -> Result<(), Invalid> {
    let form = || Invalid::because("it is an address and a prefix length, such as `10.0.0.0/8`");
    let (address, length) = text.split_once('/').ok_or_else(form)?;
    let address: IpAddr = address.parse().map_err(|_| form())?;
    let length: u8 = length.parse().map_err(|_| form())?;
    let longest = if address.is_ipv4() { 32 } else { 128 };
    if length > longest {
        return Err(Invalid::because(format!(
            "its prefix has at most {longest} bits"
        )));
    }
    if !host_bits_are_zero(address, length) {
        return Err(Invalid::because(
            "it has bits set behind its prefix, so it names an address and not a range",
        ));
    }
    Ok(())
}

fn host_bits_are_zero(address: IpAddr, length: u8) -> bool {
    match address {
        IpAddr::V4(v4) => v4.to_bits().checked_shl(u32::from(length)).unwrap_or(0) == 0,
        IpAddr::V6(v6) => v6.to_bits().checked_shl(u32::from(length)).unwrap_or(0) == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_addresses_are_told_apart() {
        for good in [
            "10.0.0.0/8",
            "0.0.0.0/0",
            "192.168.1.1/32",
            "2001:db8::/32",
            "::/0",
        ] {
            assert!(Cidr::new(good).is_ok(), "{good}");
        }
        for bad in [
            "10.0.0.1/8",
            "10.0.0.0",
            "10.0.0.0/33",
            "x/8",
            "10.0.0.0/-1",
        ] {
            assert!(Cidr::new(bad).is_err(), "{bad}");
        }
    }
}
