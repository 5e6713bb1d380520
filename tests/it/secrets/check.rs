//! Tests `vsw config secret check`, the only command that shows fingerprints of secrets.

use serde_json::{Value, json};

use super::{OTHER, add, retire, secret, with_profile};
use crate::env::TestEnv;

/// Returns each finding in a file with these bytes as `CODE WEIGHT`; the weight is `problem` or `note`.
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
    assert_eq!(findings(&env, b"twenty-characters-ab\n", 0), ["short note"]);
    assert_eq!(findings(&env, format!("{OTHER}\n\n").as_bytes(), 1), ["line-break problem"]);
    let pem = env.write("work/pem", "-----BEGIN PUBLIC KEY-----\n").display().to_string();
    let refused = secret(&env, ["check", "--json", "--signature-secret-file", &pem], "").run().expect(3);
    assert_eq!(refused.json()["code"], "unfit-secret");
}

/// Compares few secrets, because each run computes a slow fingerprint. Unit tests have more cases.
#[test]
fn secret_check_compares_with_other_accounts_and_api_secrets() {
    let env = TestEnv::new();
    let profile = |name: &str, more: &str| {
        format!(
            "[profiles.{name}]\napi_key = \"keyof{name}\"\n{more}signature_secrets = [{{ secret = \"{OTHER}\" }}]\n"
        )
    };
    let api_secret = format!("api_secret = \"{OTHER}\"\n");
    env.write("home/.config/vsw/config.toml", profile("a", &api_secret) + &profile("b", ""));
    let output = secret(&env, ["check", "--json", "--all-profiles"], "").run().expect(1);
    assert!(!output.all().contains(OTHER), "{output:?}");
    let report = output.json();
    for (one, account) in report["secrets"].as_array().expect("secrets").iter().zip(["keyofa", "keyofb"]) {
        let found = one["findings"].as_array().expect("findings");
        let codes: Vec<_> = found.iter().map(|found| found["code"].as_str().expect("a code")).collect();
        assert_eq!(
            (&one["api_key"], codes),
            (&account.into(), vec!["two-accounts", "api-secret"]),
            "{report}"
        );
    }
    assert_eq!(report["summary"], json!({"checked": 2, "problems": 4, "notes": 0}));
}

#[test]
fn fingerprints_are_equal_on_every_machine_and_only_secret_check_shows_them() {
    // Computed with Python's hashlib.
    const FINGERPRINT: &str = "fp-1 chkz-1w6g";
    let published = "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
    let (env, _) = with_profile();
    let _ = add(&env, published, &[]).expect(0);
    let text = secret(&env, ["check"], "").run().expect(0);
    assert!(text.stdout.contains(&format!("fingerprint  {FINGERPRINT}\n")), "{text:?}");
    let file = env.write("work/secret", published).display().to_string();
    let line = ["check", "--json", "--signature-secret-file", &file, "--api-key", "a1b2c3d"];
    let report = secret(&env, line, "").run().expect(0).json();
    let checked = &report["secrets"][0];
    assert_eq!((&checked["fingerprint"], &checked["bytes"]), (&FINGERPRINT.into(), &50.into()));
    assert_eq!((&checked["findings"], &report["summary"]["checked"]), (&json!([]), &json!(1)));
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
    // Each variant of `check` runs in one format only, because fingerprints are slow to compute.
    for (format, check) in
        [("--format=text", &["check"][..]), ("--format=json", &["check", "--all-profiles"])]
    {
        for line in [
            &["list"][..],
            check,
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
