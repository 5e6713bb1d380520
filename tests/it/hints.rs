//! Tests that hints fit the situation, and that the commands in them work as printed.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::env::{Output, VSW};
use crate::stand::{API_KEY, API_SECRET, Stand};

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
fn a_new_plan_is_followed_by_the_command_that_applies_it() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let planned = stand.vsw(["enable", &app, "--plan", "my plan.json"]).run().expect(0);
    assert_eq!(hint(&planned), "make these changes: `vsw apply 'my plan.json'`");
}

#[test]
fn an_empty_plan_is_not_to_be_applied() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let planned = stand.vsw(["enable", &app, "--plan", "my plan.json"]).run().expect(0);
    assert_eq!(planned.stderr, "the plan my plan.json lists no applications: none needs a change\n");
    let applied = stand.vsw(["apply", "my plan.json"]).run().expect(2);
    assert!(hint(&applied).starts_with("check the present state: `vsw status --all`"), "{applied:?}");
    assert!(hint(&applied).contains("`vsw enable APP --plan 'my plan.json'`"), "{applied:?}");
}

#[test]
fn an_application_is_added_to_the_baseline_that_was_named() {
    let stand = Stand::new();
    stand.reset(0);
    let [app, other] = [(); 2].map(|()| stand.application(r#""voice":{}"#));
    stand.vsw(["baseline", "save", &other, "--file", "b c.json"]).run().expect(0);
    let command = format!("vsw baseline save {app} --file 'b c.json'");
    let alone = stand.vsw(["diff", &app, "--against", "b c.json"]).run().expect(3);
    assert_eq!(hint(&alone), format!("add it: `{command}`"));
    let all = stand.vsw(["diff", "--all", "--against", "b c.json"]).run().expect(3);
    assert_eq!(
        hint(&all),
        format!("add the applications without an entry to the file: `{command}`"),
        "{all:?}"
    );
    stand.shell(&format!("exec \"$1\" {}", &command["vsw ".len()..]), [""; 0]).run().expect(0);
    stand.vsw(["diff", "--all", "--against", "b c.json"]).run().expect(0);
}

#[test]
fn an_output_without_a_directory_is_to_be_named_anew() {
    let stand = Stand::new();
    for line in
        [["fleet", "init", "none/f.toml"].as_slice(), &["baseline", "save", "--all", "--file", "none/b"]]
    {
        let output = stand.vsw(line).run().expect(3);
        assert!(output.stderr.contains("in an existing, writable directory"), "{output:?}");
    }
}

#[test]
fn names_in_printed_commands_are_one_word() {
    let stand = Stand::new();
    let config = stand.env.write("work/c d.toml", "[profiles.p1]\napi_secret = \"s\"\napi_key = \"k\"\n");
    std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    let warned = stand.vsw(["--config", "c d.toml", "list"]).run().expect(0);
    assert!(warned.stderr.contains("(mode 0644): `chmod 600 'c d.toml'`\n"), "{warned:?}");
    let unquoted = ["sign", "--event", "answered", "--set-json", "it's=x"];
    let secret = "not-a-secret-for-this-test-0123456789";
    let refused = stand.vsw(unquoted).env("VONAGE_SIGNATURE_SECRET", secret).run().expect(2);
    assert_eq!(hint(&refused), r#"quote a text: `--set-json 'it'\''s="…"'`, or use `--set 'it'\''s'=…`"#);
    stand.env.write(
        "work/vsw.toml",
        "[accounts.a]\napi_key = \"k1\"\n[accounts.b]\napi_key = \"k2\"\nprofile = \"p2\"\n\
         [[applications]]\naccount = \"a\"\nall = true\n\
         [[applications]]\naccount = \"b\"\nall = true\n",
    );
    let found = stand.vsw(["status"]).run().expect(3);
    assert_eq!(hint(&found), "name the file: `--fleet ./vsw.toml`", "{found:?}");
}

#[test]
fn an_unsafe_state_directory_is_named_as_one_word() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let directory = stand.env.path("work/st dir");
    std::fs::create_dir(&directory).expect("a directory");
    std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o777)).expect("a mode");
    for command in [&["history"][..], &["enable", &app]] {
        let refused = stand.vsw([&["--state-dir", "st dir"], command].concat()).run().expect(3);
        assert!(
            hint(&refused).starts_with("remove other users' access (`chmod go-w 'st dir'`)"),
            "{refused:?}"
        );
    }
}

#[test]
fn a_watch_that_heals_is_not_told_to_watch_a_whole_account() {
    let stand = Stand::new();
    let heal = |more: &[&str]| stand.vsw([&["watch", "--heal"], more].concat()).run().expect(2);
    assert!(!hint(&heal(&[])).contains("--all"), "{:?}", heal(&[]));
    assert_eq!(hint(&heal(&["--name", "x*"])), "add `--fleet FILE`");
    stand.env.write("work/vsw.toml", "[[applications]]\nall = true\n");
    let found = heal(&[]);
    assert!(hint(&found).starts_with("pass `--fleet ./vsw.toml`, or an id or name "), "{found:?}");
}

#[test]
fn a_saved_baseline_counts_its_unsigned_applications_in_words_that_fit() {
    let stand = Stand::new();
    let [one, other] =
        [r#""voice":{}"#, r#""voice":{"signed_callbacks":true}"#].map(|of| stand.application(of));
    let saved = stand.vsw(["baseline", "save", &one]).run().expect(0);
    let warning = "warning: 1 of 1 voice application is not signed; to see which, run `vsw list` (";
    assert!(saved.stderr.starts_with(warning), "{saved:?}");
    let saved = stand.vsw(["baseline", "save", &one, &other, "--file", "b c.json"]).run().expect(0);
    assert!(saved.stderr.starts_with("warning: 1 of 2 voice applications is not signed"), "{saved:?}");
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
    assert_eq!(
        hint(&checked),
        "check the API origin with `vsw config show`, or retry later; `vsw -v …` shows the requests",
        "{checked:?}"
    );
}

#[test]
fn the_hint_after_a_failed_request_fits_its_error() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let refused = json!({"on": "get", "do": {"answer": {"status": 403}}});
    let busy = |on| json!({"on": on, "do": {"answer": {"status": 429, "retry_after": 100}}});
    let doctor = "`vsw doctor` checks the setup; `vsw -v …` shows the requests";
    let failing = json!({"on": "get", "times": 4, "do": {"answer": {"status": 503}}});
    let later = "retry later; `vsw -v …` shows the requests";
    let timeout = "retry later, or allow more time with `--timeout SECONDS`";
    for (fault, command, code, wanted) in [
        (&refused, "status", 4, doctor),
        (&refused, "enable", 4, doctor),
        (&failing, "status", 5, later),
        (&failing, "enable", 5, later),
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
    assert_eq!(hint(&ignored), format!("look again in a minute: `vsw show {app}`"), "{ignored:?}");
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

#[test]
fn a_printed_command_repeats_the_files_that_the_command_line_named() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let profile =
        format!("api_key = \"{API_KEY}\"\napi_secret = \"{API_SECRET}\"\napi_url = \"{}\"", stand.origin());
    stand.env.write("work/my c.toml", format!("[profiles.p1]\n{profile}\n"));
    let authority = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    stand.env.write("work/ca.pem", authority.cert.pem());
    let files = "--config 'my c.toml' --state-dir ./state --ca-file ca.pem";
    let line = ["--config", "my c.toml", "--state-dir", "./state", "--ca-file", "ca.pem", "--profile", "p1"];
    let vsw = |more: &[&str]| stand.env.vsw([&line[..], more].concat()).run();
    let as_printed = |output: &Output, more: &str| {
        let command = hint(output).rsplit('`').nth(1).expect("a command").strip_prefix("vsw ").expect("vsw");
        let words = ["-c", &format!("exec \"$1\" {command} {more}"), "sh", VSW];
        stand.env.command("/bin/sh", words).run()
    };
    let checked = vsw(&["status", &app]).expect(1);
    assert_eq!(hint(&checked), format!("turn signing on: `vsw --profile p1 {files} enable {app}`"));
    as_printed(&checked, "").expect(0);
    let undone = vsw(&["disable", &app]).expect(0);
    as_printed(&undone, "--yes").expect(0);
    stand.fault(json!({"on": "put", "do": {"answer": {"status": 504, "retry_after": 100}}}));
    let failed = vsw(&["disable", &app]).expect(5);
    let check = format!("check the application with `vsw status --profile p1 {files} {app}`");
    assert!(failed.stdout.contains(&check), "{failed:?}");
    let unknown = vsw(&["show", "no such name"]).expect(4);
    assert!(hint(&unknown).contains(&format!("`vsw --profile p1 {files} list`")), "{unknown:?}");
}

#[test]
fn a_list_that_is_missing_or_cut_short_names_the_origin_and_no_application() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    stand.fault(json!({"on": "list", "times": "forever", "do": {"answer": {"status": 404}}}));
    for line in [
        &["list"][..],
        &["whoami"],
        &["status", "--all"],
        &["status", "no such name"],
        &["fleet", "init"],
        &["enable", "--all", "--yes"],
    ] {
        let output = stand.vsw(line).run().expect(4);
        assert!(
            output.stderr.contains("`/v2/applications` was not found at the API origin (404)"),
            "{line:?}: {output:?}"
        );
        assert_eq!(hint(&output), "check the API origin with `vsw config show`", "{line:?}: {output:?}");
    }
    for status in [401, 403, 404, 503] {
        for line in [
            &["list"][..],
            &["status", "--all", "--fail-on", "unknown"],
            &["enable", "--all", "--yes"],
            &["status", "no such name"],
            &["fleet", "init"],
            &["baseline", "save", "--all"],
            &["diff", "--all"],
        ] {
            stand.reset_faults();
            stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"largest_page": 3}}}));
            let refusal = json!({"answer": {"status": status, "retry_after": 100}});
            stand.fault(json!({"on": "list", "skip": 1, "times": "forever", "do": refusal}));
            let output = stand.vsw(line).run();
            assert_eq!(output.code, 5, "{status} {line:?}: {output:?}");
            assert!(status == 401 || hint(&output).starts_with("retry later"), "{line:?}: {output:?}");
        }
    }
    assert!(stand.puts(&app).is_empty());
}

#[test]
fn the_hint_about_a_file_fits_the_error() {
    let stand = Stand::new();
    stand.env.write("work/long", vec![b'a'; 1_048_577]);
    stand.env.write("work/file", "x");
    for (line, error, wanted) in [
        (&["decode", "--header-file", "long"][..], "longer than", "check that the path names the right file"),
        (&["verify", "--header", "x", "--body-file", "."], "is a directory", "name a file"),
        (&["decode", "--header-file", "none"], "No such file", "check the path"),
        (&["decode", "--header-file", "file/none"], "Not a directory", "check the path"),
        (&["man", "file"], "File exists", "name a directory"),
    ] {
        let output = stand.vsw(line).env("VONAGE_SIGNATURE_SECRET", "a signature secret").run().expect(3);
        assert!(output.stderr.contains(error), "{output:?}");
        assert_eq!(hint(&output), wanted, "{output:?}");
    }
    stand.env.write("work/vsw.toml", "[[applications]]\nall = true\n");
    let line = ["status", "--all", "--report", "github"];
    let summary = stand.env.path("work/vsw.toml");
    let output = stand.vsw(line).env("GITHUB_STEP_SUMMARY", summary).run().expect(3);
    assert!(
        output.stderr.contains("it is the fleet file") && !output.stderr.contains("hint: "),
        "{output:?}"
    );
}

#[test]
fn an_empty_file_for_a_secret_is_named() {
    let stand = Stand::new();
    stand.env.write("work/em", "\n");
    for (variable, line) in
        [("VONAGE_API_SECRET", &["list"][..]), ("VONAGE_SIGNATURE_SECRET", &["sign", "--event", "answered"])]
    {
        let file = format!("{variable}_FILE");
        let vsw = stand.env.vsw(line).env("VONAGE_API_KEY", "k").env(&file, "em").run().expect(3);
        let error = format!("error: the secret in em ({file}) is empty\n");
        assert_eq!(vsw.stderr, error + "hint: write the secret to em, or name the file that has it\n");
    }
    for line in [
        &["login", "--api-key", "k", "--api-secret-file", "em"][..],
        &["sign", "--event", "answered", "--signature-secret-file", "em"],
        &["config", "secret", "add", "--signature-secret-file", "em"],
    ] {
        let output = stand.env.vsw(line).run().expect(3);
        assert!(output.stderr.starts_with("error: the secret in em (--"), "{output:?}");
    }
}

#[test]
fn an_application_without_records_is_not_an_empty_journal() {
    let stand = Stand::new();
    let [app, other] = [(); 2].map(|()| stand.application(r#""voice":{}"#));
    let state = stand.state().display().to_string();
    let empty = stand.vsw(["history", &other]).run().expect(0);
    stand.vsw(["enable", &app]).run().expect(0);
    let without = stand.vsw(["history", &other]).run().expect(0);
    let wanted = format!("no entries of application {other} in the journal ({state})\n");
    assert_eq!((&empty.stderr, &without.stderr), (&wanted, &wanted));
}

#[test]
fn an_absent_flag_that_should_be_off_is_turned_off() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let fleet =
        format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\nsigned_callbacks = false\n");
    stand.env.write("work/fleet.toml", fleet);
    let checked = stand.vsw(["status", "--fleet", "fleet.toml"]).run().expect(1);
    assert_eq!(hint(&checked), format!("turn signing off: `vsw disable {app}`"));
}
