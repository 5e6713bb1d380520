//! Tests errors and hints: what they name, and whether a hint fits its situation.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::env::TestEnv;
use crate::stand::{Stand, document, only};
use crate::terminal::Terminal;

#[test]
fn a_name_of_several_words_is_to_be_quoted() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let output = stand.vsw(["status", "Under", "test"]).run().expect(4);
    assert!(output.stderr.ends_with("\nhint: quote it: 'Under test'\n"), "{output:?}");
    let _ = stand.vsw(["enable", &app]).run().expect(0);
    let renamed = String::from_utf8_lossy(&stand.stored(&app)).replace("Under test", "Renamed");
    stand.store(&app, renamed);
    let _ = stand.vsw(["disable", &app]).run().expect(0);
    for name in ["Under test", "Renamed"] {
        assert!(stand.vsw(["history", name]).run().expect(0).stdout.contains(&app));
    }
}

#[test]
fn an_option_is_not_repeated_in_a_hint_that_has_it() {
    let env = TestEnv::new();
    env.write("home/.config/vsw/config.toml", "[profiles.half]\napi_key = \"abcd1234\"\n");
    let output = env.vsw(["--profile", "half", "list"]).run().expect(3);
    assert!(output.stderr.ends_with("\nhint: run `vsw login --profile half`\n"), "{output:?}");
    let output = env.vsw(["--profile", "half", "show", "--json"]).run().expect(3).json();
    assert_eq!(output["hint"], "run `vsw login --profile half`");
}

#[test]
fn hints_of_settings_fit_their_source() {
    let env = TestEnv::new();
    let blank = "[profiles.p]\n[[profiles.p.signature_secrets]]\nsecret = \" \"\nadded = \"2026-11-01\"\n";
    let (path, long) = ("config path` prints", "#".repeat(1 << 20 | 1));
    let (list, check) = (&["config", "secret", "list"][..], &["config", "secret", "check"][..]);
    let all = &["config", "secret", "check", "--all-profiles"][..];
    let of_p = &["--profile", "p", "config", "secret", "check"][..];
    let shown = "; the Dashboard shows it under API settings";
    let omit = ", or omit `--profile` to use VONAGE_SIGNATURE_SECRET";
    for (config, line, hint) in [
        ("default_profile = \"a b\"\n", list, "correct the name; `vsw config show` prints".to_owned()),
        (
            "[profiles.p]\napi_key = \" \"\napi_secret = \"s\"\n",
            &["--profile", "p", "whoami"],
            path.to_owned(),
        ),
        (blank, of_p, path.to_owned()),
        ("", check, format!("store it with `vsw config secret add`, or set VONAGE_SIGNATURE_SECRET{shown}")),
        ("", all, format!("store it with `vsw config secret add`{shown}")),
        ("[profiles.p]\n", of_p, format!("store it with `vsw --profile p config secret add`{omit}{shown}")),
        (&long, list, "check that it is the input that you mean".to_owned()),
    ] {
        env.write("home/.config/vsw/config.toml", config);
        let output = env.vsw(line).run().expect(3);
        assert!(output.stderr.contains(&hint), "{line:?}: {output:?}");
    }
    env.write("home/.config/vsw/config.toml", [0xff, b'\n']);
    let output = env.vsw(list).run().expect(3);
    assert!(output.stderr.ends_with("\nhint: save the file as UTF-8\n"), "{output:?}");
}

#[test]
fn a_set_with_several_problems_gets_a_hint_for_the_set() {
    let stand = Stand::new();
    stand.reset(0);
    let one = stand.application(r#""voice":{}"#);
    let hint = |options: &[&str]| {
        let output = stand.vsw([&["status"], options].concat()).run().expect(1);
        output.stderr.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(hint(&["--all"]), format!("hint: turn signing on: `vsw enable {one}`"));
    let other = stand.application(r#""voice":{"signed_callbacks":false}"#);
    assert_eq!(hint(&["--all"]), "hint: turn signing on in all of them: `vsw enable --all`");
    assert_eq!(
        hint(&["--all", "--name", "Under *"]),
        "hint: turn signing on in all of them: `vsw enable --all --name 'Under *'`"
    );
    assert_eq!(hint(&[&one, &other]), format!("hint: turn signing on: `vsw enable {one} {other}`"));
    let fleet = format!("[accounts.a]\napi_key = \"sandbox0\"\n[[applications]]\nid = \"{one}\"\n");
    stand.env.write("work/my fleet.toml", fleet);
    assert_eq!(
        hint(&["--fleet", "my fleet.toml"]),
        "hint: turn signing on as the fleet file requires: `vsw enable --fleet 'my fleet.toml'`"
    );
}

#[test]
fn max_changes_says_that_it_stopped_the_run_and_what_would_change() {
    let stand = Stand::new();
    stand.reset(0);
    let apps = [stand.application(r#""voice":{}"#), stand.application(r#""voice":{}"#)];
    let output = stand.vsw(["enable", "--all", "--yes", "--max-changes", "1"]).run().expect(1);
    assert!(apps.iter().all(|app| output.stdout.contains(app.as_str())), "{output:?}");
    assert_eq!(
        output.stderr,
        "error: 2 applications would change, more than `--max-changes` allows; nothing was changed\n\
         hint: to review the changes, repeat the command with `--dry-run` instead of `--max-changes` and `--plan`; then raise `--max-changes`\n"
    );
}

#[test]
fn a_complete_run_has_nothing_to_resume() {
    let stand = Stand::new();
    let report = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(0).json();
    let run = report["run"].as_str().expect("a run");
    let resumed = stand.vsw(["enable", "--resume", run]).run().expect(0);
    let first = resumed.stderr.lines().next().unwrap_or_default();
    assert_eq!(first, format!("run {run} is complete: nothing to resume"));
}

#[test]
fn show_prints_a_document_that_parses() {
    let stand = Stand::new();
    let app = stand.fresh_id();
    // Characters that the terminal must not get, and text that looks like a CI command.
    let name = "::error:: ##[x] \u{202e}\u{1b}[31m, \"q\"";
    let stored = json!({"id": app, "name": name, "capabilities": {"voice": {"list": [1, 2, [], {}]}}});
    stand.store(&app, stored.to_string());
    let shown = stand.vsw(["show", &app]).run().expect(0);
    assert_eq!(shown.json(), stored);
    assert!(!shown.stdout.contains(['\u{202e}', '\u{1b}']) && !shown.stdout.contains("##["), "{shown:?}");
    assert!(shown.stderr.contains("  signing   absent\n"), "{shown:?}");
    let piped = stand.vsw(["show", &app, "-q"]).run().expect(0);
    assert_eq!((piped.json(), piped.stderr.as_str()), (stored, ""));
}

#[test]
fn history_is_newest_first_with_a_header_and_a_limit_in_100_columns() {
    let stand = Stand::new();
    let app = stand.fresh_id();
    let long = "x".repeat(120);
    stand.store(&app, document(&app, r#""voice":{}"#).replace("Under test", &long));
    for command in ["enable", "disable", "enable"] {
        let _ = stand.vsw([command, &app]).run().expect(0);
    }
    let all = stand.vsw(["history"]).run().expect(0);
    let lines: Vec<&str> = all.stdout.lines().collect();
    assert!(lines[0].starts_with("TIME ") && lines[1].starts_with("  ID "), "{all:?}");
    let words =
        lines.iter().skip(2).step_by(2).map(|line| line.split_whitespace().nth(1).unwrap_or_default());
    assert_eq!(words.collect::<Vec<_>>(), ["enable", "disable", "enable"]);
    assert!(lines[2].contains("off → on") && lines[6].contains("absent → on"), "{all:?}");
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{all:?}");
    assert!(lines[2].ends_with('…'), "{all:?}");
    let some = stand.vsw(["history", "--limit", "1"]).run().expect(0);
    assert_eq!(some.stdout.lines().count(), 4);
    assert_eq!(some.stderr, "… and 2 older; `--limit 0` shows all\n");
    let report = stand.vsw(["history", "--limit", "2", "--json"]).run().expect(0).json();
    let entries = report["entries"].as_array().expect("entries");
    assert_eq!((entries.len(), &report["total"]), (2, &json!(3)));
    assert_eq!((&entries[0]["command"], &entries[1]["command"]), (&json!("disable"), &json!("enable")));
    let runs = stand.vsw(["history", "--runs", "--limit", "1"]).run().expect(0);
    assert!(runs.stdout.starts_with("RUN ") && runs.stdout.lines().count() == 2, "{runs:?}");
}

#[test]
fn a_refused_document_keeps_its_name() {
    let stand = Stand::new();
    let names = ["Twice", "Null", "Keyed", "Marked"];
    let apps: Vec<String> = names.iter().map(|_| stand.fresh_id()).collect();
    let of = |number: usize, rest: &str| {
        format!(r#"{{"id":"{}","name":"{}",{rest}}}"#, apps[number], names[number])
    };
    stand.store(&apps[0], of(0, r#""capabilities":{"voice":{},"voice":{}}"#));
    stand.store(&apps[1], of(1, r#""capabilities":{"voice":null}"#));
    stand.store(&apps[2], of(2, r#""keys":{"private_key":"x"},"capabilities":{"voice":{}}"#));
    stand.store(&apps[3], format!("\u{feff}{}", of(3, r#""capabilities":{"voice":{}}"#)));
    for (app, name) in apps.iter().zip(names) {
        for command in ["status", "enable"] {
            let report = stand.vsw([command, app, "--json"]).run().expect(5).json();
            assert_eq!(only(&report)["name"], name, "{command}");
        }
        let shown = stand.vsw(["show", app]).run();
        assert!(shown.all().contains(name), "{shown:?}");
    }
    let error = stand.vsw(["show", &apps[3]]).run().expect(5).stderr;
    assert!(
        error.starts_with(&format!("error: application `Marked` ({}): the document", apps[3])),
        "{error}"
    );
    let listed = stand.vsw(["list"]).run();
    for (name, code) in [("Twice", "duplicate-member"), ("Keyed", "private-key-present")] {
        assert!(listed.stdout.contains(&format!("{name} ({code})")), "{listed:?}");
    }
}

#[test]
fn a_mistyped_program_of_a_watch_is_reported_at_the_start() {
    let stand = Stand::new();
    let plain = stand.env.write("work/plain.sh", "#!/bin/sh\n").display().to_string();
    for (program, reason) in [
        ("no-such-program", "no such program in PATH"),
        ("./no-such-program", "no such file"),
        (plain.as_str(), "it is not executable"),
    ] {
        let line = ["watch", "--all", "--now", "--rounds", "1", "--on-drift", program];
        let output = stand.vsw(line).run().expect(3);
        assert!(
            output.stderr.starts_with(&format!("error: cannot run `{program}`: {reason}\n")),
            "{output:?}"
        );
        assert_eq!(output.stdout, "");
    }
    assert_eq!(stand.requests().len(), 0);
}

#[test]
fn a_damaged_file_of_earlier_observations_is_left_unchanged() {
    let stand = Stand::new();
    let _ = stand.vsw(["enable", "--all", "--yes"]).run().expect(0);
    let _ = stand.vsw(["status", "--all"]).run().expect(0);
    let directory = stand.state().join("sights");
    let file =
        std::fs::read_dir(directory).expect("a directory").next().expect("a file").expect("an entry").path();
    for damaged in [&b"\xff\xfe\n"[..], b"of a later version\n"] {
        std::fs::write(&file, damaged).expect("a file");
        let checked = stand.vsw(["status", "--all"]).run().expect(0);
        assert!(checked.stderr.contains(
            "warning: vsw did not save when this run saw signing on, because some earlier records are unreadable: "
        ));
        assert!(checked.stderr.contains(&file.display().to_string()), "{checked:?}");
        assert_eq!(std::fs::read(&file).expect("a file"), damaged);
    }
}

#[test]
fn another_process_that_changes_an_application_is_a_conflict() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let locks = stand.state().join("locks");
    std::fs::create_dir_all(&locks).expect("a directory");
    for directory in [stand.state(), locks.clone()] {
        std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700)).expect("a mode");
    }
    let other = std::fs::File::create(locks.join(&app)).expect("a lock");
    std::fs::set_permissions(locks.join(&app), std::fs::Permissions::from_mode(0o600)).expect("a mode");
    other.lock().expect("a lock");
    let refused = stand.vsw(["enable", &app, "--timeout", "1"]).run().expect(1);
    let hint = format!(
        "hint: wait for that process to end, then run `vsw status {app}`; if the change is still needed, repeat"
    );
    assert!(refused.stderr.contains(&hint), "{refused:?}");
    let report = stand.vsw(["enable", &app, "--timeout", "1", "--json"]).run().expect(1).json();
    let one = only(&report);
    assert_eq!((&one["outcome"], &one["code"]), (&json!("conflict"), &json!("conflict")));
    assert_eq!(one["detail"], format!("another vsw process is changing application {app}; nothing was sent"));
    assert_eq!(stand.puts(&app).len(), 0);
}

#[test]
fn a_malformed_proxy_is_named_without_its_value() {
    let env = TestEnv::new();
    for (variable, value) in [
        ("HTTPS_PROXY", "ftp://user:hunter2@proxy:99"),
        ("https_proxy", "http://us er:hunter2@proxy"),
        ("ALL_PROXY", "http://user:hunter2@proxy:999999"),
    ] {
        let line = ["list", "--api-url", "https://api.invalid"];
        let vsw = env.vsw(line).env(variable, value).env("VONAGE_API_KEY", "k").env("VONAGE_API_SECRET", "s");
        let output = vsw.run().expect(3);
        assert!(
            output.stderr.starts_with(&format!("error: the proxy in {variable} cannot be used: ")),
            "{output:?}"
        );
        assert!(!output.all().contains("hunter2"), "{output:?}");
    }
}

#[test]
fn a_malformed_certificate_file_is_refused_with_the_reason() {
    let env = TestEnv::new();
    let pem = |content: &str| format!("-----BEGIN CERTIFICATE-----\n{content}\n-----END CERTIFICATE-----\n");
    for (content, reason) in [
        (None, "it does not exist"),
        (Some("x\n".to_owned()), "it contains no certificate"),
        (Some(pem("!!!")), "a certificate in it is not base64"),
        (Some(pem("AAAA")), "a certificate in it is malformed"),
        (Some("-----BEGIN CERTIFICATE-----\nAAAA\n".to_owned()), "a certificate in it has no END line"),
    ] {
        let path = env.path("work/ca.pem");
        content.map(|content| env.write("work/ca.pem", content));
        let line = ["list", "--ca-file", "ca.pem", "--api-url", "https://api.invalid"];
        let vsw = env.vsw(line).env("VONAGE_API_KEY", "k").env("VONAGE_API_SECRET", "s");
        let output = vsw.run().expect(3);
        let error = format!("error: cannot read the certificates in ca.pem: {reason}\n");
        assert!(output.stderr.starts_with(&error), "{}: {output:?}", path.display());
    }
}

#[test]
fn hints_of_plans_and_baselines_name_the_next_step() {
    let stand = Stand::new();
    let output = stand.vsw(["disable", "--all", "--plan", "none/plan.json"]).run().expect(3);
    assert!(
        output.stderr.ends_with("\nhint: name another file, in an existing, writable directory\n"),
        "{output:?}"
    );
    let output = stand.vsw(["apply", "none.json"]).run().expect(3);
    assert!(
        output.stderr.contains("\nhint: check the path; if you have no plan, create a plan, "),
        "{output:?}"
    );
    let saved = stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    assert!(saved.stderr.contains("`git add vsw.baseline.json`"), "{saved:?}");
}

#[test]
fn the_sandbox_names_itself_on_a_terminal_only() {
    let env = TestEnv::new();
    let piped = env.vsw(["sandbox", "--", "sh", "-c", "echo \"$VSW_SANDBOX\""]).run().expect(0);
    assert!(piped.stdout.starts_with("http://127.0.0.1:") && piped.stderr.is_empty(), "{piped:?}");
    let mut terminal = Terminal::run(&env, "sandbox -- bash --norc -i");
    terminal.until("vsw sandbox at http://127.0.0.1:").until("3 made-up applications");
    terminal.until("(vsw sandbox) ").type_line("exit 4");
    terminal.until("left the sandbox");
    let _ = terminal.end(4);
}
