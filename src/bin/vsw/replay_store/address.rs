//! Address: the value of `--replay-store`. Parsing makes no connection.
//!
//! Invariant: an address contains no password, so it may be shown.

use std::fmt;
use std::path::PathBuf;

use rustls::pki_types::ServerName;
use url::{Host, Url};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayStoreAddress {
    pub(super) place: Place,
    pub(super) user: Option<String>,
    pub(super) database: i64,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Tcp { host: String, port: u16, security: Security },
    Socket(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    Tls,
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plaintext {
    Loopback,
    /// The user trusts the network in between.
    Anywhere,
}

/// Messages repeat at most the host: the rest may contain a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseAddressError {
    #[error(
        "the address of the replay store must be `memory`, `redis://HOST`, `rediss://HOST` or `unix:PATH`"
    )]
    Scheme,
    #[error(
        "the address of the replay store contains a password, which other users of this machine can read"
    )]
    Password,
    #[error("the address of the replay store has an invalid host or port")]
    Host,
    #[error("the address of the replay store has an invalid user")]
    User,
    #[error("the database in the address of the replay store is not a number from 0 to 65535")]
    Database,
    #[error("the address of the replay store has a query or a fragment")]
    Query,
    #[error("the path of the replay store's socket must be absolute")]
    Path,
    #[error("the connection to the replay store on `{0}` would not be encrypted")]
    Plaintext(String),
}

const DEFAULT_PORT: u16 = 6379;

impl ReplayStoreAddress {
    /// Parses `redis://[USER@]HOST[:PORT][/DB]`, `rediss://…` (TLS) or `unix:PATH`. Rejects a password.
    pub fn parse(text: &str, plaintext: Plaintext) -> Result<Self, ParseAddressError> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = PathBuf::from(path);
            if !path.is_absolute() {
                return Err(ParseAddressError::Path);
            }
            return Ok(Self { place: Place::Socket(path), user: None, database: 0, text: text.to_owned() });
        }
        let (scheme, rest) = text.split_once("://").ok_or(ParseAddressError::Scheme)?;
        let security = match scheme {
            "redis" => Security::Plain,
            "rediss" => Security::Tls,
            _ => return Err(ParseAddressError::Scheme),
        };
        // Check for a password before the rest of the address, so that the message about the password takes
        // precedence.
        let (user, rest) = match rest.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(ParseAddressError::Password),
            Some((user, rest)) => (Some(user), rest),
            None => (None, rest),
        };
        if user.is_some_and(|user| user.is_empty() || !user.bytes().all(is_plain)) {
            return Err(ParseAddressError::User);
        }
        if rest.contains(['?', '#']) {
            return Err(ParseAddressError::Query);
        }
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port, is_loopback) = host_and_port(authority)?;
        if security == Security::Plain && !is_loopback && plaintext == Plaintext::Loopback {
            return Err(ParseAddressError::Plaintext(host));
        }
        // A certificate cannot contain a host that is not a valid `ServerName`.
        if security == Security::Tls && ServerName::try_from(host.as_str()).is_err() {
            return Err(ParseAddressError::Host);
        }
        let place = Place::Tcp { host, port, security };
        Ok(Self { place, user: user.map(str::to_owned), database: number(database)?, text: text.to_owned() })
    }

    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    pub(super) fn has_tls(&self) -> bool {
        matches!(self.place, Place::Tcp { security: Security::Tls, .. })
    }
}

impl fmt::Display for ReplayStoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl ParseAddressError {
    pub fn hint(&self) -> String {
        match self {
            Self::Password => "move the password to a file, and pass `--replay-password-file FILE`; if the address names a user, keep the user: `redis://USER@HOST`"
                .to_owned(),
            Self::Plaintext(host) if host.contains(':') && !host.starts_with('[') => {
                Self::Plaintext(format!("[{host}]")).hint()
            }
            Self::Plaintext(host) => format!(
                "replace `redis://` by `rediss://`, as in `rediss://{host}`; if you trust the network to that host, add `--replay-plaintext` instead"
            ),
            Self::Path => "use `unix:/PATH`".to_owned(),
            Self::User => "use letters, digits, `-`, `_` and `.`, or omit the user and the `@`".to_owned(),
            _ => {
                "use `redis://127.0.0.1:6379`, `rediss://[USER@]HOST[:PORT][/DB]` or `unix:/PATH`".to_owned()
            }
        }
    }
}

fn host_and_port(authority: &str) -> Result<(String, u16, bool), ParseAddressError> {
    // Reject texts that the URL parser would decode, drop or reinterpret.
    if authority.is_empty()
        || authority.ends_with(':')
        || authority.contains(|c: char| !c.is_ascii_graphic() || "%\\".contains(c))
    {
        return Err(ParseAddressError::Host);
    }
    // Parse as https, so that the parser applies the web's host rules.
    let url = Url::parse(&format!("https://{authority}/")).map_err(|_| ParseAddressError::Host)?;
    let port = match authority.rsplit_once(':') {
        // The parser omits port 443, the default of https.
        Some((_, port)) if !port.contains(']') => port.parse().map_err(|_| ParseAddressError::Host)?,
        _ => DEFAULT_PORT,
    };
    let (host, is_loopback) = match url.host().ok_or(ParseAddressError::Host)? {
        Host::Ipv4(address) => (address.to_string(), address.is_loopback()),
        Host::Ipv6(address) => (address.to_string(), address.is_loopback()),
        Host::Domain(name) => (name.to_owned(), name == "localhost"),
    };
    (port != 0).then_some((host, port, is_loopback)).ok_or(ParseAddressError::Host)
}

fn number(database: &str) -> Result<i64, ParseAddressError> {
    match database {
        "" => Ok(0),
        digits if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            digits.parse::<u16>().map(i64::from).map_err(|_| ParseAddressError::Database)
        }
        _ => Err(ParseAddressError::Database),
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<(String, u16, Security, Option<String>, i64), ParseAddressError> {
        let address = ReplayStoreAddress::parse(text, Plaintext::Loopback)?;
        let Place::Tcp { host, port, security } = address.place else { panic!("{text} is a socket") };
        Ok((host, port, security, address.user, address.database))
    }

    #[test]
    fn addresses_have_defaults() {
        let plain = |host: &str, port| Ok((host.to_owned(), port, Security::Plain, None, 0));
        assert_eq!(parsed("redis://127.0.0.1"), plain("127.0.0.1", 6379));
        assert_eq!(parsed("redis://localhost:443/"), plain("localhost", 443));
        assert_eq!(parsed("redis://[::1]:7000"), plain("::1", 7000));
        assert_eq!(parsed("redis://[::1]"), plain("::1", 6379));
        let with_tls = ("store.example".to_owned(), 6380, Security::Tls, Some("vsw".to_owned()), 3);
        assert_eq!(parsed("rediss://vsw@store.example:6380/3"), Ok(with_tls));
        let socket = ReplayStoreAddress::parse("unix:/run/redis.sock", Plaintext::Loopback).expect("valid");
        assert_eq!(socket.place, Place::Socket("/run/redis.sock".into()));
    }

    #[test]
    fn k1_a_password_in_the_address_is_refused_and_not_repeated() {
        for text in [
            "redis://:hunter2@127.0.0.1",
            "rediss://vsw:hunter2@store.example/0",
            "redis://vsw:hunter2@127.0.0.1?x=y",
            "redis://vsw:hunt@er2@127.0.0.1:99999999",
        ] {
            let error = parsed(text).expect_err(text);
            assert_eq!(error, ParseAddressError::Password, "{text}");
            assert!(!format!("{error} {error:?}").contains("hunt"), "{error}");
            assert!(error.hint().contains("--replay-password-file"), "{}", error.hint());
        }
    }

    #[test]
    fn other_texts_are_refused() {
        use ParseAddressError::{Database, Host, Path, Query, Scheme, User};
        for (text, expected) in [
            ("memory", Scheme),
            ("127.0.0.1:6379", Scheme),
            ("https://127.0.0.1", Scheme),
            ("REDIS://127.0.0.1", Scheme),
            ("redis://", Host),
            ("redis://127.0.0.1:", Host),
            ("redis://127.0.0.1:0", Host),
            ("redis://127.0.0.1:65536", Host),
            ("redis://local%68ost", Host),
            ("redis://local host", Host),
            ("rediss://store..example", Host),
            ("redis://127.0.0.1/one", Database),
            ("redis://127.0.0.1/-1", Database),
            ("redis://127.0.0.1/0/", Database),
            ("redis://127.0.0.1/?a=b", Query),
            ("redis://127.0.0.1#a", Query),
            ("redis://@127.0.0.1", User),
            ("redis://a%3Ab@127.0.0.1", User),
            ("unix:redis.sock", Path),
            ("unix:", Path),
        ] {
            assert_eq!(parsed(text).expect_err(text), expected, "{text}");
        }
    }

    #[test]
    fn another_host_needs_tls_or_a_trusted_network() {
        for host in ["store.example", "10.0.0.1", "localhost.example", "[::2]"] {
            let text = format!("redis://{host}");
            let error = parsed(&text).expect_err(host);
            assert!(matches!(error, ParseAddressError::Plaintext(_)), "{error:?}");
            assert!(error.hint().contains("--replay-plaintext"), "{}", error.hint());
            assert!(error.hint().contains(&format!("`rediss://{host}`")), "{}", error.hint());
            ReplayStoreAddress::parse(&text, Plaintext::Anywhere).expect("the network is trusted");
            parsed(&format!("rediss://{host}")).expect("TLS");
        }
    }
}
