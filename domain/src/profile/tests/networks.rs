//! Networks that a profile names.

use super::*;

#[test]
fn a_network_holds_its_own_addresses_only() {
    let holds = |network: &str, client: &str| network.parse::<Network>().unwrap().contains(client.parse().unwrap());
    assert!(holds("192.0.2.0/28", "192.0.2.15") && !holds("192.0.2.0/28", "192.0.2.16"));
    assert!(holds("192.0.2.0/28", "::ffff:192.0.2.3"));
    assert!(holds("2001:db8::/48", "2001:db8:0:ffff::1") && !holds("2001:db8::/48", "2001:db8:1::1"));
    assert!(!holds("2001:db8::/48", "192.0.2.3"));
    assert!(holds("192.0.2.7/32", "192.0.2.7") && !holds("192.0.2.7/32", "192.0.2.6"));
    for bad in ["", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8", "192.0.2.1/24", "::/129"]
    {
        assert_eq!(
            bad.parse::<Network>().unwrap_err().to_string().split(' ').next(),
            Some(format!("`{bad}`").as_str())
        );
    }
}

proptest! {
    #[test]
    fn a_network_holds_its_first_address(address: u128, bits in 0u8..=128) {
        let first = address & !u128::MAX.checked_shr(bits.into()).unwrap_or(0);
        let text = format!("{}/{bits}", std::net::Ipv6Addr::from_bits(first));
        let network: Network = text.parse().unwrap();
        let mapped = std::net::Ipv6Addr::from_bits(address).to_ipv4_mapped().is_some();
        prop_assert!(mapped || network.contains(std::net::Ipv6Addr::from_bits(address).into()), "{}", text);
    }
}
