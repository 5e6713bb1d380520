//! Tests settings and credentials: their sources, where they may be sent, and errors.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::env::TestEnv;
use crate::server::Server;
use crate::stand::Stand;

const PAIR: [(&str, &str); 2] = [("VONAGE_API_KEY", "abcd1234"), ("VONAGE_API_SECRET", "Secret1secret")];

#[test]
fn k1_secrets_in_flag_values_are_rejected_and_not_repeated() {
    let env = TestEnv::new();
    let planted = "hunter2hunter2";
    for line in [
        &["login", "--api-secret", planted][..],
        &["login", "--api-secret=hunter2hunter2"],
        &["login", "--secret", planted],
        &["--secret=hunter2hunter2", "whoami"],
        &["verify", "--body", "", "--signature-secret", planted],
        &["verify", "--body", "", "--signature-secret=hunter2hunter2"],
        &["whoami", "--private-key", planted],
        &["whoami", "--password=hunter2hunter2"],
        // Any other rejected value may be a secret, too.
        &["login", "--api-key", "k", planted],
        &["login", "--timeout", planted],
        &["login", "--application=hunter2hunter2"],
        &["login", "--keyring=hunter2hunter2"],
    ] {
        for format in ["--format=text", "--format=json"] {
            let output = env.vsw(line.iter().chain(&[format])).run().expect(2);
            assert!(!output.all().contains("hunter2"), "{line:?}: {output:?}");
            let names_a_secret = line.iter().any(|word| word.contains("secret") || word.contains("pass"));
            assert!(
                !names_a_secret || output.all().contains("--api-secret-file FILE"),
                "{line:?}: {output:?}"
            );
        }
    }
}

#[test]
fn k5_a_hostile_working_directory_is_ignored() {
    let (trap, server) =
        (Server::answering(|_| (200, "{}".into())), Server::account("abcd1234", "Secret1secret", &[]));
    let env = TestEnv::new();
    let profile = format!(
        "default_profile = \"evil\"\n[profiles.evil]\napi_key = \"evil\"\napi_secret = \"evilsecret\"\napi_url = \"{}\"\n",
        trap.origin()
    );
    let variables = format!(
        "VONAGE_API_KEY=evil\nVONAGE_API_SECRET=evilsecret\nVSW_API_URL={0}\nHTTP_PROXY={0}\nVSW_PROFILE=evil\n",
        trap.origin()
    );
    let official = r#"{"apiKey":"evil","apiSecret":"evilsecret"}"#;
    for (name, content) in [
        (".env", variables.as_str()),
        ("config.toml", &profile),
        ("vsw.toml", &profile),
        (".vsw.toml", &profile),
        ("vsw/config.toml", &profile),
        (".config/vsw/config.toml", &profile),
        (".vonagerc", official),
        (".vonage/config.json", official),
    ] {
        env.write(format!("work/{name}"), content);
    }
    let relative = [("HOME", "."), ("XDG_CONFIG_HOME", "."), ("XDG_STATE_HOME", ".")];
    let before = env.files();
    for places in [&relative[..], &relative[1..]] {
        let alone = env.vsw(["whoami", "--json"]).envs(places.iter().copied()).run().expect(3);
        assert_eq!(alone.json()["code"], "no-credentials");
        let named = env.vsw(["whoami", "--json", "--api-url", server.origin()]);
        let named = named.envs(places.iter().copied()).envs(PAIR).run().expect(0);
        assert_eq!(named.json()["api_key_origin"]["name"], "VONAGE_API_KEY");
        let shown = env.vsw(["config", "show"]).envs(places.iter().copied()).run().expect(0);
        assert!(!shown.all().contains("evil"), "{shown:?}");
        env.vsw(["login", "--api-key", "k", "--api-secret-file", "-", "--api-url", server.origin()])
            .envs(relative)
            .stdin("x")
            .run()
            .expect(3);
    }
    assert_eq!(trap.seen().len(), 0);
    assert_eq!(server.seen().len(), 2);
    assert_eq!(env.files(), before);
}

#[test]
fn k6_credentials_are_sent_only_to_their_origin() {
    let (own, other) =
        (Server::account("mainkey", "mainsecret", &[]), Server::account("abcd1234", "Secret1secret", &[]));
    let env = TestEnv::new();
    let profile = format!(
        "[profiles.default]\napi_key = \"mainkey\"\napi_secret = \"mainsecret\"\napi_url = \"{}/\"\n",
        own.origin()
    );
    env.write("home/.config/vsw/config.toml", profile);
    env.vsw(["whoami"]).run().expect(0);
    assert_eq!(own.seen().len(), 1);
    // These credentials belong to another account, so they are not sent to the profile's origin.
    let shown = env.vsw(["config", "show", "--json"]).envs(PAIR).run().expect(0);
    assert!(
        shown.stdout.contains("https://api.nexmo.com") && !shown.stdout.contains(own.origin()),
        "{shown:?}"
    );
    env.vsw(["whoami"]).envs(PAIR).env("VSW_API_URL", other.origin()).run().expect(0);
    assert_eq!((own.seen().len(), other.seen().len()), (1, 1));
    for url in [
        "http://example.com",
        "https://u:hunter2@example.com",
        "https://example.com./",
        "https://example.com/x",
    ] {
        for output in [
            env.vsw(["whoami", "--json", "--api-url", url]).run().expect(3),
            env.vsw(["whoami", "--json"]).env("VSW_API_URL", url).run().expect(3),
        ] {
            assert_eq!(output.json()["code"], "bad-origin", "{url}");
            assert!(!output.all().contains("hunter2"), "{output:?}");
        }
    }
}

#[test]
fn redirects_do_not_forward_credentials() {
    let trap = Server::answering(|_| (200, "{}".into()));
    let env = TestEnv::new();
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/v2/applications", trap.origin());
        let server = Server::answering(move |_| (status, to.clone()));
        env.vsw(["whoami", "--api-url", server.origin()]).envs(PAIR).run().expect(5);
        assert_eq!(server.seen().len(), 1, "{status}");
    }
    assert_eq!(trap.seen().len(), 0);
}

#[test]
fn k3_a_readable_config_file_is_warned_about_once_with_mode_and_path() {
    let server = Server::account("abcd1234", "Secret1secret", &[]);
    let env = TestEnv::new();
    let profile = "[profiles.default]\napi_key = \"abcd1234\"\napi_secret = \"Secret1secret\"\n";
    let path = env.write("home/.config/vsw/config.toml", profile);
    let whoami = || env.vsw(["whoami", "--api-url", server.origin()]).run().expect(0);
    assert_eq!(whoami().stderr, "");
    for mode in [0o644, 0o640, 0o604, 0o660] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
        let stderr = whoami().stderr;
        assert_eq!(stderr.matches("warning: ").count(), 1, "{stderr}");
        assert!(
            stderr.contains(&format!("mode {mode:04o}")) && stderr.contains(&path.display().to_string()),
            "{stderr}"
        );
    }
    let secret = env.write("secret", "Secret1secret\n");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).expect("a mode");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
    let output = env.vsw(["whoami", "--api-url", server.origin()]).env("VONAGE_API_KEY", "abcd1234");
    let stderr = output.env("VONAGE_API_SECRET_FILE", &secret).run().expect(0).stderr;
    assert!(stderr.contains("mode 0644") && stderr.contains(&secret.display().to_string()), "{stderr}");
}

#[test]
fn a_named_config_file_must_exist_and_the_default_one_need_not() {
    let env = TestEnv::new();
    let (missing, directory) = (env.path("no/such.toml"), env.path("work"));
    for path in [&missing, &directory] {
        for output in [
            env.vsw(["--config", &path.display().to_string(), "config", "show", "--json"]).run().expect(3),
            env.vsw(["config", "show", "--json"]).env("VSW_CONFIG", path).run().expect(3),
        ] {
            assert_eq!(output.json()["code"], "file");
            assert!(output.stdout.contains(&path.display().to_string()), "{output:?}");
        }
    }
    let shown = env.vsw(["config", "show"]).run().expect(0);
    assert!(shown.stdout.contains("no API key and secret are configured"), "{shown:?}");
}

#[test]
fn credentials_and_secrets_that_are_not_selected_are_named() {
    let env = TestEnv::new();
    env.write(
        "home/.config/vsw/config.toml",
        "[profiles.default]\n[profiles.a]\napi_key = \"k1\"\napi_secret = \"s1\"\n[profiles.b]\napi_key = \"k2\"\n\
         api_secret = \"s2\"\n[profiles.bare]\n",
    );
    let run = |line: &[&str]| env.vsw(line).env("VONAGE_SIGNATURE_SECRET", "a secret").run().expect(3);
    let verify = ["verify", "--header", "x", "--body", "y", "--profile", "b"];
    for (line, message, hint) in [
        (
            &["list"][..],
            "no API key and secret are configured for the profile `default`; profiles with an API key: a, b",
            "select a profile with `--profile NAME`, run `vsw login`, or set VONAGE_API_KEY and VONAGE_API_SECRET",
        ),
        (
            &verify,
            "the profile `b` has no signature secret",
            "store it with `vsw --profile b config secret add`, or omit `--profile` to use VONAGE_SIGNATURE_SECRET; the \
             Dashboard shows it under API settings",
        ),
        (
            &["config", "secret", "check", "--all-profiles"],
            "no profile has a signature secret",
            "store it with `vsw config secret add`; the Dashboard shows it under API settings",
        ),
    ] {
        let output = run(line);
        assert_eq!(output.stderr, format!("error: {message}\nhint: {hint}\n"), "{line:?}");
    }
    let doctor = run(&["doctor"]);
    assert!(!doctor.stdout.contains("no credentials are configured"), "{doctor:?}");
}

#[test]
fn config_errors_have_line_and_column_but_no_value() {
    let env = TestEnv::new();
    let path = env.write("home/.config/vsw/config.toml", "[profiles.default]\napi_secret = hunter2hunter2\n");
    let output = env.vsw(["whoami"]).run().expect(3);
    assert!(output.stderr.contains(&format!("{}, line 2, column 14:", path.display())), "{output:?}");
    assert!(!output.all().contains("hunter2"), "{output:?}");
}

#[test]
fn every_setting_is_shown_with_its_source_and_no_secret() {
    let env = TestEnv::new();
    let path = env.write(
        "home/.config/vsw/config.toml",
        "[profiles.prod]\napi_key = \"abcd1234\"\napi_secret = \"Secret1secret\"\nsignature_secrets = [{ secret = \"Sign1sign1\", added = 2026-11-01 }]\n",
    );
    let output = env.vsw(["config", "show", "--json", "--profile", "prod", "--timeout", "7"]);
    let output = output.env("VSW_API_URL", "http://127.0.0.1:1").env("VSW_READ_ONLY", "1").run().expect(0);
    let json = output.json();
    let rows: Vec<String> = json["settings"].as_array().expect("settings").iter().map(row).collect();
    assert_eq!(json["schema"], "vsw/config/1");
    assert_eq!(
        rows,
        [
            format!("config_file = {} (platform)", path.display()),
            format!("state_dir = {} (platform)", env.path("home/.local/state/vsw").display()),
            "profiles = prod (file)".into(),
            "profile = prod (flag --profile)".into(),
            "api_key = abcd1234 (profile prod)".into(),
            "api_secret = set (profile prod)".into(),
            "api_url = http://127.0.0.1:1 (environment VSW_API_URL)".into(),
            "application_id = null".into(),
            "signature_secret = set (profile prod, added 2026-11-01)".into(),
            "private_key = null".into(),
            "timeout = 7 (flag --timeout)".into(),
            "ca_file = null".into(),
            "format = json (flag --format)".into(),
            "color = auto (default)".into(),
            "no_input = false (default)".into(),
            "read_only = true (environment VSW_READ_ONLY)".into(),
        ]
    );
    assert!(!output.all().contains("Secret1") && !output.all().contains("Sign1"), "{output:?}");
    let text = env.vsw(["config", "show", "--profile", "prod"]).run().expect(0);
    assert!(text.stdout.contains("api_secret ") && !text.all().contains("Secret1"), "{text:?}");
}

#[test]
fn a_mistyped_vsw_profile_is_refused_and_one_that_is_passed_over_is_named() {
    let stand = Stand::new();
    stand.env.write(
        "home/.config/vsw/config.toml",
        "[profiles.us]\napi_key = \"abcd1234\"\napi_secret = \"Secret1secret\"\n",
    );
    let secret = "Sign1sign1sign1";
    for words in [&["list"][..], &["whoami"], &["status", "--all"], &["verify", "--header", "", "--body", ""]]
    {
        let vsw = stand.vsw(words).env("VSW_PROFILE", "uss").env("VONAGE_SIGNATURE_SECRET", secret);
        let refused = vsw.run().expect(3);
        let error = "error: profile `uss` not found (named by VSW_PROFILE); known profiles: us\n";
        assert!(refused.stderr.starts_with(error), "{words:?}: {refused:?}");
    }
    assert!(stand.requests().is_empty());
    let shown = stand.vsw(["config", "show"]).env("VSW_PROFILE", "uss").run().expect(0);
    assert!(shown.stdout.contains("error: profile `uss` not found (named by VSW_PROFILE)"), "{shown:?}");
    let over = stand.vsw(["list"]).env("VSW_PROFILE", "us").run().expect(0);
    let hint =
        "hint: profile `us` (VSW_PROFILE) is not used: VONAGE_API_KEY is set; `--profile us` selects it\n";
    assert!(over.stderr.starts_with(hint), "{over:?}");
    let over = stand.vsw(["list"]).env("VSW_PROFILE", "ci").env("VSW_PROFILE_CI_API_KEY", "abcd1234").run();
    assert!(over.stderr.starts_with("hint: profile `ci` (VSW_PROFILE) is not used"), "{over:?}");
}

fn row(setting: &serde_json::Value) -> String {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("null").to_owned();
    let origin = &setting["origin"];
    let origin = match (origin["source"].as_str(), origin["name"].as_str()) {
        (Some(source), Some(name)) => format!(" ({source} {name})"),
        (Some(source), None) => format!(" ({source})"),
        _ => String::new(),
    };
    format!("{} = {}{origin}", text(&setting["name"]), text(&setting["value"]))
}

#[test]
fn contradictory_settings_are_shown_where_they_occur() {
    let env = TestEnv::new();
    let shown =
        env.vsw(["config", "show", "--json"]).env("VONAGE_API_KEY", "k").env("VONAGE_SIGNATURE_SECRET", "");
    let shown = shown.env("VSW_API_URL", "http://x.example").run().expect(0).stdout;
    for problem in [
        "VONAGE_API_KEY is set and VONAGE_API_SECRET is not",
        "VONAGE_SIGNATURE_SECRET is empty",
        "VSW_API_URL: invalid API origin",
    ] {
        assert!(shown.contains(problem), "{problem}: {shown}");
    }
}

#[test]
fn default_and_named_paths_are_printed() {
    let env = TestEnv::new();
    let output = env.vsw(["config", "path"]).run().expect(0);
    let wanted = [env.config_file(), env.path("home/.local/state/vsw")];
    for path in wanted {
        assert!(output.stdout.contains(&path.display().to_string()), "{output:?}");
    }
    let named = env.vsw(["config", "path", "--config", "/a", "--state-dir", "/b"]).run().expect(0);
    assert_eq!(named.stdout, "config_file  /a  flag --config\nstate_dir    /b  flag --state-dir\n");
}

#[test]
fn whoami_needs_no_home_and_distinguishes_rejection_from_no_response() {
    let server =
        Server::account("abcd1234", "Secret1secret", &[("11111111-1111-1111-1111-111111111111", "one")]);
    let env = TestEnv::new();
    let whoami = |url: &str| env.vsw(["whoami", "--json", "--timeout", "1", "--api-url", url]).envs(PAIR);
    for home in ["relative", "/dev/null/nonexistent"] {
        let json = whoami(server.origin()).env("HOME", home).run().expect(0).json();
        assert_eq!(
            (&json["schema"], &json["applications"], &json["requests"]),
            (&"vsw/whoami/1".into(), &1.into(), &1.into())
        );
        assert_eq!(json["api_key"], "abcd1234");
    }
    let refused = whoami(server.origin()).env("VONAGE_API_SECRET", "other").run().expect(4);
    assert_eq!(refused.json()["code"], "unauthorized");
    let busy = Server::answering(|_| (503, String::new()));
    assert_eq!(whoami(busy.origin()).run().expect(5).json()["code"], "unreachable");
    let nonsense = Server::answering(|_| (200, "<html>".into()));
    whoami(nonsense.origin()).run().expect(5);
}
