//! Tests where `--report` writes, and what stdout then contains.
//!
//! Not here: the contents of reports in detail, which tests in `src` and `.ci/reports` check.

mod changes;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::json;

use crate::stand::{API_KEY, API_SECRET, Stand, only};
use crate::system::has_full_device;

const OFF: &str = r#""voice":{"signed_callbacks":false}"#;
const ON: &str = r#""voice":{"signed_callbacks":true}"#;

const FORMATS: [(&str, &str); 7] = [
    ("junit", "<testsuites name=\"vsw\" tests=\"1\" failures=\"1\" errors=\"0\""),
    ("sarif", "\"ruleId\": \"flag-off\""),
    ("github", "::error title=Under test%3A flag-off::Under test"),
    ("gitlab", "\"check_name\": \"flag-off\""),
    ("markdown", "### Signed webhooks: 1 application not as expected"),
    ("prometheus", "\nvsw_applications{verdict=\"drift\"} 1\n"),
    ("html", "<h1>The application is not as expected</h1>"),
];

fn into_files() -> Vec<String> {
    FORMATS.iter().flat_map(|(format, _)| ["--report".to_owned(), format!("{format}=r.{format}")]).collect()
}

#[test]
fn each_format_is_written_to_its_file_besides_the_text() {
    let stand = Stand::new();
    let app = stand.application(OFF);
    // A first check prints another text, because it has no earlier state to compare with.
    stand.vsw(["status", &app]).run().expect(1);
    let plain = stand.vsw(["status", &app]).run().expect(1);
    let words: Vec<String> = ["status".to_owned(), app].into_iter().chain(into_files()).collect();
    let output = stand.vsw(&words).run().expect(1);
    assert_eq!((output.stdout, output.stderr), (plain.stdout, plain.stderr));
    for (format, expected) in FORMATS {
        let text = stand.env.read(format!("work/r.{format}"));
        assert!(text.contains(expected), "{format}: {text}");
    }
    let output = stand.vsw(words.iter().map(String::as_str).chain(["--json"])).run().expect(1);
    assert_eq!(only(&output.json())["code"], "flag-off");
    // No temporary file is left.
    assert_eq!(fs::read_dir(stand.env.path("work")).expect("a directory").count(), FORMATS.len());
}

#[test]
fn a_report_on_stdout_replaces_only_the_text() {
    let stand = Stand::new();
    let app = stand.application(OFF);
    let plain = stand.vsw(["status", &app]).run().expect(1);
    for (format, expected) in FORMATS {
        for word in [format.to_owned(), format!("{format}=-")] {
            let output = stand.vsw(["status", &app, "--report", &word]).run().expect(1);
            assert!(output.stdout.contains(expected), "{word}: {}", output.stdout);
            assert!(!output.stdout.contains("✗ Under test"), "{word}: {}", output.stdout);
            assert_eq!(output.stderr, plain.stderr, "{word}");
        }
    }
    assert_eq!(fs::read_dir(stand.env.path("work")).expect("a directory").count(), 0);
}

#[test]
fn k3_reports_follow_the_umask_or_keep_the_existing_mode() {
    let stand = Stand::new();
    let app = stand.application(ON);
    for (umask, mode) in [("022", 0o644), ("077", 0o600), ("000", 0o644)] {
        for before in [None, Some(0o640), Some(0o600)] {
            let path = stand.env.write("work/r.xml", "the previous report");
            match before {
                Some(before) => {
                    fs::set_permissions(&path, fs::Permissions::from_mode(before)).expect("a mode");
                }
                None => fs::remove_file(&path).expect("a file"),
            }
            let words = ["status", &app, "--report", "junit=r.xml"];
            let output = stand.connected(stand.env.vsw_under(umask, words)).run().expect(0);
            assert!(output.stdout.contains("checked 1 of 1"), "{}", output.stdout);
            assert_eq!(stand.env.mode("work/r.xml"), before.unwrap_or(mode), "{umask}");
            assert!(stand.env.read("work/r.xml").ends_with("</testsuites>\n"));
        }
    }
}

#[test]
fn contradictory_report_options_fail_before_any_request() {
    let stand = Stand::new();
    let app = stand.application(OFF);
    let cases = [
        (&["--report", "junit", "--report", "html=-"][..], "junit and html cannot both go to stdout"),
        (&["--report", "junit", "--json"], "stdout cannot carry JSON and the report junit"),
        (&["--report", "junit=a", "--report", "sarif=./a"], "name the same file"),
        (
            &["--report", "xml"],
            "unknown format; the formats are junit, sarif, github, gitlab, markdown, prometheus, html",
        ),
        (&["--report", "junit="], "missing path after `=`"),
    ];
    for (words, expected) in cases {
        for command in ["status", "enable", "disable"] {
            let output = stand.vsw([&[command, &app], words].concat()).run().expect(2);
            assert!(output.all().contains(expected), "{words:?}: {}", output.all());
        }
    }
    assert!(stand.requests().is_empty());
}

#[test]
fn an_unwritable_report_path_fails_before_any_request() {
    let stand = Stand::new();
    let app = stand.application(OFF);
    let target = stand.env.write("work/target", "not a report");
    symlink(&target, stand.env.path("work/link")).expect("a link");
    symlink(stand.env.path("work/nothing"), stand.env.path("work/dangling")).expect("a link");
    let cases = [
        ("link", "symbolic link; nothing was written"),
        ("dangling", "symbolic link; nothing was written"),
        ("missing/r.xml", "its directory does not exist"),
        ("target/r.xml", "Not a directory"),
        (".", "a directory"),
        ("/dev/zero", "a device"),
    ];
    for (path, expected) in cases {
        let report = format!("junit={path}");
        let output =
            stand.vsw(["enable", &app, "--report", &report, "--report", "sarif=other"]).run().expect(3);
        let error = format!("error: --report {report}: ");
        assert!(output.stderr.starts_with(&error) && output.stderr.contains(expected), "{}", output.stderr);
        assert_eq!(output.stderr.matches("error: ").count(), 1, "{}", output.stderr);
        assert!(stand.env.read("work/other").contains("\"executionSuccessful\": false"));
    }
    assert!(stand.requests().is_empty());
    assert_eq!(stand.env.read("work/target"), "not a report");
    assert!(!stand.env.path("work/nothing").exists());
}

#[test]
fn s3_a_failed_report_write_exits_3_and_keeps_the_old_file() {
    let stand = Stand::new();
    let app = stand.application(ON);
    stand.env.write("work/r.xml", "the previous report");
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$@\"";
    let words = ["status", &app, "--report", "junit=r.xml", "--report", "html=r.html"];
    let output = stand.shell(script, words).run().expect(3);
    for report in ["junit=r.xml", "html=r.html"] {
        assert!(output.stderr.contains(&format!("error: --report {report}: ")), "{}", output.stderr);
    }
    assert_eq!(stand.env.read("work/r.xml"), "the previous report");
    assert_eq!(fs::read_dir(stand.env.path("work")).expect("a directory").count(), 1);
    if has_full_device("a report on a full stdout") {
        let words = ["status", &app, "--report", "junit"];
        let full = stand.shell("exec \"$@\" >/dev/full", words).run().expect(3);
        assert!(full.stderr.contains("cannot write to stdout"), "{}", full.stderr);
    }
    // A closed pipe prints no error and keeps the exit code.
    let off = stand.application(OFF);
    let left = "(\"$@\"; echo $? >code) | true";
    let output = stand.shell(left, ["status", &off, "--report", "html", "--quiet"]).run().expect(0);
    assert_eq!(output.stderr, "");
    assert_eq!(stand.env.read("work/code"), "1\n");
}

#[test]
fn a_failed_run_is_reported_in_every_format() {
    let stand = Stand::new();
    let words: Vec<String> =
        ["status".to_owned(), stand.fresh_id()].into_iter().chain(into_files()).collect();
    let output = stand.env.vsw(&words).run().expect(3);
    assert!(output.stderr.contains("no API key and secret are configured"), "{}", output.stderr);
    for (format, expected) in [
        ("junit", "<error type=\"no-credentials\" message=\"no API key and secret are configured\">"),
        ("sarif", "\"executionSuccessful\": false"),
        ("github", "::error title=vsw status%3A no-credentials::no API key and secret are configured"),
        ("gitlab", "\"check_name\": \"no-credentials\""),
        ("markdown", "No application was checked (`no-credentials`)"),
        ("prometheus", "\nvsw_up 0\n"),
        ("html", "<h1>No application was checked</h1>"),
    ] {
        let text = stand.env.read(format!("work/r.{format}"));
        assert!(text.contains(expected), "{format}: {text}");
    }
    let output = stand.env.vsw(["status", &stand.fresh_id(), "--report", "github"]).run().expect(3);
    assert!(output.stdout.starts_with("::error title=vsw status"), "{}", output.stdout);
}

#[test]
fn change_reports_contain_the_run_and_the_exit_code() {
    let stand = Stand::new();
    let (one, two) = (stand.application(OFF), stand.application(OFF));
    stand.fault(json!({"on": "put", "id": two, "do": "ignore"}));
    let words =
        ["enable", &one, &two, "--timeout=2", "--report", "junit=r.xml", "--report", "prometheus=r.prom"];
    let output = stand.vsw([&words[..], &["--json"]].concat()).run().expect(6);
    let junit = stand.env.read("work/r.xml");
    let run = output.json()["run"].as_str().expect("a run").to_owned();
    assert!(junit.contains(&format!("<property name=\"run\" value=\"{run}\"/>")), "{junit}");
    assert!(junit.contains("tests=\"2\" failures=\"0\" errors=\"1\""), "{junit}");
    assert!(junit.contains("<error type=\"not-applied\""), "{junit}");
    let metrics = stand.env.read("work/r.prom");
    assert!(metrics.contains("\nvsw_run_exit_code 6\n"), "{metrics}");
    assert!(metrics.contains("vsw_applications{verdict=\"unconfirmed\"} 1\n"), "{metrics}");
}

#[test]
fn the_github_step_summary_is_appended_within_the_size_limit() {
    let stand = Stand::new();
    let app = stand.application(OFF);
    let summary = stand.env.write("work/summary", "of another step\n");
    let run = |reports: &[&str]| {
        let words = [&["status", &app], reports].concat();
        stand.vsw(words).env("GITHUB_STEP_SUMMARY", &summary).run()
    };
    let _ = run(&["--report", "markdown=r.md"]).expect(1);
    assert_eq!(stand.env.read("work/summary"), "of another step\n", "only `github` adds to it");
    let _ = run(&["--report", "github"]).expect(1);
    let text = stand.env.read("work/summary");
    assert!(
        text.starts_with("of another step\n### Signed webhooks: 1 application not as expected\n"),
        "{text}"
    );
    let full = " ".repeat(1024 * 1024 - 50);
    stand.env.write("work/summary", &full);
    let output = run(&["--report", "github=r.txt"]).expect(1);
    assert!(output.stderr.contains("reached its size limit; nothing was added"), "{}", output.stderr);
    assert_eq!(stand.env.read("work/summary"), full);
    fs::remove_file(&summary).expect("it is there");
    let target = stand.env.write("work/target", "not a report");
    symlink(&target, &summary).expect("a link");
    let output = run(&["--report", "github"]).expect(3);
    assert!(output.stderr.contains("error: GITHUB_STEP_SUMMARY ("), "{}", output.stderr);
    assert_eq!(stand.env.read("work/target"), "not a report");
}

#[test]
fn k2_reports_contain_no_spelling_of_our_secrets() {
    let stand = Stand::new();
    let basic = crate::server::basic(API_KEY, API_SECRET);
    let app = stand.fresh_id();
    let name = format!("<{API_SECRET}> & {basic} \\u004eotASecret1");
    stand.store(&app, format!(r#"{{"id":"{app}","name":"{name}","capabilities":{{{OFF}}}}}"#));
    let echo = json!({"title": "{authorization}", "detail": "{authorization} {credentials}"}).to_string();
    let unread = stand.fresh_id();
    stand.fault(
        json!({"on": "get", "id": unread, "do": {"answer": {"status": 403, "body": echo}}, "times": 9}),
    );
    let words: Vec<String> = ["status".to_owned(), app, unread].into_iter().chain(into_files()).collect();
    let output = stand.vsw(&words).env("GITHUB_STEP_SUMMARY", stand.env.path("work/summary")).run().expect(1);
    assert!(output.all().contains("[redacted]"), "{}", output.all());
    for path in fs::read_dir(stand.env.path("work")).expect("a directory").flatten().map(|entry| entry.path())
    {
        let text = fs::read_to_string(&path).expect("UTF-8");
        assert!(!text.contains(API_SECRET) && !text.contains(&basic), "{}", path.display());
        assert!(text.contains("[redacted]"), "{}", path.display());
    }
}

#[test]
fn a6_reports_never_overwrite_files_of_vsw() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    stand.vsw(["enable", &app]).run().expect(0);
    let journal = stand.state().join("journal.ndjson");
    let before = fs::read(&journal).expect("the journal");
    let sent = stand.requests().len();
    let roundabout = stand.state().join("../vsw/journal.ndjson");
    for path in [&journal, &roundabout, &stand.state().join("new.xml")] {
        let report = format!("junit={}", path.display());
        let refused = stand.vsw(["disable", &app, "--report", &report]).run().expect(3);
        assert!(refused.stderr.contains("vsw's own "), "{refused:?}");
    }
    assert_eq!((fs::read(&journal).expect("the journal"), stand.requests().len()), (before, sent));
}
