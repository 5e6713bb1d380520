//! `vsw fleet`: files are judged with line and column and without a network, and written so that they are understood.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::env::{Output, TestEnv};
use crate::server::Server;
use crate::stand::Stand;

const ONE: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

/// The files of a folder of `tests/fleet`.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fleet").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect();
    assert!(files.len() >= 3, "{}", folder.display());
    files
}

fn check(env: &TestEnv, path: &Path) -> Output {
    env.vsw(["fleet".as_ref(), "check".as_ref(), path.as_os_str(), "--json".as_ref()]).run()
}

/// The codes and lines of a check's warnings.
fn warnings(report: &Value) -> Vec<(&str, u64)> {
    let warnings = report["warnings"].as_array().expect("warnings").iter();
    let told = |one: &'_ Value| one["declared"]["line"].as_u64().expect("a line");
    warnings.map(|one| (one["code"].as_str().expect("a code"), told(one))).collect()
}

#[test]
fn good_files_are_good_and_bad_ones_are_told_with_line_and_column() {
    let env = TestEnv::new();
    for path in files("good") {
        let report = check(&env, &path).expect(0).json();
        assert_eq!((&report["schema"], &report["ok"]), (&json!("vsw/fleet-check/1"), &json!(true)));
    }
    for path in files("bad").into_iter().chain(files("beyond")) {
        let text = fs::read_to_string(&path).expect("a file");
        let told = text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("what is told");
        let (place, words) = told.split_once(' ').expect("a place and words");
        let (line, column) = place.split_once(':').expect("line and column");
        let report = check(&env, &path).expect(3).json();
        let message = report["message"].as_str().expect("a message");
        // A file without anything has no place of its own.
        let place = if path.ends_with("bad/nothing.toml") { ("1", "1") } else { (line, column) };
        let start = format!("{}, line {}, column {}: ", path.display(), place.0, place.1);
        assert!(message.starts_with(&start) && message.contains(words), "{told}\n{message}");
        assert_eq!((&report["schema"], &report["code"]), (&json!("vsw/error/1"), &json!("fleet-file")));
        let (line, column): (u64, u64) =
            (place.0.parse().expect("a line"), place.1.parse().expect("a column"));
        assert_eq!(
            report["place"],
            json!({"path": path.display().to_string(), "line": line, "column": column})
        );
        let text = env.vsw(["fleet".as_ref(), "check".as_ref(), path.as_os_str()]).run().expect(3);
        assert!(
            text.stderr.starts_with(&format!("error: {message}\nhint: ")) && text.stdout.is_empty(),
            "{text:?}"
        );
    }
}

#[test]
fn a_check_counts_what_it_found_and_tells_what_is_doubtful() {
    let env = TestEnv::new();
    let waiver = |until: &str| {
        format!(
            "[[waivers]]\naccount = \"eu\"\nname = \"x\"\nreason = \"r\"\nowner = \"o\"\nuntil = {until}\n"
        )
    };
    let text = format!(
        "unlisted = \"fail\"\nbaseline = \"b.json\"\n[accounts.eu]\nprofile = \"p\"\napi_key = \"k\"\n[accounts.us]\n\
         api_key = \"l\"\n[[applications]]\naccount = \"eu\"\nid = \"{ONE}\"\n[[applications]]\naccount = \"us\"\n\
         name = \"*\"\n[[applications]]\naccount = \"us\"\nname = \"a\"\n[[applications]]\naccount = \"us\"\nall = true\n\
         {}{}",
        waiver("2020-01-31"),
        waiver("2999-12-31")
    );
    env.write("work/vsw.toml", text);
    let report = env.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!(
        report,
        json!({
            "schema": "vsw/fleet-check/1", "vsw": env!("CARGO_PKG_VERSION"), "file": "./vsw.toml", "ok": true,
            "accounts": [
                {"name": "eu", "profile": "p", "api_key": "k", "rules": {"total": 1, "id": 1, "name": 0, "all": 0}},
                {"name": "us", "profile": null, "api_key": "l", "rules": {"total": 3, "id": 0, "name": 2, "all": 1}},
            ],
            "rules": {"total": 4, "id": 1, "name": 2, "all": 1}, "waivers": {"total": 2, "ended": 1},
            "unlisted": "fail", "baseline": "./b.json", "warnings": report["warnings"],
        })
    );
    assert_eq!(warnings(&report), [("entry-hidden", 16), ("waiver-ended", 22)]);
    let text = env.vsw(["fleet", "check"]).run().expect(0);
    assert!(text.stdout.starts_with("✓ ./vsw.toml  4 entries: 1 by id, 2 by name, 1 for all\n"), "{text:?}");
    assert!(
        text.stdout.contains("warning: ./vsw.toml, line 22, column 1: the waiver ended on 2020-01-31"),
        "{text:?}"
    );
    assert_eq!(text.stderr, "");
}

#[test]
fn a_file_that_is_not_there_too_long_or_no_text_is_told() {
    let env = TestEnv::new();
    let code = |output: Output| output.expect(3).json()["code"].clone();
    assert_eq!(code(env.vsw(["fleet", "check", "--json"]).run()), "fleet-file");
    assert_eq!(code(check(&env, &env.path("home"))), "fleet-file");
    let long = env.write("long.toml", vec![b'#'; 16 * 1024 * 1024 + 1]);
    let output = check(&env, &long);
    assert!(output.stdout.contains("longer than 16777216 bytes"), "{}", output.stdout);
    assert_eq!(code(output), "fleet-file");
    let fits = env.write(
        "fits.toml",
        [&b"[[applications]]\nall = true\n"[..], &vec![b'#'; 16 * 1024 * 1024 - 28]].concat(),
    );
    check(&env, &fits).expect(0);
    let bytes = env.write("bytes.toml", b"[[applications]]\nname = \"\xff\"\n");
    let report = check(&env, &bytes).expect(3).json();
    assert_eq!((&report["place"]["line"], &report["place"]["column"]), (&json!(2), &json!(9)));
}

#[test]
fn s1_a_hostile_file_forges_nothing_in_what_is_said_of_it() {
    let env = TestEnv::new();
    let names = ["::error::x", "##[error]x", "\\u001b[31m", "\\u202e", "\\n::error::x", "\\\"><script>"];
    for name in names {
        for text in [
            format!("\"{name}\" = 1\n"),
            format!("unlisted = \"{name}\"\n[[applications]]\nall = true\n"),
            format!("[accounts.eu]\napi_key = \"k\"\n[[applications]]\naccount = \"{name}\"\nall = true\n"),
            format!("[accounts.eu]\napi_key = \"{name}\"\n[[applications]]\nall = true\n"),
        ] {
            env.write("work/vsw.toml", &text);
            for format in ["text", "json"] {
                let said = env.vsw(["fleet", "check", "--format", format]).run().all();
                let forged = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
                assert!(!said.lines().any(forged), "{said}");
                assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
            }
        }
    }
}

#[test]
fn the_page_about_fleet_files_shows_one_that_is_right() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/fleet.md")).expect("the page");
    let shown =
        page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```\n")).expect("a file").0;
    let env = TestEnv::new();
    env.write("work/vsw.toml", shown);
    let report = env.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!((&report["rules"]["total"], &report["waivers"]["total"]), (&json!(3), &json!(1)));
}

#[test]
fn the_schema_is_what_is_published() {
    let printed = TestEnv::new().vsw(["fleet", "schema"]).run().expect(0).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/vsw.toml.schema.json");
    assert_eq!(printed, fs::read_to_string(path).expect("the schema"));
}

#[test]
fn init_writes_a_file_that_is_understood_and_keeps_one_that_is_there() {
    let stand = Stand::new();
    let report = stand.vsw(["fleet", "init", "--json"]).run().expect(0).json();
    assert_eq!(
        report,
        json!({
            "schema": "vsw/fleet-init/1", "vsw": env!("CARGO_PKG_VERSION"), "requests": 1, "file": "./vsw.toml", "by": "id",
            "accounts": [
                {"name": "default", "profile": null, "api_key": "sandbox0", "listed": 7, "without_voice": 1},
            ],
        })
    );
    let written = stand.env.read("work/vsw.toml");
    assert!(written.contains("\n[accounts.default]\napi_key = \"sandbox0\"\n"), "{written}");
    assert!(
        written.contains("\nid = \"e220a839-7b1d-4daf-ae78-9e6aa1b965f4\" # Appointment reminders\n"),
        "{written}"
    );
    assert!(written.contains("\n# 1 application without a voice capability is left out.\n"), "{written}");
    let checked = stand.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!((&checked["rules"]["id"], &checked["warnings"]), (&json!(7), &json!([])));
    let requests = stand.requests().len();
    let kept = stand.vsw(["fleet", "init", "--by", "all"]).run().expect(3);
    assert!(kept.stderr.starts_with("error: ./vsw.toml is there already; nothing was written\n"), "{kept:?}");
    assert_eq!((stand.requests().len(), stand.env.read("work/vsw.toml")), (requests, written));
    stand.vsw(["fleet", "init", "--by", "name", "--force"]).run().expect(0);
    let by_name = stand.env.read("work/vsw.toml");
    assert!(by_name.contains("\nname = \"Café bookings\"\n") && !by_name.contains("id = "), "{by_name}");
    let all = stand.vsw(["fleet", "init", "--by", "all", "-"]).run().expect(0);
    assert!(all.stdout.contains("\n[[applications]]\nall = true\n") && all.stderr.is_empty(), "{all:?}");
    assert!(stand.requests().iter().all(|request| request.method == "GET"), "it reads");
    let left: Vec<_> = fs::read_dir(stand.env.path("work")).expect("the folder").flatten().collect();
    assert_eq!(left.len(), 1, "nothing is left beside the file: {left:?}");
}

#[test]
fn a_written_file_has_the_mode_of_any_file() {
    let stand = Stand::new();
    for (umask, mode) in [("022", 0o644), ("077", 0o600)] {
        let file = format!("{umask}.toml");
        stand.speaking(stand.env.vsw_under(umask, ["fleet", "init", &file])).run().expect(0);
        assert_eq!(stand.env.mode(format!("work/{file}")), mode);
    }
}

#[test]
fn a_list_that_cannot_be_read_whole_writes_nothing() {
    for (fault, code) in [
        (json!({"on": "list", "do": {"list": {"total_items": 12}}}), 5),
        (json!({"on": "list", "do": {"answer": {"status": 403}}}), 4),
        (json!({"on": "list", "do": {"answer": {"status": 200, "body": "<html>"}}}), 5),
    ] {
        let stand = Stand::new();
        stand.fault(fault);
        let output = stand.vsw(["fleet", "init"]).run().expect(code);
        assert!(
            output.stderr.starts_with("error: account default: ") && output.stdout.is_empty(),
            "{output:?}"
        );
        assert!(!stand.env.path("work/vsw.toml").exists());
    }
}

#[test]
fn several_accounts_are_written_by_their_profiles_and_none_if_one_cannot_be_read() {
    let eu = Server::account("eukey", "EuSecret1", &[(ONE, "eu-ivr")]);
    let us = Server::account("uskey", "UsSecret1", &[(ONE, "us-ivr\n[[applications]]\nall = true")]);
    let env = TestEnv::new();
    let profile = |name: &str, key: &str, secret: &str, server: &Server| {
        format!(
            "[profiles.{name}]\napi_key = \"{key}\"\napi_secret = \"{secret}\"\napi_url = \"{}\"\n",
            server.origin()
        )
    };
    let profiles = [
        profile("eu", "eukey", "EuSecret1", &eu),
        profile("us-prod", "uskey", "UsSecret1", &us),
        profile("us-again", "uskey", "UsSecret1", &us),
        profile("broken", "eukey2", "Wrong1secret", &eu),
    ];
    env.write("home/.config/vsw/config.toml", profiles.concat());
    let init = |line: &[&str]| {
        let pair = [("VONAGE_API_KEY", "envkey"), ("VONAGE_API_SECRET", "EnvSecret1")];
        env.vsw([&["fleet", "init"], line].concat()).envs(pair).run()
    };
    let report = init(&["--account", "eu", "--account", "us=us-prod", "--json"]).expect(0).json();
    assert_eq!(
        report["accounts"],
        json!([
            {"name": "eu", "profile": "eu", "api_key": "eukey", "listed": 1, "without_voice": 0},
            {"name": "us", "profile": "us-prod", "api_key": "uskey", "listed": 1, "without_voice": 0},
        ])
    );
    let written = env.read("work/vsw.toml");
    assert!(written.contains("\n[accounts.us]\nprofile = \"us-prod\"\napi_key = \"uskey\"\n"), "{written}");
    assert!(
        written.contains(&format!("\n[[applications]]\naccount = \"us\"\nid = \"{ONE}\" # us-ivr")),
        "{written}"
    );
    assert!(!written.contains("\nall = true"), "{written}");
    let checked = env.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!(checked["rules"], json!({"total": 2, "id": 2, "name": 0, "all": 0}));
    let one = init(&["--profile", "eu", "-"]).expect(0).stdout;
    assert!(one.contains("\n[accounts.eu]\nprofile = \"eu\"\napi_key = \"eukey\"\n"), "{one}");
    let seen = (eu.seen().len(), us.seen().len());
    for (line, exit, told) in [
        (
            &["--account", "eu", "--account", "x=none"][..],
            3,
            "there is no profile `none` (named by --account)",
        ),
        (
            &["--account", "a=us-prod", "--account", "b=us-again"],
            2,
            "`us-prod` and `us-again` are of one account",
        ),
        (&["--account", "eu", "--account", "eu=us-prod"], 2, "--account names `eu` twice"),
        (&["--account", "e u=eu"], 2, "an account's name is 1 to 64"),
        (&["--account", "eu", "--profile", "us-prod"], 2, "--profile and --account both"),
    ] {
        let output = init(&[line, &["new.toml"]].concat()).expect(exit);
        assert!(output.stderr.contains(told), "{line:?}: {output:?}");
    }
    assert_eq!((eu.seen().len(), us.seen().len()), seen, "what is wrong here costs no request");
    let output = init(&["--account", "us=us-prod", "--account", "broken", "new.toml"]).expect(4);
    assert!(output.stderr.starts_with("error: account broken: "), "{output:?}");
    assert!(!env.path("work/new.toml").exists());
}

#[test]
fn an_account_without_anything_to_list_is_told_and_a_name_with_a_secret_is_not_written() {
    let empty = Server::account("emptykey", "NotASecret1", &[]);
    let leaking = Server::account("leakykey", "NotASecret1", &[(ONE, "my NotASecret1 line")]);
    let env = TestEnv::new();
    let init = |server: &Server, key: &str, line: &[&str]| {
        let pair =
            [("VONAGE_API_KEY", key), ("VONAGE_API_SECRET", "NotASecret1"), ("VSW_API_URL", server.origin())];
        env.vsw([&["fleet", "init"], line].concat()).envs(pair).run()
    };
    let output = init(&empty, "emptykey", &[]).expect(2);
    assert!(
        output.stderr.contains("the account emptykey has no application with a voice capability"),
        "{output:?}"
    );
    init(&empty, "emptykey", &["--by", "all", "all.toml"]).expect(0);
    for target in ["vsw.toml", "-"] {
        let output = init(&leaking, "leakykey", &[target]).expect(3);
        assert!(
            !output.all().contains("NotASecret1") && output.stderr.contains("holds a secret of yours"),
            "{output:?}"
        );
    }
    init(&leaking, "leakykey", &["--by", "all", "vsw.toml"]).expect(0);
    assert!(!env.read("work/vsw.toml").contains("NotASecret1"));
}

#[test]
fn s3_a_folder_that_cannot_be_written_is_told() {
    let stand = Stand::new();
    let output = stand.vsw(["fleet", "init", "no/such/vsw.toml", "--json"]).run().expect(3);
    assert_eq!(output.json()["code"], "fleet-file");
    let config = stand.env.write("home/.config/vsw/config.toml", "# mine\n");
    for own in [&config, &stand.state().join("vsw.toml")] {
        let own = own.display().to_string();
        fs::create_dir_all(stand.state()).expect("a folder");
        let output = stand.vsw(["fleet", "init", "--force", &own, "--json"]).run().expect(3);
        assert!(output.stdout.contains("where vsw keeps its own"), "{}", output.stdout);
    }
    assert_eq!(
        (stand.env.read(&config), stand.state().join("vsw.toml").exists()),
        ("# mine\n".into(), false)
    );
    // A link is neither written through nor replaced.
    let target = stand.env.write("target", "kept");
    std::os::unix::fs::symlink(&target, stand.env.path("work/link.toml")).expect("a link");
    stand.vsw(["fleet", "init", "link.toml"]).run().expect(3);
    let output = stand.vsw(["fleet", "init", "--force", "link.toml", "--json"]).run().expect(3);
    assert_eq!(output.json()["code"], "fleet-file");
    assert!(output.stdout.contains("symbolic link"), "{}", output.stdout);
    assert_eq!(stand.env.read("target"), "kept");
    assert!(stand.env.path("work/link.toml").is_symlink());
    assert!(stand.requests().is_empty(), "it was found before anything was asked");
}
