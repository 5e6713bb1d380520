//! Tests the signature secrets of `vsw verify`, and that verifying needs no home, configuration or network.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use super::{Genuine, NOW, vectors};
use crate::env::{Output, TestEnv, VSW};
use crate::skip::can_trace;

/// Verifies a genuine webhook with these secrets. Each comes with its account as `KEY=`, or with an empty text.
fn with(env: &TestEnv, secrets: &[(&str, &[u8])]) -> Output {
    let genuine = Genuine::new();
    let mut line: Vec<String> = ["verify", "--json", "--now"].map(str::to_owned).to_vec();
    line.extend([NOW.to_string(), "--header".into(), genuine.header, "--body".into(), genuine.body]);
    for (number, (account, secret)) in secrets.iter().enumerate() {
        let file = env.write(format!("work/secret{number}"), secret);
        line.extend(["--signature-secret-file".into(), format!("{account}{}", file.display())]);
    }
    env.vsw(line).run()
}

#[test]
fn v2_v10_invalid_signature_secrets_are_rejected_by_name() {
    let env = TestEnv::new();
    for vector in vectors::list("secrets") {
        let secret = vectors::bytes(&vector["secret"]);
        // vsw strips one trailing newline of a file.
        let output = with(&env, &[("", &[&secret[..], b"\n"].concat())]);
        let what = format!("{}: {output:?}", vector["name"]);
        let text = output.all();
        match vector["refused"].as_str() {
            None => assert_eq!(output.code, 1, "{what}"),
            Some("blank") => {
                assert_eq!(output.code, 3, "{what}");
                assert!(["empty", "blank"].iter().any(|word| text.contains(word)), "{what}");
            }
            Some(kind) => {
                let name = if kind == "pem" { "PEM" } else { "JSON Web Key" };
                assert_eq!(output.code, 3, "{what}");
                assert!(text.contains(name), "{what}");
            }
        }
        let short = output.stderr.contains("shorter than the recommended 32 bytes");
        assert_eq!(short, vector["refused"].is_null() && vector["short"] == true, "{what}");
        if vector["refused"].is_string() {
            assert!(!text.contains("verdict"), "{what}");
        }
    }
}

#[test]
fn v10_a_missing_or_empty_secret_never_disables_the_check() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let line = ["verify", "--json", "--header", &genuine.header, "--body", &genuine.body];
    let refused = |output: Output| {
        let report = output.expect(3).json();
        assert_eq!(report["schema"], "vsw/error/1");
        assert!(report["hint"].is_string(), "{report}");
        report
    };
    let unset = refused(env.vsw(line).run());
    for (name, value) in [
        ("VONAGE_SIGNATURE_SECRET", ""),
        ("VONAGE_SIGNATURE_SECRET", " \t"),
        ("VONAGE_API_SIGNATURE_SECRET", ""),
        ("VONAGE_SIGNATURE_SECRET_FILE", "/dev/null"),
        ("VONAGE_SIGNATURE_SECRET_FILE", "/dev/null/nonexistent"),
    ] {
        let report = refused(env.vsw(line).env(name, value).run());
        assert!(report["message"].as_str().expect("a message").contains(name), "{name}: {report}");
        assert_ne!(report["message"], unset["message"], "{name}");
    }
    let both = env.vsw(line).env("VONAGE_SIGNATURE_SECRET", "a").env("VONAGE_SIGNATURE_SECRET_FILE", "b");
    let _ = refused(both.run());
}

#[test]
fn v14_a_secret_belongs_to_one_account() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let secret = genuine.secret.as_bytes();
    let other = b"another secret of forty characters in all";
    // The token claims the account a1b2c3d.
    for (secrets, code, word) in [
        (&[("", secret)][..], 0, Value::Null),
        (&[("a1b2c3d=", secret)], 0, Value::Null),
        (&[("a1b2c3d=", secret), ("other=", other)], 0, Value::Null),
        (&[("other=", other), ("a1b2c3d=", secret)], 0, Value::Null),
        (&[("other=", secret)], 1, "api-key-mismatch".into()),
        (&[("other=", secret), ("a1b2c3d=", other)], 1, "api-key-mismatch".into()),
        (&[("a1b2c3d=", other)], 1, "signature-mismatch".into()),
        (&[("", other)], 1, "signature-mismatch".into()),
        (&[("other=", other)], 3, "no-secret-for-key".into()),
    ] {
        let output = with(&env, secrets).expect(code).json();
        assert_eq!(output["code"], word, "{secrets:?}");
        assert_eq!(output["verdict"] == "unchecked", code == 3, "{secrets:?}");
    }
    for secrets in [
        &[("", secret), ("", other)][..],
        &[("", secret), ("a1b2c3d=", other)],
        &[("a=", other), ("", secret)],
    ] {
        let output = with(&env, secrets).expect(3).json();
        assert_eq!(output["schema"], "vsw/error/1", "{secrets:?}");
        assert!(output["hint"].as_str().expect("a hint").contains("API_KEY=FILE"), "{output}");
    }
}

#[test]
fn verify_needs_no_home_writable_directory_or_configuration() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let work = env.path("work");
    std::fs::set_permissions(&work, std::fs::Permissions::from_mode(0o555)).expect("its mode");
    let line = ["--header", &genuine.header, "--body", &genuine.body];
    for (name, value) in
        [("HOME", "/dev/null/nonexistent"), ("HOME", "relative"), ("XDG_CONFIG_HOME", "relative")]
    {
        let output = genuine.verify(&env, &line).env(name, value).run().expect(0);
        assert!(output.stderr.is_empty(), "{output:?}");
    }
    let mut command = genuine.verify(&env, &line).into_command();
    let output = command.env_remove("HOME").env_remove("PATH").output().expect("a run");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert!(env.files().is_empty(), "{:?}", env.files());
}

#[test]
fn k7_verify_opens_no_internet_socket() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let now = NOW.to_string();
    let line = ["verify", "--now", &now, "--header", &genuine.header, "--body", &genuine.body];
    let traced = ["-f", "-qq", "-e", "trace=network,execve", "-o", "trace", VSW];
    let traced = env.command("/usr/bin/strace", traced.iter().chain(&line));
    if !can_trace("that verify makes no network calls") {
        return;
    }
    let proxies = [("HTTPS_PROXY", "http://127.0.0.1:9"), ("HTTP_PROXY", "http://127.0.0.1:9")];
    let _ = traced.envs(proxies).env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run().expect(0);
    let calls = env.read("work/trace");
    assert!(calls.contains("execve("), "{calls}");
    assert!(!calls.contains("AF_INET") && !calls.contains("connect("), "{calls}");
}
