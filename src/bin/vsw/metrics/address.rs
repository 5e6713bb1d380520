//! Address: where the server listens. On this machine alone unless an address says otherwise.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// An address and a port; 0 takes a free one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub SocketAddr);

impl Address {
    /// `9464`, `:9464`, `localhost:9464`, `0.0.0.0:9464`, `[::]:9464`.
    pub fn parse(text: &str) -> Option<Self> {
        let here = |port: &str| {
            let port = port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.parse().ok())??;
            Some(Self(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)))
        };
        let port = text.strip_prefix("localhost:").or_else(|| text.strip_prefix(':')).unwrap_or(text);
        here(port).or_else(|| text.parse().ok().map(Self))
    }

    /// Can only this machine reach it?
    pub fn is_loopback(self) -> bool {
        self.0.ip().is_loopback()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_a_port_alone_is_this_machine_s() {
        for text in ["9464", ":9464", "localhost:9464", "127.0.0.1:9464"] {
            let address = Address::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (address.0.to_string().as_str(), address.is_loopback()),
                ("127.0.0.1:9464", true),
                "{text}"
            );
        }
        for text in ["0.0.0.0:9464", "[::]:9464", "10.0.0.7:9464"] {
            assert!(Address::parse(text).is_some_and(|address| !address.is_loopback()), "{text}");
        }
        for text in
            ["", ":", "65536", "+80", "host:80", "127.0.0.1", "0x7f.1:80", "http://127.0.0.1:80", "1 "]
        {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }
}
