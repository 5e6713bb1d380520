//! Guard: whom a request speaks to, and how it is framed. A page in a browser that makes a name of its own mean this
//! machine is not answered, and neither is a request that two readers could cut differently.

use std::net::SocketAddr;

use hyper::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

/// The names under which a server may be asked for.
#[derive(Clone, Debug)]
pub struct Names(Vec<String>);

/// Why a request is not answered as it wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the target must be a path")]
    Target,
    #[error("exactly one Host header is needed")]
    Host,
    #[error("this server has another name; --metrics-host adds one")]
    Misdirected,
    #[error("a request here has no body")]
    Body,
    #[error("only GET and HEAD are answered")]
    Method,
}

impl Names {
    /// What was added by hand, each as a host with or without the port.
    pub fn new(added: &[String], port: u16) -> Self {
        let whole = |name: &String| if has_port(name) { name.clone() } else { format!("{name}:{port}") };
        Self(added.iter().map(whole).collect())
    }

    /// Whether that Host is a name of the server that was reached at `reached`: the very address, `localhost` where that
    /// is this machine, or one that was added.
    fn has(&self, host: &[u8], reached: SocketAddr) -> bool {
        let port = reached.port();
        let is = |name: &str| {
            // Without a port, 80 is meant.
            let short = (port == 80).then(|| name.strip_suffix(":80")).flatten();
            name.as_bytes() == host || short.is_some_and(|name| name.as_bytes() == host)
        };
        is(&reached.to_string())
            || (reached.ip().is_loopback() && is(&format!("localhost:{port}")))
            || self.0.iter().any(|name| is(name))
    }
}

impl Refusal {
    pub fn status(self) -> StatusCode {
        match self {
            Self::Target | Self::Host | Self::Body => StatusCode::BAD_REQUEST,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        }
    }
}

/// Whether a request with that head is answered.
pub fn check(head: &Parts, names: &Names, reached: SocketAddr) -> Result<(), Refusal> {
    // An absolute target would name a host of its own, beside the Host header's.
    if head.uri.scheme().is_some() || !head.uri.path().starts_with('/') {
        return Err(Refusal::Target);
    }
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::Host) };
    if !names.has(host.as_bytes(), reached) {
        return Err(Refusal::Misdirected);
    }
    let has_length = head.headers.get_all(CONTENT_LENGTH).iter().any(|length| length.as_bytes() != b"0");
    if has_length || head.headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refusal::Body);
    }
    if matches!(head.method, Method::GET | Method::HEAD) { Ok(()) } else { Err(Refusal::Method) }
}

/// Does a host that was added say its port? The colons of an IPv6 address stand in brackets.
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
    fn s2_only_who_asks_by_a_name_of_the_server_is_answered() {
        let names = Names::new(&["vsw.example".to_owned(), "[fd00::1]:81".to_owned()], 9464);
        let here = "127.0.0.1:9464".parse().expect("an address");
        let host = ("host", "127.0.0.1:9464");
        for (headers, verdict) in [
            (vec![host], Ok(())),
            (vec![("host", "localhost:9464")], Ok(())),
            (vec![("host", "vsw.example:9464")], Ok(())),
            (vec![("host", "[fd00::1]:81")], Ok(())),
            (vec![], Err(Refusal::Host)),
            (vec![host, host], Err(Refusal::Host)),
            (vec![("host", "127.0.0.1")], Err(Refusal::Misdirected)),
            (vec![("host", "127.0.0.1:94640")], Err(Refusal::Misdirected)),
            (vec![("host", "127.0.0.1:9464.")], Err(Refusal::Misdirected)),
            (vec![("host", "LOCALHOST:9464")], Err(Refusal::Misdirected)),
            (vec![("host", "vsw.example")], Err(Refusal::Misdirected)),
            (vec![("host", "rebound.example:9464")], Err(Refusal::Misdirected)),
            (vec![host, ("content-length", "0")], Ok(())),
            (vec![host, ("content-length", "1")], Err(Refusal::Body)),
            (vec![host, ("transfer-encoding", "chunked")], Err(Refusal::Body)),
        ] {
            assert_eq!(check(&head("GET", "/", &headers), &names, here), verdict, "{headers:?}");
        }
        for (method, target, refusal) in [
            ("POST", "/metrics", Refusal::Method),
            ("GET", "http://127.0.0.1:9464/metrics", Refusal::Target),
            ("OPTIONS", "*", Refusal::Target),
        ] {
            assert_eq!(
                check(&head(method, target, &[host]), &names, here),
                Err(refusal),
                "{method} {target}"
            );
        }
    }

    #[test]
    fn s2_localhost_is_a_name_only_where_it_was_reached_from_here_and_80_need_not_be_said() {
        let none = Names::new(&[], 80);
        let outside = "10.0.0.7:80".parse().expect("an address");
        let asks = |name: &str| check(&head("GET", "/", &[("host", name)]), &none, outside);
        assert_eq!((asks("10.0.0.7:80"), asks("10.0.0.7")), (Ok(()), Ok(())));
        assert_eq!(asks("localhost:80"), Err(Refusal::Misdirected));
    }
}
