//! Lint: probable mistakes in a signature secret.
//!
//! Invariant: no message quotes the secret or a part of it.

use vsw::application::ApplicationId;
use vsw::secret::SignatureSecret;
use vsw::verify::{DiagnosticSecret, SecretKind};

use super::diagnostic_secrets;
use super::secret::of_environment;
use crate::context::Context;
use crate::profiles::{Profiles, Secret};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    ByteOrderMark,
    WhiteSpace,
    LineBreak,
    ControlCharacter,
    NotAscii,
    Quotes,
    ApiKey,
    ApplicationId,
    /// Equals the API secret of the environment or of a profile.
    ApiSecret {
        of: String,
    },
    /// `other` is the same secret with a different account. A missing account counts as different.
    TwoAccounts {
        other: String,
    },
    NoAccount,
    Repeated {
        other: String,
    },
    /// Another secret has the same label and date, so messages cannot distinguish the two.
    Nameless,
    Short {
        bytes: usize,
    },
    Hex,
    Base64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Genuine deliveries are probably rejected, or deliveries of another account are accepted.
    Problem,
    Note,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Observed API keys have six to eight characters; observed signature secrets at least twenty.
const LONGEST_API_KEY: usize = 8;
/// A shorter text may be hexadecimal or Base64 by accident.
const SHORTEST_ENCODED: usize = 16;

impl Finding {
    pub fn of(secret: &SignatureSecret) -> Vec<Self> {
        let bytes = secret.expose();
        let without_mark = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let (core, ends) = trimmed(without_mark);
        let unquoted = unquoted(core);
        let inside = unquoted.unwrap_or(core);
        let is_line_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let checks = [
            (without_mark.len() < bytes.len(), Self::ByteOrderMark),
            (ends.iter().any(|byte| !is_line_break(byte)), Self::WhiteSpace),
            (bytes.iter().any(is_line_break), Self::LineBreak),
            (core.iter().any(|byte| byte.is_ascii_control() && !is_line_break(byte)), Self::ControlCharacter),
            (!without_mark.is_ascii(), Self::NotAscii),
            (unquoted.is_some(), Self::Quotes),
            (is_like_an_api_key(inside), Self::ApiKey),
            (is_like_an_application_id(inside), Self::ApplicationId),
            (secret.is_short(), Self::Short { bytes: bytes.len() }),
            (is_hex(inside), Self::Hex),
            (is_base64(inside), Self::Base64),
        ];
        checks.into_iter().filter_map(|(found, finding)| found.then_some(finding)).collect()
    }

    /// Compares with the API secrets of environment and profiles. Omits those in the keyring, because reading
    /// it could prompt the user.
    pub fn of_api_secrets(secret: &Secret, context: &Context, profiles: &Profiles) -> Option<Self> {
        let is_it = |known: &Secret| known.expose() == secret.expose();
        let of_environment = |name: &str| of_environment(context, name).ok().flatten();
        for name in ["VONAGE_API_SECRET", "NEXMO_API_SECRET"] {
            if of_environment(name).is_some_and(|(known, _)| is_it(&known)) {
                return Some(Self::ApiSecret { of: "the environment".to_owned() });
            }
        }
        for (name, profile) in &profiles.profiles {
            let is_its = |known: &DiagnosticSecret| known.kind == SecretKind::Api && is_it(&known.secret);
            if diagnostic_secrets::of_profile(context, name, profile).iter().any(is_its) {
                return Some(Self::ApiSecret { of: format!("the profile {name}") });
            }
        }
        None
    }

    pub fn code(&self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-mark",
            Self::WhiteSpace => "white-space",
            Self::LineBreak => "line-break",
            Self::ControlCharacter => "control-character",
            Self::NotAscii => "not-ascii",
            Self::Quotes => "quotes",
            Self::ApiKey => "api-key",
            Self::ApplicationId => "application-id",
            Self::ApiSecret { .. } => "api-secret",
            Self::TwoAccounts { .. } => "two-accounts",
            Self::NoAccount => "no-account",
            Self::Repeated { .. } => "repeated",
            Self::Nameless => "nameless",
            Self::Short { .. } => "short",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::Repeated { .. } | Self::Nameless | Self::Short { .. } | Self::Hex | Self::Base64 => {
                Severity::Note
            }
            _ => Severity::Problem,
        }
    }

    pub fn sentence(&self) -> String {
        let sentence = match self {
            Self::ByteOrderMark => {
                "it begins with a byte order mark, as some editors add: save the file as UTF-8 without one"
            }
            Self::WhiteSpace => "it has white space at the start or end: copy the secret again without it",
            Self::LineBreak => "it has line breaks: the secret must be a single line",
            Self::ControlCharacter => "it has a control character: copy the secret again",
            Self::NotAscii => "it has non-ASCII characters: copy the secret again, as plain text",
            Self::Quotes => "it has surrounding quotes, which count as part of the secret: remove them",
            Self::ApiKey => {
                "it looks like an API key: the Dashboard shows the signature secret under API settings"
            }
            Self::ApplicationId => {
                "it looks like an application's id: the Dashboard shows the signature secret under API settings"
            }
            Self::ApiSecret { of } => {
                return format!(
                    "it is the API secret of {of}: webhooks are signed with the signature secret, which the Dashboard shows separately"
                );
            }
            Self::TwoAccounts { other } => {
                return format!(
                    "{other} has the same secret, but not the same API key: correct the wrong secret; if both entries belong to one account, correct the API key"
                );
            }
            Self::NoAccount => {
                "it is one of several secrets, but has no API key: add `api_key` to this secret in the configuration file; if you pass the secret in a file, write `--signature-secret-file API_KEY=FILE`"
            }
            Self::Repeated { other } => {
                return format!("the same secret is also stored as {other}");
            }
            Self::Nameless => "reports cannot distinguish it from another secret: add a `label`",
            Self::Short { bytes } => {
                return format!(
                    "it has {bytes} bytes, but 32 are recommended for HS256; Vonage issues shorter ones, so it may be \
                     complete"
                );
            }
            Self::Hex => {
                "it is all hexadecimal digits: fine if the Dashboard shows it so; it is used as text, not decoded"
            }
            Self::Base64 => {
                "it looks like Base64: fine if the Dashboard shows it so; it is used as text, not decoded"
            }
        };
        sentence.to_owned()
    }
}

fn trimmed(bytes: &[u8]) -> (&[u8], Vec<u8>) {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
    let start = bytes.iter().take_while(|byte| blank(byte)).count();
    let (before, rest) = bytes.split_at(start);
    let end = rest.iter().rev().take_while(|byte| blank(byte)).count();
    let (core, after) = rest.split_at(rest.len() - end);
    (core, [before, after].concat())
}

fn unquoted(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [first @ (b'"' | b'\'' | b'`'), inside @ .., last] if first == last => Some(inside),
        _ => None,
    }
}

fn is_like_an_api_key(bytes: &[u8]) -> bool {
    (1..=LONGEST_API_KEY).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// Requires hyphens: without them the text may be a secret of 32 hexadecimal digits.
fn is_like_an_application_id(bytes: &[u8]) -> bool {
    bytes.contains(&b'-')
        && std::str::from_utf8(bytes).is_ok_and(|text| text.parse::<ApplicationId>().is_ok())
}

fn is_hex(bytes: &[u8]) -> bool {
    bytes.len() >= SHORTEST_ENCODED
        && bytes.len().is_multiple_of(2)
        && bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Requires `+`, `/` or padding: letters and digits alone are usually not Base64.
fn is_base64(bytes: &[u8]) -> bool {
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    let (digits, _) = bytes.split_at(bytes.len() - padding);
    let sign = |byte: &u8| matches!(byte, b'+' | b'/');
    bytes.len() >= SHORTEST_ENCODED
        && bytes.len().is_multiple_of(4)
        && padding <= 2
        && digits.iter().all(|byte| byte.is_ascii_alphanumeric() || sign(byte))
        && (padding > 0 || digits.iter().any(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(secret: &[u8]) -> Vec<&'static str> {
        let secret = SignatureSecret::new(secret).unwrap_or_else(|error| panic!("{error}"));
        Finding::of(&secret).iter().map(Finding::code).collect()
    }

    #[test]
    fn each_mistake_has_its_code_and_a_good_secret_has_none() {
        const GOOD: &str = "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
        let with = |before: &str, after: &str| format!("{before}{GOOD}{after}");
        let rows: [(String, &[&str]); 26] = [
            (with("", ""), &[]),
            (with(" ", ""), &["white-space"]),
            (with("", "\t"), &["white-space"]),
            (with("", "\u{b}"), &["white-space"]),
            (with("", "\n"), &["line-break"]),
            (with("", "\r"), &["line-break"]),
            (with("", " \r\n"), &["white-space", "line-break"]),
            (with("ab\ncd", ""), &["line-break"]),
            (with("ab cd", ""), &[]),
            (with("\u{feff}", ""), &["byte-order-mark"]),
            (with("\u{feff} ", ""), &["byte-order-mark", "white-space"]),
            (with("a\0", ""), &["control-character"]),
            (with("a\tb", ""), &["control-character"]),
            (with("", "é"), &["not-ascii"]),
            (with("\u{201c}", "\u{201d}"), &["not-ascii"]),
            (with("\"", "\""), &["quotes"]),
            (with(" '", "' "), &["white-space", "quotes"]),
            (with("`", "`"), &["quotes"]),
            (with("\"", "'"), &[]),
            ("abcd1234".into(), &["api-key", "short"]),
            ("'abcd12'".into(), &["quotes", "api-key", "short"]),
            ("abcd12345".into(), &["short"]),
            ("aaaaaaaa-bbbb-cccc-dddd-0123456789ab".into(), &["application-id"]),
            ("aaaaaaaabbbbccccdddd0123456789AB".into(), &["hex"]),
            ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3ODk=".into(), &["base64"]),
            ("ab+DREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3/Dkw".into(), &["base64"]),
        ];
        for (secret, wanted) in rows {
            assert_eq!(codes(secret.as_bytes()), wanted, "{secret:?}");
        }
        assert_eq!(codes(&[b'x'; 32]), Vec::<&str>::new());
        assert_eq!(codes(&[b'x'; 31]), ["short"]);
        assert_eq!(codes(&[0xff; 40]), ["not-ascii"]);
        assert_eq!(codes(b"0123456789abcdef0"), ["short"], "an odd number of digits is no encoding");
    }

    #[test]
    fn possibly_intended_findings_are_notes() {
        let secret = |bytes: &[u8]| SignatureSecret::new(bytes).unwrap_or_else(|error| panic!("{error}"));
        for (bytes, severity) in [
            (&b"twenty-character-str"[..], Severity::Note),
            (b"aaaaaaaabbbbccccdddd0123456789ab", Severity::Note),
            (b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3ODk=", Severity::Note),
            (b"twenty-character-str, and many more\n", Severity::Problem),
        ] {
            assert_eq!(Finding::of(&secret(bytes)).first().map(Finding::severity), Some(severity));
        }
    }
}
