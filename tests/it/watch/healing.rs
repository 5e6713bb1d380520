//! Tests what `vsw watch --heal` changes, and when it stops healing.

use serde_json::{Value, json};

use super::{ON, kinds, start, watch};
use crate::stand::{Stand, document, history};

#[test]
fn a_dropped_flag_is_healed_and_journaled() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--heal", &app]));
    watching.next("round");
    stand.dashboard(&app);
    assert_eq!(watching.next("drift")["code"], "flag-dropped");
    let healed = watching.next("healed");
    assert_eq!(healed["healing"]["outcome"], "changed");
    assert_eq!(healed["application"]["verdict"], "ok");
    let round = watching.next("round");
    assert_eq!((&round["checked"]["exit"], &round["checked"]["summary"]["ok"]), (&json!(0), &json!(1)));
    watching.next("round");
    let ended = watching.end();
    assert!(!kinds(&ended.events).contains(&"recovered"), "the healing was the news: {:?}", ended.events);
    assert_eq!(stand.stored(&app), document(&app, ON).as_bytes());
    let history = history(&stand);
    let entries = history["entries"].as_array().expect("entries");
    let change = entries.iter().find(|entry| entry["command"] == "watch").expect("a change by watch");
    assert_eq!((&change["run"], &change["outcome"]), (&healed["healing"]["run"], &json!("changed")));
}

#[test]
fn a_healing_reports_what_had_moved_since_the_reference() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--heal", &app]));
    watching.next("round");
    stand.store(&app, document(&app, r#""voice":{}"#).replace("Under test", "Taken over"));
    assert_eq!(watching.next("healed")["healing"]["moved_since_reference"][0]["path"], "/name");
    watching.end();
}

#[test]
fn only_the_voice_flag_expected_on_is_healed() {
    let stand = Stand::new();
    let [off, wanted_off, waived, no_voice, invalid, rtc, unlisted] = [
        r#""voice":{"signed_callbacks":false}"#,
        ON,
        r#""voice":{}"#,
        r#""messages":{}"#,
        r#""voice":{"signed_callbacks":"yes"}"#,
        r#""voice":{"signed_callbacks":true},"rtc":{"signed_callbacks":false}"#,
        r#""voice":{}"#,
    ]
    .map(|capabilities| stand.application(capabilities));
    let fleet = format!(
        "unlisted = \"fail\"\n[[applications]]\nid = \"{off}\"\n[[applications]]\nid = \"{wanted_off}\"\nsigned_callbacks = false\n\
         [[applications]]\nid = \"{waived}\"\n[[applications]]\nid = \"{no_voice}\"\n[[applications]]\nid = \"{invalid}\"\n\
         [[applications]]\nid = \"{rtc}\"\nrtc_signed_callbacks = true\n\
         [[waivers]]\nid = \"{waived}\"\ncodes = [\"flag-absent\"]\nreason = \"moves\"\nowner = \"us\"\nuntil = 2999-01-01\n"
    );
    stand.env.write("work/fleet.toml", fleet);
    let ended = start(watch(&stand, &["--fleet", "fleet.toml", "--heal", "--rounds", "2"])).wait();
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let of = |kind: &str| -> Vec<String> {
        let events = ended.events.iter().filter(|event| event["event"] == kind);
        let mut ids: Vec<String> =
            events.map(|event| event["application"]["id"].as_str().unwrap_or_default().to_owned()).collect();
        ids.sort();
        ids
    };
    assert_eq!(of("healed"), [off.clone(), invalid.clone()]);
    for app in [&off, &invalid] {
        assert_eq!(stand.stored(app), document(app, ON).as_bytes());
    }
    for app in [&wanted_off, &waived, &no_voice, &rtc, &unlisted] {
        assert!(stand.puts(app).is_empty(), "{app}");
    }
}

#[test]
fn healing_above_the_hourly_limit_is_withheld_and_stays_drift() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..3).map(|_| stand.application(r#""voice":{}"#)).collect();
    let args = ["--heal", "--max-changes", "2", "--rounds", "3", &apps[0], &apps[1], &apps[2]];
    let ended = start(watch(&stand, &args)).wait();
    assert_eq!(ended.code, Some(1));
    assert_eq!(kinds(&ended.events).iter().filter(|kind| **kind == "healed").count(), 2);
    let held: Vec<&Value> = ended.events.iter().filter(|event| event["event"] == "held-back").collect();
    assert_eq!(held.len(), 1, "reported once: {held:?}");
    assert_eq!(held[0]["count"], 1);
    let puts: usize = apps.iter().map(|app| stand.puts(app).len()).sum();
    assert_eq!(puts, 2);
}

#[test]
fn healing_stops_after_three_drops() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--heal", "--metrics", "0", &app]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    watching.next("round");
    for _ in 0..3 {
        stand.dashboard(&app);
        watching.next("healed");
    }
    stand.dashboard(&app);
    let fighting = watching.next("fighting");
    assert_eq!(fighting["healing"]["drops"], 3);
    assert!(
        fighting["detail"].as_str().is_some_and(|words| words.contains("signing went off 3 times")),
        "{fighting}"
    );
    for _ in 0..3 {
        assert_eq!(watching.next("round")["checked"]["exit"], 1);
    }
    let scraped = super::metrics::scrape(&address, "");
    for wanted in
        ["vsw_fights_total 1\n", "vsw_application_fighting{", "vsw_heals_total{outcome=\"changed\"} 3\n"]
    {
        assert!(scraped.contains(wanted), "{scraped}");
    }
    let ended = watching.end();
    assert!(!kinds(&ended.events).contains(&"fighting"));
    assert_eq!(stand.puts(&app).len(), 3);
}

#[test]
fn failed_healing_is_reported_once_and_stays_drift() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    stand.fault(json!({"on": "put", "id": app, "times": "forever", "do": {"answer": {"status": 403}}}));
    let ended = start(watch(&stand, &["--heal", "--rounds", "3", &app])).wait();
    assert_eq!(ended.code, Some(1));
    let failed: Vec<&Value> = ended.events.iter().filter(|event| event["event"] == "heal-failed").collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!((&failed[0]["code"], &failed[0]["healing"]["outcome"]), (&json!("refused"), &json!("failed")));
    assert_eq!(stand.puts(&app).len(), 3, "it is tried in each round");
}

#[test]
fn a6_a_kill_during_healing_leaves_complete_journal_entries() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    stand.fault(json!({"on": "put", "id": app, "do": {"delay": {"ms": 3000, "when": "after"}}}));
    let watching = start(watch(&stand, &["--heal", &app]));
    let before = document(&app, r#""voice":{}"#);
    stand.wait_for_another(&app, before.as_bytes());
    watching.signal("KILL");
    assert_eq!(watching.wait().code, None);
    assert_eq!(stand.stored_documents(), [before.into_bytes()]);
    let history = history(&stand);
    let entries = history["entries"].as_array().expect("entries");
    let changes: Vec<&Value> = entries.iter().filter(|entry| entry["command"] == "watch").collect();
    assert_eq!(changes.len(), 1, "{entries:?}");
    // The next watch finds signing already on.
    let ended = start(watch(&stand, &["--heal", "--rounds", "1", &app])).wait();
    assert_eq!((ended.code, stand.puts(&app).len()), (Some(0), 1));
}
