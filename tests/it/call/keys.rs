//! Tests the private key of `vsw call`: its sources, refused keys, and that it is not printed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{APPLICATION, FROM, KEY, KEYS, TO, api, assert_signed, call, created, token};
use crate::env::{TestEnv, Vsw};
use crate::server::Server;
use crate::upstream::Upstream;

fn keyless(env: &TestEnv, api: &Upstream, words: &[&str]) -> Vsw {
    let line = ["call", "--to", TO, "--from", FROM, "--say", "Hi", "--api-url", &api.origin];
    env.vsw(line.iter().chain(words)).env("VONAGE_APPLICATION_ID", APPLICATION)
}

fn key(name: &str) -> String {
    fs::read_to_string(format!("{KEYS}/{name}")).expect("a key")
}

#[test]
fn the_key_comes_from_the_environment_or_the_profile() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let path = env.write("home/own.pem", KEY).display().to_string();
    let pkcs1 = env.write("home/pkcs1.pem", key("application.pkcs1.pem")).display().to_string();
    let (one_line, crlf) = (KEY.replace('\n', "\\n"), KEY.replace('\n', "\r\n"));
    for (name, value) in [
        ("VONAGE_PRIVATE_KEY", KEY),
        ("VONAGE_PRIVATE_KEY", &one_line),
        ("VONAGE_PRIVATE_KEY", &crlf),
        ("VONAGE_PRIVATE_KEY", &path),
        ("VONAGE_PRIVATE_KEY_PATH", &path),
        ("VONAGE_PRIVATE_KEY_FILE", &path),
        ("VONAGE_PRIVATE_KEY_PATH", &pkcs1),
        ("NEXMO_PRIVATE_KEY_PATH", &path),
        ("VSW_PROFILE_DEFAULT_PRIVATE_KEY_PATH", &path),
    ] {
        let before = api.seen().len();
        keyless(&env, &api, &[]).env(name, value).run().expect(0);
        let [request] = &api.seen()[before..] else { panic!("one request: {name}") };
        assert_signed(&token(request));
        let shown = env.vsw(["config", "show", "--json"]).env(name, value).run().expect(0).json();
        let settings = shown["settings"].as_array().expect("settings");
        let setting = settings.iter().find(|one| one["name"] == "private_key").expect("the key");
        assert_eq!(
            (&setting["value"], &setting["origin"]["name"]),
            (&"set".into(), &name.into()),
            "{setting}"
        );
    }
    let profile = |key: &str| {
        let of_app = format!("[profiles.default]\napplication_id = \"{APPLICATION}\"\nprivate_key = {key}\n");
        env.write(env.config_file(), of_app);
    };
    for stored in [format!("\"{path}\""), format!("\"\"\"\n{KEY}\"\"\"")] {
        profile(&stored);
        let line = ["call", "--to", TO, "--from", FROM, "--say", "Hi", "--api-url", &api.origin];
        env.vsw(line).run().expect(0);
        assert_signed(&token(api.seen().last().expect("a request")));
    }
    profile("\"own.pem\"");
    let relative = keyless(&env, &api, &[]).run().expect(3);
    assert!(relative.stderr.contains("must be a key in PEM or an absolute path"), "{relative:?}");
}

#[test]
fn k6_the_environments_key_is_not_used_at_a_profiles_origin() {
    let (env, trap, own) = (TestEnv::new(), api(|_| created()), api(|_| created()));
    let path = env.write("home/own.pem", KEY).display().to_string();
    let profile = |key: &str| format!("[profiles.default]\napi_url = \"{}\"\n{key}", trap.origin);
    let line = ["call", "--to", TO, "--from", FROM, "--say", "Hi", "--application", APPLICATION];
    env.write(env.config_file(), profile(""));
    let output = env.vsw(line).env("VONAGE_PRIVATE_KEY_PATH", &path).run().expect(2);
    assert!(output.stderr.contains("https://api.nexmo.com/v1/calls"), "{output:?}");
    env.vsw(line).env("VONAGE_PRIVATE_KEY_PATH", &path).env("VSW_API_URL", &own.origin).run().expect(0);
    assert_eq!((trap.seen().len(), own.seen().len()), (0, 1));
    env.write(env.config_file(), profile(&format!("private_key = \"{path}\"\n")));
    env.vsw(line).run().expect(0);
    assert_eq!(trap.seen().len(), 1);
}

#[test]
fn a_missing_key_and_two_keys_are_named() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let path = env.write("home/own.pem", KEY).display().to_string();
    let none = keyless(&env, &api, &["--json"]).run().expect(3).json();
    assert_eq!(none["code"], "no-private-key", "{none}");
    let both =
        keyless(&env, &api, &["--json"]).env("VONAGE_PRIVATE_KEY", KEY).env("VONAGE_PRIVATE_KEY_PATH", &path);
    let both = both.run().expect(3).json();
    assert_eq!(both["message"], "VONAGE_PRIVATE_KEY and VONAGE_PRIVATE_KEY_PATH are both set");
    let empty = keyless(&env, &api, &["--json"]).env("VONAGE_PRIVATE_KEY", "").run().expect(3).json();
    assert_eq!(empty["code"], "empty-value", "{empty}");
    let absent = keyless(&env, &api, &[]).env("VONAGE_PRIVATE_KEY", "/nowhere/key.pem").run().expect(3);
    assert!(absent.stderr.contains("/nowhere/key.pem (VONAGE_PRIVATE_KEY): "), "{absent:?}");
    for value in ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", &format!("MII{}", "x".repeat(999))] {
        let text = keyless(&env, &api, &[]).env("VONAGE_PRIVATE_KEY", value).run().expect(3);
        assert!(text.stderr.contains("is neither a private key in PEM nor the path of a file"), "{text:?}");
        assert!(text.stderr.contains("the whole key with its `-----BEGIN` line"), "{text:?}");
        assert!(!text.stderr.contains("MII"), "{text:?}");
    }
    let blank = env.write("home/blank.pem", "\n").display().to_string();
    let blank = keyless(&env, &api, &[]).env("VONAGE_PRIVATE_KEY_PATH", &blank).run().expect(3);
    assert!(blank.stderr.starts_with("error: the private key in "), "{blank:?}");
    assert!(blank.stderr.contains("hint: write the private key to "), "{blank:?}");
    assert!(blank.stderr.contains("blank.pem, or name the file that has it"), "{blank:?}");
    let line = ["call", "--to", TO, "--from", FROM, "--say", "Hi", "--api-url", &api.origin];
    let no_application = env.vsw(line).env("VONAGE_PRIVATE_KEY_PATH", &path).run().expect(2);
    assert!(no_application.stderr.contains("no application given"), "{no_application:?}");
    assert!(api.seen().is_empty());
}

#[test]
fn k3_a_key_file_that_others_may_read_is_refused() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    for mode in [0o644, 0o640, 0o604, 0o660, 0o610] {
        let output = call_with_mode(&env, &api, mode).run().expect(3);
        let words = "other users have access to the private key in";
        assert!(
            output.stderr.contains(words) && output.stderr.contains(&format!("(mode {mode:04o})")),
            "{output:?}"
        );
        assert!(output.stderr.contains("hint: run `chmod 600 "), "{output:?}");
    }
    assert!(api.seen().is_empty());
    for mode in [0o600, 0o400] {
        call_with_mode(&env, &api, mode).run().expect(0);
    }
    assert_eq!(api.seen().len(), 2);
}

fn call_with_mode(env: &TestEnv, api: &Upstream, mode: u32) -> Vsw {
    let vsw = call(env, api, &["--say", "Hi"]);
    fs::set_permissions(env.path("home/application.pem"), fs::Permissions::from_mode(mode)).expect("a mode");
    vsw
}

#[test]
fn other_files_are_refused_by_name() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    for (name, words) in [
        ("application.pub.pem", "it is a public key"),
        ("encrypted.pem", "it is encrypted with a passphrase"),
        ("ec.pem", "it is not an RSA key"),
        ("small.pem", "it is not a usable RSA key of 2048 to 4096 bits (TooSmall)"),
        ("README.md", "it is not a private key in PEM"),
    ] {
        let path = env.write("home/other.pem", key(name));
        let output = keyless(&env, &api, &["--json"]).env("VONAGE_PRIVATE_KEY_PATH", path).run().expect(3);
        let error = output.json();
        assert_eq!(error["code"], "unfit-private-key", "{name}: {error}");
        assert!(error["message"].as_str().is_some_and(|message| message.contains(words)), "{name}: {error}");
    }
    assert!(api.seen().is_empty());
}

#[test]
fn k2_key_and_token_are_in_no_output() {
    let echo = |status: u16| {
        api(move |seen| {
            let told = seen.values("authorization").join(" ");
            let text = format!("{told} {}", KEY.replace('\n', " "));
            (
                status,
                serde_json::json!({"title": text, "detail": text, "uuid": text, "status": text}).to_string(),
            )
        })
    };
    let env = TestEnv::new();
    let lines: Vec<&str> = KEY.lines().filter(|line| !line.starts_with('-')).collect();
    for status in [201, 400, 401, 500] {
        for options in [["-vv", "--format=text"], ["-vv", "--format=json"], ["-q", "--format=text"]] {
            let api = echo(status);
            for of in ["profile", "variable", "file"] {
                let vsw = keyless(&env, &api, &options);
                let output = match of {
                    "profile" => {
                        env.write(env.config_file(), in_profile("default"));
                        vsw.run()
                    }
                    "variable" => vsw.env("VONAGE_PRIVATE_KEY", KEY.replace('\n', "\\n")).run(),
                    _ => vsw.env("VONAGE_PRIVATE_KEY_PATH", env.write("home/own.pem", KEY)).run(),
                };
                let _ = fs::remove_file(env.config_file());
                let token = token(api.seen().last().expect("a request"));
                let all = output.all();
                assert!(!all.contains(&token), "{status} {options:?}: {all}");
                for line in lines.iter().filter(|line| line.len() > 8) {
                    assert!(!all.contains(line), "{status} {options:?}: {line}: {all}");
                }
            }
        }
    }
}

fn in_profile(name: &str) -> String {
    format!("[profiles.{name}]\nprivate_key = \"\"\"\n{KEY}\"\"\"\n")
}

#[test]
fn k2_a_key_that_is_not_used_is_redacted_too() {
    let lines: Vec<&str> = KEY.lines().filter(|line| line.len() > 8 && !line.starts_with('-')).collect();
    let answer = serde_json::json!({"title": lines.join(" "), "detail": lines.join(" ")}).to_string();
    let server = Server::answering(move |_| (403, answer.clone()));
    let whoami = |env: &TestEnv, key: Option<String>| {
        let vsw = env.vsw(["whoami", "--api-url", server.origin()]);
        let vsw = vsw.env("VONAGE_API_KEY", "abcd1234").env("VONAGE_API_SECRET", "Secret1secret");
        let vsw = key.into_iter().fold(vsw, |vsw, key| vsw.env("VONAGE_PRIVATE_KEY", key));
        let output = vsw.run().expect(4);
        let shown = lines.iter().filter(|line| output.all().contains(**line)).count();
        (shown, output.all().contains("[redacted]"))
    };
    let env = TestEnv::new();
    assert!(whoami(&env, None).0 > 2, "without a key, its lines are ordinary words");
    for key in [KEY.to_owned(), KEY.replace('\n', "\\n"), KEY.replace('\n', "\r\n")] {
        assert_eq!(whoami(&env, Some(key)), (0, true));
    }
    env.write(env.config_file(), in_profile("other"));
    assert_eq!(whoami(&env, None), (0, true));
}
