//! The client's address: the connection's own, or what a proxy named in the configuration says.

use app::request::client::Client;
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// Puts the client's address where handlers find it.
pub async fn layer(State(proxies): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let client = address(peer.ip(), forwarded.flat_map(|value| value.split(',')), &proxies);
        request.extensions_mut().insert(Client(client));
    }
    next.run(request).await
}

/// The last address in the chain that is not one of our proxies. Anyone could have written what stands before it.
fn address<'a>(peer: IpAddr, forwarded: impl Iterator<Item = &'a str>, proxies: &[IpAddr]) -> IpAddr {
    let mut client = peer.to_canonical();
    let chain: Vec<&str> = forwarded.collect();
    for hop in chain.iter().rev() {
        if !proxies.contains(&client) {
            break;
        }
        match entry(hop.trim()) {
            Some(before) => client = before.to_canonical(),
            None => break,
        }
    }
    client
}

/// An address as proxies write it: `192.0.2.7`, `192.0.2.7:49152`, `2001:db8::7`, `[2001:db8::7]`,
/// `[2001:db8::7]:49152`.
fn entry(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarding_header_counts_only_from_a_proxy_of_ours() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        assert_eq!(address(stranger, ["198.51.100.7"].into_iter(), &[proxy]), stranger);
        assert_eq!(address(proxy, ["1.2.3.4", " 198.51.100.7"].into_iter(), &[proxy]).to_string(), "198.51.100.7");
        assert_eq!(address(proxy, ["garbage"].into_iter(), &[proxy]), proxy);
        assert_eq!(address(proxy, [].into_iter(), &[proxy]), proxy);
    }

    /// Every three of what such headers are made of, one after the other.
    #[test]
    fn whatever_stands_in_the_header_the_client_is_the_proxy_or_an_address_that_stands_there() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        let parts = [
            "198.51.100.7",
            "10.0.0.1",
            "::1",
            "2001:db8::7",
            "[",
            "]",
            ":",
            ":80",
            "99999",
            "%eth0",
            ",",
            " ",
            "é",
            "",
        ];
        let threes = parts.map(|one| parts.map(|two| parts.map(|three| format!("{one}{two}{three}"))));
        for text in threes.iter().flatten().flatten() {
            let client = address(proxy, text.split(','), &[proxy]);
            let stands = |hop: &str| entry(hop.trim()).is_some_and(|address| address.to_canonical() == client);
            assert!(client == proxy || text.split(',').any(stands), "{text}: {client}");
            assert_eq!(address(stranger, text.split(','), &[proxy]), stranger, "{text}");
        }
    }

    #[test]
    fn an_address_may_have_a_port_and_brackets() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        for (written, read) in [
            ("198.51.100.7:49152", "198.51.100.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            (" [2001:db8::7]:49152 ", "2001:db8::7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("[::ffff:198.51.100.7]:80", "198.51.100.7"),
        ] {
            assert_eq!(address(proxy, [written].into_iter(), &[proxy]).to_string(), read, "{written}");
        }
        for bad in ["", "unknown", "_hidden", "[198.51.100.7", "2001:db8::7]:80", "198.51.100.7:", "1.2.3.4:99999"] {
            assert_eq!(address(proxy, [bad].into_iter(), &[proxy]), proxy, "{bad}");
        }
        // A second proxy of ours in the chain, with its port.
        assert_eq!(
            address(proxy, ["198.51.100.7:1, 10.0.0.1:2"].into_iter().flat_map(|v| v.split(',')), &[proxy]).to_string(),
            "198.51.100.7"
        );
    }
}
