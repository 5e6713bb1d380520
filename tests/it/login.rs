//! Tests `login` and `logout`: what they store, where and with which mode.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::env::{Output, TestEnv, Vsw};
use crate::server::{Server, basic};

const ONE: &str = "11111111-1111-1111-1111-111111111111";
const TWO: &str = "22222222-2222-2222-2222-222222222222";
const SECRET: &str = "Secret1secret";

fn account() -> Server {
    Server::account("abcd1234", SECRET, &[(ONE, "one"), (TWO, "two")])
}

const SCRIPT: [&str; 5] = ["login", "--api-key", "abcd1234", "--api-secret-file", "-"];

fn script(env: &TestEnv, server: &Server, more: &[&str]) -> Vsw {
    let line = [&SCRIPT[..], &["--json", "--api-url", server.origin()], more].concat();
    env.vsw(line).stdin(format!("{SECRET}\n"))
}

#[test]
fn login_from_a_script_stores_checked_credentials_for_later_commands() {
    let (env, server) = (TestEnv::new(), account());
    let signature = env.write("signature", "Sign1sign1sign1\r\n").display().to_string();
    let output =
        script(&env, &server, &["--application", TWO, "--signature-secret-file", &signature]).run().expect(0);
    let json = output.json();
    for (member, value) in [
        ("schema", "vsw/login/1".into()),
        ("profile", "default".into()),
        ("default_profile", true.into()),
        ("api_key", "abcd1234".into()),
        ("api_url", server.origin().into()),
        ("applications", 2.into()),
        ("application", TWO.into()),
        ("signature_secrets", 1.into()),
        ("stored_in", "file".into()),
        ("config_file", env.config_file().display().to_string().into()),
        ("imported_from", serde_json::Value::Null),
        ("requests", 1.into()),
    ] {
        assert_eq!(json[member], value, "{member}");
    }
    assert!(!output.all().contains(SECRET) && !output.all().contains("Sign1"), "{output:?}");
    let stored = env.read(env.config_file());
    assert!(stored.contains("api_secret = \"Secret1secret\"\n"), "{stored}");
    assert!(stored.contains("secret = \"Sign1sign1sign1\"\nadded = \"20"), "{stored}");
    // The profile stores the API's origin, so that the credentials are sent only to that origin.
    let whoami = env.vsw(["whoami", "--json"]).run().expect(0).json();
    assert_eq!(whoami["api_url_origin"]["source"], "profile");
    assert_eq!(server.seen()[1].authorization, format!("Basic {}", basic("abcd1234", SECRET)));
}

#[test]
fn k3_credentials_are_0600_in_0700_directories_under_any_umask() {
    let server = account();
    for umask in ["000", "022", "077"] {
        let env = TestEnv::new();
        let line = [&SCRIPT[..], &["--api-url", server.origin()]].concat();
        env.vsw_under(umask, line).stdin(SECRET).run().expect(0);
        assert_eq!(env.mode(env.config_file()), 0o600, "{umask}");
        for directory in ["home/.config", "home/.config/vsw"] {
            assert_eq!(env.mode(directory), 0o700, "{umask} {directory}");
        }
        assert_eq!(env.files(), [env.config_file()], "nothing is left beside it");
    }
}

#[test]
fn k3_a_rewrite_keeps_mode_comments_and_order() {
    let (env, server) = (TestEnv::new(), account());
    let before = format!(
        "# mine\n[profiles.default] # first\napi_key = \"abcd1234\" # key\napi_secret = \"old\"\napi_url = \"{}\" # there\n\n# last\n[profiles.zeta]\napi_key = \"z\"\n",
        server.origin()
    );
    let path = env.write("home/.config/vsw/config.toml", &before);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    script(&env, &server, &[]).run().expect(0);
    assert_eq!(env.read(&path), before.replace("old", SECRET));
    assert_eq!(env.mode(&path), 0o640);
}

#[test]
fn k3_no_link_is_written_through() {
    let (env, server) = (TestEnv::new(), account());
    let target = env.write("work/theirs.toml", "# theirs\n");
    fs::create_dir_all(env.path("home/.config/vsw")).expect("a directory");
    symlink(&target, env.config_file()).expect("a link");
    let output = script(&env, &server, &[]).run().expect(3);
    assert_eq!(output.json()["code"], "file-unsafe");
    assert_eq!(env.read(&target), "# theirs\n");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn rejected_credentials_are_not_stored() {
    let (env, server) = (TestEnv::new(), account());
    let busy = Server::answering(|_| (500, String::new()));
    let nonsense = Server::answering(|_| (200, "{}".into()));
    let refused = script(&env, &server, &[]).stdin("wrong-one").run().expect(4);
    assert_eq!(refused.json()["code"], "unauthorized");
    assert!(refused.stdout.contains("nothing was stored"), "{refused:?}");
    for (server, code) in [(&busy, 5), (&nonsense, 5)] {
        script(&env, server, &["--timeout", "1"]).run().expect(code);
    }
    let foreign =
        script(&env, &server, &["--application", "33333333333333333333333333333333"]).run().expect(4);
    assert_eq!(foreign.json()["code"], "not-found");
    let blank = env.write("blank", "\n").display().to_string();
    script(&env, &server, &["--signature-secret-file", &blank]).run().expect(3);
    fs::remove_file(blank).expect("a file");
    assert!(env.files().is_empty(), "{:?}", env.files());
}

#[test]
fn k2_a_secret_echoed_by_the_server_is_redacted() {
    let (env, server) = (TestEnv::new(), account());
    for secret in ["wrong-one", "wrong\"one\\", "wröng-öne"] {
        for verbosity in ["-q", "-v", "-vv"] {
            for format in ["text", "json"] {
                let line =
                    [&SCRIPT[..], &["--api-url", server.origin(), verbosity, "--format", format]].concat();
                let all = env.vsw(line).stdin(secret).run().expect(4).all();
                let base64 = basic("abcd1234", secret);
                for planted in [secret, &base64, base64.trim_end_matches('=')] {
                    assert!(!all.contains(planted), "{secret} {verbosity} {format}: {all}");
                }
            }
        }
    }
}

#[test]
fn stdin_and_files_lose_one_trailing_newline() {
    let env = TestEnv::new();
    for (typed, sent) in
        [("s3cret", "s3cret"), ("s3cret\n", "s3cret"), ("s3cret\r\n", "s3cret"), (" s3cret \n", " s3cret ")]
    {
        let server = Server::account("abcd1234", sent, &[]);
        script(&env, &server, &[]).stdin(typed).run().expect(0);
        let file = env.write("secret", typed).display().to_string();
        let line =
            ["login", "--api-key", "abcd1234", "--api-secret-file", &file, "--api-url", server.origin()];
        env.vsw(line).run().expect(0);
    }
    let server = account();
    // A second line is rejected, not dropped.
    let output = script(&env, &server, &[]).stdin("s3cret\n\n").run().expect(3);
    assert_eq!(output.json()["code"], "bad-value");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn without_a_terminal_login_names_the_missing_options() {
    let (env, server) = (TestEnv::new(), account());
    let code = |output: Output| output.expect(2).json()["message"].as_str().unwrap_or_default().to_owned();
    let login = |more: &[&str]| code(env.vsw(["login", "--json"].iter().chain(more)).run());
    assert!(login(&[]).contains("an API key and an API secret"));
    assert!(login(&["--api-key", "k"]).contains("needs an API secret"));
    assert!(login(&["--api-secret-file", "-"]).contains("needs an API key"));
    let both = code(script(&env, &server, &["--signature-secret-file", "-"]).run());
    assert!(both.contains("--api-secret-file") && both.contains("--signature-secret-file"), "{both}");
    assert!(env.files().is_empty() && server.seen().is_empty());
}

#[test]
fn a_stored_secret_of_the_new_account_is_neither_revived_nor_doubled() {
    let server = account();
    for (retired, code) in [("retired = \"2020-01-01\"\n", 3), ("", 0)] {
        let env = TestEnv::new();
        let secret = "Sign1sign1sign1sign1sign1sign1sign1";
        let signature = env.write("signature", secret).display().to_string();
        let stored = format!(
            "[profiles.default]\napi_key = \"other\"\napi_secret = \"Secret2secret\"\n\n\
             [[profiles.default.signature_secrets]]\nsecret = \"{secret}\"\napi_key = \"abcd1234\"\n{retired}"
        );
        env.write("home/.config/vsw/config.toml", stored);
        script(&env, &server, &["--signature-secret-file", &signature]).run().expect(code);
        assert_eq!(env.read(env.config_file()).matches(secret).count(), 1, "{retired}");
    }
}

#[test]
fn the_first_login_keeps_what_the_profile_has() {
    let (env, server) = (TestEnv::new(), account());
    let key = env.write("private.key", "").display().to_string();
    let before = format!(
        "[profiles.default]\nprivate_key = \"{key}\"\napplication_id = \"{TWO}\"\n\
         [[profiles.default.signature_secrets]]\nsecret = \"Sign1sign1sign1\"\n"
    );
    env.write("home/.config/vsw/config.toml", before);
    let report = script(&env, &server, &[]).run().expect(0).json();
    assert_eq!((&report["application"], &report["signature_secrets"]), (&TWO.into(), &1.into()));
    let stored = env.read(env.config_file());
    assert!(stored.contains(&key) && stored.contains("Sign1sign1sign1"), "{stored}");
    assert!(stored.contains("api_key = \"abcd1234\""), "{stored}");
}

#[test]
fn profiles_are_added_and_removed_independently() {
    let (env, server) = (TestEnv::new(), account());
    script(&env, &server, &["--profile", "first-one"]).run().expect(0);
    let second = script(&env, &server, &["--profile", "second"]).run().expect(0);
    assert_eq!(second.json()["default_profile"], false);
    assert_eq!(env.vsw(["whoami", "--json"]).run().expect(0).json()["profile"], "first-one");
    env.vsw(["logout", "--profile", "third"]).run().expect(3);
    let gone = env.vsw(["logout", "--json"]).run().expect(0).json();
    assert_eq!((&gone["schema"], &gone["profile"]), (&"vsw/logout/1".into(), &"first-one".into()));
    assert_eq!(gone["removed"], serde_json::json!(["api_key", "api_secret", "api_url"]));
    let left = env.read(env.config_file());
    assert!(!left.contains("first-one") && left.contains("[profiles.second]"), "{left}");
    let removed = env.vsw(["logout", "--profile", "second"]).run().expect(0);
    assert!(removed.stdout.contains("removed profile second (account abcd1234)"), "{removed:?}");
    assert!(!env.read(env.config_file()).contains(SECRET));
    let unknown = env.vsw(["logout", "--profile", "second", "--json"]).run().expect(3);
    assert_eq!(unknown.json()["code"], "unknown-profile");
}

#[test]
fn a_named_configuration_file_is_created() {
    let (env, server) = (TestEnv::new(), account());
    let path = env.path("elsewhere/vsw.toml");
    script(&env, &server, &["--config", &path.display().to_string()]).run().expect(0);
    assert_eq!((env.mode(&path), env.files()), (0o600, vec![path]));
}

#[test]
fn k4_a_missing_keyring_never_falls_back_to_a_file() {
    let (env, server) = (TestEnv::new(), account());
    // A build without keyring support gives the same error as a machine without a session bus.
    let output =
        script(&env, &server, &["--keyring"]).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").run();
    assert_eq!(output.expect(3).json()["code"], "keyring");
    assert!(env.files().is_empty() && server.seen().is_empty(), "{:?}", env.files());
    env.write("home/.config/vsw/config.toml", "[profiles.default]\napi_key = \"abcd1234\"\nkeyring = true\n");
    let output =
        env.vsw(["whoami", "--json"]).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").run();
    assert_eq!(output.expect(3).json()["code"], "keyring");
    let output =
        env.vsw(["logout"]).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").run().expect(3);
    let error = "error: the profile `default` keeps its secrets in the keyring, but ";
    assert!(output.stderr.starts_with(error), "{output:?}");
    assert!(
        output
            .stderr
            .contains("run `vsw login --profile default` to store the secrets in the configuration file"),
        "{output:?}"
    );
    let output = script(&env, &server, &[]).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").run();
    assert!(
        output.stderr.contains("was not copied: add it with `vsw config secret add --profile default`"),
        "{output:?}"
    );
    assert!(output.stderr.contains("the keyring may still hold this profile's api_secret"), "{output:?}");
    // A signature secret that was not copied stays in the keyring on purpose, so the warning about leftovers does not name it.
    assert!(!output.stderr.contains("may still hold this profile's signature_secret"), "{output:?}");
    assert_eq!(output.expect(0).json()["stored_in"], "file");
    assert!(!env.read(env.config_file()).contains("keyring"));
}

#[test]
fn read_only_applies_to_profiles() {
    let env = TestEnv::new();
    let line = ["login", "--api-key", "k", "--api-secret-file", "-", "--json"];
    let output = env.vsw(line).stdin("NotASecret1").env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(output.json()["code"], "read-only");
    assert!(env.files().is_empty());
}
