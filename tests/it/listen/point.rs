//! Tests `vsw listen --point`: pointing an application's webhooks to the receiver, and restoring them.

mod kills;
mod refusals;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ask, sign};
use crate::env::Vsw;
use crate::reporting::{Ended, Reporting};
use crate::running::SOON;
use crate::sign::{APPLICATION, SECRET};
use crate::stand::{Stand, document, history, only, outcomes, paths};
use crate::terminal::Terminal;

/// A voice capability with unusual white space, escapes and numbers, and an empty address.
const VOICE: &str = r#""voice":{ "signed_callbacks" : true,"webhooks":{"answer_url" :{ "address":"https:\/\/example.com\/answer?a=1&b=%20" ,"http_method":"GET"},
 "event_url":{"connect_timeout":1.10,"address" : "http://me:hunter2pw@example.com:8443/events/\u0065"},"fallback_answer_url":{"address":""}},"z":1e400}"#;
const PUBLIC: &str = "https://t.example/base";
const ANSWER: (&str, &str) =
    (r#""https:\/\/example.com\/answer?a=1&b=%20""#, r#""https://t.example/base/answer?a=1&b=%20""#);
/// The path of the new address has the character itself in place of the escape.
const EVENT: (&str, &str) =
    (r#""http://me:hunter2pw@example.com:8443/events/\u0065""#, r#""https://t.example/base/events/e""#);

fn pointed(document: &str) -> String {
    let pointed = document.replace(ANSWER.0, ANSWER.1).replace(EVENT.0, EVENT.1);
    assert_ne!(pointed, document);
    pointed
}

fn listen(stand: &Stand, app: &str, more: &[&str]) -> Vsw {
    let words = ["listen", "--json", "--port", "0", "--point", app, "--public-url", PUBLIC, "--yes"];
    stand.vsw(words.iter().chain(more)).env("VONAGE_SIGNATURE_SECRET", SECRET)
}

fn start(stand: &Stand, app: &str, more: &[&str]) -> (Reporting, Value) {
    let reporting = Reporting::start("vsw/listen-event/1", listen(stand, app, more));
    let listening = reporting.next("listening");
    (reporting, listening)
}

fn restored(ended: &Ended) -> &Value {
    let last = ended.events.last().unwrap_or_else(|| panic!("nothing was told: {}", ended.stderr));
    assert_eq!(last["event"], "stopped");
    &last["restored"]
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a1_the_addresses_alone_are_pointed_and_restored() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let before = document(&app, VOICE);
    let (reporting, listening) = start(&stand, &app, &[]);
    assert_eq!(text(stand.stored(&app)), pointed(&before));
    let told = &listening["pointed"];
    assert_eq!((&told["application"], &told["outcome"]), (&json!(app), &json!("changed")));
    assert_eq!(
        told["webhooks"],
        json!([
            {"webhook": "answer_url", "before": "https://example.com/answer?a=***&b=***",
             "after": "https://t.example/base/answer?a=***&b=***"},
            {"webhook": "event_url", "before": "http://***@example.com:8443/events/e",
             "after": "https://t.example/base/events/e"},
        ])
    );
    let ended = reporting.end();
    let told = restored(&ended);
    assert_eq!(
        (&told["outcome"], &told["kept"], &told["remedy"]),
        (&json!("changed"), &json!([]), &Value::Null)
    );
    assert_eq!(told["webhooks"][1]["after"], "http://***@example.com:8443/events/e");
    assert_eq!(stand.puts(&app), [pointed(&before).into_bytes(), before.clone().into_bytes()]);
    assert_eq!(text(stand.stored(&app)), before);
    // The first GET finds what would change; each PUT is based on the GET before it.
    assert_eq!(stand.methods(&app), "GET GET PUT GET GET PUT GET");
    assert!(!ended.stderr.contains("hunter2pw"), "{}", ended.stderr);

    let entries = history(&stand);
    let commands: Vec<&str> = entries["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|one| one["command"].as_str().expect("one"))
        .collect();
    assert_eq!(commands, ["listen --point", "listen"]);
    assert_eq!(outcomes(&stand), ["changed", "changed"]);
    assert_eq!(entries["entries"][0]["run"], entries["entries"][1]["run"]);
}

#[test]
fn every_end_restores_the_addresses() {
    for (more, code) in [
        (&["--expect", "answered", "--within", "300ms"][..], 1),
        (&["--expect", "answered"][..], 0),
        (&["--", "sh", "-c", "sleep 0.3; exit 7"][..], 7),
    ] {
        let stand = Stand::new();
        let app = stand.application(VOICE);
        let (reporting, listening) = start(&stand, &app, more);
        if code == 0 {
            let words = ["sign", "--application", APPLICATION, "--api-key", "a1b2c3d", "--event", "answered"];
            let address = listening["address"].as_str().expect("an address").trim_start_matches("http://");
            assert_eq!(ask(address, sign(stand.env.vsw(words)).as_bytes()).status, 200);
        }
        let ended = reporting.wait();
        assert_eq!(ended.code, Some(code), "{more:?}: {}", ended.stderr);
        assert_eq!(restored(&ended)["outcome"], "changed", "{more:?}");
        assert_eq!(text(stand.stored(&app)), document(&app, VOICE), "{more:?}");
    }
}

#[test]
fn a_reader_that_leaves_does_not_keep_the_addresses() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let vsw = stand.shell(r#""$@" | head -n 1"#, listen_words(&app));
    vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(0);
    assert_eq!((stand.puts(&app).len(), text(stand.stored(&app))), (2, document(&app, VOICE)));
}

fn listen_words(app: &str) -> [&str; 11] {
    let [expect, within] = ["--expect=answered", "--within=300ms"];
    ["listen", "--json", "--port", "0", "--point", app, "--public-url", PUBLIC, "--yes", expect, within]
}

#[test]
fn a5_newer_edits_by_others_stay() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let before = document(&app, VOICE);
    let (reporting, _) = start(&stand, &app, &[]);
    stand.dashboard(&app);
    let edited = text(stand.stored(&app))
        .replace("Under test", "Renamed")
        .replace(ANSWER.1, r#""https://new.example/answer""#);
    stand.store(&app, &edited);
    let ended = reporting.end();
    let told = restored(&ended);
    assert_eq!((&told["outcome"], &told["kept"]), (&json!("changed"), &json!(["answer_url"])));
    assert_eq!(told["webhooks"].as_array().map(Vec::len), Some(1));
    let moved = paths(&told["moved_since_reference"]);
    assert!(moved.contains(&"/name") && moved.contains(&crate::stand::FLAG), "{moved:?}");
    assert_eq!(text(stand.stored(&app)), edited.replace(EVENT.1, EVENT.0));
    assert!(!text(stand.stored(&app)).contains("signed_callbacks"), "signing stays as others left it");
    assert!(
        ended.stderr.contains("vsw did not restore answer_url of Renamed, because the address was changed"),
        "{}",
        ended.stderr
    );
    assert!(before.contains("signed_callbacks"));

    let (reporting, _) = start(&stand, &app, &[]);
    stand.store(&app, &before);
    let ended = reporting.end();
    let told = restored(&ended);
    assert_eq!((&told["outcome"], &told["webhooks"]), (&json!("unchanged"), &json!([])));
    assert_eq!(told["kept"], json!(["answer_url", "event_url"]));
    assert_eq!(stand.puts(&app).len(), 3);
    assert!(!without_pointing(&stand).contains("has ended"));
}

fn without_pointing(stand: &Stand) -> String {
    let words = ["listen", "--port", "0", "--expect", "answered", "--within", "1ms"];
    stand.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(1).stderr
}

#[test]
fn an_edit_right_before_the_restoring_put_stays() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let (reporting, _) = start(&stand, &app, &[]);
    // An edit follows the first restoring PUT, which gets a 503. The retry must keep this edit.
    let edited = pointed(&document(&app, VOICE)).replace("Under test", "Renamed");
    let edit = json!({"edit": {"when": "after", "edit": {"document": edited}}});
    stand.fault(json!([
        {"on": "put", "id": app, "do": {"answer": {"status": 503, "retry_after": 0}}},
        {"on": "put", "id": app, "do": edit},
    ]));
    let ended = reporting.end();
    assert_eq!(restored(&ended)["outcome"], "changed", "{}", ended.stderr);
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE).replace("Under test", "Renamed"));
}

#[test]
fn p2_a_second_signal_skips_the_restore_and_says_how_to_make_it() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let (reporting, _) = start(&stand, &app, &[]);
    let seen = stand.requests_of(&app).len();
    stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": 60_000}}}));
    reporting.signal("INT");
    stand.wait_for(&app, seen + 1);
    let begun = Instant::now();
    reporting.signal("INT");
    let ended = reporting.wait();
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert_eq!(ended.code, Some(130), "{}", ended.stderr);
    let told = restored(&ended);
    assert_eq!((&told["outcome"], &told["code"]), (&json!("not_attempted"), &json!("interrupted")));
    let command = format!("vsw rollback {app}");
    assert_eq!(told["remedy"], json!(command));
    assert!(ended.stderr.contains(&format!("restore them: `{command}`")), "{}", ended.stderr);
    assert_eq!(stand.puts(&app).len(), 1, "no PUT is sent after the second signal");
    stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
}

#[test]
fn p2_a_signal_while_the_webhooks_are_being_pointed_restores_them() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.fault(json!({"on": "put", "id": app, "do": {"delay": {"ms": 800, "when": "after"}}}));
    let reporting = Reporting::start("vsw/listen-event/1", listen(&stand, &app, &[]));
    stand.wait_for(&app, 3);
    reporting.signal("INT");
    let ended = reporting.wait();
    assert_eq!(ended.code, Some(130), "{}", ended.stderr);
    assert_eq!(restored(&ended)["outcome"], "changed", "{}", ended.stderr);
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
}

#[test]
fn an_api_that_hangs_delays_the_end_by_some_seconds_only() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let (reporting, _) = start(&stand, &app, &["--timeout", "120"]);
    stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": {"delay": {"ms": 60_000}}}));
    let begun = Instant::now();
    let ended = reporting.end();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    assert_eq!(restored(&ended)["outcome"], "failed", "{}", ended.stderr);
    assert!(ended.stderr.contains(&format!("restore them: `vsw rollback {app}`")), "{}", ended.stderr);
}

#[test]
fn a4_webhooks_that_are_not_known_to_be_pointed_fail_the_run() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.fault(json!({"on": "put", "id": app, "do": "ignore"}));
    let output = listen(&stand, &app, &[]).run().expect(6);
    assert_eq!(output.json()["code"], "not-applied", "{output:?}");
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
    // This PUT also renames the application: the addresses are restored, but the new name stays.
    let app = stand.application(VOICE);
    let edit = json!({"edit": {"when": "after", "edit": {"set": {"/name": "Renamed"}}}});
    stand.fault(json!({"on": "put", "id": app, "do": edit}));
    let output = listen(&stand, &app, &[]).run().expect(6);
    assert_eq!(output.json()["code"], "collateral", "{output:?}");
    assert!(output.stderr.contains("restored the webhooks of Renamed"), "{output:?}");
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE).replace("Under test", "Renamed"));
    assert_eq!(stand.puts(&app).len(), 2);
    let next = without_pointing(&stand);
    assert!(!next.contains("has ended"), "{next}");
}

#[test]
fn a3_addresses_that_are_there_already_are_not_sent_and_stay() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.store(&app, pointed(&document(&app, VOICE)));
    let (reporting, listening) = start(&stand, &app, &[]);
    let told = &listening["pointed"];
    assert_eq!((&told["outcome"], &told["webhooks"]), (&json!("unchanged"), &json!([])));
    let ended = reporting.end();
    assert_eq!(restored(&ended), &Value::Null);
    assert!(!ended.stderr.contains("restoring"), "{}", ended.stderr);
    assert_eq!((stand.puts(&app).len(), text(stand.stored(&app))), (0, pointed(&document(&app, VOICE))));
}

#[test]
fn p1_a_terminal_is_asked() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let line = format!("listen --port 0 --point {app} --public-url {PUBLIC} --signature-secret-file secret");
    stand.env.write("work/secret", SECRET);
    let mut terminal = Terminal::against(&stand, &line);
    terminal.until(
        "answer_url  https://example.com/answer?a=***&b=*** → https://t.example/base/answer?a=***&b=***",
    );
    terminal.asked_to_confirm("Point these webhooks here until vsw listen ends?").type_line("n");
    let seen = terminal.end(1);
    assert!(seen.contains("declined; nothing was changed") && !seen.contains("hunter2pw"), "{seen}");
    assert_eq!(stand.puts(&app).len(), 0);

    let mut terminal = Terminal::against(&stand, &line);
    terminal.asked_to_confirm("Point these webhooks here until vsw listen ends?").type_line("y");
    terminal.until("answer_url, event_url of Under test go to https://t.example/base until vsw listen ends");
    terminal.interrupt();
    terminal.until("restoring the webhooks of `Under test`; Ctrl-C skips this");
    let seen = terminal.end(130);
    assert!(seen.contains("restored the webhooks of Under test:"), "{seen}");
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
}

#[test]
fn rollback_passes_over_a_pointing_that_has_ended() {
    let stand = Stand::new();
    let off = VOICE.replace("\"signed_callbacks\" : true", "\"signed_callbacks\" : false");
    let app = stand.application(&off);
    start(&stand, &app, &[]).0.end();
    // Only the receiver changed the application, so there is nothing to undo.
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
    assert_eq!(only(&report)["outcome"], "unchanged", "{report}");
    stand.vsw(["enable", &app]).run().expect(0);
    start(&stand, &app, &[]).0.end();
    stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
    assert_eq!(text(stand.stored(&app)), document(&app, &off));
}
