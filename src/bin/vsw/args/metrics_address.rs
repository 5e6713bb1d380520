//! The address after `--metrics`: loopback, unless the text names another address.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Accepts a port, or an IP address with a port. A host name is refused, except `localhost`.
pub fn parse(text: &str) -> Result<SocketAddr, String> {
    let here = |port: &str| {
        let port = port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.parse().ok())??;
        Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port))
    };
    let port = text.strip_prefix("localhost:").or_else(|| text.strip_prefix(':')).unwrap_or(text);
    let wanted = "expected a port, or an IP address with a port, such as 9464 or 0.0.0.0:9464";
    here(port).or_else(|| text.parse().ok()).ok_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_a_port_alone_means_loopback() {
        for text in ["9464", ":9464", "localhost:9464", "127.0.0.1:9464"] {
            let address = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                (address.to_string().as_str(), address.ip().is_loopback()),
                ("127.0.0.1:9464", true),
                "{text}"
            );
        }
        for text in ["0.0.0.0:9464", "[::]:9464", "10.0.0.7:9464"] {
            assert!(parse(text).is_ok_and(|address| !address.ip().is_loopback()), "{text}");
        }
        for text in
            ["", ":", "65536", "+80", "host:80", "127.0.0.1", "0x7f.1:80", "http://127.0.0.1:80", "1 "]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
