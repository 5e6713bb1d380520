//! Tests that the command in a hint works as printed, and that it is the step that helps.

use serde_json::json;

use crate::env::Output;
use crate::stand::Stand;

fn hint(output: &Output) -> &str {
    output.stderr.lines().rev().find_map(|line| line.strip_prefix("hint: ")).unwrap_or_default()
}

#[test]
fn a_new_fleet_file_is_checked_by_the_printed_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    for file in ["./vsw.toml", "with space.toml"] {
        let written = stand.vsw(["fleet", "init", file]).env("VONAGE_APPLICATION_ID", &app).run().expect(0);
        let command = hint(&written).split('`').nth(1).expect("a command").strip_prefix("vsw ").expect("vsw");
        let script = format!("exec \"$1\" {command}");
        let checked = stand.shell(&script, [""; 0]).env("VONAGE_APPLICATION_ID", &app).run().expect(1);
        assert!(checked.stdout.contains(&format!("(checked 9 of 9 from {file})")), "{checked:?}");
        assert!(!checked.stderr.contains("is not used"), "{checked:?}");
    }
}

#[test]
fn a_plan_is_applied_by_the_printed_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let planned = stand.vsw(["enable", &app, "--plan", "my plan.json"]).run().expect(0);
    assert_eq!(hint(&planned), "make these changes: `vsw apply 'my plan.json'`");
}

#[test]
fn a_watch_that_heals_is_not_told_to_watch_a_whole_account() {
    let stand = Stand::new();
    let heal = |more: &[&str]| stand.vsw([&["watch", "--heal"], more].concat()).run().expect(2);
    assert!(!hint(&heal(&[])).contains("--all"), "{:?}", heal(&[]));
    assert_eq!(hint(&heal(&["--name", "x*"])), "add `--fleet FILE`");
    stand.env.write("work/vsw.toml", "[[applications]]\nall = true\n");
    let found = heal(&[]);
    assert!(hint(&found).starts_with("pass `--fleet ./vsw.toml`, or an id or a name "), "{found:?}");
}

#[test]
fn a_saved_baseline_counts_its_unsigned_applications_in_words_that_fit() {
    let stand = Stand::new();
    let [one, other] =
        [r#""voice":{}"#, r#""voice":{"signed_callbacks":true}"#].map(|of| stand.application(of));
    let saved = stand.vsw(["baseline", "save", &one]).run().expect(0);
    let warning = "warning: 1 of 1 voice application is saved without signing; `vsw list` shows which\n";
    assert!(saved.stderr.starts_with(warning), "{saved:?}");
    let saved = stand.vsw(["baseline", "save", &one, &other, "--file", "b c.json"]).run().expect(0);
    assert!(saved.stderr.starts_with("warning: 1 of 2 voice applications is saved without "), "{saved:?}");
    assert_eq!(hint(&saved), "review the file and commit it: `git add 'b c.json'`");
}

#[test]
fn a_resumed_run_suggests_no_other_selection() {
    let stand = Stand::new();
    stand.application(r#""voice":{}"#);
    let report =
        stand.vsw(["enable", "--all", "--name", "Under *", "--yes", "--json"]).run().expect(0).json();
    let run = report["run"].as_str().expect("a run");
    let resumed = stand.vsw(["enable", "--resume", run]).run().expect(0);
    assert_eq!(hint(&resumed), format!("undo: `vsw rollback --run {run}`"), "{resumed:?}");
}

#[test]
fn an_incomplete_check_suggests_no_change_of_the_set() {
    let stand = Stand::new();
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"total_items": 50}}}));
    let checked = stand.vsw(["status", "--all"]).run().expect(1);
    assert_eq!(hint(&checked), "retry later; `vsw -v …` shows the requests", "{checked:?}");
}

#[test]
fn the_hint_after_a_failed_request_fits_its_error() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let refused = json!({"on": "get", "do": {"answer": {"status": 403}}});
    let busy = |on| json!({"on": on, "do": {"answer": {"status": 429, "retry_after": 100}}});
    let doctor = "`vsw doctor` checks the setup; `vsw -v …` shows the requests";
    let timeout = "retry later, or allow more time with `--timeout SECONDS`";
    for (fault, command, code, wanted) in [
        (&refused, "status", 4, doctor),
        (&refused, "enable", 4, doctor),
        (&busy("get"), "status", 5, timeout),
        (&busy("get"), "enable", 5, timeout),
        (&busy("put"), "enable", 5, timeout),
    ] {
        stand.reset_faults();
        stand.fault(fault.clone());
        let output = stand.vsw([command, &app, "--timeout", "5"]).run().expect(code);
        assert_eq!(hint(&output), wanted, "{command} {fault}: {output:?}");
    }
    stand.reset_faults();
    stand.fault(json!({"on": "put", "do": "ignore"}));
    let ignored = stand.vsw(["enable", &app]).run().expect(6);
    assert_eq!(hint(&ignored), format!("check the current state: `vsw status {app}`"), "{ignored:?}");
}

#[test]
fn several_unlisted_applications_are_counted() {
    let stand = Stand::new();
    stand.reset(0);
    let [app, one, _] = [(); 3].map(|()| stand.application(r#""voice":{"signed_callbacks":true}"#));
    let write = |ids: &[&str]| {
        let entries: Vec<String> =
            ids.iter().map(|id| format!("[[applications]]\nid = \"{id}\"\n")).collect();
        stand.env.write("work/f.toml", format!("unlisted = \"fail\"\n{}", entries.concat()));
        stand.vsw(["status", "--fleet", "f.toml"]).run().expect(1)
    };
    let rest = "to f.toml, or set `unlisted = \"report\"` there";
    assert_eq!(hint(&write(&[&app])), format!("add the 2 unlisted applications {rest}"));
    let last = write(&[&app, &one]);
    assert!(hint(&last).starts_with("add 0000") && hint(&last).ends_with(rest), "{last:?}");
}
