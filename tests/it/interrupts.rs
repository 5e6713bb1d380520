//! Tests SIGINT and SIGTERM at each step of a change. Not here: runs over sets (`sets::signals`).

mod documents;
mod printing;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::env::Output;
use crate::running::{Running, SOON};
use crate::stand::{API_KEY, API_SECRET, FLAG, Stand, concurrently, document, enabled, only, outcomes};
use crate::terminal::Terminal;

const BEFORE: &str = r#""voice":{}"#;

/// A step of a change, which the API delays by this many milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// The first GET.
    Read(u32),
    /// The PUT, before the API makes the change.
    Put(u32),
    /// The PUT, after the API made the change.
    PutMade(u32),
    ReadBack(u32),
}

impl Step {
    /// Makes the API delay the request of this step. Returns the number of that request, counted from 1.
    fn hold(self, stand: &Stand, app: &str) -> usize {
        let (on, skip, when, ms, requests) = match self {
            Self::Read(ms) => ("get", 0, "before", ms, 1),
            Self::Put(ms) => ("put", 0, "before", ms, 2),
            Self::PutMade(ms) => ("put", 0, "after", ms, 2),
            Self::ReadBack(ms) => ("get", 1, "before", ms, 3),
        };
        stand.fault(json!({"on": on, "id": app, "skip": skip, "do": {"delay": {"ms": ms, "when": when}}}));
        requests
    }
}

/// Starts `vsw` with these arguments, and waits until the API delays this step.
fn held_up(stand: &Stand, app: &str, step: Step, args: &[&str]) -> Running {
    let before = stand.requests_of(app).len();
    let requests = step.hold(stand, app);
    let running = Running::start(stand.vsw(args));
    stand.wait_for(app, before + requests);
    if matches!(step, Step::PutMade(_)) {
        stand.wait_for_another(app, document(app, BEFORE).as_bytes());
    }
    running
}

fn stopped(running: Running, signal: &str) -> (Output, Duration) {
    let begun = Instant::now();
    running.signal(signal);
    (running.end(), begun.elapsed())
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or("null")
}

/// In milliseconds.
const FOREVER: u32 = 60_000;

#[test]
fn p2_each_step_reports_what_is_known() {
    // The step, the outcome and its code, and the seconds from the signal to the end.
    let cases = [
        (Step::Read(FOREVER), "not_attempted", "interrupted", 0..5),
        (Step::Put(FOREVER), "unconfirmed", "not-confirmed", 4..25),
        (Step::Put(1_500), "changed", "null", 0..5),
        (Step::PutMade(FOREVER), "changed", "null", 0..5),
        (Step::ReadBack(FOREVER), "unconfirmed", "not-confirmed", 4..25),
        (Step::ReadBack(1_500), "changed", "null", 0..5),
    ];
    let cases: Vec<_> = cases
        .into_iter()
        .flat_map(|case| [("INT", 130, true), ("TERM", 143, false)].map(|way| (case.clone(), way)))
        .collect();
    concurrently(&cases, |((step, outcome, code, seconds), (signal, exit, as_json))| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let format = if *as_json { "--format=json" } else { "--format=text" };
        let running = held_up(&stand, &app, *step, &["enable", &app, format, "--timeout", "60"]);
        let (output, took) = stopped(running, signal);
        let output = output.expect(*exit);
        let what = format!("{step:?}: {took:?} {output:?}");
        assert!(seconds.contains(&took.as_secs()), "{what}");
        let check = format!("vsw status {app}");
        if *as_json {
            let report = output.json();
            let one = only(&report);
            assert_eq!((text(one, "outcome"), text(one, "code")), (*outcome, *code), "{what}");
            let detail = text(one, "detail");
            assert_eq!(detail.contains(&check), *outcome != "not_attempted", "{what}");
            assert_eq!(detail.contains("nothing was changed"), *outcome == "not_attempted", "{what}");
        } else {
            let words = match *outcome {
                "changed" => "changed, and confirmed by reading it back",
                "unconfirmed" => check.as_str(),
                _ => "nothing was changed",
            };
            assert!(output.stdout.contains(words), "{what}");
        }
        if *step == Step::Read(FOREVER) {
            assert_eq!((stand.puts(&app).len(), outcomes(&stand).len()), (0, 0), "{what}");
            assert!(!output.stderr.contains("waiting"), "{what}");
        } else {
            let waiting = "interrupted: waiting up to 5 s for the read-back of Under test";
            assert!(output.stderr.contains(waiting) && output.stderr.contains(&check), "{what}");
            let recorded = if *outcome == "changed" { "changed" } else { "interrupted" };
            assert_eq!(outcomes(&stand), [recorded], "{what}");
        }
    });
}

#[test]
fn p2_a_second_signal_ends_the_run_at_once_with_its_report() {
    let steps = [Step::Put(FOREVER), Step::ReadBack(FOREVER)];
    concurrently(&steps, |&step| {
        for format in ["--format=json", "--format=text"] {
            let stand = Stand::new();
            let app = stand.application(BEFORE);
            let mut running =
                held_up(&stand, &app, step, &["enable", &app, format, "--quiet", "--timeout", "60"]);
            running.signal("INT");
            assert!(running.still_runs_after(Duration::from_millis(700)), "{step:?}: one signal waits");
            let (output, took) = stopped(running, "INT");
            let output = output.expect(130);
            assert!(took < Duration::from_secs(4), "{took:?}");
            let check = format!("vsw status {app}");
            assert!(output.stdout.contains("unconfirmed") && output.stdout.contains(&check), "{output:?}");
            assert!(output.stderr.contains("waiting up to 5 s"), "{output:?}");
            assert_eq!(outcomes(&stand), ["interrupted"]);
        }
    });
}

#[test]
fn p2_several_applications_are_each_reported() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..4).map(|_| stand.application(BEFORE)).collect();
    Step::Read(FOREVER).hold(&stand, &apps[0]);
    Step::Put(FOREVER).hold(&stand, &apps[1]);
    Step::PutMade(FOREVER).hold(&stand, &apps[2]);
    let args = [
        &["enable", "--json", "--concurrency", "3", "--timeout", "60"][..],
        &[&apps[0], &apps[1], &apps[2], &apps[3]],
    ]
    .concat();
    let running = Running::start(stand.vsw(args));
    stand.wait_for(&apps[0], 1);
    stand.wait_for(&apps[1], 2);
    stand.wait_for(&apps[2], 2);
    let (output, took) = stopped(running, "INT");
    let output = output.expect(130);
    assert!((4..25).contains(&took.as_secs()), "{took:?}");
    let report = output.json();
    let ended: Vec<&str> = report["applications"]
        .as_array()
        .expect("applications")
        .iter()
        .map(|one| text(one, "outcome"))
        .collect();
    assert_eq!(ended, ["not_attempted", "unconfirmed", "changed", "not_attempted"], "{output:?}");
    assert!(output.stderr.contains("read-back of Under test, Under test;"), "{output:?}");
    // Only runs with `--all` or `--fleet` can be resumed.
    assert!(!output.stderr.contains("--resume"), "{output:?}");
    assert_eq!((stand.puts(&apps[0]).len(), stand.puts(&apps[3]).len()), (0, 0));
}

#[test]
fn p2_the_command_to_check_names_the_same_account() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let profile = format!("[profiles.b]\napi_key = \"{API_KEY}\"\napi_secret = \"{API_SECRET}\"\n");
    stand.env.write("home/.config/vsw/config.toml", profile);
    let url = stand.origin().to_owned();
    let args = ["enable", &app, "--profile", "b", "--api-url", &url, "--json", "--timeout", "60"];
    let running = held_up(&stand, &app, Step::Put(FOREVER), &args);
    let (output, _) = stopped(running, "INT");
    let output = output.expect(130);
    let check = format!("vsw status --profile b --api-url {url} {app}");
    assert!(text(only(&output.json()), "detail").contains(&format!("`{check}`")), "{output:?}");
    assert!(output.stderr.contains(&format!("`{check}`")), "{output:?}");
    stand.env.vsw(check.split(' ').skip(1)).run().expect(1);
}

#[test]
fn p2_a_refusal_that_arrives_after_the_signal_is_reported() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.fault(json!({"on": "put", "id": app, "do": {"answer": {"status": 403}}}));
    let running = held_up(&stand, &app, Step::Put(1_500), &["enable", &app, "--json"]);
    let (output, _) = stopped(running, "INT");
    let report = output.expect(130).json();
    let one = only(&report);
    assert_eq!((text(one, "outcome"), text(one, "code")), ("failed", "refused"));
}

#[test]
fn p2_the_message_comes_at_once_and_the_terminal_is_restored() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    Step::Put(FOREVER).hold(&stand, &app);
    let mut terminal = Terminal::against(&stand, &format!("enable {app} --timeout 60"));
    stand.wait_for(&app, 2);
    let begun = Instant::now();
    terminal.interrupt();
    terminal.until("interrupted: waiting up to 5 s for the read-back of Under test");
    terminal.interrupt();
    let seen = terminal.end(130);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(seen.contains(&format!("check it with `vsw status {app}`")), "{seen}");
    assert!(seen.contains(&format!("changing {app}")) && !seen.contains("0 of 1"), "{seen}");
}

#[test]
fn p2_a_rollback_is_reported_like_any_change() {
    let cases = [
        (Step::Read(FOREVER), "not_attempted"),
        (Step::Put(FOREVER), "unconfirmed"),
        (Step::ReadBack(1_500), "changed"),
    ];
    concurrently(&cases, |&(step, outcome)| {
        let stand = Stand::new();
        let (app, _) = enabled(&stand, BEFORE);
        let args = ["rollback", &app, "--yes", "--json", "--timeout", "60"];
        let running = held_up(&stand, &app, step, &args);
        let (output, _) = stopped(running, "TERM");
        let output = output.expect(143);
        assert_eq!(text(only(&output.json()), "outcome"), outcome, "{output:?}");
        assert!(!output.stderr.contains("--resume"), "{output:?}");
    });
}

#[test]
fn p2_a_plan_being_applied_is_reported_like_any_change() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.vsw(["enable", &app, "--plan", "p.json"]).run().expect(0);
    let args = ["apply", "p.json", "--yes", "--json", "--timeout", "60"];
    let running = held_up(&stand, &app, Step::ReadBack(FOREVER), &args);
    let (output, took) = stopped(running, "INT");
    let output = output.expect(130);
    assert!((4..25).contains(&took.as_secs()), "{took:?}");
    let report = output.json();
    assert_eq!(text(only(&report), "outcome"), "unconfirmed");
    assert!(text(only(&report), "detail").contains(&format!("vsw status {app}")), "{report}");
}

#[test]
fn p2_a_signal_before_the_first_change_says_that_nothing_was_changed() {
    let stand = Stand::new();
    stand.fault(json!({"on": "list", "times": "forever", "do": {"delay": {"ms": FOREVER}}}));
    let running = Running::start(stand.vsw(["enable", "--all", "--yes"]));
    crate::running::wait_for(
        || (!stand.requests().is_empty()).then_some(()),
        || "no list was asked for".to_owned(),
    );
    let (output, took) = stopped(running, "INT");
    assert_eq!(output.expect(130).stderr, "interrupted; nothing was changed\n");
    assert!(took < SOON, "{took:?}");
}

#[test]
fn a_check_after_an_interrupt_shows_the_change() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let running = held_up(&stand, &app, Step::PutMade(FOREVER), &["enable", &app, "--json"]);
    let (output, _) = stopped(running, "INT");
    assert_eq!(only(&output.expect(130).json())["after"], "on");
    let stored: Value = serde_json::from_slice(&stand.stored(&app)).expect("a document");
    assert_eq!(stored.pointer(FLAG), Some(&json!(true)));
    stand.reset_faults();
    stand.vsw(["status", &app]).run().expect(0);
    stand.vsw(["enable", &app]).run().expect(0);
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn p2_a_put_that_a_busy_api_may_have_made_is_never_reported_as_not_sent() {
    let busy =
        |acts: bool, pause: u32| json!({"answer": {"status": 503, "retry_after": pause, "acts": acts}});
    let lag = json!({"lag": {"gets": 1}});
    let gone = json!({"answer": {"status": 404}});
    let cases = [
        (busy(true, 2), Some(("put", lag.clone())), &["changed", "unconfirmed"][..]),
        (busy(false, 2), None, &["unconfirmed", "failed"]),
        (busy(true, 2), Some(("get", gone)), &["unconfirmed"]),
        (busy(true, 3_600), None, &["unconfirmed"]),
    ];
    concurrently(&cases, |(answer, then, outcomes)| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        // Delay the response to the PUT until after the signal.
        stand.fault(json!({"on": "put", "id": app, "do": {"delay": {"ms": 700}}}));
        stand.fault(json!({"on": "put", "id": app, "do": answer}));
        if let Some((on, fault)) = then {
            let (skip, times) = if *on == "get" { (1, json!("forever")) } else { (0, json!(1)) };
            stand.fault(json!({"on": on, "id": app, "skip": skip, "times": times, "do": fault}));
        }
        let running = Running::start(stand.vsw(["enable", &app, "--json"]));
        stand.wait_for(&app, 2);
        let (output, _) = stopped(running, "INT");
        let report = output.expect(130).json();
        let one = only(&report);
        assert!(outcomes.contains(&text(one, "outcome")), "{answer}: {report}");
        assert!(text(one, "detail").contains(&format!("vsw status {app}")), "{answer}: {report}");
        assert_eq!(stand.puts(&app).len(), 1, "{answer}: no PUT is sent after a signal");
    });
}

#[test]
fn a_failure_that_may_have_changed_the_application_says_so() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let answer = json!({"answer": {"status": 503, "retry_after": 3_600, "acts": true}});
    stand.fault(json!({"on": "put", "id": app, "do": answer}));
    let output = stand.vsw(["enable", &app]).run().expect(5);
    assert!(output.stdout.contains("  signing   absent → unknown\n"), "{output:?}");
    assert!(output.stdout.contains("whether the change was made is unknown"), "{output:?}");
    assert!(output.stdout.contains(&format!("check the application with `vsw status {app}`")), "{output:?}");
}
