//! Target: the handler or upstream that deliveries are sent to.
//!
//! Invariant: a target is this machine or a host that the user named, because deliveries contain personal data.

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use url::{Host, Url};

use crate::profiles::{Origin, ParseOriginError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(super) place: Place,
    pub(super) has_tls: bool,
    /// The host, and the port if needed, as in a `Host` header.
    pub(super) authority: String,
    pub(super) base: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Addresses(Vec<SocketAddr>),
    Host { name: String, port: u16 },
    Socket(PathBuf),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("`{url}` is not an address to send deliveries to: {reason}")]
    Origin { url: String, reason: ParseOriginError },
    #[error("`{url}` has a query, but each delivery keeps its own")]
    Query { url: String },
    #[error("`{url}` has a fragment (`#…`), which is not sent")]
    Fragment { url: String },
    #[error("`unix:` has no path of a socket")]
    NoSocket,
    #[error("the path `{path}` has a fragment or an invalid character")]
    Path { path: String },
    #[error("`{0}` is not this machine; nothing was sent")]
    NotNamed(String),
    #[error("`{url}` is not an address of an upstream: {reason}")]
    Upstream { url: String, reason: ParseOriginError },
    #[error("`{url}` would send deliveries to `{host}` without TLS")]
    Plaintext { url: String, host: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plaintext {
    Allowed,
    Refused,
}

impl TargetError {
    pub fn hint(&self) -> String {
        match self {
            Self::NotNamed(host) => {
                format!("if you run that host, add `--yes-i-own-this {host}`; it then gets genuine webhooks")
            }
            Self::Origin { reason: ParseOriginError::PlainHttp(_), .. } => {
                "for this machine, use `http://127.0.0.1:PORT`; else use https, and name the host: `--yes-i-own-this HOST`".to_owned()
            }
            Self::Upstream { .. } => {
                "use `http://127.0.0.1:PORT`, `unix:PATH` or `https://HOST`; another host by http needs \
                 `--upstream-plaintext`"
                    .to_owned()
            }
            Self::Plaintext { .. } => {
                "use https, or add `--upstream-plaintext` if the network in between is trusted".to_owned()
            }
            Self::Query { .. } => "omit the query".to_owned(),
            Self::Fragment { .. } => "omit the fragment".to_owned(),
            Self::NoSocket => "write the socket's path, such as `unix:/run/handler.sock`".to_owned(),
            Self::Path { .. } => "omit a fragment (`#…`), and percent-encode spaces and non-ASCII characters".to_owned(),
            Self::Origin { .. } => {
                "use `http://127.0.0.1:PORT`, `unix:PATH`, or `https://HOST` with `--yes-i-own-this HOST`"
                    .to_owned()
            }
        }
    }
}

impl Target {
    /// Parses `http://127.0.0.1:3000/base`, `https://HOST/base` or `unix:/path/to/socket`. `owned` lists
    /// hosts other than this machine that may get deliveries, by https only.
    pub fn parse(url: &str, owned: &[String]) -> Result<Self, TargetError> {
        if let Some(path) = url.strip_prefix("unix:") {
            if path.is_empty() {
                return Err(TargetError::NoSocket);
            }
            return Ok(Self {
                place: Place::Socket(PathBuf::from(path)),
                has_tls: false,
                authority: "localhost".to_owned(),
                base: String::new(),
            });
        }
        let invalid = |reason| TargetError::Origin { url: without_user_info(url), reason };
        let (scheme, rest) = url.split_once("://").ok_or_else(|| invalid(ParseOriginError::Scheme))?;
        match rest.find(['?', '#']).and_then(|at| rest.get(at..)) {
            None => {}
            Some(end) if end.starts_with('?') => {
                return Err(TargetError::Query { url: without_user_info(url) });
            }
            Some(_) => return Err(TargetError::Fragment { url: without_user_info(url) }),
        }
        let (authority, base) = rest.split_once('/').unwrap_or((rest, ""));
        let origin = Origin::parse(&format!("{scheme}://{authority}")).map_err(invalid)?;
        let parsed = Url::parse(origin.as_str()).map_err(|_| invalid(ParseOriginError::Host))?;
        let host = parsed.host().ok_or_else(|| invalid(ParseOriginError::Host))?.to_owned();
        let name = parsed.host_str().unwrap_or_default().to_owned();
        if !origin.is_loopback() && !owned.iter().any(|owned| owned.eq_ignore_ascii_case(&name)) {
            return Err(TargetError::NotNamed(name));
        }
        let port = parsed.port_or_known_default().unwrap_or(443);
        let place = match host {
            Host::Ipv4(address) => Place::Addresses(vec![(address, port).into()]),
            Host::Ipv6(address) => Place::Addresses(vec![(address, port).into()]),
            // Do not resolve `localhost` by DNS: the answer could be another machine.
            Host::Domain(_) if origin.is_loopback() => Place::Addresses(
                [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()]
                    .map(|address| (address, port).into())
                    .to_vec(),
            ),
            Host::Domain(name) => Place::Host { name, port },
        };
        let authority = parsed.port().map_or_else(|| name.clone(), |port| format!("{name}:{port}"));
        let base = base.trim_end_matches('/');
        let base = if base.is_empty() { String::new() } else { format!("/{base}") };
        Ok(Self { place, has_tls: !origin.is_plain(), authority, base })
    }

    /// Parses an upstream's URL, which may name any host. `plaintext` allows http to hosts other than this machine.
    pub fn of_upstream(url: &str, plaintext: Plaintext) -> Result<Self, TargetError> {
        let plain = url.split_once("://").filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http"));
        let named = |url: &str| match Self::parse(url, &[]) {
            Err(TargetError::NotNamed(host)) => Self::parse(url, &[host]),
            other => other,
        };
        match (named(url), plain) {
            (
                Err(TargetError::Origin { reason: ParseOriginError::PlainHttp(host), url }),
                Some((_, rest)),
            ) => match plaintext {
                Plaintext::Refused => Err(TargetError::Plaintext { url, host }),
                Plaintext::Allowed => {
                    let mut target = named(&format!("https://{rest}"))?;
                    let port = Url::parse(&url).ok().and_then(|url| url.port_or_known_default());
                    target.use_http(port.unwrap_or(80));
                    Ok(target)
                }
            },
            (Err(TargetError::Origin { url, reason }), _) => Err(TargetError::Upstream { url, reason }),
            (other, _) => other,
        }
    }

    fn use_http(&mut self, port: u16) {
        self.has_tls = false;
        let written = self.authority.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
        let host = written.map_or(self.authority.as_str(), |(host, _)| host);
        self.authority = if port == 80 { host.to_owned() } else { format!("{host}:{port}") };
        match &mut self.place {
            Place::Host { port: of_https, .. } => *of_https = port,
            Place::Addresses(addresses) => addresses.iter_mut().for_each(|address| address.set_port(port)),
            Place::Socket(_) => {}
        }
    }

    /// Parses a handler's URL. Also returns its path and query, if any.
    pub fn of_handler(url: &str, owned: &[String]) -> Result<(Self, Option<String>), TargetError> {
        let authority = url.find("://").map_or(0, |at| at + 3);
        let end = url.get(authority..).and_then(|rest| rest.find(['/', '?', '#']));
        let (origin, path) = match end.and_then(|end| url.split_at_checked(authority + end)) {
            Some(parts) if !url.starts_with("unix:") => parts,
            _ => (url, ""),
        };
        let target = Self::parse(origin, owned).map_err(|error| match error {
            TargetError::Origin { reason, .. } => TargetError::Origin { url: without_user_info(url), reason },
            other => other,
        })?;
        if path.contains(|c: char| c == '#' || !c.is_ascii_graphic()) {
            return Err(TargetError::Path { path: path.to_owned() });
        }
        let path = if path.starts_with('?') { format!("/{path}") } else { path.to_owned() };
        Ok((target, Some(path).filter(|path| !path.is_empty())))
    }

    /// Returns the host without port and brackets.
    pub(super) fn host(&self) -> &str {
        let host = match self.authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => host,
            _ => &self.authority,
        };
        host.trim_matches(['[', ']'])
    }

    pub(super) fn name(&self) -> String {
        match &self.place {
            Place::Socket(path) => path.display().to_string(),
            _ => self.authority.clone(),
        }
    }

    pub fn is_this_machine(&self) -> bool {
        match &self.place {
            Place::Addresses(addresses) => addresses.iter().all(|address| address.ip().is_loopback()),
            Place::Host { .. } => false,
            Place::Socket(_) => true,
        }
    }
}

/// Removes the user info, which may contain a password, for messages.
fn without_user_info(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => url.to_owned(),
    }
}
