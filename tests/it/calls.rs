//! Injects failures into system calls, and checks that `verify` opens no internet socket. Without `strace`,
//! the tests print a note and pass.

use std::fs;

use serde_json::json;

use crate::env::{Output, VSW};
use crate::skip::can_trace;
use crate::stand::{Stand, concurrently, document, only, outcomes};

const BEFORE: &str = r#""voice":{}"#;

fn traced(stand: &Stand, log: &str, options: &[&str], args: &[&str]) -> Output {
    let log = stand.env.path(log).display().to_string();
    let words = [&["-f", "-qq", "-o", &log], options, &["--", VSW], args].concat();
    stand.connected(stand.env.command("/usr/bin/strace", words)).run()
}

/// System calls, each with the error to inject.
const CALLS: [(&str, &str); 16] = [
    ("fsync", "EIO"),
    ("write", "ENOSPC"),
    ("openat", "EACCES"),
    ("mkdir", "EACCES"),
    ("renameat", "EIO"),
    ("flock", "EIO"),
    ("lseek", "EIO"),
    ("statx", "EIO"),
    ("read", "EIO"),
    ("socket", "EMFILE"),
    ("connect", "ENETUNREACH"),
    ("setsockopt", "ENOBUFS"),
    ("getsockopt", "ENOBUFS"),
    ("writev", "EPIPE"),
    ("recvfrom", "ECONNRESET"),
    ("epoll_ctl", "ENOMEM"),
];

/// If one of these fails after the PUT, the change is unconfirmed.
const OF_FILES: [&str; 6] = ["fsync", "write", "mkdir", "renameat", "flock", "lseek"];

#[test]
fn s3_no_failing_system_call_is_reported_as_success() {
    if !can_trace("how a change takes failing system calls") {
        return;
    }
    concurrently(&CALLS, |(call, error)| {
        let (mut injected, mut missed) = (0, 0);
        for nth in 1..400 {
            let stand = Stand::new();
            let app = stand.application(BEFORE);
            let inject = format!("inject={call}:error={error}:when={nth}");
            let trace = format!("trace={call}");
            let format = if nth % 2 == 0 { "--format=json" } else { "--format=text" };
            let args = ["enable", &app, "--timeout", "3", format];
            let output = traced(&stand, "trace", &["-e", &trace, "-e", &inject], &args);
            let log = fs::read_to_string(stand.env.path("trace")).unwrap_or_default();
            if !log.contains("(INJECTED)") {
                missed += 1;
                break;
            }
            injected += 1;
            let what = format!("{call} number {nth} failed with {error}: {output:?}\n{log}");
            let shows =
                stand.stored(&app) == document(&app, r#""voice":{"signed_callbacks":true}"#).as_bytes();
            if output.code == 0 {
                assert!(shows && stand.methods(&app).ends_with("GET"), "{what}");
                assert_eq!(stand.stored_documents(), [document(&app, BEFORE).into_bytes()], "{what}");
                assert_eq!(outcomes(&stand), ["changed"], "{what}");
                continue;
            }
            for success in ["changed, and", "\"changed\":1", "\"changed\": 1", "✓", "now signs"] {
                assert!(!output.all().contains(success), "{success}: {what}");
            }
            // tokio and signal-hook panic if they fail to wake a thread. `vsw` cannot prevent that.
            let is_wake_up =
                ["at tokio-", "at signal-hook-"].iter().any(|place| output.stderr.contains(place));
            let puts = stand.puts(&app).len();
            assert!(puts == 0 || stand.stored_documents().len() == 1, "{what}");
            let is_sent = puts == 1 && OF_FILES.contains(call);
            assert!(
                !is_sent || is_wake_up || output.code == 6 || output.stderr.contains("write to stdout"),
                "{what}"
            );
            assert!((output.code != 70 || is_wake_up) && output.code < 128, "{what}");
        }
        assert_eq!(missed, 1, "{call} never stopped failing");
        assert!(injected > 0, "{call} is never made: {injected}");
    });
}

#[test]
fn k7_verify_opens_no_internet_socket_and_a_change_only_one() {
    if !can_trace("that verify makes no network requests") {
        return;
    }
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let trace = ["-e", "trace=socket,connect"];
    for args in [&["verify", "--header", "Bearer a.b.c", "--body", "x"][..], &["history"], &["exit-codes"]] {
        let _ = traced(&stand, "trace", &trace, args);
        let log = stand.env.read("trace");
        assert!(!log.contains("AF_INET"), "{args:?}: {log}");
    }
    let report = traced(&stand, "trace", &trace, &["enable", &app, "--json"]).expect(0).json();
    assert_eq!(only(&report)["outcome"], json!("changed"));
    let log = stand.env.read("trace");
    let port = stand.origin().rsplit(':').next().expect("a port").to_owned();
    let connects: Vec<&str> =
        log.lines().filter(|line| line.contains("connect(") && line.contains("AF_INET")).collect();
    assert!(connects.len() == 1 && connects[0].contains(&format!("htons({port})")), "{connects:?}");
}
