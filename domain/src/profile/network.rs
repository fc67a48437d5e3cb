//! Networks in CIDR notation.

use serde::{Deserialize, Serialize};
use std::{fmt, net::IpAddr, str::FromStr};

/// A network such as `192.0.2.0/24` or `2001:db8::/48`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// Why a text is no [`Network`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no network: an address and a number of bits, such as 192.0.2.0/24, with nothing set after those bits"
)]
pub struct BadNetwork(String);

impl Network {
    /// Whether `client` is in it. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    pub fn contains(self, client: IpAddr) -> bool {
        match (self.address, client.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(client)) => (own.to_bits() ^ client.to_bits()) & !self.host_mask_v4() == 0,
            (IpAddr::V6(own), IpAddr::V6(client)) => (own.to_bits() ^ client.to_bits()) & !self.host_mask_v6() == 0,
            _ => false,
        }
    }

    /// The number of leading bits that all its addresses share.
    pub fn bits(self) -> u8 {
        self.bits
    }

    /// Whether it is more than any one institution has: under 8 bits of IPv4, under 24 of IPv6.
    pub(super) fn is_broad(self) -> bool {
        match self.address {
            IpAddr::V4(_) => self.bits < 8,
            IpAddr::V6(_) => self.bits < 24,
        }
    }

    fn host_mask_v4(self) -> u32 {
        u32::MAX.checked_shr(self.bits.into()).unwrap_or(0)
    }

    fn host_mask_v6(self) -> u128 {
        u128::MAX.checked_shr(self.bits.into()).unwrap_or(0)
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        parsed(text).ok_or_else(|| BadNetwork(text.to_owned()))
    }
}

fn parsed(text: &str) -> Option<Network> {
    let (address, bits) = text.split_once('/')?;
    if !bits.bytes().all(|b| b.is_ascii_digit()) {
        return None; // `parse` would take a sign
    }
    let network = Network { address: address.parse().ok()?, bits: bits.parse().ok()? };
    let well_formed = match network.address {
        IpAddr::V4(own) => network.bits <= 32 && own.to_bits() & network.host_mask_v4() == 0,
        IpAddr::V6(own) => network.bits <= 128 && own.to_bits() & network.host_mask_v6() == 0,
    };
    well_formed.then_some(network)
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl TryFrom<String> for Network {
    type Error = BadNetwork;

    fn try_from(text: String) -> Result<Self, BadNetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}
