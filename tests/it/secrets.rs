//! Tests `vsw config secret`, which stores, lists and retires signature secrets.

mod check;
mod file;

use serde_json::Value;

use crate::env::{Output, TestEnv, Vsw};
use crate::verify::{Genuine, NOW};

/// Long enough that no warning about the length appears.
const OTHER: &str = "another secret of forty characters in all";

fn secret<'w>(env: &TestEnv, words: impl IntoIterator<Item = &'w str>, stdin: &str) -> Vsw {
    env.vsw(["config", "secret"].into_iter().chain(words)).stdin(stdin)
}

#[must_use]
fn add(env: &TestEnv, bytes: &str, words: &[&str]) -> Output {
    let line = ["add", "--json", "--signature-secret-file", "-"].into_iter().chain(words.iter().copied());
    secret(env, line, bytes).run()
}

#[must_use]
fn retire(env: &TestEnv, words: &[&str]) -> Output {
    secret(env, ["retire", "--json"].into_iter().chain(words.iter().copied()), "").run()
}

fn list(env: &TestEnv) -> Vec<String> {
    let report = secret(env, ["list", "--json"], "").run().expect(0).json();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let row = |one: &Value| {
        let fields = ["label", "api_key", "retired"].map(|name| text(&one[name]));
        format!("{} used={} in_force={}", fields.join(" "), one["used"], one["in_force"])
    };
    report["secrets"].as_array().expect("secrets").iter().map(row).collect()
}

/// Returns an environment with a profile for the account of a genuine delivery, and the delivery. The profile
/// has no secret.
fn with_profile() -> (TestEnv, Genuine) {
    let env = TestEnv::new();
    env.write("home/.config/vsw/config.toml", "[profiles.default] # mine\napi_key = \"a1b2c3d\" # the key\n");
    (env, Genuine::new())
}

/// Verifies the delivery with the configured secrets, without a maximum age.
fn verify(env: &TestEnv, genuine: &Genuine, words: &[&str]) -> Output {
    let line = ["verify", "--json", "--header", &genuine.header, "--body", &genuine.body, "--max-age", "0"];
    env.vsw(line.into_iter().chain(words.iter().copied())).run()
}

/// Verifies the delivery as of the time at which it was received.
fn verify_then(env: &TestEnv, genuine: &Genuine) -> Output {
    verify(env, genuine, &["--now", &NOW.to_string()])
}

#[test]
fn a_complete_secret_rotation() {
    let (env, genuine) = with_profile();
    let old = add(&env, &genuine.secret, &["--label", "old"]).expect(0).json();
    assert_eq!((&old["schema"], &old["outcome"]), (&"vsw/config-secret-add/1".into(), &"added".into()));
    assert_eq!(
        (&old["api_key"], &old["label"], &old["in_force"]),
        (&"a1b2c3d".into(), &"old".into(), &1.into())
    );
    assert_eq!(old["name"], "profile default, labelled old");
    assert!(old["added"].as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')), "{old}");
    assert_eq!(add(&env, OTHER, &["--label", "new"]).expect(0).json()["in_force"], 2);
    let report = verify_then(&env, &genuine).expect(0).json();
    assert_eq!(report["secret"], "profile default, labelled old");

    let retired = retire(&env, &["--label", "old"]).expect(0).json();
    assert_eq!((&retired["outcome"], &retired["in_force"]), (&"retired".into(), &1.into()));
    let now = verify(&env, &genuine, &[]).expect(1).json();
    assert_eq!((&now["code"], &now["claims"]), (&"signature-mismatch".into(), &Value::Null));
    assert!(now["detail"].as_str().expect("a sentence").contains("labelled old"), "{now}");
    assert_eq!(
        verify(&env, &genuine, &["--at", "2020-04-21T18:49:30Z"]).expect(0).json()["verdict"],
        "valid"
    );

    let again = retire(&env, &["--label", "old"]).expect(0).json();
    assert_eq!((&again["outcome"], &again["retired"]), (&"unchanged".into(), &retired["retired"]));
    let moved = retire(&env, &["--label", "old", "--at", "2020-01-01"]).expect(3);
    assert!(
        moved.stdout.contains("\"retired\"") && moved.stdout.contains("was already retired at"),
        "{moved:?}"
    );
    let rows = list(&env);
    assert!(
        rows[0].ends_with("used=true in_force=false") && rows[1] == "new a1b2c3d - used=true in_force=true"
    );

    let file = env.read(env.config_file());
    assert!(file.starts_with("[profiles.default] # mine\napi_key = \"a1b2c3d\" # the key\n"), "{file}");
    assert_eq!(env.mode(env.config_file()), 0o600);
}

#[test]
fn a_secret_is_valid_until_the_second_of_its_retirement() {
    let (env, genuine) = with_profile();
    let _ = add(&env, &genuine.secret, &[]).expect(0);
    let retired = retire(&env, &["--at", "2020-04-21T20:49:30+02:00"]).expect(0).json();
    assert_eq!((&retired["retired"], &retired["in_force"]), (&"2020-04-21T18:49:30Z".into(), &0.into()));
    assert_eq!(NOW, 1_587_494_970, "that is the time below");
    for (now, code) in [("1587494969", 0), ("1587494970", 1), ("1587494971", 1)] {
        let _ = verify(&env, &genuine, &["--now", now]).expect(code);
    }
    // In the file, a date without a time means 00:00 UTC on that day.
    for (day, code) in [("2020-04-21", 1), ("2020-04-22", 0)] {
        let file = format!(
            "[profiles.default]\napi_key = \"a1b2c3d\"\nsignature_secrets = [{{ secret = \"{}\", retired = {day} }}]\n",
            genuine.secret
        );
        env.write("home/.config/vsw/config.toml", file);
        let _ = verify_then(&env, &genuine).expect(code);
    }
}

#[test]
fn a_future_retirement_can_be_moved_earlier() {
    let (env, _) = with_profile();
    let _ = add(&env, OTHER, &[]).expect(0);
    let planned = retire(&env, &["--at", "2999-01-01"]).expect(0).json();
    assert_eq!((&planned["retired"], &planned["in_force"]), (&"2999-01-01".into(), &1.into()));
    assert_eq!(list(&env), ["- a1b2c3d 2999-01-01 used=true in_force=true"]);
    assert_eq!(retire(&env, &[]).expect(0).json()["in_force"], 0);
    assert!(!env.read(env.config_file()).contains("2999"));
    let text = secret(&env, ["retire"], "").run().expect(0);
    assert!(
        text.stdout.contains("is retired already") && text.stderr.contains("no active signature secret"),
        "{text:?}"
    );
}

#[test]
fn v14_a_sub_accounts_secret_verifies_only_its_account_in_any_order() {
    for first in [true, false] {
        let (env, genuine) = with_profile();
        // The token claims a1b2c3d, the account of the profile; the sub-account sub12345 has another secret.
        for (own, code, word) in [(true, 0, Value::Null), (false, 1, "api-key-mismatch".into())] {
            let (of_profile, of_sub) =
                if own { (genuine.secret.as_str(), OTHER) } else { (OTHER, genuine.secret.as_str()) };
            let entry = |secret: &str, key: &str| {
                format!("[[profiles.default.signature_secrets]]\n{key}secret = \"{secret}\"\n")
            };
            let mut entries = [entry(of_profile, ""), entry(of_sub, "api_key = \"sub12345\"\n")];
            if !first {
                entries.reverse();
            }
            let file = format!("[profiles.default]\napi_key = \"a1b2c3d\"\n{}", entries.concat());
            env.write("home/.config/vsw/config.toml", &file);
            let report = verify_then(&env, &genuine).expect(code).json();
            assert_eq!(report["code"], word, "{file}");
            env.write("home/.config/vsw/config.toml", file.replace("api_key = \"a1b2c3d\"\n", ""));
            let refused = verify_then(&env, &genuine).expect(3).json();
            assert_eq!(refused["code"], "unfit-secrets", "{file}");
        }
    }
}

#[test]
fn v14_ambiguous_secrets_are_not_stored() {
    let env = TestEnv::new();
    // `add` creates a profile without an API key, because verifying needs no credentials.
    let report = add(&env, OTHER, &[]).expect(0).json();
    assert_eq!((&report["profile"], &report["api_key"]), (&"default".into(), &Value::Null));
    assert_eq!((env.mode(env.config_file()), env.mode("home/.config/vsw")), (0o600, 0o700));
    let before = env.read(env.config_file());
    for words in [&[][..], &["--api-key", "sub12345"]] {
        let refused = add(&env, "one more secret of some thirty-six bytes", words).expect(3).json();
        assert_eq!(refused["code"], "unfit-secrets");
        assert!(refused["hint"].as_str().expect("a hint").contains("--api-key KEY"), "{refused}");
    }
    assert_eq!(env.read(env.config_file()), before);
    assert_eq!(add(&env, OTHER, &["--profile", "defualt"]).expect(3).json()["code"], "unknown-profile");
}

#[test]
fn a_secret_is_stored_once_per_account_and_never_after_retirement() {
    let (env, _) = with_profile();
    let first = add(&env, OTHER, &["--label", "blue"]).expect(0).json();
    let before = env.read(env.config_file());
    for words in [&[][..], &["--label", "red"], &["--api-key", "a1b2c3d"]] {
        let again = add(&env, OTHER, words).expect(0).json();
        assert_eq!((&again["outcome"], &again["name"]), (&"unchanged".into(), &first["name"]));
    }
    assert_eq!(env.read(env.config_file()), before);
    assert_eq!(
        add(&env, OTHER, &["--api-key", "sub12345", "--label", "blue"]).expect(0).json()["outcome"],
        "added"
    );
    let _ = retire(&env, &["--label", "blue", "--api-key", "a1b2c3d"]).expect(0);
    let before = env.read(env.config_file());
    let refused = add(&env, OTHER, &[]).expect(3).json();
    assert_eq!(refused["code"], "retired");
    let sentence = refused["message"].as_str().expect("a sentence");
    assert!(sentence.contains("labelled blue) and was retired at"), "{sentence}");
    assert!(refused["hint"].as_str().expect("a hint").contains("`retired`"), "{refused}");
    assert_eq!(env.read(env.config_file()), before);
    // A new secret may have the same label as a retired secret.
    let new = add(&env, "a new secret that is long enough for all", &["--label", "blue"]).expect(0).json();
    let name = new["name"].as_str().expect("its name");
    assert!(name.starts_with("profile default, labelled blue, added 20"), "{name}");
}

#[test]
fn labels_are_unique_and_printable() {
    let (env, _) = with_profile();
    let _ = add(&env, OTHER, &["--label", "blue"]).expect(0);
    let before = env.read(env.config_file());
    let third = "a third secret that is long enough, too";
    let taken = add(&env, third, &["--label", "blue"]).expect(3).json();
    let message =
        "another active signature secret of the profile `default` has the label `blue`; nothing was written";
    assert_eq!((&taken["code"], &taken["message"]), (&"label-taken".into(), &message.into()));
    let long = "x".repeat(65);
    for label in ["", " ", "x ", "a\nb", "a\u{1b}[31mb", "a\u{202e}b", "::error::x", &long] {
        assert_eq!(add(&env, third, &["--label", label]).expect(2).json()["code"], "usage", "{label:?}");
    }
    // Labels are shown, so a label must not contain the secret or a part of it.
    for label in ["third secret", &format!("{third} 2026")] {
        let refused = add(&env, third, &["--label", label]).expect(2);
        assert!(refused.stdout.contains("part of the secret"), "{refused:?}");
    }
    for words in [&["--api-key", ""][..], &["--api-key", " "], &["--api-key", "a:b"]] {
        let _ = add(&env, third, words).expect(2);
    }
    assert_eq!(env.read(env.config_file()), before);
    let _ = add(&env, third, &["--label", &"ü".repeat(64)]).expect(0);
}

#[test]
fn retire_needs_a_unique_secret_and_lists_the_candidates() {
    let (env, _) = with_profile();
    let none = retire(&env, &[]).expect(3).json();
    assert_eq!(none["code"], "no-signature-secret");
    assert_eq!(
        none["hint"],
        "with `--profile NAME`, select the profile that has the secret; `vsw config show` prints the profiles"
    );
    let second = "a second secret that is long enough, too";
    let third = "a third secret that is long enough, too";
    let _ = add(&env, OTHER, &["--label", "blue"]).expect(0);
    let added = add(&env, second, &[]).expect(0).json()["added"].as_str().expect("a time").to_owned();
    let _ = add(&env, third, &["--label", "blue", "--api-key", "sub12345"]).expect(0);
    let before = env.read(env.config_file());
    for words in [&[][..], &["--label", "blue"], &["--api-key", "a1b2c3d"], &["--added", &added[..10]]] {
        let several = retire(&env, words).expect(2).json();
        let sentence = several["message"].as_str().expect("a sentence");
        assert!(sentence.contains("profile default, labelled blue"), "{words:?}: {sentence}");
    }
    for words in [
        &["--label", "red"][..],
        &["--label", "blue", "--api-key", "unknown"],
        &["--added", "2020-01-01"],
        &["--label", "blu"],
    ] {
        let nothing = retire(&env, words).expect(3).json();
        let sentence = nothing["message"].as_str().expect("a sentence");
        assert!(sentence.contains("labelled blue; profile default, added 20"), "{words:?}: {sentence}");
    }
    for words in
        [&["--at", "soon"][..], &["--at", "2026-11-01T10:00"], &["--at", "1969-01-01"], &["--added", "x"]]
    {
        let _ = retire(&env, words).expect(2);
    }
    assert_eq!(env.read(env.config_file()), before);
    let name = retire(&env, &["--label", "blue", "--api-key", "sub12345"]).expect(0).json();
    assert_eq!(name["name"], "profile default, account sub12345, labelled blue");
    assert_eq!(retire(&env, &["--label", "blue"]).expect(0).json()["api_key"], "a1b2c3d");
    assert_eq!(retire(&env, &[]).expect(0).json()["added"], added.as_str());
    assert_eq!(list(&env).iter().filter(|row| row.contains("in_force=true")).count(), 0);
}

#[test]
fn secrets_from_other_sources_come_first_and_cannot_be_retired() {
    let env = TestEnv::new();
    let elsewhere =
        secret(&env, ["retire", "--json"], "").env("VONAGE_SIGNATURE_SECRET", OTHER).run().expect(3);
    assert_eq!(elsewhere.json()["code"], "no-such-secret");
    assert!(
        elsewhere.stdout.contains("VONAGE_SIGNATURE_SECRET") && !elsewhere.all().contains(OTHER),
        "{elsewhere:?}"
    );
    let (env, genuine) = with_profile();
    let _ = add(&env, &genuine.secret, &["--label", "blue"]).expect(0);
    let shown =
        secret(&env, ["list", "--json"], "").env("VONAGE_SIGNATURE_SECRET", OTHER).run().expect(0).json();
    let listed: Vec<_> = shown["secrets"]
        .as_array()
        .expect("secrets")
        .iter()
        .map(|one| (&one["name"], &one["used"]))
        .collect();
    assert_eq!(
        listed,
        [
            (&"VONAGE_SIGNATURE_SECRET".into(), &true.into()),
            (&"profile default, labelled blue".into(), &false.into())
        ]
    );
    let second = "a second secret that is long enough, too";
    for (words, variable, warned) in [
        (&["add", "--signature-secret-file", "-"][..], "VONAGE_SIGNATURE_SECRET", true),
        (&["retire", "--label", "blue"], "NEXMO_API_SIGNATURE_SECRET_FILE", true),
        (&["retire", "--label", "blue", "--profile", "default"], "VONAGE_SIGNATURE_SECRET", false),
        (
            &["retire", "--label", "blue", "--profile", "default"],
            "VSW_PROFILE_DEFAULT_SIGNATURE_SECRET",
            true,
        ),
    ] {
        let output = secret(&env, words.iter().copied(), second).env(variable, OTHER).run().expect(0);
        let warning = format!("{variable} is set and takes precedence");
        assert_eq!(output.stderr.contains(&warning), warned, "{words:?} {variable}: {output:?}");
    }
}
