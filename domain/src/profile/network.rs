//! Networks in CIDR notation.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{fmt, net::IpAddr, str::FromStr};

/// A network such as `192.0.2.0/24` or `2001:db8::/48`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

/// Why a text is no [`Network`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no network: an address and a number of bits, such as 192.0.2.0/24, with nothing set after those bits"
)]
pub struct BadNetwork(String);

impl Network {
    /// Whether `client` is in it. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    pub fn contains(self, client: IpAddr) -> bool {
        self.0.contains(&client.to_canonical())
    }

    /// The number of leading bits that all its addresses share.
    pub fn bits(self) -> u8 {
        self.0.prefix_len()
    }

    /// Whether it is more than any one institution has: under 8 bits of IPv4, under 24 of IPv6.
    pub(super) fn is_broad(self) -> bool {
        match self.0 {
            IpNet::V4(_) => self.bits() < 8,
            IpNet::V6(_) => self.bits() < 24,
        }
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        match text.parse::<IpNet>() {
            Ok(network) if network == network.trunc() => Ok(Self(network)),
            _ => Err(BadNetwork(text.to_owned())),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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
