//! `PublicUrl`: the address where webhooks reach a receiver, for example that of a tunnel.

use std::fmt;

use crate::profiles::{Origin, ParseOriginError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: Origin,
    /// Without a final `/`.
    base: String,
}

/// Messages do not repeat the text, which may contain a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParsePublicUrlError {
    #[error("--public-url: {0}")]
    Origin(#[from] ParseOriginError),
    #[error("--public-url: the address must not contain `?` or `#`")]
    Query,
    #[error("--public-url: its path has an invalid character, such as a space; remove or percent-encode it")]
    Path,
}

impl PublicUrl {
    /// Parses `https://HOST[:PORT][/BASE]`, or with http for a loopback address. Rejects user info.
    pub fn parse(text: &str) -> Result<Self, ParsePublicUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(ParseOriginError::Scheme)?;
        let authority_end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(authority_end).unwrap_or((rest, ""));
        let origin = Origin::parse(&format!("{scheme}://{authority}"))?;
        if path.contains(['?', '#']) {
            return Err(ParsePublicUrlError::Query);
        }
        if path.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '"' | '<' | '>')) {
            return Err(ParsePublicUrlError::Path);
        }
        Ok(Self { origin, base: path.trim_end_matches('/').to_owned() })
    }

    /// Returns this address with the webhook's path, query and fragment. A webhook that already has this
    /// address stays unchanged.
    pub fn address_of(&self, webhook: &str) -> Option<String> {
        let (scheme, rest) = webhook.split_once("://")?;
        if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end)?;
        let origin = self.origin.as_str();
        let here = webhook.split_at_checked(origin.len());
        let here = here.filter(|(start, _)| start.eq_ignore_ascii_case(origin));
        let here = here.and_then(|(_, rest)| rest.strip_prefix(&self.base));
        if here.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
            return Some(webhook.to_owned());
        }
        // In `a\@b`, some parsers take `a` as the host, others `b`.
        (!authority.contains('\\')).then(|| format!("{self}{path}"))
    }

    pub fn is_loopback(&self) -> bool {
        self.origin.is_loopback()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin.as_str(), self.base)
    }
}

impl ParsePublicUrlError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Origin(ParseOriginError::UserInfo) => {
                "use a tunnel's address without a name and a password; vsw verifies each delivery itself"
            }
            Self::Origin(ParseOriginError::PlainHttp(_)) => "use the tunnel's https address",
            _ => "use the tunnel's address, such as `https://example.ngrok.app`",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_or_this_machine_without_user_info_is_public() {
        let shown = |text: &str| PublicUrl::parse(text).map(|url| url.to_string()).ok();
        for (text, expected) in [
            ("https://t.example", "https://t.example"),
            ("https://t.example/", "https://t.example"),
            ("HTTPS://T.Example:443/A/b/", "https://t.example/A/b"),
            ("https://t.example:8443/~x", "https://t.example:8443/~x"),
            ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
            ("http://localhost:1/x", "http://localhost:1/x"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "t.example",
            "http://t.example",
            "ftp://t.example",
            "https://me:pw@t.example",
            "https://me@t.example/x",
            "https://t.example\\@evil.example",
            "https://t.example?x",
            "https://t.example/?x=1",
            "https://t.example/#x",
            "https://t.example/ä",
            "https://t.example/a b",
            "https://t.example/a\"b",
            "https://",
            "https://t.example./",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
        let error = PublicUrl::parse("https://me:hunter2hunter2@t.example").expect_err("user info");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }

    #[test]
    fn a_webhook_keeps_its_path_and_query() {
        let plain = PublicUrl::parse("https://t.example").expect("an address");
        let based = PublicUrl::parse("https://t.example/base/").expect("an address");
        for (webhook, path) in [
            ("https://example.com/webhooks/answer", "/webhooks/answer"),
            ("http://example.com:8080/a?x=1&y=//z#f", "/a?x=1&y=//z#f"),
            ("https://me:pw@example.com/a", "/a"),
            ("HTTPS://example.com", ""),
            ("https://example.com?x=/y", "?x=/y"),
            ("https://example.com/", "/"),
            ("https://example.com//a/../b%20ä", "//a/../b%20ä"),
        ] {
            assert_eq!(plain.address_of(webhook), Some(format!("https://t.example{path}")), "{webhook}");
            assert_eq!(based.address_of(webhook), Some(format!("https://t.example/base{path}")), "{webhook}");
        }
        for here in [
            "https://t.example/base",
            "https://t.example/base/a?x",
            "https://t.example/base?x",
            "HTTPS://T.example/base/a",
        ] {
            assert_eq!(based.address_of(here).as_deref(), Some(here));
        }
        let other = based.address_of("https://t.example/based");
        assert_eq!(other.as_deref(), Some("https://t.example/base/based"));
        for webhook in [
            "",
            "example.com/a",
            "//example.com/a",
            "sip:a@b",
            "ftp://example.com/a",
            "mailto:a",
            "https://a\\@b/c",
        ] {
            assert_eq!(plain.address_of(webhook), None, "{webhook}");
        }
    }
}
