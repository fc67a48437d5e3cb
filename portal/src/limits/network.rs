//! The networks an address belongs to: one line is one customer in IPv4 (/32), a whole /64 in IPv6.

use std::net::IpAddr;

/// IPv4 /32, IPv6 /64.
pub(crate) fn narrow(client: IpAddr) -> String {
    prefix(client, 32, 64)
}

/// IPv4 /24, IPv6 /48.
pub(crate) fn wide(client: IpAddr) -> String {
    prefix(client, 24, 48)
}

fn prefix(client: IpAddr, v4: u32, v6: u32) -> String {
    match client.to_canonical() {
        IpAddr::V4(address) => format!("{:08x}/{v4}", address.to_bits() & u32::MAX.wrapping_shl(32 - v4)),
        IpAddr::V6(address) => format!("{:032x}/{v6}", address.to_bits() & u128::MAX.wrapping_shl(128 - v6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_customer_count_together() {
        let same = |f: fn(IpAddr) -> String, a: &str, b: &str| f(a.parse().unwrap()) == f(b.parse().unwrap());
        assert!(!same(narrow, "192.0.2.1", "192.0.2.2"));
        assert!(same(wide, "192.0.2.1", "192.0.2.200"));
        assert!(!same(wide, "192.0.2.1", "192.0.3.1"));
        assert!(same(narrow, "2001:db8::1", "2001:db8::ffff:1"));
        assert!(!same(narrow, "2001:db8:0:1::1", "2001:db8:0:2::1"));
        assert!(same(wide, "2001:db8:0:1::1", "2001:db8:0:2::1"));
        assert!(same(narrow, "192.0.2.1", "::ffff:192.0.2.1"), "a mapped address is the same client");
    }
}
