//! Tests how `vsw watch` handles SIGTERM, SIGINT and SIGHUP, between rounds and during one.

use std::time::Instant;

use serde_json::json;

use super::{ON, kinds, start, watch};
use crate::running::{SOON, wait_for};
use crate::stand::{Stand, concurrently};
use crate::system::make_fifo;

#[test]
fn a_signal_between_rounds_ends_the_watch_at_once() {
    let stand = Stand::new();
    let app = stand.application(ON);
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let watching = start(stand.vsw(["watch", "--json", "--now", "--every", "1h", &app]));
        watching.next("round");
        let began = Instant::now();
        watching.signal(signal);
        let ended = watching.wait();
        assert_eq!((ended.code, kinds(&ended.events)), (Some(code), vec!["stopped"]), "{}", ended.stderr);
        assert!(began.elapsed() < SOON);
    }
}

#[test]
fn a_signal_during_a_slow_list_abandons_it() {
    let stand = Stand::new();
    stand.fault(json!({"on": "list", "do": {"delay": {"ms": 60_000}}}));
    let watching = start(watch(&stand, &["--all"]));
    watching.next("started");
    let asked = || stand.requests().iter().any(|request| request.target.contains("page="));
    wait_for(|| asked().then_some(()), || "no list was asked for".to_owned());
    let began = Instant::now();
    let ended = watching.end();
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert_eq!(kinds(&ended.events), ["stopped"], "an abandoned round reports nothing");
}

#[test]
fn a_signal_during_healing_finishes_the_change_and_starts_no_other() {
    let stand = Stand::new();
    let (first, second) = (stand.application(r#""voice":{}"#), stand.application(r#""voice":{}"#));
    stand.fault(json!({"on": "put", "do": {"delay": {"ms": 1000}}}));
    let watching = start(watch(&stand, &["--heal", "--concurrency", "1", &first, &second]));
    stand.wait_for(&first, 3);
    let ended = watching.end();
    assert!(kinds(&ended.events).contains(&"healed"), "{:?}", ended.events);
    assert_eq!((stand.puts(&first).len(), stand.puts(&second).len()), (1, 0));
}

#[test]
fn p2_an_interrupted_healing_is_confirmed_or_reported_as_possibly_made() {
    concurrently(&[("before", "heal-failed", "unconfirmed"), ("after", "healed", "changed")], |case| {
        let (when, event, outcome) = *case;
        let stand = Stand::new();
        let app = stand.application(r#""voice":{}"#);
        stand.fault(json!({"on": "put", "id": app, "do": {"delay": {"ms": 60_000, "when": when}}}));
        let watching = start(watch(&stand, &["--heal", &app]));
        stand.wait_for(&app, 3);
        let begun = Instant::now();
        let ended = watching.end();
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
        assert!(
            ended.stderr.contains("waiting up to 5 s for the read-back of Under test"),
            "{}",
            ended.stderr
        );
        let reported = ended.events.iter().find(|one| one["event"] == event);
        let reported = reported.unwrap_or_else(|| panic!("{when}: {:?}", ended.events));
        assert_eq!(reported["healing"]["outcome"], outcome, "{reported}");
        let detail = reported["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(&format!("vsw status {app}")), "{reported}");
    });
}

#[test]
fn sighup_reloads_the_file_and_keeps_the_old_one_if_invalid() {
    let stand = Stand::new();
    let (one, other) = (stand.application(ON), stand.application(r#""voice":{}"#));
    let file = |id: &str| {
        stand
            .env
            .write("work/fleet.toml", format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{id}\"\n"))
    };
    file(&one);
    let watching = start(watch(&stand, &["--fleet", "fleet.toml", "--metrics", "0"]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    assert_eq!(watching.next("round")["checked"]["exit"], 0);
    stand.env.write("work/fleet.toml", "[[applications]]\nid = 1\n");
    watching.signal("HUP");
    let failed = watching.next("reload-failed");
    assert_eq!(failed["code"], "fleet-file");
    assert!(failed["detail"].as_str().is_some_and(|words| words.contains("fleet.toml")), "{failed}");
    assert_eq!(watching.next("round")["checked"]["summary"]["ok"], 1);
    assert!(super::metrics::scrape(&address, "").contains("vsw_config_last_reload_successful 0\n"));
    file(&other);
    watching.signal("HUP");
    watching.next("reloaded");
    assert_eq!(watching.next("drift")["application"]["id"], json!(other));
    assert!(super::metrics::scrape(&address, "").contains("vsw_config_last_reload_successful 1\n"));
    watching.end();
}

#[test]
fn sighup_waits_for_no_special_file() {
    let stand = Stand::new();
    stand.application(ON);
    let fleet = "unlisted = \"ignore\"\n[[applications]]\nall = true\n";
    let path = stand.env.write("work/fleet.toml", fleet);
    let watching = start(watch(&stand, &["--fleet", "fleet.toml"]));
    watching.next("round");
    let fifo = stand.env.path("work/fifo");
    make_fifo(&fifo, "400");
    for special in [fifo.as_path(), "/dev/zero".as_ref(), "/dev/tty".as_ref()] {
        std::fs::remove_file(&path).expect("the fleet file");
        std::os::unix::fs::symlink(special, &path).expect("a link");
        watching.signal("HUP");
        assert_eq!(watching.next("reload-failed")["code"], "fleet-file", "{special:?}");
        watching.next("round");
    }
    let began = Instant::now();
    watching.end();
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}
