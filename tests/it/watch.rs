//! Tests `vsw watch` against the sandbox.

mod command;
mod healing;
mod metrics;
mod signals;

use serde_json::{Value, json};

use crate::env::{TestEnv, Vsw};
use crate::reporting::Reporting;
use crate::stand::{Stand, document};

const ON: &str = r#""voice":{"signed_callbacks":true}"#;

fn start(vsw: Vsw) -> Reporting {
    Reporting::start("vsw/watch-event/1", vsw)
}

fn watch(stand: &Stand, args: &[&str]) -> Vsw {
    let words = ["watch", "--json", "--now", "--jitter", "0", "--every", "200ms"];
    stand.vsw(words.iter().chain(args))
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().expect("a word")).collect()
}

#[test]
fn a_drop_and_its_end_are_each_reported_once() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &[&app]));
    assert_eq!(watching.next("started")["round"], 0);
    let first = watching.next("round");
    assert_eq!((&first["checked"]["summary"]["ok"], &first["checked"]["exit"]), (&json!(1), &json!(0)));
    stand.store(&app, document(&app, r#""voice":{}"#).replace("Under test", "Renamed"));
    let drift = watching.next("drift");
    let application = &drift["application"];
    assert_eq!((&application["id"], &application["code"]), (&json!(app), &json!("flag-dropped")));
    let moved = json!([{"path": "/name", "before": "\"Under test\"", "after": "\"Renamed\""}]);
    assert_eq!(application["moved"], moved, "beside the flag");
    let detail = application["detail"].as_str().expect("a detail");
    assert!(
        detail.ends_with("; edits in the Dashboard dropped this flag in the Developer Preview"),
        "{detail}"
    );
    for _ in 0..3 {
        assert_eq!(watching.until("round").1, [json!(null); 0], "a round without changes reports nothing");
    }
    stand.vsw(["enable", &app]).run().expect(0);
    let (back, passed) = watching.until("recovered");
    assert!(!kinds(&passed).contains(&"drift"), "{passed:?}");
    assert_eq!((&back["application"]["verdict"], &back["application"]["code"]), (&json!("ok"), &json!(null)));
    let ended = watching.end();
    assert!(!kinds(&ended.events).contains(&"drift"), "{:?}", ended.events);
    assert_eq!(ended.events.last().map(|event| event["event"].clone()), Some(json!("stopped")));
    assert_eq!(stand.puts(&app).len(), 1, "the one of `enable`: a watch without --heal writes nothing");
}

#[test]
fn a_watch_without_a_state_directory_remembers_its_own_reads() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--state-dir", "/dev/null/nowhere", &app]));
    watching.next("round");
    stand.dashboard(&app);
    assert_eq!(watching.next("drift")["code"], "flag-dropped");
    watching.end();
}

#[test]
fn rounds_limits_the_watch_and_the_last_round_sets_the_exit_code() {
    let stand = Stand::new();
    let (on, off) = (stand.application(ON), stand.application(r#""voice":{"signed_callbacks":false}"#));
    let rounds = |args: &[&str]| {
        let ended = start(watch(&stand, &[&["--rounds", "2"], args].concat())).wait();
        (ended.code, kinds(&ended.events).iter().filter(|kind| **kind == "round").count())
    };
    assert_eq!(rounds(&[&on]), (Some(0), 2));
    assert_eq!(rounds(&[&on, &off]), (Some(1), 2));
    stand.fault(json!({"on": "get", "id": on, "times": "forever", "do": {"answer": {"status": 500}}}));
    assert_eq!(rounds(&["--timeout", "1", &on]), (Some(5), 2));
    assert_eq!(rounds(&["--timeout", "1", &on, &off]), (Some(1), 2));
    assert_eq!(rounds(&["--fail-on", "unknown", &off]), (Some(0), 2));
}

#[test]
fn a_failing_list_is_reported_once_and_results_become_unknown() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--all", "--timeout", "1", "--metrics", "0"]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    watching.next("round");
    stand.fault(json!({"on": "list", "times": "forever", "do": {"answer": {"status": 401}}}));
    let unknown = watching.next("unknown");
    assert_eq!((&unknown["application"], &unknown["count"]), (&json!(null), &json!(9)));
    assert_eq!(unknown["code"], "unauthorized");
    let round = watching.next("round");
    let checked = &round["checked"];
    assert_eq!(
        (&checked["complete"], &checked["exit"], &checked["summary"]["unknown"]),
        (&json!(false), &json!(4), &json!(9))
    );
    assert_eq!(watching.until("round").1, [json!(null); 0], "no event");
    let scraped = metrics::scrape(&address, "");
    for wanted in
        ["vsw_applications{verdict=\"unknown\"} 9\n", "vsw_application_last_read_timestamp_seconds{"]
    {
        assert!(scraped.contains(wanted), "{scraped}");
    }
    let ok = format!("vsw_application_ok{{profile=\"default\",id=\"{app}\",name=\"Under test\"}} 1\n");
    assert!(scraped.contains(&ok), "the last known verdict stays: {scraped}");
    stand.reset_faults();
    let back = watching.next("recovered");
    assert_eq!(back["application"], json!(null));
    let ended = watching.end();
    assert!(!kinds(&ended.events).contains(&"unknown"), "{:?}", ended.events);
}

#[test]
fn a_deleted_application_is_reported_as_gone() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":false}"#);
    let watching = start(watch(&stand, &["--all"]));
    watching.next("round");
    let delete = json!({"when": "before", "id": app, "edit": {"delete": true}});
    stand.fault(json!({"on": "list", "do": {"edit": delete}}));
    assert_eq!(watching.next("gone")["application"]["id"], json!(app));
    watching.end();
}

#[test]
fn rounds_skipped_by_a_slow_round_are_counted() {
    let stand = Stand::new();
    let app = stand.application(ON);
    stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": 900}}}));
    let watching = start(watch(&stand, &[&app]));
    let first = watching.next("round");
    assert!(first["checked"]["took_ms"].as_u64() >= Some(900), "{first}");
    let second = watching.next("round");
    assert!(second["checked"]["missed"].as_u64() >= Some(3), "{second}");
    let third = watching.next("round");
    assert_eq!(third["checked"]["missed"], 0);
    watching.end();
}

#[test]
fn k5_a_found_file_is_watched_but_never_healed() {
    let stand = Stand::new();
    let (app, other) = (stand.application(r#""voice":{}"#), stand.application(r#""voice":{}"#));
    stand.env.write("work/vsw.toml", format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\n"));
    let ended = start(watch(&stand, &["--rounds", "1"])).wait();
    assert_eq!(ended.code, Some(1));
    assert_eq!(ended.events.last().map(|event| event["event"].clone()), Some(json!("stopped")));
    for refused in [&["--heal"][..], &["--heal", "--all"]] {
        let output = watch(&stand, &[&["--rounds", "1"], refused].concat()).run().expect(2);
        assert_eq!(output.json()["code"], "usage");
    }
    // VONAGE_APPLICATION_ID selects an application, so the file is not used.
    let named = watch(&stand, &["--rounds", "1", "--heal"]).env("VONAGE_APPLICATION_ID", &other);
    assert_eq!(start(named).wait().code, Some(0));
    assert_eq!((stand.puts(&app).len(), stand.puts(&other).len()), (0, 1));
    let read_only =
        watch(&stand, &["--rounds", "1", "--heal", &app]).env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(read_only.json()["code"], "read-only");
    assert_eq!(read_only.json()["hint"], "unset VSW_READ_ONLY");
    assert!(stand.puts(&app).is_empty());
}

#[test]
fn an_invalid_watch_fails_before_the_first_round() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let wrong = |args: &[&str], code: i32, word: &str| {
        let output = watch(&stand, args).run().expect(code);
        let last = output.stdout.lines().last().unwrap_or_default().to_owned();
        assert!(output.stdout.contains(&format!("\"code\": \"{word}\"")), "{args:?}: {last}");
    };
    wrong(&[], 2, "usage");
    wrong(&["--every", "soon", &app], 2, "usage");
    wrong(&["--api-url", "https://api.example.invalid", &app], 2, "usage");
    wrong(&["--metrics", "nowhere", &app], 2, "usage");
    wrong(&["--metrics", "192.0.2.1:9", &app], 3, "not-listening");
    wrong(&["--fleet", "missing.toml"], 3, "fleet-file");
    wrong(&["--all", "--name", "no-match-*"], 2, "usage");
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let args = ["watch", "--json", "--now", "--every", "100ms", &app];
    let output = stand.shell(r#"{ "$@"; echo "exit $?" >&2; } | head -2"#, args).run().expect(0);
    assert_eq!(
        (output.stdout.lines().filter(|line| line.starts_with('{')).count(), output.stderr.as_str()),
        (2, "exit 0\n")
    );
}

#[test]
fn s1_text_is_sanitized_and_each_change_has_one_line() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let hostile = "::error::x\u{1b}[31m\u{202e} ##[error]";
    let document =
        json!({"id": app, "name": hostile, "capabilities": {"voice": {"signed_callbacks": false}}});
    stand.store(&app, document.to_string());
    let output = stand.vsw(["watch", "--now", "--rounds", "2", "--every", "100ms", &app]).run().expect(1);
    assert_eq!(output.stdout.matches("  drift  ").count(), 1, "{}", output.stdout);
    assert!(output.stdout.contains("flag-off"), "{}", output.stdout);
    assert!(output.stdout.lines().all(|line| line.starts_with("20") || line.starts_with("  ")));
    assert!(!output.stdout.contains(['\u{1b}', '\u{202e}']) && !output.stdout.contains("##["), "{output:?}");
}

#[test]
fn a_hook_that_is_a_file_here_or_has_arguments_is_explained() {
    let env = TestEnv::new();
    env.write("work/hook.sh", "#!/bin/sh\n");
    for (hook, words) in [
        ("hook.sh", "to run the file in this directory, write `./hook.sh`"),
        ("echo hi", "vsw takes the whole text as the name of a program"),
        ("echo hi", "with `--on-drift`, pass each argument with `--on-drift-arg ARG`"),
    ] {
        let output = env.vsw(["watch", "--all", "--on-drift", hook]).run().expect(3);
        assert!(output.stderr.contains(words), "{output:?}");
    }
}
