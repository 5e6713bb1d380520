//! Tests tokens that only one of `vsw` and jsonwebtoken accepts, and tokens that both reject.

use vsw::verify::Code;

use crate::setup::{HEADER, NOW, SECRET, accepted_by_jsonwebtoken, claims, hash, signed, verified_by_vsw};

#[test]
fn vsw_is_stricter() {
    let usual = claims(b"", "");
    let with = |from: &str, to: &str| {
        assert!(usual.contains(from), "{from}");
        usual.replace(from, to)
    };
    for (header, claims, code) in [
        // RFC 7515 §4.1.11: jsonwebtoken ignores an unsupported critical extension.
        (r#"{"alg":"HS256","crit":["exp"],"exp":1}"#, usual.clone(), Code::CriticalHeader),
        (r#"{"alg":"HS256","crit":[]}"#, usual.clone(), Code::CriticalHeader),
        (r#"{"alg":"HS256","b64":false}"#, usual.clone(), Code::CriticalHeader),
        // A duplicate member: another reader may use either value.
        (r#"{"alg":"HS256","x":{"a":1,"a":2}}"#, usual.clone(), Code::DuplicateMember),
        (r#"{"alg":"HS256","x":1,"x":2}"#, usual.clone(), Code::DuplicateMember),
        (HEADER, with("{", "{\"iat\":1,"), Code::DuplicateMember),
        (HEADER, with("{", "{\"\\u0069at\":1,"), Code::DuplicateMember),
        (
            HEADER,
            with("{", &format!("{{\"payload_hash\":\"{}\",", hash(b"another body"))),
            Code::DuplicateMember,
        ),
        (HEADER, with("{", "{\"api_key\":\"of another account\","), Code::DuplicateMember),
        (HEADER, with("{", "{\"x\":[{\"a\":1,\"a\":1}],"), Code::DuplicateMember),
        // vsw limits the depth of claims to 64. jsonwebtoken accepts these 100 levels, because serde_json's
        // limit is 128.
        (HEADER, with("{", &format!("{{\"x\":{}{},", "[".repeat(100), "]".repeat(100))), Code::ClaimsNotJson),
        // jsonwebtoken accepts a list of issuers if one of them matches.
        (HEADER, with("\"Vonage\"", "[\"Vonage\"]"), Code::ClaimType),
        (HEADER, with(&NOW.to_string(), "1587494970.0"), Code::ClaimType),
        (HEADER, with(&NOW.to_string(), "\"1587494970\""), Code::ClaimType),
        (HEADER, with(&format!("\"iat\":{NOW},"), ""), Code::MissingClaim),
        (HEADER, with(&hash(b""), &hash(b"").to_uppercase()), Code::ClaimType),
        (HEADER, with(&hash(b""), &hash(b"another body")), Code::PayloadMismatch),
        (HEADER, with(&format!("\"payload_hash\":\"{}\",", hash(b"")), ""), Code::MissingClaim),
        (HEADER, with(&NOW.to_string(), "1"), Code::TooOld),
        (HEADER, with(&NOW.to_string(), "9223372036854775807"), Code::FromTheFuture),
        (HEADER, with("{", "{\"exp\":1,"), Code::Expired),
        (HEADER, with("{", "{\"nbf\":9223372036854775807,"), Code::NotYetValid),
    ] {
        let token = signed(header, claims.as_bytes(), SECRET);
        assert!(accepted_by_jsonwebtoken(&token, SECRET).is_some(), "jsonwebtoken rejects {header} {claims}");
        assert_eq!(verified_by_vsw(&token, SECRET, b"").err(), Some(code), "{header} {claims}");
    }
}

#[test]
fn both_reject_malformed_tokens() {
    let usual = claims(b"", "");
    for header in [
        r#"{"alg":"hs256"}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":"HS512"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"ALG":"HS256"}"#,
        r#"{"alg":"HS256","alg":"HS256"}"#,
        r#"{"alg":"HS256","alg":"none"}"#,
        "[]",
        "",
    ] {
        let token = signed(header, usual.as_bytes(), SECRET);
        assert!(accepted_by_jsonwebtoken(&token, SECRET).is_none(), "{header}");
        assert!(verified_by_vsw(&token, SECRET, b"").is_err(), "{header}");
    }
    let token = signed(HEADER, usual.as_bytes(), SECRET);
    assert!(
        accepted_by_jsonwebtoken(&token, SECRET).is_some() && verified_by_vsw(&token, SECRET, b"").is_ok()
    );
    // The last character has two unused bits. For three of the replacements, a lax decoder would read the same MAC.
    let (start, last) = token.split_at(token.len() - 1);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for letter in alphabet.chars().filter(|letter| !last.starts_with(*letter)) {
        let other = format!("{start}{letter}");
        assert!(
            accepted_by_jsonwebtoken(&other, SECRET).is_none()
                && verified_by_vsw(&other, SECRET, b"").is_err(),
            "{other}"
        );
    }
    for other in [
        format!("{token}="),
        format!("{token}."),
        format!("{token}A"),
        format!(".{token}"),
        token[..token.len() - 2].to_owned(),
    ] {
        assert!(
            accepted_by_jsonwebtoken(&other, SECRET).is_none()
                && verified_by_vsw(&other, SECRET, b"").is_err(),
            "{other}"
        );
    }
}

#[test]
fn vsw_ignores_members_it_does_not_need() {
    for (header, more) in [
        (r#"{"alg":"HS256","typ":1}"#, ""),
        (r#"{"alg":"HS256","kid":null,"x5c":"x"}"#, ""),
        (r#"{"alg":"HS256","jwk":1}"#, ""),
        (HEADER, r#","x":1e400"#),
        (HEADER, r#","x":"\ud800""#),
    ] {
        let token = signed(header, claims(b"", more).as_bytes(), SECRET);
        assert!(accepted_by_jsonwebtoken(&token, SECRET).is_none(), "{header} {more}");
        assert!(verified_by_vsw(&token, SECRET, b"").is_ok(), "{header} {more}");
    }
}
