//! Tests what `vsw verify` prints for a rejected webhook: proofs, likely causes, and checks that were not made.

use serde_json::{Value, json};

use super::{Genuine, NOW};
use crate::env::{Output, TestEnv};

/// Runs the command that an output prints as its proof. A shell splits the command into words.
fn proven(env: &TestEnv, genuine: &Genuine, output: &Output) -> Output {
    let proof = output.stdout.lines().find_map(|line| line.strip_prefix("  proof: vsw ")).expect("a proof");
    let words = std::process::Command::new("sh")
        .args(["-c", &format!("printf '%s\\0' {proof}")])
        .output()
        .expect("a shell");
    let words = String::from_utf8(words.stdout).expect("UTF-8");
    let words: Vec<&str> = words.trim_end_matches('\0').split('\0').collect();
    env.vsw(words).env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run()
}

#[test]
fn a_delivery_that_is_only_too_old_is_proven_genuine_as_of_its_time() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    env.write("work/it's a header", &genuine.header);
    let body = genuine.body.as_str();
    for (words, relative) in [
        (
            vec!["verify", "--header-file", "it's a header", "--body", body, "--now", "1587495922"],
            "16 min earlier",
        ),
        (vec!["verify", "--now=1587498562", "--header", &genuine.header, "--body", body], "1 h earlier"),
        (
            vec!["verify", "--header", &genuine.header, "--at=2020-04-22T20:49:22Z", "--body", body],
            "1 day earlier",
        ),
    ] {
        let run = |more: &[&str]| {
            let line = words.iter().chain(more).copied().collect::<Vec<_>>();
            env.vsw(line).env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run()
        };
        let output = run(&[]).expect(1);
        assert!(
            output
                .stdout
                .starts_with(&format!("✗ too old, but genuine when it was sent {relative}  too-old\n")),
            "{output:?}"
        );
        // The proof replaces the guess about the clock.
        assert!(!output.stdout.contains("why:") && output.stdout.matches("--at ").count() == 1, "{output:?}");
        assert_eq!(output.stderr.lines().count(), 1, "{output:?}");
        assert!(output.stderr.starts_with("hint: see `vsw explain "), "{output:?}");
        assert!(proven(&env, &genuine, &output).expect(0).stdout.starts_with("✓ genuine\n"));
        let report = run(&["--json"]).expect(1).json();
        assert_eq!(
            (&report["genuine_at"], &report["verdict"]),
            (&json!("2020-04-21T18:49:22Z"), &json!("invalid"))
        );
        assert_eq!(run(&["--json", "--no-explain"]).expect(1).json()["genuine_at"], "2020-04-21T18:49:22Z");
    }
    let late = env.vsw(["verify", "--header", &genuine.header, "--body", body]);
    let late = late.env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run().expect(1);
    assert!(
        late.stdout.starts_with("✗ too old, but genuine when it was sent ")
            && late.stdout.contains(" ago  too-old\n")
    );
    // These deliveries have other errors than `too-old`, so they have no `genuine_at`.
    for words in [
        ["--body", "{}", "--now", "1587495922"],
        ["--body", body, "--now", "1587494800"],
        ["--body", body, "--expect-api-key", "other"],
    ] {
        let line = [&["verify", "--json", "--header", &genuine.header][..], &words].concat();
        let report = env.vsw(line).env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run().expect(1).json();
        assert_eq!(report["genuine_at"], Value::Null, "{report}");
    }
}

#[test]
fn the_proof_of_a_delivery_from_stdin_is_not_a_command_that_waits_for_it() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let (request, late) = (genuine.request(""), ["--now", "1587495922"]);
    env.write("work/body", &genuine.body);
    for (words, input) in [
        (["--request-file", "-", "", ""], &request),
        (["--header-file", "-", "--body-file", "body"], &genuine.header),
        (["--header-file=-", "--body-file", "body", ""], &genuine.header),
    ] {
        let line = ["verify"].into_iter().chain(words).chain(late).filter(|word| !word.is_empty());
        let vsw =
            || env.vsw(line.clone().collect::<Vec<_>>()).env("VONAGE_SIGNATURE_SECRET", &genuine.secret);
        let output = vsw().stdin(input).run().expect(1);
        let proof = "  proof: repeat the command with the same input and `--at 2020-04-21T18:49:22Z`\n";
        assert!(output.stdout.contains(proof), "{output:?}");
    }
}

#[test]
fn what_was_not_checked_names_the_option_that_checks_it() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let line = ["--header", genuine.header.as_str(), "--body", genuine.body.as_str()];
    let output = genuine.verify(&env, &line).run().expect(0);
    assert!(
        output.stdout.contains("not checked without --expect-api-key; the token names a1b2c3d\n"),
        "{output:?}"
    );
    let rest =
        ["--expect-api-key", "a1b2c3d", "--expect-application", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"];
    let output = genuine.verify(&env, &[&line[..], &rest].concat()).run().expect(0);
    assert!(!output.stdout.contains("not checked"), "{output:?}");
    let output = genuine.verify(&env, &[&line[..], &["--max-age", "0"]].concat()).run().expect(0);
    assert!(output.stdout.contains("  age         not checked (--max-age 0)\n"), "{output:?}");
    for line in [&line[..], &["--body", "{}"]] {
        assert!(!genuine.verify(&env, line).run().stdout.contains("skipped"));
    }
}

#[test]
fn a_single_secret_without_an_account_shows_the_account_of_the_token() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    env.write("work/other", "another secret of forty characters in all");
    let verify = |secrets: &[&str]| {
        let line = ["--header", &genuine.header, "--body", &genuine.body];
        genuine.verify(&env, &[&line[..], secrets].concat()).run().expect(1)
    };
    let output = verify(&["--signature-secret-file", "other"]);
    assert!(output.stdout.contains("; the token claims account `a1b2c3d` (unverified)\n"), "{output:?}");
    let output = verify(&["--signature-secret-file", "a1b2c3d=other"]);
    assert!(!output.stdout.contains("claims account"), "{output:?}");
}

#[test]
fn a_rejection_without_a_known_cause_is_reported_as_such() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let nothing = "\n  no usual rewriting explains this body, so its content was probably changed: ";
    let changed = genuine.body.replacen("answered", "completed", 1);
    let run = |words: &[&str]| genuine.verify(&env, &[&["--body"], words].concat()).run().expect(1);
    let output = run(&[&changed, "--header", &genuine.header]);
    assert!(
        output.stdout.contains(nothing) && output.stderr == "hint: see `vsw explain payload-mismatch`\n",
        "{output:?}"
    );
    assert!(!run(&[&changed, "--header", &genuine.header, "--no-explain"]).stdout.contains(nothing));
    assert!(!run(&[&format!("{}\n", genuine.body), "--header", &genuine.header]).stdout.contains(nothing));
    let output = genuine.verify(&env, &["--header", &genuine.header, "--body", &genuine.body]);
    let output =
        output.env("VONAGE_SIGNATURE_SECRET", "some other secret of forty characters...").run().expect(1);
    assert!(
        output.stdout.contains("\n  none of the secrets that vsw tried made the signature"),
        "{output:?}"
    );
}

#[test]
fn proofs_come_before_guesses_and_the_second_cause_is_marked() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    // The body was rewritten, and the delivery is verified late.
    let body = format!("{}\n", genuine.body);
    let late = (NOW + 1000).to_string();
    let output = env.vsw(["verify", "--header", &genuine.header, "--body", &body, "--now", &late]);
    let output = output.env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run().expect(1);
    let causes: Vec<&str> = output
        .stdout
        .lines()
        .filter(|line| line.starts_with("  why: ") || line.starts_with("  also: "))
        .collect();
    assert_eq!(causes, ["  why: body-newline-added", "  also: clock-replay"], "{output:?}");
    // A genuine token after another scheme than `Bearer`.
    let header = format!("JWT {}", genuine.token());
    let line = ["--header", &header, "--body", &genuine.body];
    let report = genuine.verify(&env, &[&line[..], &["--json"]].concat()).run().expect(1).json();
    assert_eq!(
        (&report["code"], &report["explanation"][0]["code"]),
        (&json!("not-bearer"), &json!("header-scheme"))
    );
    assert_eq!(report["explanation"][0]["proven"], true);
    let output = genuine.verify(&env, &line).run().expect(1);
    let detail = "the header has a token after `JWT` instead of `Bearer`; the token alone was tried; with this, every check passes";
    assert!(output.stdout.contains(detail) && !output.all().contains("a proxy set"), "{output:?}");
}

#[test]
fn the_token_is_found_wherever_decode_finds_it() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let block = format!(
        "Host: a.example.com\r\nX-Trace: b.c.d\r\nAuthorization: {}\r\nAccept: */*\r\n",
        genuine.header
    );
    let request = format!("POST /webhooks/event HTTP/1.1\n{block}");
    let log =
        json!({"host": "a.example.com", "headers": {"authorization": genuine.header}, "body": genuine.body});
    let command = format!("curl -H 'Authorization: {}' https://a.example.com/event", genuine.header);
    for (text, code) in [
        (&block, Value::Null),
        (&request, Value::Null),
        (&log.to_string(), json!("not-bearer")),
        (&command, json!("not-bearer")),
        (&format!("token: {}", genuine.token()), json!("malformed-token")),
    ] {
        let decoded = env.vsw(["decode", "--json", "--header-file", "-"]).stdin(text).run().expect(0).json();
        assert_eq!(decoded["claims"]["jti"], "c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5", "{text}");
        let line = ["--header-file", "-", "--body", &genuine.body, "--json"];
        let report = genuine.verify(&env, &line).stdin(text).run().json();
        assert_eq!(report["code"], code, "{report}");
        if code.is_string() {
            assert_eq!(report["explanation"][0]["code"], "token-in-text", "{report}");
            let detail = report["explanation"][0]["detail"].as_str().expect("a detail");
            assert!(detail.ends_with("; with this, every check passes"), "{detail}");
        }
        let header =
            genuine.verify(&env, &["--header", text, "--body", &genuine.body, "--json"]).run().json();
        assert_eq!(header["code"], code);
    }
    // A repeated or renamed Authorization header has the same code in a block as in a request.
    let twice = format!("{block}authorization: {}\r\n", genuine.header);
    let line = ["--header-file", "-", "--body", &genuine.body, "--json"];
    assert_eq!(genuine.verify(&env, &line).stdin(twice).run().expect(1).json()["code"], "several-headers");
    let without = block.replace("Authorization", "X-Forwarded-Authorization");
    let report = genuine.verify(&env, &line).stdin(without).run().expect(1).json();
    assert_eq!(
        (&report["code"], &report["explanation"][0]["code"]),
        (&json!("no-header"), &json!("header-renamed"))
    );
}
