//! Tests of the guess: each kind of hand, and the near misses that are none.

use super::*;
use crate::drift::Baseline;

/// The document that everything starts from; `_` stands for what a case moves.
const KNOWN: &str = r#"{"id":"78d335fa-323d-0114-9c3d-d6f0d48968cf","name":"Shop","keys":{"public_key":"k1"},"capabilities":{"voice":{"webhooks":{"answer_url":{"address":"https://h.example/a","http_method":"GET","connect_timeout":500,"socket_timeout":3000},"event_url":{"address":"https://h.example/e","http_method":"POST"}},"region":"eu-west","signed_callbacks":true,"x_serial":9007199254740993,"x_ratio":0.10000000000000001},"messages":{"webhooks":{}},"video":{"storage":{}}},"x_team":{"n":1},"_links":{"self":{"href":"/v2"}}}"#;

const GONE: (&str, &str) = (r#""signed_callbacks":true,"#, "");

fn read(text: &str) -> Application {
    Application::read_any(text.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The guess and the reasons, after these replacements.
fn guessed(edits: &[(&str, &str)]) -> (Guess, Vec<String>) {
    let (before, mut text) = (read(KNOWN), KNOWN.to_owned());
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replacen(from, to, 1);
    }
    let after = read(&text);
    let moved = Baseline::of(before.clone()).differences(&after);
    let hand = Hand::of(&moved, &before, &after);
    // Whether the flag's own difference is handed in makes no difference.
    let others: Vec<Difference> = moved.into_iter().filter(|one| one.path.as_str() != FLAG).collect();
    assert_eq!(Hand::of(&others, &before, &after), hand);
    (hand.guess, hand.reasons.iter().map(ToString::to_string).collect())
}

const RENAME: (&str, &str) = (r#""name":"Shop""#, r#""name":"Shop 2""#);
const ADDRESS: (&str, &str) = ("https://h.example/e", "https://new.example/e");
const KEY: (&str, &str) = (r#""public_key":"k1""#, r#""public_key":"k2""#);
const OFF: (&str, &str) = (r#""signed_callbacks":true"#, r#""signed_callbacks":false"#);
const UNKNOWN: (&str, &str) = (r#""x_team":{"n":1},"#, "");
const LINKLESS: (&str, &str) = (r#","_links":{"self":{"href":"/v2"}}"#, "");
const ROUNDED: (&str, &str) = ("9007199254740993", "9007199254740992");
const SPELLED: (&str, &str) = ("connect_timeout", "connection_timeout");
const TIMEOUT: (&str, &str) = (r#","socket_timeout":3000"#, "");
const REGION: (&str, &str) = (r#""region":"eu-west","#, "");
const VIDEO: (&str, &str) = (r#","video":{"storage":{}}"#, "");
const MESSAGES: (&str, &str) = (r#""messages":{"webhooks":{}},"#, "");

#[test]
fn each_kind_of_hand_is_guessed_by_its_signs() {
    for (edits, guess) in [
        (&[GONE][..], Guess::OnlyTheFlag),
        (&[OFF], Guess::OnlyTheFlag),
        (&[GONE, RENAME], Guess::Dashboard),
        (&[GONE, ADDRESS], Guess::Dashboard),
        (&[GONE, KEY, RENAME], Guess::Dashboard),
        (&[GONE, MESSAGES], Guess::Dashboard),
        (&[GONE, (r#""http_method":"POST""#, r#""http_method":"GET""#)], Guess::Dashboard),
        (&[GONE, RENAME, VIDEO], Guess::Dashboard),
        (&[GONE, RENAME, LINKLESS], Guess::None),
        (&[GONE, UNKNOWN], Guess::SdkRoundTrip),
        (&[GONE, TIMEOUT, REGION], Guess::SdkRoundTrip),
        (&[GONE, LINKLESS], Guess::SdkRoundTrip),
        (&[GONE, ROUNDED], Guess::SdkRoundTrip),
        (&[GONE, SPELLED], Guess::SdkRoundTrip),
        (&[GONE, UNKNOWN, ("0.10000000000000001", "0.1")], Guess::SdkRoundTrip),
        (&[GONE, UNKNOWN, (r#""name""#, r#""x_new":1,"privacy":{},"name""#)], Guess::SdkRoundTrip),
        (&[GONE, UNKNOWN, (r#""messages""#, r#""rtc":{},"messages""#)], Guess::SdkRoundTrip),
        // Models that know the flag keep it, and still lose the rest.
        (&[UNKNOWN, TIMEOUT], Guess::SdkRoundTrip),
        (&[ROUNDED], Guess::SdkRoundTrip),
        (&[SPELLED], Guess::SdkRoundTrip),
    ] {
        let (found, reasons) = guessed(edits);
        assert_eq!(found, guess, "{edits:?}: {reasons:?}");
        // A guess has its reasons, and so has a contradiction.
        assert!(!reasons.is_empty(), "{edits:?}");
    }
}

#[test]
fn near_misses_are_no_guess() {
    for edits in [
        &[RENAME][..],
        &[KEY],
        &[ADDRESS],
        &[LINKLESS],
        &[],
        // The same in another order, and other spellings of the same.
        &[(
            r#""name":"Shop","keys":{"public_key":"k1"}"#,
            r#""keys":{"public_key":"\u006b1"},"name":"Shop""#,
        )],
        // The API adds members over the years.
        &[(r#""name""#, r#""x_new":1,"name""#)],
        &[(r#""region""#, r#""payments":{"a":1},"region""#)],
    ] {
        assert_eq!(guessed(edits), (Guess::None, Vec::new()), "{edits:?}");
    }
    for edits in [
        // What was edited and what was lost speak against each other.
        &[GONE, RENAME, UNKNOWN][..],
        &[GONE, ADDRESS, ROUNDED],
        &[RENAME, UNKNOWN],
        // A value that was set is no accident of a model, and no dropped flag.
        &[OFF, RENAME],
        &[OFF, UNKNOWN],
        // An unknown member with another value: somebody else wrote.
        &[GONE, UNKNOWN, ("9007199254740993", "7")],
        // Switched off, or not known to a model: both look like this.
        &[GONE, UNKNOWN, VIDEO],
        &[GONE, VIDEO],
        // A capability that somebody added is no default of a model.
        &[GONE, UNKNOWN, (r#""messages""#, r#""rtc":{"webhooks":{}},"messages""#)],
        // A number that is really another one.
        &[GONE, ("9007199254740993", "9007199254740996")],
        &[GONE, (r#""name""#, r#""x_new":1,"name""#)],
        // Without voice there is no flag to speak of.
        &[(r#""voice""#, r#""voices""#)],
    ] {
        let (guess, reasons) = guessed(edits);
        assert_eq!(guess, Guess::None, "{edits:?}: {reasons:?}");
    }
}

#[test]
fn reasons_name_the_members() {
    assert_eq!(
        guessed(&[GONE, RENAME, UNKNOWN]).1,
        [
            "/capabilities/voice/signed_callbacks was on and is gone",
            "/name was edited, as people do there",
            "/x_team is gone, which not every model of an application carries",
        ]
    );
    assert_eq!(
        guessed(&[OFF]).1,
        ["/capabilities/voice/signed_callbacks was on and is off", "nothing else moved"]
    );
    let (from, to) = ("connect_timeout", "connection_timeout");
    let place = "/capabilities/voice/webhooks/answer_url";
    assert_eq!(
        guessed(&[SPELLED, ROUNDED]).1,
        [
            "/capabilities/voice/x_serial is the same number rounded to a double".to_owned(),
            format!("{place}/{from} is called {place}/{to} now and has the same value"),
        ]
    );
    // The other spelling with another value is no renaming.
    let (guess, reasons) = guessed(&[GONE, (r#""connect_timeout":500"#, r#""connection_timeout":501"#)]);
    assert_eq!(guess, Guess::SdkRoundTrip);
    assert!(reasons[1].starts_with(&format!("{place}/{from} is gone")), "{reasons:?}");
}

#[test]
fn a_thousand_lost_members_are_told_in_part() {
    let members: Vec<String> = (0..1_000).map(|number| format!(r#""x{number}":1,"#)).collect();
    let members = members.concat();
    let before = read(&KNOWN.replacen(r#""name""#, &format!(r#"{members}"name""#), 1));
    let after = read(&KNOWN.replacen(GONE.0, "", 1));
    let hand = Hand::of(&Baseline::of(before.clone()).differences(&after), &before, &after);
    assert_eq!(hand.reasons.len(), MOST + 2);
    assert!(matches!(hand.reasons.last(), Some(Reason::More { count }) if *count >= 990), "{hand:?}");
}

#[test]
fn against_a_masked_document_a_secret_is_no_difference() {
    let secret = r#"{"id":"78d335fa-323d-0114-9c3d-d6f0d48968cf","name":"Shop","x_token":"t1","capabilities":{"voice":{"webhooks":{"event_url":{"address":"https://u:p@h.example/e?k=1"}}}}}"#;
    let today = read(secret);
    let kept = read(&crate::application::mask::masked(today.json()));
    assert!(!kept.text().contains("t1") && !kept.text().contains("k=1"));
    assert!(Baseline::masked(kept.clone()).differences(&today).is_empty());
    assert_eq!(Baseline::of(kept.clone()).differences(&today).len(), 2);
    // What moved inside a masked value is not seen; the host beside it is.
    let rotated = read(&secret.replace("t1", "t2").replace("k=1", "k=2"));
    assert!(Baseline::masked(kept.clone()).differences(&rotated).is_empty());
    let moved = Baseline::masked(kept).differences(&read(&secret.replace("h.example", "i.example")));
    let paths: Vec<&str> = moved.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["/capabilities/voice/webhooks/event_url/address"]);
}
