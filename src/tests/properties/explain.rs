//! Property tests of the diagnosis: it changes no verdict, has bounded work, and never panics.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::delivery::Delivery;
use crate::mac::count;
use crate::secret::{Secret, SignatureSecret};
use crate::sign::Token;
use crate::tests::causes::CorruptedDelivery;
use crate::verify::{Cause, Diagnosis, DiagnosticSecret, Explanation, Rejection, SecretKind, Slot, Verifier};

const NOW: u64 = 1_587_494_970;
const SECRET: &str = "a signature secret of forty characters..";

fn report_of(rejection: &Rejection) -> String {
    let failures: Vec<String> = rejection.failures().map(ToString::to_string).collect();
    format!(
        "{rejection:?} {:?} {} {failures:?} {:?}",
        rejection.codes(),
        rejection.verdict(),
        rejection.slot()
    )
}

fn verifier() -> Verifier {
    let secret = SignatureSecret::new(SECRET).unwrap();
    Verifier::builder().slot(Slot::new(&secret, "one")).build().unwrap()
}

fn causes(found: &[Explanation]) -> Vec<Cause> {
    found.iter().map(|one| one.cause).collect()
}

#[test]
fn v15_hypotheses_change_no_verdict_and_respect_the_deadline() {
    for corrupted in CorruptedDelivery::all() {
        let before = report_of(&corrupted.rejection());
        for ticks in [0_u32, 1, 5, 1000] {
            let left = Cell::new(ticks);
            let time_left = || left.replace(left.get().saturating_sub(1)) > 0;
            let rejection = corrupted.rejection();
            let diagnosis = corrupted.diagnosis(&time_left);
            let made = count::during(|| {
                let found = corrupted.verifier.explain(
                    &rejection,
                    &corrupted.delivery(),
                    corrupted.now(),
                    &diagnosis,
                );
                let again = corrupted.verifier.explain(
                    &rejection,
                    &corrupted.delivery(),
                    corrupted.now(),
                    &diagnosis,
                );
                // With enough time, the result does not depend on the time.
                assert!(ticks < 1000 || found == again, "{}", corrupted.vector["name"]);
            });
            // Each of the two calls of `explain` makes at most 64 MACs for hypotheses, and two to verify a
            // repaired delivery.
            assert!(made <= 2 * 64 + 2 * 2, "{made}: {}", corrupted.vector["name"]);
            assert_eq!(report_of(&rejection), before, "{}", corrupted.vector["name"]);
            assert_eq!(report_of(&corrupted.rejection()), before, "{}", corrupted.vector["name"]);
        }
    }
}

#[test]
fn v15_without_time_nothing_is_computed_and_the_result_is_marked() {
    let token = Token::issued_at(NOW).bearer(&SignatureSecret::new(SECRET).unwrap(), b"{}");
    let delivery = Delivery::post(&b"{}\n"[..]).with_header("Authorization", token.as_bytes());
    let verifier = verifier();
    let rejection = verifier.verify(&delivery, NOW).unwrap_err();
    let explained = |time_left: &dyn Fn() -> bool| {
        verifier.explain(&rejection, &delivery, NOW, &Diagnosis::new(time_left))
    };
    assert_eq!(causes(&explained(&|| true)), [Cause::BodyNewlineAdded]);
    assert_eq!(causes(&explained(&|| false)), [Cause::BodyEmptyObject, Cause::DiagnosisCutShort]);
    // Without time, JSON is not parsed either.
    let delivery = Delivery::post(&br#"{"b": 1}"#[..]).with_header("Authorization", token.as_bytes());
    let rejection = verifier.verify(&delivery, NOW).unwrap_err();
    let explained = |time_left: &dyn Fn() -> bool| {
        verifier.explain(&rejection, &delivery, NOW, &Diagnosis::new(time_left))
    };
    assert_eq!(causes(&explained(&|| true)), [Cause::BodyLooksReserialised]);
    assert_eq!(causes(&explained(&|| false)), [Cause::DiagnosisCutShort]);
}

#[test]
fn v15_a_large_body_is_skipped_and_the_result_is_marked() {
    let verifier = verifier();
    let token = Token::issued_at(NOW).bearer(&SignatureSecret::new(SECRET).unwrap(), b"signed");
    for (length, cut_short) in [
        (1000, false),
        (300_000, false),
        (1024 * 1024, true),
        (3 * 1024 * 1024, true),
        (20 * 1024 * 1024, true),
    ] {
        let body = vec![b'x'; length];
        let delivery = Delivery::post(&body).with_header("Authorization", token.as_bytes());
        let rejection = verifier.verify(&delivery, NOW).unwrap_err();
        let found = verifier.explain(&rejection, &delivery, NOW, &Diagnosis::new(&|| true));
        let expected = if cut_short { vec![Cause::DiagnosisCutShort] } else { Vec::new() };
        assert_eq!(causes(&found), expected, "{length}");
    }
}

fn diagnostic_secret(kind: SecretKind, bytes: Vec<u8>) -> DiagnosticSecret {
    let label = "a known one".to_owned();
    DiagnosticSecret { kind, secret: Secret::new(bytes), api_key: None, label, retired_at: None }
}

#[test]
fn v15_at_most_64_hypotheses_are_tried() {
    let token = Token::issued_at(NOW)
        .bearer(&SignatureSecret::new("an unrelated secret of enough length").unwrap(), b"");
    let delivery = Delivery::post(&b""[..]).with_header("Authorization", token.as_bytes());
    let verifier = verifier();
    let rejection = verifier.verify(&delivery, NOW).unwrap_err();
    let time_left = || true;
    let mut diagnosis = Diagnosis::new(&time_left);
    for number in 0..100 {
        let bytes = format!("secret number {number}").into_bytes();
        diagnosis = diagnosis.with_secret(diagnostic_secret(SecretKind::Signature, bytes));
    }
    let made = count::during(|| {
        let found = verifier.explain(&rejection, &delivery, NOW, &diagnosis);
        assert_eq!(causes(&found), [Cause::DiagnosisCutShort]);
    });
    assert_eq!(made, 64);
}

#[test]
fn deep_and_wide_input_gets_a_result() {
    let verifier = verifier();
    let token = Token::issued_at(NOW).bearer(&SignatureSecret::new(SECRET).unwrap(), b"signed");
    let nested = |open: &str, close: &str, times| format!("{}1{}", open.repeat(times), close.repeat(times));
    let deep_and_wide = format!("{{\"a\":{}{}1{}}}", "[".repeat(62), "1,".repeat(30_000), "]".repeat(62));
    for (body, cut_short) in [
        (nested("{\"a\":", "}", 64), false),
        (nested("{\"a\":", "}", 65), true),
        (nested("{\"a\":", "}", 10_000), true),
        (nested("{\"a\":[", "]}", 30), false),
        (format!("{{\"a\":[{}1]}}", "1,".repeat(30_000)), false),
        (format!("{{\"a\":{}}}", nested("[", "]", 30_000)), true),
        (format!("{{{}\"z\":1}}", "\"a\":1,".repeat(10_000)), false),
        (deep_and_wide, true),
    ] {
        let delivery = Delivery::post(body.as_bytes()).with_header("Authorization", token.as_bytes());
        let rejection = verifier.verify(&delivery, NOW).unwrap_err();
        let found = verifier.explain(&rejection, &delivery, NOW, &Diagnosis::new(&|| true));
        assert!(found.iter().all(|one| one.detail.len() < 400), "{found:?}");
        assert_eq!(causes(&found).contains(&Cause::DiagnosisCutShort), cut_short, "{} bytes", body.len());
    }
}

#[test]
fn k2_messages_contain_no_secret() {
    for corrupted in CorruptedDelivery::all() {
        let text = format!(
            "{:?} {:?}",
            corrupted.explained(&corrupted.diagnosis(&|| true)),
            corrupted.diagnosis(&|| true)
        );
        for secret in [SECRET, "another signature secret", "Abcdefgh12345678"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn v15_explaining_never_panics_or_changes_the_verdict(
        header in prop_oneof![
            vec(any::<u8>(), 0..120),
            "(?i-u:(bearer )?[\"' ,]*(bearer )?eyJ[a-zA-Z0-9_-]{0,30}[. ,\n]{0,2}[a-zA-Z0-9_-]{0,30}[., \"]{0,2})".prop_map(String::into_bytes),
        ],
        body in prop_oneof![
            vec(any::<u8>(), 0..100),
            r#"[{\[\]},:"a-c\\/ 1é\n]{0,30}"#.prop_map(String::into_bytes),
        ],
        secret in vec(any::<u8>(), 1..40),
        signed in any::<bool>(),
        age in 0..100_000_u64,
    ) {
        let signer = SignatureSecret::new(SECRET).unwrap();
        let header = if signed { Token::issued_at(NOW).bearer(&signer, b"the signed body").into_bytes() } else { header };
        let delivery = Delivery::post(&body).with_header("Authorization", &header[..]);
        let verifier = verifier();
        let rejection = verifier.verify(&delivery, NOW + age).unwrap_err();
        let before = report_of(&rejection);
        let time_left = || true;
        let diagnosis = [SecretKind::Given, SecretKind::Api].into_iter().fold(Diagnosis::new(&time_left), |diagnosis, kind| {
            diagnosis.with_secret(diagnostic_secret(kind, secret.clone()))
        });
        let found = verifier.explain(&rejection, &delivery, NOW + age, &diagnosis);
        prop_assert!(found.len() <= 6, "{:?}", found);
        prop_assert_eq!(report_of(&rejection), before.clone());
        prop_assert_eq!(report_of(&verifier.verify(&delivery, NOW + age).unwrap_err()), before);
    }
}
