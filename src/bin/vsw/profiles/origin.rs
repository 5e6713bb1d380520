//! Origin: scheme, host and port that may receive credentials.
//!
//! Invariant: text that URL parsers may read differently is rejected, not corrected.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// If the scheme is http, the host is a loopback host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    loopback: bool,
}

/// Messages repeat at most the host: the rest may contain a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseOriginError {
    #[error("it does not begin with `https://` or `http://`")]
    Scheme,
    #[error("it contains user info (a name or a password before `@`)")]
    UserInfo,
    #[error("it has more than scheme, host and port")]
    More,
    #[error("its host is empty or malformed, or has white space or `%` in it")]
    Host,
    #[error("its host ends with a dot")]
    TrailingDot,
    #[error("its port is invalid")]
    Port,
    #[error("plain http is allowed for a loopback address only, not for `{0}`")]
    PlainHttp(String),
}

pub const DEFAULT: &str = "https://api.nexmo.com";

impl Origin {
    /// Parses `https://HOST[:PORT]` or `http://LOOPBACK[:PORT]`, with or without a final `/`.
    pub fn parse(text: &str) -> Result<Self, ParseOriginError> {
        let (scheme, rest) = text.split_once("://").ok_or(ParseOriginError::Scheme)?;
        let plain = match scheme.to_ascii_lowercase().as_str() {
            "https" => false,
            "http" => true,
            _ => return Err(ParseOriginError::Scheme),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        // Do not split at a backslash: in `host\@evil`, some parsers read `evil` as the host.
        let before_path = authority.split(['/', '?', '#']).next().unwrap_or_default();
        if before_path.contains('@') {
            return Err(ParseOriginError::UserInfo);
        }
        if before_path.is_empty() {
            return Err(ParseOriginError::Host);
        }
        if authority.contains(['/', '\\', '?', '#']) {
            return Err(ParseOriginError::More);
        }
        // URL parsers decode `%` and drop white space, which would change the host.
        if authority.contains(|c: char| c.is_whitespace() || c.is_control() || c == '%') {
            return Err(ParseOriginError::Host);
        }
        let host = without_port(authority);
        let url = Url::parse(&format!("{scheme}://{authority}/")).map_err(|error| match error {
            url::ParseError::InvalidPort => ParseOriginError::Port,
            _ => ParseOriginError::Host,
        })?;
        // The parser turns other full stops, such as `。`, into a dot.
        if host.ends_with('.') || url.host_str().is_some_and(|host| host.ends_with('.')) {
            return Err(ParseOriginError::TrailingDot);
        }
        if url.port() == Some(0) || authority.ends_with(':') {
            return Err(ParseOriginError::Port);
        }
        let loopback = loopback(&url, host)?;
        if plain && !loopback {
            return Err(ParseOriginError::PlainHttp(url.host_str().unwrap_or_default().to_owned()));
        }
        Ok(Self { text: url.origin().ascii_serialization(), loopback })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    pub fn is_plain(&self) -> bool {
        self.text.starts_with("http://")
    }

    pub fn is_default(&self) -> bool {
        self.text == DEFAULT
    }
}

impl Default for Origin {
    fn default() -> Self {
        Self { text: DEFAULT.to_owned(), loopback: false }
    }
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    }
}

/// Rejects an unusual IPv4 spelling: some parsers read `0x7f.1` as an address, others do not.
fn loopback(url: &Url, written: &str) -> Result<bool, ParseOriginError> {
    match url.host().ok_or(ParseOriginError::Host)? {
        Host::Ipv4(address) if written.parse() == Ok::<Ipv4Addr, _>(address) => Ok(address.is_loopback()),
        Host::Ipv4(_) => Err(ParseOriginError::Host),
        Host::Ipv6(address) => Ok(address == Ipv6Addr::LOCALHOST),
        Host::Domain(_) => Ok(written.eq_ignore_ascii_case("localhost")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k6_valid_origins_have_one_spelling() {
        for (text, shown, loopback) in [
            ("https://api.nexmo.com", "https://api.nexmo.com", false),
            ("https://api.nexmo.com/", "https://api.nexmo.com", false),
            ("HTTPS://API.Nexmo.Com:443", "https://api.nexmo.com", false),
            ("https://api.nexmo.com:8443", "https://api.nexmo.com:8443", false),
            ("https://10.0.0.1", "https://10.0.0.1", false),
            ("https://bücher.example", "https://xn--bcher-kva.example", false),
            ("http://127.0.0.1:80", "http://127.0.0.1", true),
            ("http://127.3.2.1:8080/", "http://127.3.2.1:8080", true),
            ("http://[::1]:9", "http://[::1]:9", true),
            ("http://localhost:4010", "http://localhost:4010", true),
            ("https://localhost", "https://localhost", true),
        ] {
            let origin = Origin::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((origin.as_str(), origin.is_loopback()), (shown, loopback), "{text}");
        }
    }

    #[test]
    fn k6_ambiguous_origins_are_rejected() {
        let plain = |host: &str| ParseOriginError::PlainHttp(host.to_owned());
        for (text, reason) in [
            ("", ParseOriginError::Scheme),
            ("api.nexmo.com", ParseOriginError::Scheme),
            ("ftp://api.nexmo.com", ParseOriginError::Scheme),
            ("file:///etc", ParseOriginError::Scheme),
            ("https:api.nexmo.com", ParseOriginError::Scheme),
            ("https:/api.nexmo.com", ParseOriginError::Scheme),
            (" https://api.nexmo.com", ParseOriginError::Scheme),
            ("https://", ParseOriginError::Host),
            ("https:///api.nexmo.com", ParseOriginError::Host),
            ("https://api.nexmo.com/v2/@x", ParseOriginError::More),
            ("https://api.nexmo.com?x=a@b", ParseOriginError::More),
            ("https://api.nexmo.com//", ParseOriginError::More),
            ("https://api.nexmo.com/v2", ParseOriginError::More),
            ("https://api.nexmo.com/.", ParseOriginError::More),
            ("https://api.nexmo.com?x", ParseOriginError::More),
            ("https://api.nexmo.com/?", ParseOriginError::More),
            ("https://api.nexmo.com#x", ParseOriginError::More),
            ("https://api.nexmo.com\\@evil.example", ParseOriginError::UserInfo),
            ("https://user:word@api.nexmo.com", ParseOriginError::UserInfo),
            ("https://@api.nexmo.com", ParseOriginError::UserInfo),
            ("https://api.nexmo.com\\evil", ParseOriginError::More),
            ("https://api.nexmo.com.", ParseOriginError::TrailingDot),
            ("https://api.nexmo.com.:443", ParseOriginError::TrailingDot),
            ("https://api.nexmo.com\u{3002}", ParseOriginError::TrailingDot),
            ("http://localhost.", ParseOriginError::TrailingDot),
            ("https://api.nexmo.com:", ParseOriginError::Port),
            ("https://api.nexmo.com:0", ParseOriginError::Port),
            ("https://api.nexmo.com:99999", ParseOriginError::Port),
            ("https://api.nexmo.com:x", ParseOriginError::Port),
            ("https://api.nexmo.com ", ParseOriginError::Host),
            ("https://api.nex\tmo.com", ParseOriginError::Host),
            ("https://api%2enexmo.com", ParseOriginError::Host),
            ("http://%6cocalhost", ParseOriginError::Host),
            ("http://2130706433", ParseOriginError::Host),
            ("http://0x7f.1", ParseOriginError::Host),
            ("http://127.1", ParseOriginError::Host),
            ("http://api.nexmo.com", plain("api.nexmo.com")),
            ("http://0.0.0.0", plain("0.0.0.0")),
            ("http://10.0.0.1", plain("10.0.0.1")),
            ("http://[::]", plain("[::]")),
            ("http://[::ffff:127.0.0.1]", plain("[::ffff:7f00:1]")),
            ("http://127.0.0.1.evil.example", plain("127.0.0.1.evil.example")),
            ("http://localhost.evil.example", plain("localhost.evil.example")),
            ("http://ｌｏｃａｌｈｏｓｔ", plain("localhost")),
        ] {
            assert_eq!(Origin::parse(text).err(), Some(reason), "{text:?}");
        }
    }
}
