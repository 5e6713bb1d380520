//! Tests `vsw config secret check`: its findings and exit codes, and that `list`, `show` and `retire` show no
//! fingerprint. No output shows a secret.

use serde_json::Value;

use super::{OTHER, add, retire, secret, with_profile};
use crate::env::TestEnv;

/// Returns `CODE weight` for each finding in a file with these bytes.
fn findings(env: &TestEnv, bytes: &[u8], code: i32) -> Vec<String> {
    let file = env.write("work/checked", bytes).display().to_string();
    let output = secret(env, ["check", "--json", "--signature-secret-file", &file], "").run().expect(code);
    let checked = &output.json()["secrets"][0];
    let found = checked["findings"].as_array().expect("findings");
    let text = |value: &Value| value.as_str().expect("a word").to_owned();
    found.iter().map(|one| format!("{} {}", text(&one["code"]), text(&one["weight"]))).collect()
}

#[test]
fn secret_check_reports_problems_with_exit_codes() {
    let env = TestEnv::new();
    let missing = secret(&env, ["check", "--json"], "").run().expect(3);
    assert_eq!(missing.json()["code"], "no-signature-secret");
    // The file's trailing newline is not part of the secret.
    assert_eq!(findings(&env, format!("{OTHER}\n").as_bytes(), 0), Vec::<String>::new());
    assert_eq!(findings(&env, b"twenty-characters-ab\n", 0), ["short note"]);
    assert_eq!(findings(&env, format!("{OTHER}\n\n").as_bytes(), 1), ["line-break problem"]);
    let pem = env.write("work/pem", "-----BEGIN PUBLIC KEY-----\n").display().to_string();
    let refused = secret(&env, ["check", "--json", "--signature-secret-file", &pem], "").run().expect(3);
    assert_eq!(refused.json()["code"], "unfit-secret");
}

#[test]
fn secret_check_compares_with_other_accounts_and_api_secrets() {
    let env = TestEnv::new();
    let file = |entries: &str| {
        env.write(
            "home/.config/vsw/config.toml",
            format!("[profiles.a]\napi_key = \"keyofa\"\napi_secret = \"{OTHER}\"\n[profiles.b]\napi_key = \"keyofb\"\n{entries}"),
        )
    };
    let codes = |words: &[&str], code: i32| -> Vec<Vec<String>> {
        let line = ["check", "--json"].into_iter().chain(words.iter().copied());
        let output = secret(&env, line, "").run().expect(code);
        assert!(!output.all().contains(OTHER), "{output:?}");
        let text = |found: &Value| found["code"].as_str().expect("a code").to_owned();
        let codes = |one: &Value| one["findings"].as_array().expect("findings").iter().map(text).collect();
        output.json()["secrets"].as_array().expect("secrets").iter().map(codes).collect()
    };
    let good = "some other secret of thirty-two bytes or so";
    let entry = |profile: &str, secret: &str, more: &str| {
        format!("[[profiles.{profile}.signature_secrets]]\nsecret = \"{secret}\"\n{more}")
    };
    file(&entry("b", OTHER, ""));
    assert_eq!(codes(&["--profile", "b"], 1), [["api-secret"]]);
    file(&(entry("b", good, "") + &entry("b", good, "api_key = \"sub12345\"\n")));
    assert_eq!(codes(&["--profile", "b"], 1), [["two-accounts"], ["two-accounts"]]);
    file(&(entry("b", good, "label = \"x\"\n") + &entry("b", good, "label = \"y\"\n")));
    assert_eq!(codes(&["--profile", "b"], 0), [["repeated"], ["repeated"]]);
    file(&(entry("b", good, "") + &entry("b", "yet another secret of thirty-two bytes", "")));
    assert_eq!(codes(&["--profile", "b"], 0), [["nameless"], ["nameless"]]);
    // Each profile alone is fine; all together are not.
    file(&(entry("a", good, "") + &entry("b", good, "")));
    assert_eq!(codes(&["--profile", "b"], 0), [Vec::<String>::new()]);
    assert_eq!(codes(&["--all-profiles"], 1), [["two-accounts"], ["two-accounts"]]);
    // The same account in two profiles has one secret.
    file(&(entry("a", good, "api_key = \"keyofb\"\n") + &entry("b", good, "")));
    assert_eq!(codes(&["--all-profiles"], 0), [Vec::<String>::new()]);
    let given = env.write("work/given", good).display().to_string();
    let both = ["--signature-secret-file", &given, "--signature-secret-file", &format!("k={given}")];
    assert_eq!(codes(&both, 1), [vec!["two-accounts", "no-account"], vec!["two-accounts"]]);
}

#[test]
fn fingerprints_are_equal_on_every_machine_and_only_secret_check_shows_them() {
    // Computed with Python's hashlib; see the test next to the code.
    const FINGERPRINT: &str = "fp-1 chkz-1w6g";
    let published = "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
    let (env, _) = with_profile();
    let _ = add(&env, published, &[]).expect(0);
    let text = secret(&env, ["check"], "").run().expect(0);
    assert!(text.stdout.contains(&format!("fingerprint  {FINGERPRINT}\n")), "{text:?}");
    let file = env.write("work/secret", published).display().to_string();
    for words in [
        &["--signature-secret-file", &format!("a1b2c3d={file}")][..],
        &["--signature-secret-file", &file, "--api-key", "a1b2c3d"],
    ] {
        let line = ["check", "--json"].into_iter().chain(words.iter().copied());
        let report = secret(&env, line, "").run().expect(0).json();
        assert_eq!(
            (&report["secrets"][0]["fingerprint"], &report["secrets"][0]["bytes"]),
            (&FINGERPRINT.into(), &50.into())
        );
    }
    for line in [
        &["config", "secret", "list", "--json"][..],
        &["config", "show", "--json", "-vv"],
        &["config", "secret", "retire"],
    ] {
        let output = env.vsw(line).run().expect(0);
        assert!(!output.all().contains("fp-1") && !output.all().contains("chkz"), "{output:?}");
    }
    assert!(!env.read(env.config_file()).contains("fp-1"));
}

#[test]
fn k2_no_command_prints_stored_typed_or_rejected_secrets() {
    const PLANTED: &str = "Pl4nted\"secret'of some\\length é";
    let (env, _) = with_profile();
    let mut outputs = vec![add(&env, PLANTED, &["--label", "one"]), add(&env, PLANTED, &["-vv"])];
    for format in ["--format=text", "--format=json"] {
        for line in [
            &["list"][..],
            &["check"],
            &["check", "--all-profiles"],
            &["retire", "--label", "two"],
            &["add", "--label", "one", "--signature-secret-file", "-"],
            &["add", "--label", "Pl4nted", "--signature-secret-file", "-"],
            &["add", "--api-key", PLANTED, "--signature-secret-file", "-"],
            &["retire", "--label", PLANTED],
            &["retire", "--at", PLANTED],
        ] {
            outputs.push(secret(&env, line.iter().copied().chain([format]), PLANTED).run());
        }
    }
    outputs.push(retire(&env, &[]));
    outputs.push(add(&env, PLANTED, &[]));
    for output in outputs {
        for part in ["Pl4nted\"", "Pl4nted\\\"", "some\\length"] {
            assert!(!output.all().contains(part), "{output:?}");
        }
    }
}
