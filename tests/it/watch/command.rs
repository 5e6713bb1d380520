//! Tests `vsw watch --on-drift`: what the command receives, and commands that fail or hang.

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ON, kinds, start, watch};
use crate::running::{SOON, wait_for};
use crate::stand::{API_SECRET, Stand};
use crate::system::is_running;

fn script(stand: &Stand, text: &str) -> String {
    stand.env.write("work/hook.sh", text).display().to_string()
}

/// Waits for this many lines in a file that the command writes.
fn lines(stand: &Stand, file: &str, count: usize) -> Vec<Value> {
    let text = || std::fs::read_to_string(stand.env.path("work").join(file)).unwrap_or_default();
    let lines = || {
        let lines: Vec<Value> = text().lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        (lines.len() >= count).then_some(lines)
    };
    wait_for(lines, || format!("{file} has {}", text()))
}

#[test]
fn s5_the_command_gets_its_arguments_and_the_drift_but_no_credentials() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let hook = script(&stand, "cat >>reports; env >environment; printf '%s\\n' \"$@\" >words\n");
    let hook = [
        "--on-drift",
        "/bin/sh",
        "--on-drift-arg",
        &hook,
        "--on-drift-arg",
        "$HOME `id`",
        "--on-drift-arg",
        "--json",
    ];
    let vsw = watch(&stand, &[&hook[..], &["--heal", &app]].concat())
        .env("VSW_PROFILE_EU_API_SECRET", "PlantedSecret99")
        .env("NEXMO_API_KEY", "abcd1234");
    let watching = start(vsw);
    watching.next("round");
    stand.dashboard(&app);
    watching.next("healed");
    let reports = lines(&stand, "reports", 1);
    watching.end();
    let applications = reports[0]["applications"].as_array().expect("applications");
    assert_eq!((&reports[0]["schema"], &reports[0]["left_out"]), (&json!("vsw/drift/1"), &json!(0)));
    let events: Vec<(&Value, &Value, &Value)> =
        applications.iter().map(|one| (&one["event"], &one["id"], &one["code"])).collect();
    let (id, none) = (json!(app), json!(null));
    assert_eq!(events, [(&json!("drift"), &id, &json!("flag-dropped")), (&json!("healed"), &id, &none)]);
    let detail = "signing was on and the flag is gone: webhooks may arrive unsigned";
    assert_eq!(applications[0]["detail"], detail, "the flag alone tells no cause");
    assert_eq!(stand.env.read("work/words"), "$HOME `id`\n--json\n");
    let environment = stand.env.read("work/environment");
    let names: Vec<&str> = environment.lines().filter_map(|line| line.split('=').next()).collect();
    assert!(names.contains(&"HOME"), "{names:?}");
    let of_account =
        |name: &&str| ["VONAGE", "NEXMO", "VSW_PROFILE", "VSW_API"].iter().any(|of| name.starts_with(of));
    assert!(!names.iter().any(of_account), "{names:?}");
    assert!(!environment.contains("PlantedSecret99") && !environment.contains(API_SECRET), "{environment}");
}

#[test]
fn s5_a_hanging_command_is_killed_with_its_children_and_the_watch_continues() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let hook = script(
        &stand,
        "trap '' TERM\nsleep 300 & echo $! >child\necho $$ >parent\ncat >>reports\nwait\nsleep 300\n",
    );
    let hook = ["--on-drift", "/bin/sh", "--on-drift-arg", &hook, "--on-drift-timeout", "500ms", &app];
    let watching = start(watch(&stand, &hook));
    watching.next("drift");
    watching.next("round");
    let failed = watching.next("on-drift-failed");
    assert_eq!(failed["code"], "timed-out");
    watching.next("round");
    for process in ["child", "parent"] {
        let id = stand.env.read(format!("work/{process}"));
        assert!(!is_running(id.trim()), "{process} lives");
    }
    watching.end();
}

#[test]
fn s5_background_processes_end_with_the_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    // One process holds the output open, the other has closed it. Neither may outlive the command.
    let script = script(
        &stand,
        "sleep 300 & echo $! >one\n(trap '' TERM HUP; exec sleep 300) >/dev/null 2>&1 </dev/null & echo $! >two\n\
         cat >/dev/null\nexit $1\n",
    );
    for code in ["0", "3"] {
        let hook = [
            "--on-drift",
            "/bin/sh",
            "--on-drift-arg",
            &script,
            "--on-drift-arg",
            code,
            "--rounds",
            "1",
            &app,
        ];
        let began = Instant::now();
        let ended = start(watch(&stand, &hook)).wait();
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(began.elapsed() < SOON);
        wait_for_the_end_of(&stand, &["one", "two"]);
    }
}

#[test]
fn s5_a_second_signal_ends_the_command_too() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let hook =
        script(&stand, "trap '' TERM; sleep 300 & echo $! >one; echo $$ >two; cat >>reports; sleep 300\n");
    let watching = start(watch(&stand, &["--on-drift", "/bin/sh", "--on-drift-arg", &hook, &app]));
    lines(&stand, "reports", 1);
    watching.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    watching.end();
    wait_for_the_end_of(&stand, &["one", "two"]);
}

fn wait_for_the_end_of(stand: &Stand, files: &[&str]) {
    for process in files {
        let id = stand.env.read(format!("work/{process}"));
        wait_for(|| (!is_running(id.trim())).then_some(()), || format!("{process} lives"));
    }
}

#[test]
fn s5_events_during_a_call_are_delivered_in_the_next_one() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..3).map(|_| stand.application(ON)).collect();
    let hook = script(&stand, "cat >>reports\nwhile [ ! -e go ]; do sleep 0.05; done\n");
    let hook = ["--on-drift", "/bin/sh", "--on-drift-arg", &hook, &apps[0], &apps[1], &apps[2]];
    let watching = start(watch(&stand, &hook));
    watching.next("round");
    for app in &apps {
        stand.dashboard(app);
        watching.next("drift");
        watching.next("round");
        // Wait until the command runs: the later drops must come during its first run.
        lines(&stand, "reports", 1);
    }
    stand.env.write("work/go", "");
    let reports = lines(&stand, "reports", 2);
    let counts: Vec<usize> =
        reports.iter().map(|call| call["applications"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(counts, [1, 2]);
    watching.end();
}

#[test]
fn s1_command_output_is_sanitized_and_failures_are_reported() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let hook =
        script(&stand, "printf '::error::planted\\n\\033[31mred ##[error]\\n'; echo aside >&2; exit 3\n");
    let hook = ["--on-drift", "/bin/sh", "--on-drift-arg", &hook, "--rounds", "1", &app];
    let ended = start(watch(&stand, &hook)).wait();
    assert_eq!(ended.code, Some(1));
    assert!(kinds(&ended.events).contains(&"on-drift-failed"), "{:?}", ended.events);
    assert!(
        ended.stderr.contains("on-drift: ::error::planted\n") && ended.stderr.contains("on-drift: aside\n"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains('\u{1b}') && !ended.stderr.contains("##["), "{}", ended.stderr);
    assert!(ended.stderr.lines().all(|line| line.starts_with("on-drift: ")), "{}", ended.stderr);
    // The program can be found, but not started.
    stand.env.write("work/odd", "#!/not-there\n");
    let odd = stand.env.path("work/odd");
    std::fs::set_permissions(&odd, std::fs::Permissions::from_mode(0o700)).expect("a mode");
    let hook = ["--on-drift", "./odd", "--rounds", "1", &app];
    let ended = start(watch(&stand, &hook)).wait();
    let failed =
        ended.events.iter().find(|event| event["event"] == "on-drift-failed").expect("a failure event");
    assert_eq!((&failed["code"], ended.code), (&json!("not-started"), Some(1)));
}

#[test]
fn a_signal_waits_only_briefly_for_the_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let hook = script(&stand, "cat >>reports; sleep 60\n");
    let watching = start(watch(&stand, &["--on-drift", "/bin/sh", "--on-drift-arg", &hook, &app]));
    lines(&stand, "reports", 1);
    let began = Instant::now();
    let ended = watching.end();
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    let failed = ended.events.iter().find(|event| event["event"] == "on-drift-failed").expect("a failure");
    assert_eq!(
        (&failed["code"], &failed["detail"]),
        (&json!("interrupted"), &json!("the command was ended because the watch ended"))
    );
    for code in ["failed", "timed-out", "interrupted", "not-started"] {
        stand.vsw(["explain", code]).run().expect(0);
    }
}
