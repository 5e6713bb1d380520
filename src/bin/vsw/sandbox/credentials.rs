//! The sandbox's credentials: fixed, published in `docs/sandbox.md`, and valid only for a sandbox.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;

pub(super) const API_KEY: &str = "sandbox0";
/// In a form that the real API would accept: 8 to 25 characters, with lower case, upper case and digit.
pub(super) const API_SECRET: &str = "NotASecret1";
/// At least 32 bytes, so that no command warns about its length.
pub(super) const SIGNATURE_SECRET: &str = "not-a-secret-the-sandbox-signs-with-it-0123456789";

/// Returns whether the request has exactly one Authorization header, with the right credentials.
pub(super) fn admits(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    basic(value.as_bytes()).is_some_and(|pair| pair == format!("{API_KEY}:{API_SECRET}").into_bytes())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Authorization {
    Matched,
    NotMatched,
}

/// Returns only the scheme, if known, and whether the value was correct. The value is omitted, because a test
/// may send a real secret by mistake.
pub(super) fn masked(value: &[u8], authorization: Authorization) -> String {
    let text = String::from_utf8_lossy(value);
    let scheme = text.split(' ').next().unwrap_or_default();
    let known = ["Basic", "Bearer", "Digest"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme));
    let verdict = if authorization == Authorization::Matched { "matched" } else { "not matched" };
    format!("{} ({verdict})", known.unwrap_or("other"))
}

pub(super) fn basic(value: &[u8]) -> Option<Vec<u8>> {
    let (scheme, rest) = value.split_at_checked("Basic ".len())?;
    scheme.eq_ignore_ascii_case(b"basic ").then_some(())?;
    STANDARD.decode(rest).ok()
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn only_the_documented_credentials_are_accepted() {
        let encode = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
        let right = encode(&format!("{API_KEY}:{API_SECRET}"));
        let one = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).expect("a header value"));
            headers
        };
        assert!(admits(&one(&right)));
        assert!(admits(&one(&right.replace("Basic", "basic"))));
        for wrong in [
            encode(&format!("{API_KEY}:{API_SECRET}x")),
            encode(&format!("{API_KEY}:")),
            encode(API_SECRET),
            right.replace("Basic", "Bearer"),
            right.replace("Basic ", "Basic"),
            format!("{right} {right}"),
            String::new(),
            "Basic".to_owned(),
            "Basic \u{a0}".to_owned(),
        ] {
            assert!(!admits(&one(&wrong)), "{wrong}");
        }
        let mut twice = one(&right);
        twice.append(AUTHORIZATION, HeaderValue::from_str(&right).expect("a header value"));
        assert!(!admits(&twice));
        assert!(!admits(&HeaderMap::new()));
    }

    #[test]
    fn logged_authorization_contains_no_credential() {
        for (value, shown) in [
            ("Basic c2VjcmV0", "Basic (not matched)"),
            ("Bearer secret", "Bearer (not matched)"),
            ("secret", "other (not matched)"),
        ] {
            assert_eq!(masked(value.as_bytes(), Authorization::NotMatched), shown);
        }
    }
}
