//! Tests that a real call needs a confirmation, and that read-only mode refuses it.

use super::{APPLICATION, FROM, KEY, TO, api, call, created};
use crate::env::{TestEnv, Vsw};
use crate::terminal::Terminal;

/// `https://api.invalid` is not on this machine, so the call counts as real; the name never resolves.
fn real(env: &TestEnv, words: &[&str]) -> Vsw {
    let key = env.write("home/application.pem", KEY);
    let line = ["call", "--to", TO, "--from", FROM, "--say", "Your code is 1234", "--timeout", "5"];
    env.vsw(line.iter().chain(words))
        .env("VSW_API_URL", "https://api.invalid")
        .env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY_PATH", key)
        .env("VONAGE_SIGNATURE_SECRET", crate::sign::SECRET)
}

#[test]
fn a_real_call_needs_a_yes() {
    let env = TestEnv::new();
    let asked = real(&env, &["--event-url", "https://example.com/e?key=hunter2"]).run().expect(2);
    for words in [
        "POST https://api.invalid/v1/calls as application",
        "\"text\": \"Your code is 1234\"",
        "it costs money and reaches the phone of 447700900000",
        "confirmation needed, but no terminal is attached; no call was made",
        "then pass `--yes`",
    ] {
        assert!(asked.stderr.contains(words), "{words}: {asked:?}");
    }
    assert!(!asked.all().contains("hunter2"), "{asked:?}");
    let quiet = real(&env, &["--quiet"]).run().expect(2);
    assert!(quiet.stderr.contains("POST https://api.invalid/v1/calls"), "{quiet:?}");
    let sent = real(&env, &["--yes"]).run().expect(5);
    assert!(sent.stderr.contains("costs money") && sent.stderr.contains("cannot reach the API"), "{sent:?}");
    assert!(sent.stderr.contains("no call was made"), "{sent:?}");
}

#[test]
fn p1_only_a_yes_makes_a_real_call() {
    let env = TestEnv::new();
    for (answer, code, words) in
        [("n", 1, "declined"), ("", 1, "declined"), ("yes", 5, "cannot reach the API")]
    {
        let mut terminal = Terminal::of(in_shell(&env, &[]));
        terminal
            .asked_to_confirm("Call 447700900000 from 442079460000? It costs money and rings that phone.");
        terminal.type_line(answer);
        let seen = terminal.end(code);
        assert!(seen.contains(words), "{answer}: {seen}");
    }
    let mut terminal =
        Terminal::of(in_shell(&env, &["--verify", "--public-url", "https://t.example", "--port", "0"]));
    terminal.asked_to_confirm("Call 447700900000");
    terminal.interrupt();
    terminal.end(130);
}

fn in_shell(env: &TestEnv, words: &[&str]) -> Vsw {
    let key = env.write("home/application.pem", KEY);
    let line = format!("call --to {TO} --from {FROM} --say Hi {}", words.join(" "));
    env.command("/bin/sh", ["-c", &crate::terminal::script(&line)])
        .env("VSW_API_URL", "https://api.invalid")
        .env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY_PATH", key)
        .env("VONAGE_SIGNATURE_SECRET", crate::sign::SECRET)
}

#[test]
fn verify_needs_an_address_that_vonage_reaches() {
    let env = TestEnv::new();
    for words in [
        &["--verify", "--yes"][..],
        &["--verify", "--yes", "--public-url", "http://127.0.0.1:8787"],
        &["--verify", "--yes", "--public-url", "http://localhost:8787"],
    ] {
        let refused = real(&env, words).run().expect(2);
        for words in
            ["--verify needs a public address", "--public-url https://", "`vsw status", "`vsw audit`"]
        {
            assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        }
        assert!(!refused.stderr.contains("costs money"), "it is not asked about: {refused:?}");
    }
    let words = ["--verify", "--yes", "--port", "0", "--public-url", "https://tunnel.example/base/"];
    let shown = real(&env, &words).run().expect(5);
    assert!(shown.stderr.contains("\"https://tunnel.example/base/webhooks/event/"), "{shown:?}");
}

#[test]
fn read_only_mode_refuses_a_call() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let output = call(&env, &api, &["--say", "Hi", "--json"]).env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(output.json()["code"], "read-only");
    assert!(api.seen().is_empty());
}

#[test]
fn a_configured_secret_is_not_spoken() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let words = format!("Your code is {}", crate::sign::SECRET);
    let output = call(&env, &api, &["--say", &words, "--json"]).run().expect(3);
    assert_eq!(output.json()["code"], "own-secret");
    assert!(api.seen().is_empty());
}
