//! Tests `vsw fleet init`: what it writes, and when it writes nothing.

use std::fs;

use serde_json::json;

use super::ONE;
use crate::env::{Output, TestEnv};
use crate::server::Server;
use crate::stand::{API_SECRET, Stand};

#[test]
fn init_writes_a_valid_file_and_keeps_an_existing_one() {
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
    let (first, _) = written.split_once('\n').expect("lines");
    let address = first.strip_prefix("#:schema ").expect("taplo's directive");
    let tag = format!("{}/raw/v{}/", env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"));
    let path = address.strip_prefix(&tag).expect("a file of this version");
    assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path).is_file(), "{path}");
    assert!(written.contains("\n[accounts.default]\napi_key = \"sandbox0\"\n"), "{written}");
    assert!(
        written.contains("\nid = \"e220a839-7b1d-4daf-ae78-9e6aa1b965f4\" # Appointment reminders\n"),
        "{written}"
    );
    assert!(written.contains("\n# 1 application without a voice capability is not checked.\n"), "{written}");
    let checked = stand.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!((&checked["rules"]["id"], &checked["warnings"]), (&json!(7), &json!([])));
    let requests = stand.requests().len();
    let kept = stand.vsw(["fleet", "init", "--by", "all"]).run().expect(3);
    assert!(kept.stderr.starts_with("error: ./vsw.toml already exists; nothing was written\n"), "{kept:?}");
    assert_eq!((stand.requests().len(), stand.env.read("work/vsw.toml")), (requests, written));
    stand.vsw(["fleet", "init", "--by", "name", "--force"]).run().expect(0);
    let by_name = stand.env.read("work/vsw.toml");
    assert!(by_name.contains("\nname = \"Café bookings\"\n") && !by_name.contains("id = "), "{by_name}");
    let all = stand.vsw(["fleet", "init", "--by", "all", "-"]).run().expect(0);
    assert!(all.stdout.contains("\n[[applications]]\nall = true\n") && all.stderr.is_empty(), "{all:?}");
    assert!(stand.requests().iter().all(|request| request.method == "GET"), "it reads");
    let left: Vec<_> = fs::read_dir(stand.env.path("work")).expect("the directory").flatten().collect();
    assert_eq!(left.len(), 1, "nothing is left beside the file: {left:?}");
}

#[test]
fn init_follows_the_umask() {
    let stand = Stand::new();
    for (umask, mode) in [("022", 0o644), ("077", 0o600)] {
        let file = format!("{umask}.toml");
        stand.connected(stand.env.vsw_under(umask, ["fleet", "init", &file])).run().expect(0);
        assert_eq!(stand.env.mode(format!("work/{file}")), mode);
    }
}

#[test]
fn init_writes_nothing_if_the_list_is_incomplete() {
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

/// Starts a server for each of two accounts. `us` has two profiles. The server of `eu` rejects the
/// credentials of the profile `broken`.
fn two_accounts() -> (TestEnv, Server, Server) {
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
    (env, eu, us)
}

/// Runs `fleet init`. The environment has credentials that belong to no profile.
fn init(env: &TestEnv, line: &[&str]) -> Output {
    let pair = [("VONAGE_API_KEY", "envkey"), ("VONAGE_API_SECRET", "EnvSecret1")];
    env.vsw([&["fleet", "init"], line].concat()).envs(pair).run()
}

#[test]
fn init_writes_several_accounts_with_their_profiles() {
    let (env, _, _) = two_accounts();
    let init = |line: &[&str]| init(&env, line);
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
}

#[test]
fn init_rejects_ambiguous_or_unreadable_accounts() {
    let (env, eu, us) = two_accounts();
    let init = |line: &[&str]| init(&env, line);
    for (line, exit, message) in [
        (&["--account", "eu", "--account", "x=none"][..], 3, "profile `none` not found (named by --account)"),
        (
            &["--account", "a=us-prod", "--account", "b=us-again"],
            2,
            "`us-prod` and `us-again` belong to the same account",
        ),
        (&["--account", "eu", "--account", "eu=us-prod"], 2, "--account names `eu` twice"),
        (&["--account", "e u=eu"], 2, "invalid account name: use 1 to 64"),
        (&["--account", "eu", "--profile", "us-prod"], 2, "--profile and --account cannot"),
    ] {
        let output = init(&[line, &["new.toml"]].concat()).expect(exit);
        assert!(output.stderr.contains(message), "{line:?}: {output:?}");
    }
    assert_eq!((eu.seen().len(), us.seen().len()), (0, 0), "what is wrong here costs no request");
    let output = init(&["--account", "us=us-prod", "--account", "broken", "new.toml"]).expect(4);
    assert!(output.stderr.starts_with("error: account broken: "), "{output:?}");
    assert!(!env.path("work/new.toml").exists());
}

#[test]
fn init_by_name_lists_a_name_with_wildcards_by_id() {
    const TWO: &str = "22222222-bbbb-cccc-dddd-0123456789ab";
    const THREE: &str = "33333333-bbbb-cccc-dddd-0123456789ab";
    let server = Server::account("key1", "NotASecret1", &[(ONE, "IVR *"), (TWO, "Why?"), (THREE, "IVR 2")]);
    let env = TestEnv::new();
    let pair =
        [("VONAGE_API_KEY", "key1"), ("VONAGE_API_SECRET", "NotASecret1"), ("VSW_API_URL", server.origin())];
    env.vsw(["fleet", "init", "--by", "name"]).envs(pair).run().expect(0);
    let written = env.read("work/vsw.toml");
    let entries: Vec<&str> = written.split("\n[[applications]]\n").skip(1).collect();
    let by_id = |id: &str, name: &str| format!("id = \"{id}\" # {name}\n");
    assert_eq!(entries, [&by_id(ONE, "IVR *"), &by_id(TWO, "Why?"), "name = \"IVR 2\"\n"]);
}

#[test]
fn init_reports_empty_accounts_and_skips_names_with_secrets() {
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
        output.stderr.contains("account emptykey has no application with a voice capability"),
        "{output:?}"
    );
    assert!(
        output
            .stderr
            .contains("check the account with `vsw whoami`; to cover future applications, use `--by all`"),
        "{output:?}"
    );
    let (two, _eu, _us) = two_accounts();
    let profile = format!(
        "[profiles.empty]\napi_key = \"emptykey\"\napi_secret = \"NotASecret1\"\napi_url = \"{}\"\n",
        empty.origin()
    );
    let file = "home/.config/vsw/config.toml";
    two.write(file, two.read(file) + &profile);
    let output = two.vsw(["fleet", "init", "--account", "eu", "--account", "empty"]).run().expect(2);
    for words in [
        "account `empty` (emptykey) has no application with a voice capability",
        "hint: omit `--account empty`; to cover future applications, use `--by all`",
    ] {
        assert!(output.stderr.contains(words), "{output:?}");
    }
    for (line, command) in [
        (["--account", "x=empty"], "vsw whoami --profile empty"),
        (["--profile", "empty"], "vsw --profile empty whoami"),
    ] {
        let output = self::init(&two, &line).expect(2);
        let hint =
            format!("hint: check the account with `{command}`; to cover future applications, use `--by all`");
        assert!(output.stderr.contains(&hint), "{output:?}");
    }
    init(&empty, "emptykey", &["--by", "all", "all.toml"]).expect(0);
    for target in ["vsw.toml", "-"] {
        let output = init(&leaking, "leakykey", &[target]).expect(3);
        assert!(
            !output.all().contains("NotASecret1")
                && output.stderr.contains(&format!("the name of application {ONE} contains a configured")),
            "{output:?}"
        );
    }
    init(&leaking, "leakykey", &["--by", "all", "vsw.toml"]).expect(0);
    assert!(!env.read("work/vsw.toml").contains("NotASecret1"));
}

#[test]
fn a_secret_in_a_pinned_address_is_not_blamed_on_the_name() {
    let stand = Stand::new();
    let address = format!(r#"{{"address":"https://h.example/{API_SECRET}","http_method":"GET"}}"#);
    let app = stand.application(&format!(r#""voice":{{"webhooks":{{"answer_url":{address}}}}}"#));
    let output = stand.vsw(["fleet", "init", "--pin-webhooks", "f.toml"]).run().expect(3);
    let error = format!("refusing to write a file: a webhook's address of application {app} contains a");
    assert!(output.stderr.contains(&error), "{output:?}");
    assert!(output.stderr.contains("hint: change that name or address"), "{output:?}");
}

#[test]
fn s3_unwritable_paths_files_of_vsw_and_links_are_rejected() {
    let stand = Stand::new();
    let output = stand.vsw(["fleet", "init", "no/such/vsw.toml", "--json"]).run().expect(3);
    assert_eq!(output.json()["code"], "fleet-file");
    let config = stand.env.write("home/.config/vsw/config.toml", "# mine\n");
    for own in [&config, &stand.state().join("vsw.toml")] {
        let own = own.display().to_string();
        fs::create_dir_all(stand.state()).expect("a directory");
        let output = stand.vsw(["fleet", "init", "--force", &own, "--json"]).run().expect(3);
        assert!(output.stdout.contains("vsw's own "), "{}", output.stdout);
    }
    assert_eq!(
        (stand.env.read(&config), stand.state().join("vsw.toml").exists()),
        ("# mine\n".into(), false)
    );
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
