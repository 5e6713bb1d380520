//! Tests `vsw doctor`.

mod live_check;
mod machine;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::env::{Output, TestEnv};
use crate::stand::Stand;

const PAIR: [(&str, &str); 2] = [("VONAGE_API_KEY", "keyabcd9"), ("VONAGE_API_SECRET", "hunter2hunter2")];
const GOOD_SECRET: (&str, &str) =
    ("VONAGE_SIGNATURE_SECRET", "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw-");

fn verdicts(output: &Output) -> BTreeMap<String, (String, String)> {
    let report = output.json();
    let rank = |word: &str| ["skipped", "ok", "note", "wrong"].iter().position(|one| *one == word);
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for check in report["checks"].as_array().expect("checks") {
        let text = |name: &str| check[name].as_str().unwrap_or_default().to_owned();
        assert!(check["hint"].is_string() || check["hint"].is_null());
        let entry = found.entry(text("name")).or_default();
        if entry.0.is_empty() || rank(&text("verdict")) > rank(&entry.0) {
            entry.0 = text("verdict");
        }
        entry.1.push_str(&format!("{} → {}\n", text("detail"), text("hint")));
    }
    found
}

#[track_caller]
fn assert_check(output: &Output, name: &str, verdict: &str, words: &str) {
    let found = verdicts(output);
    let (is, detail) = found.get(name).unwrap_or_else(|| panic!("{name} of {found:?}"));
    assert!(is == verdict && detail.contains(words), "{name} {verdict} {words}: {is} {detail}");
}

/// Starts an API that lists no applications. Its `Date` is the current time plus `ahead` seconds.
fn server(ahead: i64, status: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            if lines.take_while(|line| !line.is_empty()).count() == 0 {
                continue;
            }
            let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
            let date = UNIX_EPOCH + Duration::from_secs(now.checked_add_signed(ahead).expect("a time"));
            let body = r#"{"page_size":100,"page":1,"total_items":0,"total_pages":1}"#;
            let _ = write!(
                &stream,
                "HTTP/1.1 {status} x\r\ndate: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                date_text(date),
                body.len()
            );
        }
    });
    origin
}

fn date_text(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let output = std::process::Command::new("/bin/date")
        .args(["-u", "-d", &format!("@{seconds}"), "+%a, %d %b %Y %H:%M:%S GMT"])
        .env_clear()
        .output()
        .expect("date");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

#[test]
fn a_correct_setup_passes_with_one_request() {
    let stand = Stand::new();
    let output = stand.vsw(["doctor", "--json"]).envs([GOOD_SECRET]).run().expect(0);
    let report = output.json();
    assert_eq!(
        (&report["schema"], &report["offline"], &report["requests"], &report["summary"]["wrong"]),
        (&json!("vsw/doctor/1"), &json!(false), &json!(1), &json!(0))
    );
    let names: Vec<&str> = report["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .map(|one| one["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "program",
            "configuration-file",
            "credentials",
            "precedence",
            "signature-secrets",
            "state-folder",
            "certificates",
            "proxy",
            "api",
            "clock",
            "file-modes"
        ]
    );
    for (name, (verdict, detail)) in verdicts(&output) {
        assert_eq!(verdict, if name == "precedence" { "note" } else { "ok" }, "{name}: {detail}");
    }
    assert_check(&output, "api", "ok", "applications: 8");
    assert_check(&output, "precedence", "note", "not to Vonage");
    let text = stand.vsw(["doctor"]).envs([GOOD_SECRET]).run().expect(0);
    assert!(text.stdout.contains("\n✓ credentials  "), "{text:?}");
    assert!(text.stdout.ends_with("checked 11: 10 ok, 1 to note\n"), "{text:?}");
    let targets: Vec<String> =
        stand.requests().iter().map(|one| format!("{} {}", one.method, one.target)).collect();
    assert_eq!(targets, vec!["GET /v2/applications?page_size=100&page=1"; 2]);
}

#[test]
fn each_problem_has_an_exit_code_and_the_worst_decides() {
    let env = TestEnv::new();
    let doctor = |url: &str| env.vsw(["doctor", "--json", "--timeout", "2", "--api-url", url]);
    let none = env.vsw(["doctor", "--json"]).run().expect(3);
    assert_check(&none, "credentials", "wrong", "no API key and secret are configured → run `vsw login`");
    assert_check(&none, "api", "skipped", "no credentials");
    let half = doctor("http://127.0.0.1:1").env("VONAGE_API_KEY", "keyabcd9").run().expect(3);
    assert_check(&half, "credentials", "wrong", "VONAGE_API_SECRET is not");
    let good = server(0, 200);
    doctor(&good).envs(PAIR).run().expect(0);
    assert_check(&doctor(&server(0, 401)).envs(PAIR).run().expect(4), "api", "wrong", "(401)");
    assert_check(&doctor(&server(0, 302)).envs(PAIR).run().expect(5), "api", "wrong", "redirect");
    let silent = doctor("http://127.0.0.1:1").envs(PAIR).run().expect(5);
    assert_check(&silent, "api", "wrong", "cannot reach the API");
    assert_check(&silent, "clock", "skipped", "no response with a usable");
    // Exit code 5 wins over 3.
    let both = doctor("http://127.0.0.1:1").envs(PAIR).env("VONAGE_SIGNATURE_SECRET", " ").run().expect(5);
    assert_check(&both, "signature-secrets", "wrong", "is empty");
    doctor(&good).envs(PAIR).env("VONAGE_SIGNATURE_SECRET", " ").run().expect(3);
    let origin = doctor("https://user:pass@api.nexmo.com").envs(PAIR).run().expect(3);
    assert_check(&origin, "credentials", "wrong", "it contains user info");
    doctor("http://127.0.0.1:1").envs(PAIR).run().expect(5);
    let offline = env
        .vsw(["doctor", "--json", "--offline", "--api-url", "http://127.0.0.1:1"])
        .envs(PAIR)
        .run()
        .expect(0);
    assert_check(&offline, "api", "skipped", "--offline");
    assert_eq!(offline.json()["requests"], 0);
}

#[test]
fn the_clock_is_compared_with_the_servers() {
    let env = TestEnv::new();
    let asked = |ahead, status| {
        let url = server(ahead, status);
        env.vsw(["doctor", "--json", "--timeout", "5", "--api-url", &url]).envs(PAIR).run()
    };
    assert_check(&asked(0, 200).expect(0), "clock", "ok", "agree");
    assert_check(&asked(45, 200).expect(0), "clock", "note", "s behind the server's");
    assert_check(&asked(-45, 200).expect(0), "clock", "note", "s ahead of the server's");
    assert_check(&asked(90, 200).expect(3), "clock", "wrong", "NTP");
    assert_check(&asked(-3_600, 200).expect(3), "clock", "wrong", "s ahead of the server's");
    assert_check(&asked(90, 401).expect(4), "clock", "wrong", "behind");
}

/// Texts that the next test plants. The output must not contain them.
const PLANTED: [&str; 13] = [
    "keyabcd9",
    "hunter2",
    "mainkey77",
    "mainsecret55",
    "subkey33x",
    "quoted-secret",
    "oldkey44",
    "oldsecret66",
    "laidkey88",
    "marianne",
    "proxyuser",
    "proxypass",
    "corp.example",
];

#[test]
fn k2_doctor_output_contains_no_secret() {
    let env = TestEnv::new();
    let config = r#"
        default_profile = "main"
        [profiles.main]
        api_key = "mainkey77"
        api_secret = "mainsecret55"
        signature_secrets = [{ secret = "mainsecret55", api_key = "subkey33x" }, { secret = "\"quoted-secret-1\"", api_key = "mainkey77" }]
    "#;
    let file = env.write("home/.config/vsw/config.toml", config);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("a mode");
    let secret = env.write("home/secrets/api", "hunter2hunter2\n");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o640)).expect("a mode");
    let state = env.path("home/state");
    fs::create_dir_all(&state).expect("a directory");
    fs::set_permissions(&state, fs::Permissions::from_mode(0o777)).expect("a mode");
    env.write("home/ca.pem", "no certificate");
    let home = env.path("home").display().to_string();
    for by_profile in [true, false] {
        for format in ["text", "json"] {
            let mut vsw = env
                .vsw(["doctor", "--offline", "--format", format, "--ca-file", &format!("{home}/ca.pem")])
                .env("NEXMO_API_KEY", "oldkey44")
                .env("NEXMO_API_SECRET", "oldsecret66")
                .env("VSW_STATE_DIR", &state)
                .env("USER", "marianne")
                .env("HTTPS_PROXY", "http://proxyuser:proxypass@inside.corp.example:3128")
                .env("NO_PROXY", "secret.corp.example,other.corp.example");
            if by_profile {
                vsw = vsw.env("VSW_PROFILE", "main").env("VSW_PROFILE_MAIN_API_KEY", "laidkey88");
                vsw = vsw.env("VSW_PROFILE_MAIN_API_SECRET_FILE", &secret);
            } else {
                vsw = vsw.env("VONAGE_API_KEY", "keyabcd9").env("VONAGE_API_SECRET_FILE", &secret);
            }
            let output = vsw.run().expect(3);
            let all = output.all();
            for planted in PLANTED.into_iter().chain([home.as_str()]) {
                assert!(!all.contains(planted), "{planted}: {all}");
            }
            for expected in
                ["~/.config/vsw/config.toml", "~/state", "~/ca.pem", "3128", "2 exceptions", "mode 0644"]
            {
                assert!(all.contains(expected), "{expected}: {all}");
            }
            assert!(!output.stderr.contains("warning"), "{output:?}");
        }
    }
}

#[test]
fn ignored_settings_are_reported() {
    let env = TestEnv::new();
    let config = r#"
        [profiles.default]
        api_key = "mainkey77"
        api_secret = "mainsecret55"
        signature_secrets = ["x"]
    "#
    .replace(r#"["x"]"#, r#"[{ secret = "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcP-fnI0Xw" }]"#);
    env.write("home/.config/vsw/config.toml", config);
    let doctor = |more: &[&str]| env.vsw([&["doctor", "--offline", "--json"][..], more].concat());
    assert_check(&doctor(&[]).run().expect(0), "precedence", "ok", "no source");
    let output = doctor(&[]).envs(PAIR).run().expect(0);
    assert_check(&output, "precedence", "note", "takes precedence over profile default");
    let output = doctor(&["--profile", "default"]).envs(PAIR).run().expect(0);
    assert_check(&output, "precedence", "note", "the named profile takes precedence");
    let output = doctor(&[])
        .envs(PAIR)
        .envs([("NEXMO_API_KEY", "oldkey44"), ("NEXMO_API_SECRET", "o")])
        .run()
        .expect(0);
    assert_check(&output, "precedence", "note", "VONAGE_API_KEY and NEXMO_API_KEY are both set");
    let output = doctor(&[]).envs([GOOD_SECRET]).run().expect(0);
    assert_check(
        &output,
        "precedence",
        "note",
        "VONAGE_SIGNATURE_SECRET takes precedence over the signature secrets",
    );
    assert_check(
        &doctor(&[]).env("VSW_READ_ONLY", "1").run().expect(0),
        "precedence",
        "note",
        "VSW_READ_ONLY",
    );
    let output = doctor(&[]).env("VONAGE_SIGNATURE_SECRET", "mainsecret55").run().expect(3);
    assert_check(&output, "signature-secrets", "wrong", "it is the API secret of the profile default");
}

#[test]
fn a_problem_is_reported_once_and_unusable_settings_are_not_called_missing() {
    let stand = Stand::new();
    let doctor = |variables: &[(&str, &str)]| {
        stand.env.vsw(["doctor", "--json"]).envs(variables.iter().copied()).run()
    };
    let needs = "this check needs usable credentials: see the check `credentials`";
    let bad_origin = doctor(&[PAIR[0], PAIR[1], GOOD_SECRET, ("VSW_API_URL", "http://x.example")]).expect(3);
    assert_check(&bad_origin, "credentials", "wrong", "invalid API origin");
    assert_check(&bad_origin, "api", "skipped", needs);
    let half = doctor(&[PAIR[0], GOOD_SECRET]).expect(3);
    assert_check(&half, "clock", "skipped", needs);
    let unreachable =
        doctor(&[PAIR[0], PAIR[1], GOOD_SECRET, ("VSW_API_URL", "https://127.0.0.1:1")]).expect(5);
    assert_check(&unreachable, "clock", "skipped", "no response with a usable `Date`");
    stand.env.write(stand.env.config_file(), "unknown = 1\n");
    let broken = doctor(&[]).expect(3);
    assert_eq!(broken.json()["summary"]["wrong"], 1);
    assert_check(&broken, "credentials", "skipped", "the same problem as `configuration-file`");
    assert_check(&broken, "signature-secrets", "skipped", "the same problem as `configuration-file`");
    assert_check(&broken, "api", "skipped", needs);
}
