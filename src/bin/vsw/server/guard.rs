//! Guard: refuses requests that a foreign web page may have caused.
//!
//! By DNS rebinding, a foreign page could read the responses to its GETs. So `Host` is always checked.

use std::net::SocketAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

/// Why a request is refused. Close the connection after the response: the following bytes may not be a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: StatusCode,
    pub reason: &'static str,
}

impl Refusal {
    pub const TARGET: Self = Self::new(StatusCode::BAD_REQUEST, "the target must be a path");
    pub const HOST: Self = Self::new(StatusCode::BAD_REQUEST, "exactly one Host header is needed");
    pub const MISDIRECTED: Self =
        Self::new(StatusCode::MISDIRECTED_REQUEST, "the Host header does not name this server");
    pub const ORIGIN: Self = Self::new(StatusCode::FORBIDDEN, "the Origin header names another origin");

    pub const fn new(status: StatusCode, reason: &'static str) -> Self {
        Self { status, reason }
    }
}

/// Checks `Host`, and `Origin` except for GET and HEAD: these change nothing, and browsers withhold their
/// responses from foreign pages. `names` lists further server names.
pub fn check(head: &Parts, reached: SocketAddr, names: &[String]) -> Result<(), Refusal> {
    // An absolute URL would name a second host; `*` and the target of CONNECT have no path.
    if head.uri.scheme().is_some() || !head.uri.path().starts_with('/') {
        return Err(Refusal::TARGET);
    }
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::HOST) };
    if !is_name(host.as_bytes(), reached, names) {
        return Err(Refusal::MISDIRECTED);
    }
    let changes_nothing = matches!(head.method, Method::GET | Method::HEAD);
    if changes_nothing { Ok(()) } else { check_origin(head, reached, names) }
}

/// Checks `Host`, and `Origin` for every method, for a server that handles secrets.
pub fn check_every_origin(head: &Parts, reached: SocketAddr) -> Result<(), Refusal> {
    check(head, reached, &[]).and_then(|()| check_origin(head, reached, &[])).map_err(|refusal| match refusal
    {
        Refusal::MISDIRECTED => Refusal { status: StatusCode::FORBIDDEN, ..refusal },
        other => other,
    })
}

fn check_origin(head: &Parts, reached: SocketAddr, names: &[String]) -> Result<(), Refusal> {
    let is_foreign =
        |origin: &[u8]| !origin.strip_prefix(b"http://").is_some_and(|host| is_name(host, reached, names));
    if head.headers.get_all(ORIGIN).iter().any(|origin| is_foreign(origin.as_bytes())) {
        return Err(Refusal::ORIGIN);
    }
    Ok(())
}

/// Returns whether `host` names this server, with its port. A name in `names` without a port gets the reached port.
fn is_name(host: &[u8], reached: SocketAddr, names: &[String]) -> bool {
    let port = reached.port();
    let is = |name: &str| {
        let short = (port == 80).then(|| name.strip_suffix(":80")).flatten();
        name.as_bytes() == host || short.is_some_and(|name| name.as_bytes() == host)
    };
    is(&reached.to_string())
        || (reached.ip().is_loopback() && is(&format!("localhost:{port}")))
        || names.iter().any(|name| if has_port(name) { is(name) } else { is(&format!("{name}:{port}")) })
}

fn has_port(name: &str) -> bool {
    name.rsplit(']').next().is_some_and(|rest| rest.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(method: &str, target: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = hyper::Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn s2_host_and_origin_are_compared_exactly() {
        let here = "127.0.0.1:8080".parse().expect("an address");
        let names = ["vsw.example".to_owned(), "[fd00::1]:81".to_owned()];
        let host = ("host", "127.0.0.1:8080");
        for (headers, verdict) in [
            (vec![host], Ok(())),
            (vec![("host", "localhost:8080")], Ok(())),
            (vec![("host", "vsw.example:8080")], Ok(())),
            (vec![("host", "[fd00::1]:81")], Ok(())),
            (vec![], Err(Refusal::HOST)),
            (vec![host, host], Err(Refusal::HOST)),
            (vec![("host", "127.0.0.1")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "127.0.0.1:80")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "127.0.0.1:80800")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "127.0.0.1:8080.")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "LOCALHOST:8080")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "localhost.:8080")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "vsw.example")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "rebound.example:8080")], Err(Refusal::MISDIRECTED)),
            (vec![("host", "0x7f.1:8080")], Err(Refusal::MISDIRECTED)),
            (vec![host, ("origin", "http://127.0.0.1:8080")], Ok(())),
            (vec![host, ("origin", "http://localhost:8080")], Ok(())),
            (vec![host, ("origin", "null")], Err(Refusal::ORIGIN)),
            (vec![host, ("origin", "https://127.0.0.1:8080")], Err(Refusal::ORIGIN)),
            (vec![host, ("origin", "http://127.0.0.1:8081")], Err(Refusal::ORIGIN)),
            (vec![host, ("origin", "http://localhost:8080"), ("origin", "http://x")], Err(Refusal::ORIGIN)),
        ] {
            assert_eq!(check(&head("POST", "/", &headers), here, &names), verdict, "{headers:?}");
        }
        for target in ["http://127.0.0.1:8080/", "*", "127.0.0.1:8080"] {
            let head = head("POST", target, &[host]);
            assert_eq!(check(&head, here, &names), Err(Refusal::TARGET), "{target}");
        }
        let reading = head("GET", "/", &[host, ("origin", "null")]);
        assert_eq!(check(&reading, here, &names), Ok(()), "reading is not changing");
    }

    #[test]
    fn s2_with_secrets_every_origin_and_host_is_checked() {
        let here = "127.0.0.1:8788".parse().expect("an address");
        let asks = |headers: &[(&str, &str)]| {
            check_every_origin(&head("GET", "/", headers), here).map_err(|refusal| refusal.status.as_u16())
        };
        let host = ("host", "127.0.0.1:8788");
        assert_eq!(asks(&[host]), Ok(()));
        assert_eq!(asks(&[host, ("origin", "http://127.0.0.1:8788")]), Ok(()));
        assert_eq!(asks(&[host, ("origin", "null")]), Err(403));
        assert_eq!(asks(&[host, ("origin", "http://127.0.0.1:8787")]), Err(403));
        assert_eq!(asks(&[("host", "rebound.example:8788")]), Err(403));
    }

    #[test]
    fn s2_localhost_is_accepted_on_loopback_only_and_port_80_may_be_omitted() {
        let outside = "10.0.0.7:80".parse().expect("an address");
        let asks = |name: &str| check(&head("GET", "/", &[("host", name)]), outside, &[]);
        assert_eq!((asks("10.0.0.7:80"), asks("10.0.0.7")), (Ok(()), Ok(())));
        assert_eq!(asks("localhost:80"), Err(Refusal::MISDIRECTED));
    }
}
