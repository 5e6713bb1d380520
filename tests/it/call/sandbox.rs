//! Tests `vsw call` with the sandbox as the API, which sends the call's webhooks.

use serde_json::{Value, json};

use super::verification::events;
use super::{FROM, TO};
use crate::env::{Output, TestEnv, VSW};

/// Runs a shell script in `vsw sandbox`. In the script, `vsw` and `call` are functions.
fn on_the_sandbox(env: &TestEnv, options: &[&str], script: &str) -> Output {
    let call = format!("call --to {TO} --from {FROM} --say 'Your code is 1234'");
    let script = format!("vsw() {{ {VSW} \"$@\"; }}; call() {{ vsw {call} \"$@\"; }}\n{script}");
    let line = ["sandbox", "--pace", "0"];
    let words = line.iter().chain(options).copied().chain(["--", "sh", "-c", script.as_str()]);
    env.vsw(words.collect::<Vec<_>>()).run()
}

fn documents(output: &Output) -> Vec<Value> {
    let documents = serde_json::Deserializer::from_str(&output.stdout).into_iter::<Value>();
    documents.map(|one| one.unwrap_or_else(|error| panic!("{error}: {output:?}"))).collect()
}

#[test]
fn every_webhook_of_the_guides_call_is_verified() {
    let env = TestEnv::new();
    let script = "vsw enable -q >&2 && call --verify --json";
    let output = on_the_sandbox(&env, &[], script).expect(0);
    let [report] = &documents(&output)[..] else { panic!("one report: {output:?}") };
    let mut signed = events(report);
    signed.sort();
    assert_eq!(
        signed,
        ["answered genuine 1", "completed genuine 1", "ringing genuine 1", "started genuine 1"]
    );
    assert_eq!(report["verification"]["ended"], json!("completed"));
    on_the_sandbox(&env, &["--signing", "preview"], script).expect(0);
}

#[test]
fn without_the_flag_the_call_fails_the_verification() {
    let env = TestEnv::new();
    let output = on_the_sandbox(&env, &[], "vsw disable -q >&2 && call --verify --json").expect(1);
    let [report] = &documents(&output)[..] else { panic!("one report: {output:?}") };
    assert_eq!(report["verification"]["summary"], json!({"signed": 0, "unsigned": 4, "rejected": 0}));
    assert!(events(report).iter().all(|event| event.ends_with(" unsigned 2")), "{report}");
}

#[test]
fn a_busy_callee_ends_the_call() {
    let env = TestEnv::new();
    let script = "command -v curl >/dev/null || exit 77
        curl -sf -H 'Content-Type: application/json' $VSW_API_URL/_sandbox/calls \
                  -d '{\"direction\":\"outbound\",\"scenario\":\"busy\"}' >&2 &&
        vsw enable -q >&2 && call --verify --json";
    let output = on_the_sandbox(&env, &[], script);
    if output.code == 77 {
        return crate::skip::not_tested("a busy callee: curl is missing");
    }
    let output = output.expect(0);
    assert_eq!(documents(&output)[0]["verification"]["ended"], json!("busy"), "{output:?}");
}

#[test]
fn another_applications_key_is_refused() {
    let env = TestEnv::new();
    let script = "call --application 00000000-0000-4000-8000-00000000ffff";
    let output = on_the_sandbox(&env, &[], script).expect(4);
    let words = "the API rejected the credentials (401)";
    assert!(output.stderr.contains(words) && output.stderr.contains("no call was made"), "{output:?}");
}
