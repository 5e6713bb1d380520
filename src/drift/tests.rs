//! Tests of drift and its likely cause.

use super::*;
use crate::application::VoiceWebhook;

const ID: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

fn application(capabilities: &str) -> Application {
    let text = format!(r#"{{"id":"{ID}","name":"Mine","capabilities":{{{capabilities}}}}}"#);
    Application::read_any(text.into_bytes()).expect("the test's own document")
}

fn since(document: &ReferenceDocument) -> Earlier<'_> {
    Earlier { reference: Some(document), last_on: Some(document) }
}

fn voice(goal: Goal) -> Expected {
    Expected { voice: Some(goal), ..Expected::default() }
}

fn rtc(goal: Goal) -> Expected {
    Expected { rtc: Some(goal), ..Expected::default() }
}

fn webhook(webhook: VoiceWebhook, address: Option<&str>, method: Option<&str>) -> Expected {
    let address = address.map(|address| AddressPattern(address.to_owned()));
    let webhooks = vec![ExpectedWebhook { webhook, address, method: method.map(str::to_owned) }];
    Expected { webhooks, ..Expected::default() }
}

fn code(kind: ProblemKind) -> &'static str {
    use Capability::{Rtc, Voice};
    match kind {
        ProblemKind::FlagDropped(Voice) => "flag-dropped",
        ProblemKind::FlagAbsent(Voice) => "flag-absent",
        ProblemKind::FlagOff(Voice) => "flag-off",
        ProblemKind::FlagOn(Voice) => "flag-on",
        ProblemKind::FlagInvalid(Voice) => "flag-invalid",
        ProblemKind::NoVoice => "no-voice",
        ProblemKind::FlagDropped(Rtc) => "rtc-flag-dropped",
        ProblemKind::FlagAbsent(Rtc) => "rtc-flag-absent",
        ProblemKind::FlagOff(Rtc) => "rtc-flag-off",
        ProblemKind::FlagOn(Rtc) => "rtc-flag-on",
        ProblemKind::FlagInvalid(Rtc) => "rtc-flag-invalid",
        ProblemKind::WebhookAddress(_) => "webhook-address",
        ProblemKind::WebhookMethod(_) => "webhook-method",
    }
}

fn problems(drift: &Drift) -> Vec<String> {
    let one = |problem: &Problem| {
        let actual = problem.actual.as_deref().unwrap_or("-");
        format!("{} {} {} {actual}", code(problem.kind), problem.kind.path(), problem.expected)
    };
    drift.problems.iter().map(one).collect()
}

#[track_caller]
fn expect(capabilities: &str, expected: &Expected, wanted: &[&str]) {
    let drift = Drift::of(&application(capabilities), expected, Earlier::default());
    assert_eq!(problems(&drift), wanted, "{capabilities} {expected:?}");
    assert!(drift.differences.is_empty());
}

#[test]
fn a_flag_matches_or_is_one_problem() {
    const PATH: &str = "/capabilities/voice/signed_callbacks";
    for (flag, on, off) in [
        (r#""signed_callbacks":true"#, "", "flag-on PATH false true"),
        (r#""signed_callbacks":false"#, "flag-off PATH true false", ""),
        ("", "flag-absent PATH true -", "flag-absent PATH false -"),
        (
            r#""signed_callbacks": "true""#,
            "flag-invalid PATH true \"true\"",
            "flag-invalid PATH false \"true\"",
        ),
        (r#""signed_callbacks":null"#, "flag-invalid PATH true null", "flag-invalid PATH false null"),
    ] {
        for (capability, path, code) in
            [("voice", PATH, ""), ("rtc", "/capabilities/rtc/signed_callbacks", "rtc-")]
        {
            let document = format!(r#""{capability}":{{{flag}}}"#);
            let wanted = |problems: &str| match problems {
                "" => Vec::new(),
                problems => vec![format!("{code}{}", problems.replace("PATH", path))],
            };
            let goals = if capability == "voice" { voice } else { rtc };
            for (goal, problems) in [(Goal::On, on), (Goal::Off, off)] {
                let wanted = wanted(problems);
                expect(&document, &goals(goal), &wanted.iter().map(String::as_str).collect::<Vec<_>>());
            }
            expect(&document, &Expected::default(), &[]);
        }
    }
}

#[test]
fn a_missing_voice_capability_is_a_problem_and_a_missing_rtc_is_not() {
    expect("", &voice(Goal::On), &["no-voice /capabilities/voice true -"]);
    expect("", &voice(Goal::Off), &["no-voice /capabilities/voice false -"]);
    expect("", &Expected::default(), &[]);
    expect(r#""voice":{}"#, &rtc(Goal::On), &[]);
    expect(r#""voice":{}"#, &rtc(Goal::Off), &[]);
    assert_eq!(Expected::signing_on(), voice(Goal::On));
}

#[test]
fn a_malformed_rtc_is_not_treated_as_missing() {
    const INVALID: &[&str] = &["rtc-flag-invalid /capabilities/rtc/signed_callbacks true -"];
    for odd in [r#""rtc":[]"#, r#""rtc":null"#, r#""rtc":{},"rtc":{"signed_callbacks":true}"#] {
        expect(odd, &rtc(Goal::On), INVALID);
    }
    expect(r#""rtc":{"signed_callbacks":true,"signed_callbacks":true}"#, &rtc(Goal::On), INVALID);
}

#[test]
fn a_flag_that_was_on_counts_as_dropped_and_other_changes_are_listed() {
    let before =
        r#""voice":{"signed_callbacks":true,"region":"eu"},"rtc":{"signed_callbacks":true,"legs":1}"#;
    let reference = ReferenceDocument::of(application(before));
    let after = application(r#""voice":{},"rtc":{"legs":2}"#);
    let both = Expected { rtc: Some(Goal::On), ..Expected::signing_on() };
    let drift = Drift::of(&after, &both, since(&reference));
    let codes: Vec<&str> = drift.problems.iter().map(|problem| code(problem.kind)).collect();
    assert_eq!(codes, ["flag-dropped", "rtc-flag-dropped"]);
    let differences: Vec<&str> =
        drift.differences.iter().map(|difference| difference.path.as_str()).collect();
    assert_eq!(differences, ["/capabilities/rtc/legs", "/capabilities/voice/region"]);
    // Without an expectation, a change of rtc's flag is listed like any other.
    let drift = Drift::of(&after, &Expected::signing_on(), since(&reference));
    assert!(
        drift
            .differences
            .iter()
            .any(|difference| difference.path.as_str() == "/capabilities/rtc/signed_callbacks")
    );
    // A flag counts as dropped only if it was on and should be on.
    let off = ReferenceDocument::of(application(r#""voice":{"signed_callbacks":false}"#));
    let code =
        |expected: &Expected, reference| code(Drift::of(&after, expected, since(reference)).problems[0].kind);
    assert_eq!(code(&voice(Goal::On), &off), "flag-absent");
    assert_eq!(code(&voice(Goal::Off), &reference), "flag-absent");
    let on = application(r#""voice":{"signed_callbacks":true}"#);
    let paths = |drift: Drift| -> Vec<String> {
        assert!(drift.problems.is_empty());
        drift.differences.iter().map(|difference| difference.path.to_string()).collect()
    };
    let lost = ["/capabilities/rtc", "/capabilities/voice/region"];
    assert_eq!(paths(Drift::of(&on, &Expected::signing_on(), since(&reference))), lost);
    let off = ReferenceDocument::of(application(r#""voice":{"signed_callbacks":false}"#));
    assert!(paths(Drift::of(&on, &Expected::signing_on(), since(&off))).is_empty());
    assert_eq!(
        paths(Drift::of(&on, &Expected::default(), since(&off))),
        ["/capabilities/voice/signed_callbacks"]
    );
}

#[test]
fn webhook_address_and_method_are_compared() {
    let event = |inside: &str| format!(r#""voice":{{"webhooks":{{"event_url":{inside}}}}}"#);
    let address = "/capabilities/voice/webhooks/event_url/address";
    let method = "/capabilities/voice/webhooks/event_url/http_method";
    let at = |text| webhook(VoiceWebhook::Event, Some(text), None);
    let by = |text| webhook(VoiceWebhook::Event, None, Some(text));
    let there = event(r#"{"address":"https:\/\/h.example/e"}"#);
    expect(&there, &at("https://h.example/e"), &[]);
    expect(&there, &at("https://*.example/*"), &[]);
    let elsewhere = format!(r#"webhook-address {address} "https://x.example/e" "https:\/\/h.example/e""#);
    expect(&there, &at("https://x.example/e"), &[&elsewhere]);
    for gone in [r#""voice":{}"#, r#""rtc":{}"#, &event("{}"), &event("\"https://h.example/e\"")] {
        expect(gone, &at("*"), &[&format!(r#"webhook-address {address} "*" -"#)]);
    }
    // A webhook that is not an object does not have the default method.
    expect(
        &event("\"https://h.example/e\""),
        &by("POST"),
        &[&format!(r#"webhook-method {method} "POST" -"#)],
    );
    // Without `http_method`, an event webhook has the default method, POST.
    expect(&there, &by("POST"), &[]);
    expect(&there, &by("GET"), &[&format!(r#"webhook-method {method} "GET" -"#)]);
    expect(&event(r#"{"http_method":"GET"}"#), &by("GET"), &[]);
    for (odd, actual) in
        [("null", "null"), ("\"post\"", "\"post\""), ("\"POST\",\"http_method\":\"GET\"", "\"POST\"")]
    {
        let problems = format!(r#"webhook-method {method} "POST" {actual}"#);
        expect(&event(&format!(r#"{{"http_method":{odd}}}"#)), &by("POST"), &[&problems]);
    }
    expect(r#""voice":{}"#, &by("POST"), &[&format!(r#"webhook-method {method} "POST" -"#)]);
    // The default method of an answer webhook is GET. Vonage does not document that of the fallback webhook.
    let others =
        r#""voice":{"webhooks":{"answer_url":{"address":"a"},"fallback_answer_url":{"address":"b"}}}"#;
    expect(others, &webhook(VoiceWebhook::Answer, Some("a"), Some("GET")), &[]);
    let path = "/capabilities/voice/webhooks/fallback_answer_url/http_method";
    let problems = format!(r#"webhook-method {path} "GET" -"#);
    expect(others, &webhook(VoiceWebhook::FallbackAnswer, Some("b"), Some("GET")), &[&problems]);
}

#[test]
fn consequences_of_a_missing_voice_are_not_repeated() {
    let expected =
        Expected { voice: Some(Goal::On), ..webhook(VoiceWebhook::Event, Some("https://x"), Some("POST")) };
    expect("", &expected, &["no-voice /capabilities/voice true -"]);
}

#[test]
fn k2_displayed_addresses_are_masked() {
    let there = r#""voice":{"webhooks":{"event_url":{"address":"https://u:pass@h.example/e?key=s3cret"}}}"#;
    let expected = webhook(VoiceWebhook::Event, Some("https://u:other@h.example/e?key=*"), None);
    let drift = Drift::of(&application(there), &expected, Earlier::default());
    let shown = format!("{:?} {}", drift.problems[0].shown_actual(), drift.problems[0].shown_expected());
    for secret in ["pass", "s3cret", "other"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("h.example/e"), "{shown}");
}

#[test]
fn only_a_star_is_a_wildcard() {
    for (pattern, fitting, others) in [
        ("https://a/e", &["https://a/e"][..], &["https://a/ee", "xhttps://a/e", ""][..]),
        ("https://*/e", &["https://a/e", "https:///e", "https://a/b/e"], &["https://a/e?", "http://a/e"]),
        ("*", &["", "anything"], &[]),
        ("a*a", &["aa", "aba", "aaa"], &["a", "ab"]),
        ("*.b*.b", &["x.b.b", ".b.b.b"], &[".b", "x.b"]),
        ("a?b", &["a?b"], &["axb"]),
        ("a**b", &["ab", "axb"], &["a"]),
        ("", &[""], &["a"]),
    ] {
        for address in fitting {
            assert!(AddressPattern(pattern.to_owned()).matches(address), "{pattern} {address}");
        }
        for address in others {
            assert!(!AddressPattern(pattern.to_owned()).matches(address), "{pattern} {address}");
        }
    }
}

#[test]
fn secrets_do_not_differ_from_their_masked_form() {
    let secret = r#"{"id":"78d335fa-323d-0114-9c3d-d6f0d48968cf","name":"Shop","x_token":"t1","capabilities":{"voice":{"webhooks":{"event_url":{"address":"https://u:p@h.example/e?k=1"}}}}}"#;
    let read = |text: &str| Application::read_any(text.as_bytes().to_vec()).expect("the test's own document");
    let today = read(secret);
    let kept = read(&mask::masked(today.json()));
    assert!(!kept.text().contains("t1") && !kept.text().contains("k=1"));
    assert!(ReferenceDocument::masked(kept.clone()).differences(&today).is_empty());
    assert_eq!(ReferenceDocument::of(kept.clone()).differences(&today).len(), 2);
    let rotated = read(&secret.replace("t1", "t2").replace("k=1", "k=2"));
    assert!(ReferenceDocument::masked(kept.clone()).differences(&rotated).is_empty());
    let differences =
        ReferenceDocument::masked(kept).differences(&read(&secret.replace("h.example", "i.example")));
    let paths: Vec<&str> = differences.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["/capabilities/voice/webhooks/event_url/address"]);
}

#[test]
fn the_dashboard_is_named_if_the_flag_is_gone_and_something_else_was_edited() {
    const KNOWN: &str = r#"{"id":"78d335fa-323d-0114-9c3d-d6f0d48968cf","name":"Shop","keys":{"public_key":"k1"},"capabilities":{"voice":{"region":"eu-west","signed_callbacks":true},"rtc":{"signed_callbacks":true}},"x_team":1}"#;
    const GONE: (&str, &str) = (r#","signed_callbacks":true},"rtc""#, r#"},"rtc""#);
    const OFF: (&str, &str) = (r#"true},"rtc""#, r#"false},"rtc""#);
    const RENAME: (&str, &str) = (r#""Shop""#, r#""Shop 2""#);
    const KEY: (&str, &str) = (r#""k1""#, r#""k2""#);
    const RTC: (&str, &str) = (r#""rtc":{"signed_callbacks":true}"#, r#""rtc":{}"#);
    const LOST: (&str, &str) = (r#","x_team":1"#, "");
    const ADDED: (&str, &str) = (r#""keys""#, r#""x_new":1,"keys""#);
    let read = |text: &str| Application::read_any(text.as_bytes().to_vec()).expect("the test's own document");
    let reference = ReferenceDocument::of(read(KNOWN));
    for (edits, cause) in [
        (&[GONE, RENAME][..], Some(LikelyCause::Dashboard)),
        (&[GONE, KEY, RENAME, ADDED], Some(LikelyCause::Dashboard)),
        (&[GONE, RENAME, RTC], Some(LikelyCause::Dashboard)),
        (&[GONE], None),
        (&[GONE, RTC], None),
        (&[GONE, ADDED], None),
        // A program that rebuilds the document loses the members that it does not know.
        (&[GONE, RENAME, LOST], None),
        (&[GONE, LOST], None),
        (&[OFF, RENAME], None),
        (&[RENAME], None),
        (&[RENAME, RTC], None),
    ] {
        let mut text = KNOWN.to_owned();
        for (from, to) in edits {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replacen(from, to, 1);
        }
        let drift = Drift::of(&read(&text), &voice(Goal::On), since(&reference));
        assert_eq!(drift.likely_cause, cause, "{edits:?}");
    }
}

#[test]
fn the_last_document_with_signing_on_decides_what_was_dropped_and_the_reference_what_moved() {
    let on = ReferenceDocument::of(application(r#""voice":{"signed_callbacks":true,"region":"eu"}"#));
    let first = ReferenceDocument::of(application(r#""voice":{"region":"us"}"#));
    let today = application(r#""voice":{"region":"eu"}"#);
    let earlier = Earlier { reference: Some(&first), last_on: Some(&on) };
    let drift = Drift::of(&today, &Expected::signing_on(), earlier);
    assert_eq!(drift.problems[0].kind, ProblemKind::FlagDropped(Capability::Voice));
    // The region changed before signing was last on, so its edit did not drop the flag.
    assert_eq!((drift.differences.len(), drift.likely_cause), (1, None));
}
