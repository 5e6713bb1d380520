//! What a verdict says is what stands in the delivery: each reader of a claim, each word, and what is printed of it.
//! (Only tests. Which delivery gets which verdict is held by the vectors.)

use super::{
    Checks, Claims, Code, Excerpt, Outcome, PayloadRule, Rejection, Slot, TokenId, Unverified, Verdict,
    Verifier,
};
use crate::delivery::{Delivery, Method};
use crate::mac::MacKey;
use crate::secret::SignatureSecret;

const NOW: u64 = 1_587_494_970;
const APPLICATION: &str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";
const BODY: &[u8] = br#"{"status":"answered"}"#;

/// A token of all the claims that are read, under a MAC that is right.
fn bearer(exp: u64) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let hash = super::PayloadHash::of(BODY);
    let claims = format!(
        r#"{{"iat":{NOW},"jti":"one","iss":"Vonage","payload_hash":"{hash}","api_key":"k","application_id":"{APPLICATION}","exp":{exp},"nbf":{}}}"#,
        NOW - 7
    );
    let text = [&br#"{"alg":"HS256","typ":"JWT"}"#[..], claims.as_bytes()]
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .join(".");
    let mac = MacKey::of(&secret()).mac(text.as_bytes());
    format!("Bearer {text}.{}", URL_SAFE_NO_PAD.encode(mac.bytes()))
}

fn secret() -> SignatureSecret {
    SignatureSecret::new("a signature secret of forty characters..").unwrap()
}

fn verifier() -> Verifier {
    Verifier::builder().slot(Slot::new(&secret(), "the one").for_api_key("k")).build().unwrap()
}

fn claims_are_told(claims: &Claims, exp: u64) {
    assert_eq!((claims.iat(), claims.exp(), claims.nbf()), (Some(NOW), Some(exp), Some(NOW - 7)));
    assert_eq!((claims.jti(), claims.iss()), (Some("one"), Some("Vonage")));
    assert_eq!((claims.api_key(), claims.application_id()), (Some("k"), Some(APPLICATION)));
    assert!(claims.payload_hash().is_some_and(|hash| hash.matches(&super::PayloadHash::of(BODY))));
}

#[test]
fn a_verified_delivery_says_what_stands_in_it() {
    let header = bearer(NOW + 5);
    let delivery = Delivery::post(BODY).with_header("Authorization", header.as_bytes());
    let verifier = verifier();
    let verified = verifier.verify(&delivery, NOW).unwrap();
    for verified in [verified.clone(), verified.into_owned()] {
        claims_are_told(verified.claims(), NOW + 5);
        assert_eq!((verified.payload(), verified.payload_rule()), (BODY, PayloadRule::Raw));
        assert_eq!((verified.api_key(), verified.application_id()), (Some("k"), Some(APPLICATION)));
        assert_eq!((verified.slot(), verified.verdict()), ("the one", Verdict::Valid));
        let shown = format!("{verified:?}");
        assert!(shown.contains("the one") && !shown.contains("answered"), "{shown}");
    }
    assert_eq!(verifier.header(), "Authorization");
    let named = |max_age| {
        Verifier::builder().slot(Slot::new(&secret(), "x")).max_age(max_age).header("X-A").build().unwrap()
    };
    assert_eq!((named(10).header(), named(10).replay_window()), ("X-A", 70));
    assert_eq!((named(0).replay_window(), verifier.replay_window()), (360, 360));
}

#[test]
fn a_rejection_says_the_same_and_prints_no_secret() {
    let header = bearer(NOW - 100);
    let delivery = Delivery::post(BODY).with_header("Authorization", header.as_bytes());
    let rejection: Rejection = verifier().verify(&delivery, NOW).unwrap_err();
    claims_are_told(rejection.authenticated_claims().unwrap(), NOW - 100);
    let shown = format!("{rejection:?} {:?}", Slot::new(&secret(), "the one").for_api_key("k"));
    assert!(shown.contains("Expired") && shown.contains("the one"), "{shown}");
    assert!(!shown.contains("forty characters"), "{shown}");
}

#[test]
fn what_is_unverified_is_told_too() {
    let header = bearer(NOW + 5);
    let unverified = Unverified::read(header.as_bytes(), NOW);
    assert_eq!(unverified.claimed_application().as_deref(), Some(APPLICATION));
    let times =
        [super::Claim::Iat, super::Claim::Exp, super::Claim::Nbf].map(|claim| unverified.claimed_time(claim));
    assert_eq!(times, [Some(NOW), Some(NOW + 5), Some(NOW - 7)]);
}

#[test]
fn words_are_the_ones_that_reports_have() {
    assert_eq!(
        [Outcome::Pass, Outcome::Fail, Outcome::Skipped].map(Outcome::word),
        ["pass", "fail", "skipped"]
    );
    let json = serde_json::to_string(&Checks::NONE).unwrap();
    assert_eq!(json.matches("\"skipped\"").count(), 7);
    for code in Code::ALL {
        assert_eq!((Code::from_word(code.word()), code.to_string().as_str()), (Some(code), code.word()));
    }
    assert_eq!(Code::from_word("nonsense"), None);
    assert_eq!(Verdict::Unchecked.to_string(), "unchecked");
    let rules = [Method::Post, Method::Get].map(PayloadRule::of);
    assert_eq!(rules.map(PayloadRule::word), ["raw", "query"]);
    assert_eq!(rules.map(PayloadRule::is_confirmed), [true, false]);
    let id = TokenId::from_bytes(std::array::from_fn(|at| u8::try_from(at).unwrap()));
    assert_eq!(format!("{id} {id:?}"), "000102030405060708090a0b0c0d0e0f 000102030405060708090a0b0c0d0e0f");
    let hash = super::PayloadHash::of(b"");
    assert_eq!(format!("{hash:?}"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let shapes = [super::Claim::Iat, super::Claim::PayloadHash, super::Claim::Jti].map(super::Claim::shape);
    assert_eq!(shapes, ["whole seconds since 1970", "a string of 64 lower-case hex digits", "a string"]);
}

#[test]
fn an_excerpt_ends_where_it_is_64_letters_long() {
    for (length, cut) in [(63, false), (64, false), (65, true)] {
        let text = "x".repeat(length);
        let shown = if cut { format!("{}…", "x".repeat(64)) } else { text.clone() };
        assert_eq!(Excerpt::of(&text).as_str(), shown);
        assert_eq!(Excerpt::of_bytes(text.as_bytes()).as_str(), shown);
    }
    // Letters of four bytes: as many are shown, however long they are as bytes.
    let wide = "\u{1f600}".repeat(20);
    assert_eq!(Excerpt::of_bytes(wide.as_bytes()).as_str(), format!("{}…", "\u{1f600}".repeat(16)));
}
