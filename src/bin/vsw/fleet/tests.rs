//! Tests of the meaning of a fleet file. Errors about a malformed file are tested in `complaints`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use vsw::application::VoiceWebhook;
use vsw::change::Goal;
use vsw::drift::Expected;

use super::*;

mod complaints;
mod properties;
mod writing;

const ONE: &str = "11111111-1111-4111-8111-111111111111";
const TWO: &str = "22222222-2222-4222-8222-222222222222";

fn fleet(text: &str) -> Fleet {
    Fleet::read(text, Path::new("dir/vsw.toml")).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn id(text: &str) -> ApplicationId {
    text.parse().expect("an id")
}

fn at(day: &str) -> Timestamp {
    day.parse().expect("a time")
}

/// Returns the line number of the entry that applies.
fn line(fleet: &Fleet, account: usize, app: &str, name: &str) -> Option<usize> {
    fleet.rule_for(account, id(app), name).map(|rule| rule.declared.line)
}

#[test]
fn ids_override_names_names_override_all_and_the_first_match_decides() {
    let text = format!(
        "[[applications]]\nall = true\n[[applications]]\nname = \"eu-*\"\n[[applications]]\nname = \"eu-ivr\"\n\
         [[applications]]\nname = \"us\"\n[[applications]]\nname = \"u?\"\n[[applications]]\nid = \"{ONE}\"\n"
    );
    let fleet = fleet(&text);
    for (app, name, wanted) in [
        (ONE, "eu-ivr", 12),
        (TWO, "eu-ivr", 4),
        (TWO, "eu-x", 4),
        (TWO, "us", 8),
        (TWO, "ux", 10),
        (TWO, "EU-x", 2),
        (TWO, "", 2),
    ] {
        assert_eq!(line(&fleet, 0, app, name), Some(wanted), "{app} {name}");
    }
    assert_eq!(line(&fleet, 1, ONE, ""), None, "the file has only one account");
    assert_eq!(
        fleet.ids_of(0).map(|(id, rule)| (id, rule.declared.line)).collect::<Vec<_>>(),
        [(id(ONE), 12)]
    );
    let declared = &fleet.rules[0].declared;
    assert_eq!((declared.path.as_str(), declared.line, declared.column), ("dir/vsw.toml", 2, 1));
}

#[test]
fn entries_and_waivers_belong_to_one_account() {
    let text = format!(
        "[accounts.us]\napi_key = \"k-us\"\n[accounts.eu]\nprofile = \"p\"\napi_key = \"k-eu\"\n\
         [[applications]]\naccount = \"eu\"\nid = \"{ONE}\"\n[[applications]]\naccount = \"us\"\nall = true\n\
         [[waivers]]\naccount = \"eu\"\nname = \"*\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2026-12-31\n"
    );
    let fleet = fleet(&text);
    let found: Vec<_> = fleet
        .accounts
        .iter()
        .map(|account| {
            (
                account.name.as_str(),
                account.profile.as_deref(),
                account.api_key.as_deref(),
                account.declared.line,
            )
        })
        .collect();
    assert_eq!(found, [("us", None, Some("k-us"), 1), ("eu", Some("p"), Some("k-eu"), 3)]);
    assert_eq!(
        (line(&fleet, 0, ONE, "x"), line(&fleet, 1, ONE, "x"), line(&fleet, 1, TWO, "x")),
        (Some(11), Some(8), None)
    );
    assert!(fleet.waiver_for(1, id(ONE), "x", &[Code::FlagOff]).is_some());
    assert!(fleet.waiver_for(0, id(ONE), "x", &[Code::FlagOff]).is_none());
}

#[test]
fn a_file_without_accounts_applies_to_the_current_account() {
    let fleet = fleet("[[applications]]\nall = true\n");
    assert_eq!(fleet.accounts.len(), 1);
    let account = &fleet.accounts[0];
    assert_eq!((account.name.as_str(), &account.profile, &account.api_key), ("", &None, &None));
    assert_eq!((fleet.unlisted, &fleet.baseline, fleet.waivers.len()), (Unlisted::Report, &None, 0));
}

#[test]
fn entries_fall_back_to_defaults_and_then_to_signing_on() {
    let expected = |text: &str| fleet(text).rules[0].expected.clone();
    assert_eq!(expected("[[applications]]\nall = true\n"), Expected::signing_on());
    let defaults = "[defaults]\nsigned_callbacks = false\nrtc_signed_callbacks = true\nevent_url = \"https://d/*\"\n\
                    event_method = \"POST\"\n[[applications]]\nall = true\n";
    let plain = expected(defaults);
    assert_eq!((plain.voice, plain.rtc), (Some(Goal::Off), Some(Goal::On)));
    let own = expected(&format!(
        "{defaults}signed_callbacks = true\nrtc_signed_callbacks = \"any\"\nevent_method = \"GET\"\n\
         fallback_answer_url = \"https://f\"\n"
    ));
    assert_eq!((own.voice, own.rtc), (Some(Goal::On), None));
    let webhooks: Vec<_> = own
        .webhooks
        .iter()
        .map(|one| (one.webhook, one.address.as_ref().map(|address| &*address.0), one.method.as_deref()))
        .collect();
    assert_eq!(
        webhooks,
        [
            (VoiceWebhook::FallbackAnswer, Some("https://f"), None),
            (VoiceWebhook::Event, Some("https://d/*"), Some("GET")),
        ]
    );
    assert_eq!(expected("[[applications]]\nall = true\nsigned_callbacks = \"any\"\n"), Expected::default());
    let all = "[[applications]]\nall = true\nanswer_url = \"a\"\nanswer_method = \"GET\"\nfallback_answer_url = \"f\"\n\
               fallback_answer_method = \"POST\"\nevent_url = \"e\"\nevent_method = \"POST\"\n";
    let found: Vec<_> = expected(all)
        .webhooks
        .iter()
        .map(|one| format!("{} {:?}", one.address.as_ref().map_or("", |address| &address.0), one.method))
        .collect();
    assert_eq!(found, ["a Some(\"GET\")", "f Some(\"POST\")", "e Some(\"POST\")"]);
}

#[test]
fn a_waiver_covers_its_application_until_the_end_of_its_last_day_in_utc() {
    let waiver = |about: &str, until: &str| {
        format!("[[waivers]]\n{about}\nreason = \"why\"\nowner = \"team\"\nuntil = {until}\n")
    };
    let codes = waiver(&format!("id = \"{ONE}\"\ncodes = [\"flag-off\", \"flag-absent\"]"), "\"2026-11-30\"");
    let text = format!("[[applications]]\nall = true\n{codes}{}", waiver("name = \"old-*\"", "2026-12-31"));
    let fleet = fleet(&text);
    let fits = |app: &str, name: &str, codes: &[Code]| {
        fleet.waiver_for(0, id(app), name, codes).map(|waiver| waiver.until.to_string())
    };
    assert_eq!(fits(ONE, "x", &[Code::FlagOff]).as_deref(), Some("2026-11-30"));
    assert_eq!(fits(ONE, "x", &[Code::FlagOff, Code::FlagAbsent]).as_deref(), Some("2026-11-30"));
    assert_eq!(fits(ONE, "x", &[Code::FlagOff, Code::WebhookAddress]), None);
    assert_eq!(fits(ONE, "x", &[]), None, "no problem to waive");
    assert_eq!(fits(TWO, "x", &[Code::FlagOff]), None);
    assert_eq!(fits(TWO, "old-1", &[Code::FlagOff, Code::WebhookAddress]).as_deref(), Some("2026-12-31"));
    assert_eq!(
        fits(ONE, "old-1", &[Code::FlagOff]).as_deref(),
        Some("2026-12-31"),
        "the one that lasts longest"
    );
    let first = &fleet.waivers[0];
    assert!(!first.is_ended(at("2026-11-30T23:59:59.999Z")) && first.is_ended(at("2026-12-01T00:00:00Z")));
    let note = first.note(at("2026-12-01T00:00:00Z"));
    assert_eq!(
        (note.reason.as_str(), note.owner.as_str(), note.until.as_str(), note.ended),
        ("why", "team", "2026-11-30", true)
    );
}

#[test]
fn the_baseline_must_be_in_or_below_the_fleet_files_directory() {
    let with = |path: &str| {
        Fleet::read(&format!("baseline = {path:?}\n[[applications]]\nall = true\n"), Path::new("a/vsw.toml"))
    };
    for (written, resolved) in [("b.json", "a/b.json"), ("./x/b.json", "a/./x/b.json")] {
        let fleet = with(written).expect("a fleet file");
        assert_eq!(fleet.baseline.as_deref(), Some(Path::new(resolved)));
    }
    for written in ["../b.json", "/b.json", "x/../../b.json", " "] {
        assert!(with(written).is_err(), "{written}");
    }
}

#[test]
fn warnings_have_positions() {
    let text = format!(
        "[[applications]]\nname = \"eu-*\"\n[[applications]]\nname = \"eu-ivr\"\n[[applications]]\nall = true\n\
         [[applications]]\nall = true\n[[applications]]\nname = \"eu-*\"\n[[applications]]\nname = \"us\"\n\
         [[applications]]\nname = \"us\"\n[[applications]]\nid = \"{ONE}\"\n"
    );
    let days = ["2026-11-30", "2026-12-01", "2026-12-15", "2026-12-16"];
    let waivers = days
        .map(|until| format!("[[waivers]]\nname = \"x\"\nreason = \"r\"\nowner = \"o\"\nuntil = {until}\n"));
    let fleet = fleet(&(text + &waivers.concat()));
    let warnings = fleet.warnings(at("2026-12-01T12:00:00Z"));
    let found: Vec<_> = warnings.iter().map(|warning| (warning.code.word(), warning.declared.line)).collect();
    assert_eq!(
        found,
        [
            ("entry-hidden", 4),
            ("entry-hidden", 8),
            ("entry-hidden", 10),
            ("entry-hidden", 14),
            ("waiver-ended", 18),
            ("waiver-ends-soon", 23),
            ("waiver-ends-soon", 28),
        ]
    );
    assert!(warnings[0].message.contains("line 2 "), "{}", warnings[0].message);
}

#[test]
fn the_schema_and_the_reader_accept_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
    let keys = |place: &str| -> BTreeSet<String> {
        let object = schema.pointer(place).and_then(|found| found.as_object());
        object.unwrap_or_else(|| panic!("{place}")).keys().cloned().collect()
    };
    for (place, known) in [
        ("", keys::FILE),
        ("/definitions/account", keys::ACCOUNT),
        ("/properties/defaults", keys::DEFAULTS),
        ("/definitions/application", &keys::application()),
        ("/definitions/waiver", keys::WAIVER),
    ] {
        let known: BTreeSet<String> = known.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(keys(&format!("{place}/properties")), known, "{place}");
        let closed = schema.pointer(&format!("{place}/additionalProperties"));
        assert_eq!(closed, Some(&serde_json::Value::Bool(false)), "{place}");
    }
    let codes = schema.pointer("/definitions/waiver/properties/codes/items/enum").expect("codes");
    assert_eq!(*codes, serde_json::json!(Code::OF_DRIFT));
}

#[test]
fn a_file_with_100000_entries_is_read() {
    // No timing assertion: a quadratic parser would hang here.
    let id = |number: usize| format!("{number:032x}");
    let mut text = String::with_capacity(10 << 20);
    for number in 0..100_000 {
        text.push_str(&format!("[[applications]]\nid = \"{}\" # name\n", id(number)));
    }
    for number in 0..1_000 {
        text.push_str(&format!("[[applications]]\nname = \"exact {number}\"\n"));
    }
    let fleet = fleet(&text);
    for number in 0..100_000 {
        assert_eq!(line(&fleet, 0, &id(number), "x"), Some(2 * number + 2));
    }
    assert_eq!(line(&fleet, 0, &id(200_000), "exact 999"), Some(201_998 + 2));
    assert!(fleet.warnings(at("2026-12-01T12:00:00Z")).is_empty());
    // Entries on one line: counting each column from the start of the line would be quadratic.
    let inline: Vec<String> = (0..20_000).map(|number| format!("{{id=\"{}\"}}", id(number))).collect();
    let fleet = Fleet::read(&format!("applications=[{}]", inline.join(",")), Path::new("x")).expect("a file");
    assert_eq!(fleet.rules[1].declared.column, "applications=[".len() + inline[0].len() + 3);
}
