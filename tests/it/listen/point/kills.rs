//! Tests kills of `vsw listen --point`, and the commands that run afterwards.

use serde_json::{Value, json};

use super::{VOICE, listen, pointed, start, text, without_pointing};
use crate::reporting::Reporting;
use crate::running::Running;
use crate::stand::{Stand, concurrently, document, only, paths};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kill {
    BeforePut,
    /// The change is made, but the journal has no outcome.
    AfterPut,
    WhileListening,
    BeforeRestoringRead,
    BeforeRestoringPut,
    AfterRestoringPut,
}

const KILLS: [Kill; 6] = [
    Kill::BeforePut,
    Kill::AfterPut,
    Kill::WhileListening,
    Kill::BeforeRestoringRead,
    Kill::BeforeRestoringPut,
    Kill::AfterRestoringPut,
];

impl Kill {
    fn at(self, stand: &Stand, app: &str) {
        let delay = |on: &str, when: &str| {
            stand.fault(json!({"on": on, "id": app, "do": {"delay": {"ms": 60_000, "when": when}}}));
        };
        let begun = stand.requests_of(app).len();
        let started = || start(stand, app, &[]).0;
        let reporting = match self {
            Self::BeforePut | Self::AfterPut => {
                delay("put", if self == Self::BeforePut { "before" } else { "after" });
                let reporting = Reporting::start("vsw/listen-event/1", listen(stand, app, &[]));
                stand.wait_for(app, begun + 3);
                reporting
            }
            Self::WhileListening => started(),
            Self::BeforeRestoringRead | Self::BeforeRestoringPut | Self::AfterRestoringPut => {
                let reporting = started();
                let begun = stand.requests_of(app).len();
                let (on, when, requests) = match self {
                    Self::BeforeRestoringRead => ("get", "before", 1),
                    Self::BeforeRestoringPut => ("put", "before", 2),
                    _ => ("put", "after", 2),
                };
                delay(on, when);
                reporting.signal("INT");
                stand.wait_for(app, begun + requests);
                reporting
            }
        };
        match self {
            Self::AfterPut => stand.wait_for_another(app, document(app, VOICE).as_bytes()),
            Self::AfterRestoringPut => stand.wait_for_another(app, pointed(&document(app, VOICE)).as_bytes()),
            _ => {}
        }
        reporting.signal("KILL");
        assert_eq!(reporting.wait().code, None);
        stand.reset_faults();
    }

    fn leaves_addresses(self) -> bool {
        !matches!(self, Self::BeforePut | Self::AfterRestoringPut)
    }
}

fn status(stand: &Stand, app: &str) -> Value {
    let report = stand.vsw(["status", app, "--json"]).run().expect(0).json();
    only(&report).clone()
}

#[test]
fn a6_after_a_kill_rollback_restores_and_status_and_listen_say_so() {
    concurrently(&KILLS, |&kill| {
        let stand = Stand::new();
        let app = stand.application(VOICE);
        kill.at(&stand, &app);
        let command = format!("`vsw rollback {app}`");
        let expected =
            if kill.leaves_addresses() { pointed(&document(&app, VOICE)) } else { document(&app, VOICE) };
        assert_eq!(text(stand.stored(&app)), expected, "{kill:?}");

        // No run has read the application since the kill, so `listen` warns in each case.
        let warned = without_pointing(&stand);
        let words = "the webhooks of `Under test` may still go to a vsw listen that has ended";
        assert!(warned.contains(words) && warned.contains(&command), "{kill:?}: {warned}");
        let checked = status(&stand, &app);
        let told = &checked["pointed"];
        let text_report = stand.vsw(["status", &app]).run().expect(0).stdout;
        if kill.leaves_addresses() {
            assert_eq!(told["webhooks"], json!(["answer_url", "event_url"]), "{kill:?}");
            assert_eq!(told["running"], json!(false), "{kill:?}");
            assert!(
                text_report.contains("did not restore the earlier addresses")
                    && text_report.contains(&command),
                "{text_report}"
            );
            assert!(without_pointing(&stand).contains(&command), "{kill:?}");
        } else {
            assert_eq!(told, &Value::Null, "{kill:?}");
            assert!(!text_report.contains("pointed"), "{text_report}");
            assert!(!without_pointing(&stand).contains("has ended"), "{kill:?}");
        }

        let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
        let outcome = if kill.leaves_addresses() { "changed" } else { "unchanged" };
        assert_eq!(only(&report)["outcome"], outcome, "{kill:?}: {report}");
        assert_eq!(text(stand.stored(&app)), document(&app, VOICE), "{kill:?}");
        assert_eq!(status(&stand, &app)["pointed"], Value::Null, "{kill:?}");
        assert!(!without_pointing(&stand).contains("has ended"), "{kill:?}");
    });
}

fn advised(text: &str) -> Vec<&str> {
    let line = text.lines().find(|line| line.contains("restore them")).unwrap_or_else(|| panic!("{text}"));
    line.split('`').find(|part| part.starts_with("vsw rollback ")).expect("a command").split(' ').collect()
}

#[test]
fn a6_after_another_change_the_advised_rollback_restores_the_webhooks_and_keeps_signing() {
    let off = VOICE.replace("\"signed_callbacks\" : true", "\"signed_callbacks\" : false");
    let advise_by_status = |stand: &Stand, app: &str| stand.vsw(["status", app]).run().expect(0).stdout;
    let advise_by_listen = |stand: &Stand, _: &str| without_pointing(stand);
    for advise in [advise_by_status, advise_by_listen] {
        let stand = Stand::new();
        let app = stand.application(&off);
        Kill::WhileListening.at(&stand, &app);
        stand.vsw(["enable", &app]).run().expect(0);
        let advice = advise(&stand, &app);
        let words = advised(&advice);
        assert!(words.contains(&"--to") && words[2] == app, "{words:?}");
        stand.vsw(words[1..].iter().copied().chain(["--yes"])).run().expect(0);
        assert_eq!(text(stand.stored(&app)), document(&app, VOICE), "{words:?}");
        assert!(!without_pointing(&stand).contains("has ended"));
    }
    // `enable` runs while the receiver does, and a second signal skips the restore.
    let stand = Stand::new();
    let app = stand.application(&off);
    let (reporting, _) = start(&stand, &app, &[]);
    stand.vsw(["enable", &app]).run().expect(0);
    let seen = stand.requests_of(&app).len();
    stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": 60_000}}}));
    reporting.signal("INT");
    stand.wait_for(&app, seen + 1);
    reporting.signal("INT");
    let ended = reporting.wait();
    let words = advised(&ended.stderr);
    stand.vsw(words[1..].iter().copied().chain(["--yes"])).run().expect(0);
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE), "{words:?}");
}

#[test]
fn a6_the_next_receiver_first_restores_what_a_killed_one_left() {
    concurrently(&KILLS, |&kill| {
        let stand = Stand::new();
        let app = stand.application(VOICE);
        kill.at(&stand, &app);
        kill.at(&stand, &app);
        let puts = stand.puts(&app).len();
        let (reporting, listening) = start(&stand, &app, &[]);
        assert_eq!(
            listening["pointed"]["webhooks"][0]["before"], "https://example.com/answer?a=***&b=***",
            "{kill:?}"
        );
        let puts = stand.puts(&app).split_off(puts);
        let (before, after) = (document(&app, VOICE), pointed(&document(&app, VOICE)));
        let expected = if kill.leaves_addresses() { vec![before, after] } else { vec![after] };
        assert_eq!(puts.into_iter().map(text).collect::<Vec<_>>(), expected, "{kill:?}");
        let ended = reporting.end();
        assert_eq!(
            ended.stderr.contains("vsw first restores the earlier addresses"),
            kill.leaves_addresses(),
            "{}",
            ended.stderr
        );
        assert_eq!(text(stand.stored(&app)), document(&app, VOICE), "{kill:?}");
    });
}

#[test]
fn a_running_receiver_is_told_apart_from_a_killed_one() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let (reporting, _) = start(&stand, &app, &[]);
    assert_eq!(status(&stand, &app)["pointed"]["running"], json!(true));
    assert!(!without_pointing(&stand).contains("has ended"));
    let text_report = stand.vsw(["status", &app]).run().expect(0).stdout;
    assert!(
        text_report.contains("still runs, and restores the earlier addresses when it ends"),
        "{text_report}"
    );
    // A second receiver would take the first one's address for the user's.
    let second = listen(&stand, &app, &[]).run().expect(1);
    assert_eq!(second.json()["code"], "conflict", "{second:?}");
    assert_eq!(stand.puts(&app).len(), 1);
    reporting.end();
    assert_eq!(status(&stand, &app)["pointed"], Value::Null);
    assert_eq!(std::fs::read_dir(stand.state().join("locks")).map_or(0, Iterator::count), 0);
}

#[test]
fn pointed_webhooks_are_no_unexplained_move() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    for kill in [Kill::AfterPut, Kill::WhileListening] {
        kill.at(&stand, &app);
        let report = stand.vsw(["status", &app, "--fail-on", "moved", "--json"]).run().expect(1).json();
        let checked = only(&report);
        assert_eq!(
            (&checked["code"], paths(&checked["differences"]).len()),
            (&json!("moved"), 2),
            "{kill:?}"
        );
        assert_eq!(checked["by"]["command"], "listen --point", "{kill:?}: {checked}");
        let detail = checked["detail"].as_str().expect("a detail");
        assert!(detail.ends_with("`vsw listen --point` wrote them"), "{detail}");
        stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
    }
    Kill::WhileListening.at(&stand, &app);
    stand.store(&app, text(stand.stored(&app)).replace("Under test", "Renamed"));
    let report = stand.vsw(["status", &app, "--fail-on", "moved", "--json"]).run().expect(1).json();
    let checked = only(&report);
    assert_eq!((&checked["by"], &checked["pointed"]["webhooks"][0]), (&Value::Null, &json!("answer_url")));
    assert!(!checked["detail"].as_str().expect("a detail").contains("listen"), "{checked}");
}

#[test]
fn an_accepted_pointing_is_no_longer_told() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    Kill::WhileListening.at(&stand, &app);
    stand.vsw(["diff", &app, "--accept", "--yes"]).run().expect(0);
    assert_eq!(status(&stand, &app)["pointed"], Value::Null);
    assert!(!without_pointing(&stand).contains("has ended"));
}

#[test]
fn a_killed_pointing_does_not_hide_who_turned_signing_off() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.vsw(["disable", &app]).run().expect(0);
    let off = text(stand.stored(&app));
    let delay = json!({"on": "put", "id": app, "do": {"delay": {"ms": 60_000}}});
    stand.fault(delay);
    let begun = stand.requests_of(&app).len();
    let reporting = Reporting::start("vsw/listen-event/1", listen(&stand, &app, &[]));
    stand.wait_for(&app, begun + 3);
    reporting.signal("KILL");
    reporting.wait();
    assert_eq!(text(stand.stored(&app)), off);
    let report = stand.vsw(["status", &app, "--json"]).run().expect(1).json();
    assert_eq!(
        (&only(&report)["code"], &only(&report)["by"]["command"]),
        (&json!("flag-off"), &json!("disable"))
    );
}

#[test]
fn rollback_passes_over_a_restore_that_a_kill_prevented() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    stand.vsw(["disable", &app]).run().expect(0);
    Kill::BeforeRestoringPut.at(&stand, &app);
    start(&stand, &app, &[]).0.end();
    // The second receiver restored the webhooks, so rollback passes over both receivers and undoes `disable`.
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
    assert_eq!(only(&report)["outcome"], "changed", "{report}");
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
}

#[test]
fn webhooks_whose_addresses_before_cannot_be_read_are_reported_with_the_command_that_restores_them() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let delay = json!({"delay": {"ms": 300, "when": "before"}});
    stand.fault(json!({"on": "get", "id": app, "skip": 2, "do": delay}));
    let running = Running::start(listen(&stand, &app, &[]));
    stand.wait_for(&app, 4);
    let documents = stand.state().join("documents");
    let moved = stand.state().join("moved");
    std::fs::rename(&documents, &moved).expect("a directory");
    let output = running.end().expect(3);
    assert!(output.all().contains(&format!("vsw rollback {app}")), "{output:?}");
    std::fs::rename(&moved, &documents).expect("a directory");
    stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
    assert_eq!(text(stand.stored(&app)), document(&app, VOICE));
}
