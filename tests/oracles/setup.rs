//! Shared setup for the comparisons with other implementations: a time, a secret, the verifiers of `vsw` and
//! jsonwebtoken, and tokens with a correct MAC.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use proptest::prelude::*;
use ring::{digest, hmac};
use serde_json::{Map, Value};
use vsw::delivery::Delivery;
use vsw::secret::SignatureSecret;
use vsw::verify::{Code, Slot, Verified, Verifier};

/// In seconds since 1970.
pub const NOW: u64 = 1_587_494_970;
pub const SECRET: &[u8] = b"a signature secret of forty characters..";
pub const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// Returns the claims if jsonwebtoken accepts the token. No times are checked, because jsonwebtoken would use
/// the system clock.
pub fn accepted_by_jsonwebtoken(token: &str, secret: &[u8]) -> Option<Map<String, Value>> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["iss"]);
    validation.set_issuer(&["Vonage"]);
    (validation.validate_exp, validation.validate_aud) = (false, false);
    decode(token, &DecodingKey::from_secret(secret), &validation).ok().map(|token| token.claims)
}

pub fn verified_by_vsw(token: &str, secret: &[u8], body: &[u8]) -> Result<Verified<'static>, Code> {
    let secret = SignatureSecret::new(secret).expect("a valid secret");
    let verifier =
        Verifier::builder().slot(Slot::new(&secret, "one")).build().expect("a valid configuration");
    let delivery = Delivery::post(body).with_header("Authorization", token.as_bytes());
    match verifier.verify(&delivery, NOW) {
        Ok(verified) => Ok(verified.into_owned()),
        Err(rejection) => Err(rejection.code()),
    }
}

/// Returns a token with a correct MAC. Uses the code of neither verifier.
pub fn signed(header: &str, claims: &[u8], secret: &[u8]) -> String {
    let text = [header.as_bytes(), claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac(secret, text.as_bytes())))
}

pub fn mac(secret: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text).as_ref().to_vec()
}

pub fn hash(bytes: &[u8]) -> String {
    digest::digest(&digest::SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn claims(body: &[u8], more: &str) -> String {
    format!(
        r#"{{"iat":{NOW},"jti":"1","iss":"Vonage","payload_hash":"{}","api_key":"a1"{more}}}"#,
        hash(body)
    )
}

/// Generates valid signature secrets, many of them about 64 bytes long: HMAC first hashes a longer key.
pub fn secrets() -> impl Strategy<Value = Vec<u8>> {
    let bytes = |length| prop::collection::vec(any::<u8>(), length);
    let bytes = prop_oneof![bytes(1..200), bytes(62..67)];
    bytes.prop_filter("a valid signature secret", |bytes| SignatureSecret::new(bytes.clone()).is_ok())
}

pub fn bodies() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

/// Returns a configuration that writes no regression files next to the source.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
