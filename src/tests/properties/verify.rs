//! Property tests of verification.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::delivery::{Delivery, Event};
use crate::mac::MacKey;
use crate::secret::SignatureSecret;
use crate::sign::Token;
use crate::verify::{Code, Rejection, Slot, Verdict, Verified, Verifier};

const NOW: u64 = 1_587_494_970;
const KEY: &str = "a1b2c3d";
/// `prop_assert!` would take the braces of a literal for a placeholder.
const HS256: &[u8] = br#"{"alg":"HS256"}"#;

fn secret() -> SignatureSecret {
    SignatureSecret::new("a signature secret of forty characters..").unwrap()
}

fn verifier() -> Verifier {
    Verifier::builder().slot(Slot::new(&secret(), "one").for_api_key(KEY)).build().unwrap()
}

fn verify(header: &[u8], body: &[u8]) -> Result<Verified<'static>, Rejection> {
    let delivery = Delivery::post(body).with_header("Authorization", header);
    verifier().verify(&delivery, NOW).map(Verified::into_owned)
}

fn bearer(body: &[u8]) -> String {
    Token::issued_at(NOW).jti("1").api_key(KEY).bearer(&secret(), body)
}

fn signed(header: &[u8], claims: &[u8]) -> Vec<u8> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let text = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mac = URL_SAFE_NO_PAD.encode(MacKey::of(&secret()).mac(text.as_bytes()).bytes());
    format!("{text}.{mac}").into_bytes()
}

fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just(","),
        Just("\"iat\""),
        Just("\"iss\""),
        Just("\"Vonage\""),
        Just("\"\\ud800\""),
        Just("\"alg\""),
        Just("\"HS256\""),
        Just("1587494970"),
        Just("-0"),
        Just("1e400"),
        Just("null"),
        Just("\"status\""),
        Just("\"answered\""),
        Just(" "),
        Just("\"\\\""),
        Just("\u{feff}"),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

#[test]
fn signed_deliveries_verify() {
    for body in [&b""[..], b"{}", br#"{"status":"answered"}"#, &[0xff; 300]] {
        let verified = verify(bearer(body).as_bytes(), body).unwrap();
        assert_eq!((verified.api_key(), verified.jti(), verified.iat()), (Some(KEY), Some("1"), NOW));
        assert_eq!(verified.event(), Event::of(body));
    }
}

#[test]
fn v8_flipping_any_bit_of_token_or_body_is_rejected() {
    let body = br#"{"uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered"}"#;
    let token = bearer(body).split_off("Bearer ".len()).into_bytes();
    assert!(verify(&token, body).is_ok());
    for bit in 0..8 * token.len() {
        let mut changed = token.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(verify(&changed, body).is_err(), "bit {bit} of the token");
    }
    for bit in 0..8 * body.len() {
        let mut changed = body.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let rejection = verify(&token, &changed).unwrap_err();
        assert_eq!(rejection.code(), Code::PayloadMismatch, "bit {bit} of the body");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_header_and_body_get_a_verdict(header in vec(any::<u8>(), 0..200), body in vec(any::<u8>(), 0..200)) {
        prop_assert!(verify(&header, &body).is_err());
        let _ = Event::of(&body);
    }

    #[test]
    fn no_text_that_looks_like_a_header_panics(header in "(?i-u:[ \t]*(authorization:)?[ \t]*(bearer|basic)?[ \t,]*[a-z0-9_.,=\" -]{0,60})") {
        prop_assert!(verify(header.as_bytes(), b"").is_err());
    }

    #[test]
    fn no_signed_header_or_claims_panic(header in vec(any::<u8>(), 0..100), claims in vec(any::<u8>(), 0..100)) {
        prop_assert!(verify(&signed(&header, &claims), b"").is_err());
        prop_assert!(verify(&signed(HS256, &claims), b"").is_err());
    }

    #[test]
    fn nothing_that_looks_like_json_panics(header in nearly_json(), claims in nearly_json()) {
        prop_assert!(verify(&signed(&header, &claims), &claims).is_err());
        prop_assert!(verify(&signed(HS256, &claims), &claims).is_err());
        let _ = (Event::of(&header), SignatureSecret::new(header));
    }

    #[test]
    fn v8_the_bodies_of_two_tokens_cannot_be_swapped(one in vec(any::<u8>(), 0..100), other in vec(any::<u8>(), 0..100)) {
        prop_assume!(one != other);
        prop_assert!(verify(bearer(&one).as_bytes(), &one).is_ok());
        prop_assert_eq!(verify(bearer(&one).as_bytes(), &other).unwrap_err().code(), Code::PayloadMismatch);
        prop_assert_eq!(verify(bearer(&other).as_bytes(), &one).unwrap_err().code(), Code::PayloadMismatch);
    }

    #[test]
    fn v7_only_tokens_within_the_limits_are_fresh(
        iat in 0..=i64::MAX as u64, now in any::<u64>(), near in -400..400_i64, max_age in 0..1000_u64, max_skew in 0..1000_u64,
    ) {
        for now in [now, iat.saturating_add_signed(near)] {
            let token = Token::issued_at(iat).bearer(&secret(), b"");
            let slot = Slot::new(&secret(), "one");
            let verifier = Verifier::builder().slot(slot).max_age(max_age).max_skew(max_skew).build().unwrap();
            let delivery = Delivery::post(&b""[..]).with_header("Authorization", token.as_bytes());
            let answer = verifier.verify(&delivery, now);
            // In `i128`, because the difference of two `u64` can be negative.
            let age = i128::from(now) - i128::from(iat);
            let old = max_age != 0 && age > i128::from(max_age);
            let ahead = -age > i128::from(max_skew);
            prop_assert_eq!(answer.is_err(), old || ahead, "age {}", age);
        }
    }

    #[test]
    fn v11_another_secret_gives_another_mac(text in "[a-z]{1,80}", body in vec(any::<u8>(), 0..50)) {
        let other = SignatureSecret::new(text).unwrap();
        let token = Token::issued_at(NOW).api_key(KEY).bearer(&other, &body);
        let rejection = verify(token.as_bytes(), &body).unwrap_err();
        prop_assert_eq!(rejection.code(), Code::SignatureMismatch);
        prop_assert_eq!(rejection.verdict(), Verdict::Invalid);
        prop_assert!(rejection.authenticated_claims().is_none());
    }
}
