//! Runs the vectors of `tests/vectors` for verification, events and secrets through the library.
//!
//! A test `v1_…` tests the promise V1 in `SECURITY.md`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{BuildVerifierError, Builder, Claims, PayloadHash, Rejection, Slot, Verified, Verifier};
use crate::delivery::{Delivery, Event, Product, Webhook};
use crate::mac;
use crate::secret::{InvalidSecret, SignatureSecret};

macro_rules! promises {
    ($($test:ident: $file:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            run(include_str!(concat!("../../tests/vectors/", $file, ".json")));
        }
    )*};
}

promises! {
    documented_samples: "samples",
    v1_only_hs256: "v1",
    v3_critical_headers_reject: "v3",
    v4_duplicates_and_depth_reject: "v4",
    v5_three_segments_of_canonical_base64url: "v5",
    v6_a_claim_of_the_wrong_type_is_not_absent: "v6",
    v7_fresh_by_the_callers_clock: "v7",
    v8_the_body_is_the_one_that_was_signed: "v8",
    v9_the_issuer_and_the_expected_account_and_application: "v9",
    v11_the_whole_mac_before_any_claim: "v11",
    v13_one_header_and_the_named_one: "v13",
    v14_a_secret_belongs_to_one_account: "v14",
    v16_the_method_decides_what_is_hashed: "v16",
}

#[test]
fn events_are_detected_by_the_rules_in_order() {
    for vector in list(include_str!("../../tests/vectors/events.json")) {
        let body = bytes(&vector["body"]);
        let webhook = Webhook::of(&body);
        assert_eq!(webhook.product.word(), vector["product"], "{}", vector["name"]);
        assert_eq!(webhook.event.map(Event::word), vector["event"].as_str(), "{}", vector["name"]);
        assert_eq!(Event::of(&body), webhook.event.unwrap_or_default());
        assert_eq!(Product::of(&body), webhook.product);
    }
}

#[test]
fn v2_v10_invalid_secrets_are_rejected_with_their_reason() {
    for vector in list(include_str!("../../tests/vectors/secrets.json")) {
        let secret = SignatureSecret::new(bytes(&vector["secret"]));
        let refused = secret.as_ref().err().map(|invalid| match invalid {
            InvalidSecret::Blank => "blank",
            InvalidSecret::Pem => "pem",
            InvalidSecret::Jwk => "jwk",
        });
        assert_eq!(refused, vector["refused"].as_str(), "{}", vector["name"]);
        if let Ok(secret) = secret {
            assert_eq!(vector["short"], secret.is_short(), "{}", vector["name"]);
        }
    }
}

#[test]
fn v14_secrets_without_distinct_accounts_are_rejected() {
    let slot = || Slot::new(&secret_of(b"a secret"), "x");
    let built = |slots: Vec<Slot>| slots.into_iter().fold(Verifier::builder(), Builder::slot).build();
    let refused = |slots| built(slots).err();
    let keyless = Some(BuildVerifierError::SecretWithoutKey { label: "x".to_owned() });
    assert_eq!(refused(vec![]), Some(BuildVerifierError::NoSecret));
    assert_eq!(refused(vec![slot(), slot()]), keyless);
    assert_eq!(refused(vec![slot(), slot().for_api_key("a")]), keyless);
    assert_eq!(refused(vec![slot().for_api_key("a"), slot()]), keyless);
    for blank in ["", " ", "\t"] {
        let empty = Some(BuildVerifierError::EmptyKey { label: "x".to_owned() });
        assert_eq!(refused(vec![slot().for_api_key(blank)]), empty);
    }
    assert_eq!(refused(vec![slot()]), None);
    assert_eq!(
        refused(vec![slot().for_api_key("a"), slot().for_api_key("b"), slot().for_api_key("a")]),
        None
    );
    for name in ["", "a b", "Authorization:", "ü", "a\n"] {
        let built = Verifier::builder().slot(slot()).header(name).build();
        assert_eq!(built.err(), Some(BuildVerifierError::HeaderName { name: name.to_owned() }));
    }
}

#[test]
fn v14_every_secret_is_tried_whatever_the_token_claims() {
    for vector in list(include_str!("../../tests/vectors/v14.json")) {
        let verifier = verifier_of(&vector);
        let body = bytes(&vector["body"]);
        let made =
            mac::count::during(|| drop(verifier.verify(&delivery_of(&vector, &body), now_of(&vector))));
        assert_eq!(made, vector["secrets"].as_array().unwrap().len(), "{}", vector["name"]);
    }
}

#[test]
fn v11_no_mac_is_computed_before_the_header_is_accepted() {
    for vector in list(include_str!("../../tests/vectors/v1.json")) {
        let verifier = verifier_of(&vector);
        let body = bytes(&vector["body"]);
        let made =
            mac::count::during(|| drop(verifier.verify(&delivery_of(&vector, &body), now_of(&vector))));
        let skipped = vector["expected"]["checks"]["signature"] == "skipped";
        assert_eq!(made, usize::from(!skipped), "{}", vector["name"]);
    }
}

fn run(file: &str) {
    let wrong: Vec<String> = list(file).iter().filter_map(|vector| differs(vector).err()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), list(file).len(), wrong.join("\n"));
}

fn differs(vector: &Value) -> Result<(), String> {
    let body = bytes(&vector["body"]);
    let delivery = delivery_of(vector, &body);
    let result = verifier_of(vector).verify(&delivery, now_of(vector));
    let (expected, found) = (&vector["expected"], summary(&result, &delivery));
    for (member, found) in found.as_object().unwrap() {
        if found != &expected[member] {
            let message = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
            return Err(format!(
                "{}: {member} is {found}, not {} ({message})",
                vector["name"], expected[member]
            ));
        }
    }
    if let Err(rejection) = &result {
        check_sentences(vector, rejection)?;
    }
    Ok(())
}

fn summary(result: &Result<Verified<'_>, Rejection>, delivery: &Delivery<'_>) -> Value {
    let (webhook, claimed) = (delivery.claimed_webhook(), delivery.claimed_event());
    match result {
        Ok(verified) => {
            assert!(matches(verified.claims(), verified, delivery));
            serde_json::json!({
                "verdict": super::Verdict::Valid, "code": null, "failures": [], "checks": verified.checks(),
                "claims": true, "slot": verified.slot(), "product": verified.product(), "event": verified.webhook().event,
                "claimed_event": claimed,
            })
        }
        Err(rejection) => {
            let payload_passed = rejection.checks().payload == super::Outcome::Pass;
            serde_json::json!({
                "verdict": rejection.verdict(), "code": rejection.code(), "failures": rejection.codes(),
                "checks": rejection.checks(), "claims": rejection.authenticated_claims().is_some(),
                "slot": rejection.slot(), "product": webhook.product,
                "event": webhook.event.filter(|_| payload_passed), "claimed_event": claimed,
            })
        }
    }
}

fn matches(claims: &Claims, verified: &Verified<'_>, delivery: &Delivery<'_>) -> bool {
    claims.iat == Some(verified.iat())
        && claims.iss() == Some(super::ISSUER)
        && claims
            .payload_hash
            .is_some_and(|hash| hash.matches(&PayloadHash::of(&delivery.payload().unwrap())))
        && verified.payload() == &*delivery.payload().unwrap()
}

fn check_sentences(vector: &Value, rejection: &Rejection) -> Result<(), String> {
    for failure in rejection.failures() {
        for (kind, sentence) in [("detail", failure.to_string()), ("remedy", failure.remedy().to_owned())] {
            let bounded = (10..=300).contains(&sentence.chars().count());
            if !bounded || sentence.chars().any(char::is_control) || sentence.ends_with('.') {
                return Err(format!("{}: {kind} `{sentence}`", vector["name"]));
            }
        }
    }
    let sentences =
        [("detail_contains", rejection.to_string()), ("remedy_contains", rejection.remedy().to_owned())];
    for (member, sentence) in sentences {
        if !vector["expected"][member].as_str().is_none_or(|part| sentence.contains(part)) {
            return Err(format!(
                "{}: {member} {} not in `{sentence}`",
                vector["name"], vector["expected"][member]
            ));
        }
    }
    Ok(())
}

fn verifier_of(vector: &Value) -> Verifier {
    let options = &vector["options"];
    for name in options.as_object().unwrap().keys() {
        let known = ["max_age", "max_skew", "expect_api_key", "expect_application", "header_name"];
        assert!(known.contains(&name.as_str()), "{name}");
    }
    let mut builder =
        vector["secrets"].as_array().unwrap().iter().map(slot_of).fold(Verifier::builder(), Builder::slot);
    if let Some(seconds) = options["max_age"].as_u64() {
        builder = builder.max_age(seconds);
    }
    if let Some(seconds) = options["max_skew"].as_u64() {
        builder = builder.max_skew(seconds);
    }
    if let Some(key) = options["expect_api_key"].as_str() {
        builder = builder.expect_api_key(key);
    }
    if let Some(id) = options["expect_application"].as_str() {
        builder = builder.expect_application(id.parse().unwrap());
    }
    if let Some(name) = options["header_name"].as_str() {
        builder = builder.header(name);
    }
    builder.build().unwrap()
}

fn slot_of(entry: &Value) -> Slot {
    let text = entry["secret"].as_str().map(|text| text.as_bytes().to_vec());
    let secret = secret_of(&text.unwrap_or_else(|| bytes(&entry["secret_base64"])));
    let mut slot = Slot::new(&secret, entry["label"].as_str().unwrap());
    if let Some(time) = entry["retired_at"].as_u64() {
        slot = slot.retired_at(time);
    }
    match entry["api_key"].as_str() {
        Some(key) => slot.for_api_key(key),
        None => slot,
    }
}

fn delivery_of<'d>(vector: &'d Value, body: &'d [u8]) -> Delivery<'d> {
    let mut delivery = Delivery::new(vector["method"].as_str().unwrap().parse().unwrap(), body);
    if let Some(query) = vector["query"].as_str() {
        delivery = delivery.with_query(query.as_bytes());
    }
    if let Some(text) = vector["header"].as_str() {
        delivery = delivery.with_header("Authorization", text.as_bytes());
    }
    if vector["header_base64"].is_string() {
        delivery = delivery.with_header("Authorization", bytes(&vector["header_base64"]));
    }
    for pair in vector["headers"].as_array().into_iter().flatten() {
        delivery = delivery.with_header(pair[0].as_str().unwrap(), pair[1].as_str().unwrap().as_bytes());
    }
    delivery
}

fn now_of(vector: &Value) -> u64 {
    vector["now"].as_u64().unwrap()
}

fn secret_of(bytes: &[u8]) -> SignatureSecret {
    SignatureSecret::new(bytes).unwrap()
}

fn list(file: &str) -> Vec<Value> {
    let vectors: Vec<Value> = serde_json::from_str(file).unwrap();
    assert!(!vectors.is_empty());
    vectors
}

fn bytes(base64: &Value) -> Vec<u8> {
    STANDARD.decode(base64.as_str().unwrap()).unwrap()
}
