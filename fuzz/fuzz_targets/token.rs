//! If bytes 0xff separate a header, claims and a body ([`parts`]), signs header and claims, and verifies the
//! token with the body. Verifies other input as an `Authorization` value.
//!
//! Accepted tokens are checked again without `vsw`.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use vsw::delivery::Delivery;
use vsw::verify::{Checks, Code, Unverified, Verifier};
use vsw_fuzz::{MAX_INPUT_BYTES, NOW, SECRET, for_strict_readers, parts, verifier};

fuzz_target!(|bytes: &[u8]| {
    if bytes.len() > MAX_INPUT_BYTES {
        return;
    }
    let verifier = verifier();
    let Some([header, claims, body]) = parts(bytes) else {
        verify_and_compare(&verifier, bytes, b"");
        return;
    };
    let verify_signed =
        |header: &[u8], claims: &[u8]| verify_and_compare(&verifier, &signed(header, claims), body);
    let fast = verify_signed(header, claims);
    // The added member disables the fast path, but must not change the result.
    assert_eq!(fast, verify_signed(&for_strict_readers(header), claims));
    assert_eq!(fast, verify_signed(header, &for_strict_readers(claims)));
});

fn verify_and_compare(verifier: &Verifier, header: &[u8], body: &[u8]) -> (Vec<Code>, Checks) {
    let delivery = Delivery::post(body).with_header("Authorization", header);
    let unverified = Unverified::read(header, NOW);
    let result = match verifier.verify(&delivery, NOW) {
        Ok(verified) => {
            assert!(unverified.problems.is_empty(), "{:?}", unverified.problems);
            assert_eq!(Some(verified.iat()), unverified.claimed_time(vsw::verify::Claim::Iat));
            (Vec::new(), *verified.checks())
        }
        Err(rejection) => (rejection.codes(), *rejection.checks()),
    };
    assert!(!result.0.is_empty() || is_genuine(header, body));
    result
}

fn signed(header: &[u8], claims: &[u8]) -> Vec<u8> {
    let text = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac(text.as_bytes()))).into_bytes()
}

fn mac(text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// Checks the minimum conditions for acceptance without any code of `vsw`.
fn is_genuine(header: &[u8], body: &[u8]) -> bool {
    let Some(token) = header.split(|byte| b" \t:".contains(byte)).rfind(|word| !word.is_empty()) else {
        return false;
    };
    let segments: Vec<&[u8]> = token.split(|&byte| byte == b'.').collect();
    let [header, claims, signature] = segments[..] else { return false };
    let json = |segment: &[u8]| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(segment).ok()?).ok();
    let (Some(header), Some(claims)) = (json(header), json(claims)) else { return false };
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    URL_SAFE_NO_PAD.decode(signature).ok() == Some(mac(&token[..token.len() - signature.len() - 1]))
        && header["alg"] == "HS256"
        && header.get("crit").is_none()
        && claims["iss"] == "Vonage"
        && claims["payload_hash"] == hash
        && claims["iat"].as_u64().is_some_and(|iat| (NOW - 300..=NOW + 60).contains(&iat))
        && claims.get("exp").is_none_or(|exp| exp.as_u64().is_some_and(|exp| exp + 60 >= NOW))
        && claims.get("nbf").is_none_or(|nbf| nbf.as_u64().is_some_and(|nbf| nbf <= NOW + 60))
}
