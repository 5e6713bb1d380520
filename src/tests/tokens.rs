//! Tests of decoding a token without verifying it.

use crate::json::Json;
use crate::secret::SignatureSecret;
use crate::sign::{Forgery, Token};
use crate::verify::{Claim, Unverified};

const NOW: u64 = 1_587_494_970;

fn read(value: &str) -> Unverified {
    Unverified::read(value.as_bytes(), NOW)
}

fn codes(unverified: &Unverified) -> Vec<&'static str> {
    unverified.problems.iter().map(|problem| problem.code().word()).collect()
}

fn bearer() -> String {
    let secret = SignatureSecret::new("a secret that the reader never sees").unwrap();
    Token::issued_at(NOW).api_key("k").bearer(&secret, b"{}")
}

#[test]
fn v12_decoding_a_token_computes_no_mac() {
    let bearer = bearer();
    assert_eq!(crate::mac::count::during(|| drop(read(&bearer))), 0);
}

#[test]
fn pasted_tokens_are_shown_with_their_problems() {
    let bearer = bearer();
    let token = bearer.strip_prefix("Bearer ").unwrap();
    let (head, tail) = token.split_at(40);
    for (value, wanted) in [
        (bearer.clone(), &[][..]),
        (token.to_owned(), &[]),
        (format!("Authorization: {bearer}"), &[]),
        (format!("\"{token}\""), &["malformed-token"]),
        (format!("Bearer  {token}"), &["malformed-token"]),
        (format!("Bearer Bearer {token}"), &["malformed-token"]),
        (format!("{head}\n{tail}"), &["malformed-token"]),
        (format!("{head}\r\n{tail}\n"), &["malformed-token"]),
        (format!("{bearer}, {bearer}"), &["several-headers"]),
        (format!("JWT {token}"), &["not-bearer"]),
        (format!("{token}="), &["malformed-token"]),
        (format!("{token}.x"), &["malformed-token"]),
        (token.rsplit_once('.').unwrap().0.to_owned(), &["malformed-token"]),
    ] {
        let unverified = read(&value);
        assert_eq!(codes(&unverified), wanted, "{value:?} {:?}", unverified.problems);
        assert!(unverified.is_a_token(), "{value}");
        assert_eq!(unverified.header.as_ref().map(Json::text), Some(r#"{"alg":"HS256","typ":"JWT"}"#));
        assert_eq!(unverified.claimed_text(Claim::ApiKey).as_deref(), Some("k"), "{value}");
        assert_eq!(unverified.claimed_time(Claim::Iat), Some(NOW));
    }
}

#[test]
fn lenient_base64_is_shown_and_reported() {
    // The claims of both tokens are {"a":"~~~???"}. The first are in standard base64 with padding. The second
    // are in base64url with nonzero trailing bits.
    for token in ["eyJhbGciOiJIUzI1NiJ9.eyJhIjoifn5+Pz8/In0=.", "eyJhbGciOiJIUzI1NiJ9.eyJhIjoifn5-Pz8_In1."] {
        let unverified = read(token);
        assert_eq!(unverified.claims.as_ref().map(Json::text), Some(r#"{"a":"~~~???"}"#), "{token}");
        assert_eq!(codes(&unverified).first(), Some(&"malformed-token"), "{token}");
    }
}

#[test]
fn text_without_a_token_is_rejected() {
    for (value, wanted) in [
        ("", "no-header"),
        ("hello", "malformed-token"),
        ("Basic dXNlcjpwYXNzd29yZA==", "not-bearer"),
        ("a.b.c", "malformed-token"),
        ("W10.e30.", "malformed-token"),
        ("e30.W10.", "unsupported-algorithm"),
        ("\u{fffd}", "malformed-token"),
    ] {
        let unverified = read(value);
        assert_eq!(codes(&unverified).first(), Some(&wanted), "{value}");
        assert!(!unverified.is_a_token(), "{value}");
    }
    assert_eq!(codes(&read("e30.W10.")), ["unsupported-algorithm", "claims-not-json"]);
}

#[test]
fn decoding_reports_the_verifiers_problems() {
    let secret = SignatureSecret::new("a secret that the reader never sees").unwrap();
    let token = Token::issued_at(NOW).jti("1").api_key("k");
    for forgery in Forgery::ALL {
        let [value] = &token.forged(forgery, &secret, b"{}")[..] else { continue };
        let found = codes(&read(value));
        // Finding these problems needs a secret, a body, or an expected account or application.
        let undetectable =
            ["signature-mismatch", "api-key-mismatch", "application-mismatch", "payload-mismatch"];
        match forgery.code().word() {
            code if undetectable.contains(&code) => assert!(found.is_empty(), "{forgery} {found:?}"),
            code => assert_eq!(found, [code], "{forgery}"),
        }
    }
}

#[test]
fn api_tokens_are_distinguished_from_webhook_tokens() {
    // {"alg":"RS256","typ":"JWT"} and {"application_id":"x","iat":1,"jti":"2"}
    let token =
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBsaWNhdGlvbl9pZCI6IngiLCJpYXQiOjEsImp0aSI6IjIifQ.AAAA";
    let unverified = read(token);
    assert_eq!(unverified.algorithm().as_deref(), Some("RS256"));
    assert_eq!((codes(&unverified), unverified.signature_length), (vec!["unsupported-algorithm"], Some(3)));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_value_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), text in "[A-Za-z0-9_.,= \"\n-]{0,80}") {
        let _ = (Unverified::read(&bytes, NOW), read(&text));
    }
}
