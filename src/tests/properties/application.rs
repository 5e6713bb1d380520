//! Tests that a change of an application's document keeps all other bytes, and that unsafe documents are refused.

use proptest::prelude::*;

use crate::application::{Application, FLAG, InvalidApplication, InvalidDocument, VoiceWebhook, mask};
use crate::change::{Change, Extent, Goal, NoChange};
use crate::json::differences;
use crate::json::generate::{member, object_with, space, value};
use crate::signing::Signing;

const ID: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";
/// The documents of the Developer Preview guide: as read, and as sent back with signing on.
const SEED_GET: &str = include_str!("../../../tests/documents/seed-get.json");
const SEED_PUT: &str = include_str!("../../../tests/documents/seed-put.json");

fn read(text: &str) -> Result<Application, InvalidDocument> {
    Application::read(text.as_bytes().to_vec(), ID.parse().expect("an id")).map_err(|refused| refused.reason)
}

fn seed(text: &str) -> String {
    text.replace("YOUR_APPLICATION_ID", ID)
}

fn on(text: &str) -> String {
    let change =
        Change::of_flag(read(text).expect("a valid document"), Goal::On).expect("something to change");
    change.after().text().to_owned()
}

/// Generates an application with this voice object among other members, in random order.
fn application(voice: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    let capabilities = object_with(member("voice", voice).prop_map(|voice| vec![voice]));
    let members = (
        member("capabilities", capabilities),
        member("id", Just(format!("\"{ID}\""))),
        member("name", "\"[ -!#-\\[\\]-~]{0,8}\""),
        member("keys", value()),
    );
    let members =
        members.prop_filter("a private key is refused", |(_, _, _, keys)| !keys.contains("private_key"));
    let document = object_with(members.prop_map(|(a, b, c, d)| vec![a, b, c, d]));
    (space(), document, space())
        .prop_map(|(before, document, after)| format!("{before}{document}{after}"))
        .boxed()
}

fn voice_without() -> BoxedStrategy<String> {
    object_with(Just(Vec::new()))
}

fn voice_with(flag: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    object_with(member("signed_callbacks", flag).prop_map(|flag| vec![flag]))
}

fn voice_with_webhooks() -> BoxedStrategy<String> {
    let address = || member("address", Just(r#""https:\/\/a.example\/\u0078""#.to_owned()));
    let webhook = move |name| member(name, object_with(address().prop_map(|address| vec![address])));
    let webhooks =
        (webhook("answer_url"), webhook("event_url")).prop_map(|(answer, event)| vec![answer, event]);
    object_with(member("webhooks", object_with(webhooks)).prop_map(|webhooks| vec![webhooks]))
}

#[test]
fn the_seed_document_changes_as_documented() {
    assert_eq!(on(&seed(SEED_GET)), seed(SEED_PUT));
    assert!(seed(SEED_PUT).contains("\"address\": \"\""));
}

proptest! {
    #[test]
    fn a1_adding_the_flag_keeps_every_other_byte(text in application(voice_without())) {
        let before = read(&text).expect("a valid document");
        prop_assert_eq!(before.signing(), Signing::Absent);
        let after = on(&text);
        // Find the insertion: the text before and after it must be the original document.
        let same = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let more = after.len() - text.len();
        let inserted = (0..=same).rev().find(|&at| {
            after.as_bytes()[at + more..] == text.as_bytes()[at..] && after[..at] == text[..at]
        });
        let at = inserted.expect("the bytes around the insertion are the document's own");
        prop_assert!(after[at..at + more].contains("true"));
        prop_assert!(after[at..].contains("signed_callbacks"));
        let after = read(&after).expect("a sent document is valid");
        prop_assert_eq!(after.signing(), Signing::On);
        let found = differences(before.json(), after.json());
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].path.as_str(), FLAG);
    }

    #[test]
    fn a1_an_existing_flag_is_replaced_in_place(text in application(voice_with(value()))) {
        let before = read(&text).expect("a valid document");
        prop_assume!(before.signing() != Signing::On);
        let flag = before.flag().expect("a flag").to_owned();
        let after = on(&text);
        let at = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        // The texts may differ only in the flag's value.
        let tail = text.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
        prop_assert!(text.len() + 4 == after.len() + flag.len());
        prop_assert!(text.len() - at.min(text.len()) - tail.min(text.len() - at) <= flag.len());
        let spliced = read(&after).expect("a valid document");
        prop_assert_eq!(spliced.flag(), Some("true"));
        prop_assert_eq!(spliced.with_flag(&flag), Some(text));
    }

    #[test]
    fn a1_addresses_are_replaced_in_place(text in application(voice_with_webhooks())) {
        let before = read(&text).expect("a valid document");
        let [answer, event] = [VoiceWebhook::Answer, VoiceWebhook::Event];
        let old = |webhook| before.address(webhook).expect("no duplicate").expect("an address").to_owned();
        let originals = [(answer, old(answer)), (event, old(event))];
        let addresses = [(event, "\"https://e.example\"".to_owned()), (answer, "\"https://a\"".to_owned())];
        let change = Change::of_addresses(before, &addresses).expect("something to change");
        prop_assert_eq!(change.extent(), Extent::Leaves);
        let (before, after) = (change.before(), change.after());
        let paths: Vec<_> = differences(before.json(), after.json()).into_iter().map(|one| one.path.to_string()).collect();
        prop_assert_eq!(paths.len(), 2);
        prop_assert!(paths.iter().all(|path| [answer, event].iter().any(|webhook| webhook.address_path() == path)));
        prop_assert_eq!(before.flag(), after.flag());
        let spans: usize = originals.iter().map(|(_, old)| old.len()).sum();
        let new: usize = addresses.iter().map(|(_, new)| new.len()).sum();
        prop_assert_eq!(after.text().len() + spans, text.len() + new);
        let back = Change::of_addresses(after.clone(), &originals).expect("something to restore");
        prop_assert_eq!(back.after().text(), text.as_str());
    }

    #[test]
    fn a3_changing_twice_equals_changing_once(text in application(voice_without())) {
        let once = read(&on(&text)).expect("a valid document");
        prop_assert_eq!(Change::of_flag(once, Goal::On).err(), Some(NoChange::AlreadyDesired));
    }

    #[test]
    fn turning_on_and_off_restores_a_document_with_false(text in application(voice_with(Just("false".to_owned())))) {
        let switched = read(&on(&text)).expect("a valid document");
        let back = Change::of_flag(switched, Goal::Off).expect("something to change");
        prop_assert_eq!(back.after().text(), text.as_str());
    }

    #[test]
    fn restoring_keeps_the_current_signing(text in application(voice_without()), other in application(voice_with(Just("true".to_owned())))) {
        let (earlier, now) = (read(&text).expect("a valid document"), read(&other).expect("a valid document"));
        let change = Change::restoring(now, &earlier).expect("they differ");
        prop_assert_eq!(change.after().signing(), Signing::On);
        let found = differences(earlier.json(), change.after().json());
        prop_assert!(found.iter().all(|one| one.path.as_str() == FLAG));
    }

    #[test]
    fn any_bytes_parse_or_fail(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = Application::read_any(bytes);
    }

    #[test]
    fn any_json_parses_or_fails(text in value()) {
        if let Ok(application) = Application::read_any(text.into_bytes()) {
            let _ = application.with_flag("true");
            let _ = mask::masked(application.json());
        }
    }
}

fn document(capabilities: &str) -> String {
    format!(r#"{{"id":"{ID}","name":"n","capabilities":{capabilities}}}"#)
}

#[test]
fn insertions_copy_the_last_members_formatting() {
    for (before, after) in [
        (r#"{"voice":{}}"#, r#"{"voice":{"signed_callbacks":true}}"#),
        (r#"{"voice":{  }}"#, r#"{"voice":{"signed_callbacks":true  }}"#),
        (r#"{"voice":{"a":1}}"#, r#"{"voice":{"a":1,"signed_callbacks":true}}"#),
        (r#"{"voice":{ "a" :  1 }}"#, r#"{"voice":{ "a" :  1, "signed_callbacks" :  true }}"#),
        (
            "{\"voice\":{\r\n\t\"a\": 1\r\n}}",
            "{\"voice\":{\r\n\t\"a\": 1,\r\n\t\"signed_callbacks\": true\r\n}}",
        ),
        (
            r#"{"voice":{"a":1, "b":[{"c":2}]}}"#,
            r#"{"voice":{"a":1, "b":[{"c":2}], "signed_callbacks":true}}"#,
        ),
        (r#"{"voice":{"signed_callbacks":"true"}}"#, r#"{"voice":{"signed_callbacks":true}}"#),
        (r#"{"voice":{"signed_\u0063allbacks":null}}"#, r#"{"voice":{"signed_\u0063allbacks":true}}"#),
    ] {
        assert_eq!(on(&document(before)), document(after));
    }
}

#[test]
fn a2_documents_unsafe_to_write_back_are_rejected() {
    let odd = |oddity| Err(InvalidDocument::Unexpected(oddity));
    let twice = |name: &str| Err(InvalidDocument::DuplicateMember { name: name.to_owned() });
    let other = "11111111-2222-3333-4444-555555555555";
    for (text, expected) in [
        (document("[]"), odd(InvalidApplication::NoObjectAt("capabilities"))),
        (document("null"), odd(InvalidApplication::NoObjectAt("capabilities"))),
        (document(r#"{"voice":null}"#), odd(InvalidApplication::NoObjectAt("capabilities.voice"))),
        (document(r#"{"voice":[]}"#), odd(InvalidApplication::NoObjectAt("capabilities.voice"))),
        (document(r#"{"voice":{},"voice":{}}"#), twice("voice")),
        (document(r#"{"voice":{},"\u0076oice":{}}"#), twice("voice")),
        (
            document(r#"{"voice":{"signed_callbacks":true,"signed_callbacks":true}}"#),
            twice("signed_callbacks"),
        ),
        (
            format!(r#"{{"id":"{ID}","name":"n","capabilities":{{}},"capabilities":{{}}}}"#),
            twice("capabilities"),
        ),
        (format!("\u{feff}{}", document("{}")), odd(InvalidApplication::TextAround)),
        (format!("{} trailing", document("{}")), odd(InvalidApplication::TextAround)),
        (format!(")]}}'\n{}", document("{}")), odd(InvalidApplication::TextAround)),
        (document("{}").replace(ID, other), odd(InvalidApplication::OtherId(other.parse().expect("an id")))),
        (r#"{"name":"n"}"#.to_owned(), odd(InvalidApplication::NoId)),
        (format!(r#"{{"id":"{ID}"}}"#), odd(InvalidApplication::NoName)),
        (format!(r#"{{"id":"{ID}","name":null}}"#), odd(InvalidApplication::NoName)),
        (
            format!(r#"{{"id":"{ID}","name":"n","keys":{{"private_key":""}}}}"#),
            Err(InvalidDocument::PrivateKeyPresent),
        ),
        (
            format!(r#"{{"id":"{ID}","name":"n","keys":{{}},"keys":{{"private_\u006bey":1}}}}"#),
            Err(InvalidDocument::PrivateKeyPresent),
        ),
        (
            format!(r#"{{"id":"{ID}","name":"n","keys":[{{"private_key":1}}]}}"#),
            Err(InvalidDocument::PrivateKeyPresent),
        ),
        (
            format!(r#"{{"id":"{ID}","name":"n","x":[0,[{{"y":{{"private_\u006bey":null}}}}]]}}"#),
            Err(InvalidDocument::PrivateKeyPresent),
        ),
        // As a value or as a part of a name, `private_key` is allowed.
        (
            format!(r#"{{"id":"{ID}","name":"private_key","my_private_key":1}}"#),
            Ok(format!(r#"{{"id":"{ID}","name":"private_key","my_private_key":1}}"#)),
        ),
        ("[]".to_owned(), odd(InvalidApplication::NoObject)),
        ("<html>{}</html>".to_owned(), Err(InvalidDocument::NotJson)),
        (String::new(), Err(InvalidDocument::NotJson)),
        (document("{}")[..40].to_owned(), Err(InvalidDocument::NotJson)),
    ] {
        assert_eq!(read(&text).map(|application| application.text().to_owned()), expected, "{text}");
    }
}

#[test]
fn a2_addresses_are_neither_added_nor_guessed() {
    let to = |capabilities: &str, webhook| {
        let before = read(&document(capabilities)).expect("a valid document");
        let change = Change::of_addresses(before, &[(webhook, "\"https://n\"".to_owned())]);
        change.map(|change| change.after().text().to_owned())
    };
    let (answer, event) = (VoiceWebhook::Answer, VoiceWebhook::Event);
    let voice = |webhooks: &str| format!(r#"{{"voice":{{"webhooks":{webhooks}}}}}"#);
    let one = voice(r#"{"answer_url":{"x":[1.0], "\u0061ddress":"https://a"}}"#);
    assert_eq!(to(&one, answer), Ok(document(&one).replace("https://a", "https://n")));
    assert_eq!(to(&one, event), Err(NoChange::NoWebhooks));
    // Of two addresses for one webhook, the last one counts.
    let twice = [(answer, "\"https://m\"".to_owned()), (answer, "\"https://n\"".to_owned())];
    let before = read(&document(&one)).expect("a valid document");
    assert_eq!(before.with_addresses(&twice), Ok(Some(document(&one).replace("https://a", "https://n"))));
    assert_eq!(to(&one.replace("https://a", "https://n"), answer), Err(NoChange::AlreadyDesired));
    assert_eq!(to("{}", answer), Err(NoChange::NoVoice));
    for webhooks in [
        "[]",
        "{}",
        r#"{"answer_url":null}"#,
        r#"{"answer_url":{"address":""}}"#,
        r#"{"answer_url":{"address":1}}"#,
    ] {
        assert_eq!(to(&voice(webhooks), answer), Err(NoChange::NoWebhooks), "{webhooks}");
    }
    for (webhooks, name) in [
        (r#"{"answer_url":{"address":"a","address":"a"}}"#, "address"),
        (r#"{"answer_url":{"address":"a"},"answer_url":{}}"#, "answer_url"),
    ] {
        let Err(NoChange::Refused(refused)) = to(&voice(webhooks), answer) else {
            panic!("{webhooks} is refused")
        };
        assert_eq!(refused.reason, InvalidDocument::DuplicateMember { name: name.to_owned() });
        assert_eq!((refused.id, refused.name.as_deref()), (ID.parse().ok(), Some("n")));
    }
}

#[test]
fn the_five_signing_states_are_distinguished() {
    for (capabilities, signing) in [
        (r#"{"voice":{"signed_callbacks":true}}"#, Signing::On),
        (r#"{"voice":{"signed_callbacks":false}}"#, Signing::Off),
        (r#"{"voice":{}}"#, Signing::Absent),
        (r#"{"voice":{"signed_callbacks":"true"}}"#, Signing::Invalid),
        (r#"{"voice":{"signed_callbacks":null}}"#, Signing::Invalid),
        (r#"{"voice":{"signed_callbacks":1}}"#, Signing::Invalid),
        (r#"{"rtc":{"signed_callbacks":true}}"#, Signing::NoVoice),
        ("{}", Signing::NoVoice),
    ] {
        assert_eq!(
            read(&document(capabilities)).map(|application| application.signing()),
            Ok(signing),
            "{capabilities}"
        );
    }
}

#[test]
fn an_application_has_its_documents_name() {
    let named = |name: &str| {
        read(&document("{}").replace("\"n\"", name)).expect("a valid document").name().to_owned()
    };
    assert_eq!(named(r#""Zo\u00eb""#), "Zoë");
    assert_eq!(named(r#""\ud800""#), "\u{fffd}\u{fffd}\u{fffd}");
}

#[test]
fn a8_a_document_nested_100000_deep_can_be_changed() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = document(&format!(r#"{{"voice":{{"deep":{deep}}}}}"#));
    let after = on(&text);
    assert_eq!(after.replace(",\"signed_callbacks\":true", ""), text);
}
