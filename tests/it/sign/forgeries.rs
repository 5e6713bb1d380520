//! Tests the forgeries of `vsw sign --forge`: `vsw verify` must reject each with the listed code.

use super::{APPLICATION, IAT, SECRET, sign};
use crate::env::TestEnv;

fn kinds(env: &TestEnv) -> Vec<(String, String)> {
    let list = env.vsw(["sign", "--forge", "list", "--json"]).run().expect(0).json();
    assert_eq!(list["schema"], "vsw/forgeries/1");
    let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
    let list = list["forgeries"].as_array().expect("a list");
    list.iter().map(|kind| (text(&kind["kind"]), text(&kind["expected_code"]))).collect()
}

#[test]
fn each_forgery_is_rejected_with_its_code() {
    let env = TestEnv::new();
    env.write("work/secret", SECRET);
    let kinds = kinds(&env);
    assert!(kinds.len() > 30, "{kinds:?}");
    for (kind, code) in &kinds {
        for method in ["POST", "GET"] {
            let made =
                sign(&env, &["--event", "answered", "--method", method, "--forge", kind]).run().expect(0);
            let warned =
                made.stderr.starts_with("warning: this is a forgery: ") && made.stderr.contains(code);
            assert!(warned, "{kind}: {made:?}");
            let line = ["verify", "--json", "--now", IAT, "--signature-secret-file", "a1b2c3d=secret"];
            let line = line.iter().chain(&["--expect-application", APPLICATION, "--request-file", "-"]);
            let output = env.vsw(line).stdin(&made.stdout).run().expect(1);
            let report = output.json();
            assert_eq!(report["failures"], serde_json::json!([code]), "{kind} by {method}: {output:?}");
        }
    }
}

/// Computed with Python's hmac. With a wrong signature, even a handler that accepts HS512 would reject the forgery.
const HS512: &str = "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6Im9uZSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6IjQ0MTM2ZmEzNTViMzY3OGExMTQ2YWQxNmY3ZTg2NDllOTRmYjRmYzIxZmU3N2U4MzEwYzA2MGY2MWNhYWZmOGEiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.KbVffN3ckUfHa6MaV4p530ciFlc-bCM7zHWEhT9Vaz3E7RU108P15_8i7bPaILzP42U6dUDatbecb84u9T6kgA";

#[test]
fn the_hs512_forgery_has_a_correct_signature() {
    let made = sign(&TestEnv::new(), &["--body", "{}", "--forge", "hs512"]).run().expect(0).stdout;
    assert!(made.contains(&format!("\r\nAuthorization: Bearer {HS512}\r\n")), "{made}");
}

#[test]
fn a_forgery_keeps_the_given_body() {
    let env = TestEnv::new();
    let genuine = sign(&env, &["--event", "answered", "--json"]).run().expect(0).json();
    for (kind, code) in kinds(&env) {
        let forged = sign(&env, &["--event", "answered", "--json", "--forge", &kind]).run().expect(0).json();
        assert_eq!(forged["body"], genuine["body"], "{kind}");
        assert_eq!((&forged["forgery"], &forged["expected_code"]), (&kind.into(), &code.into()));
        assert_ne!(forged["headers"], genuine["headers"]);
    }
}

#[test]
fn forgeries_without_a_secret_need_none() {
    let env = TestEnv::new();
    let without = |kind: &str| env.vsw(["sign", "--event", "answered", "--forge", kind]).run();
    let mut needless = Vec::new();
    for (kind, _) in kinds(&env) {
        if without(&kind).code == 0 {
            needless.push(kind);
        }
    }
    assert_eq!(
        needless,
        ["no-signature", "basic", "alg-none", "alg-none-case", "wrong-secret", "empty-secret"]
    );
    let made = || sign(&env, &["--event", "answered", "--forge", "wrong-secret"]).run().expect(0).stdout;
    assert_ne!(made(), made());
}

#[test]
fn the_list_of_forgeries_is_a_table() {
    let env = TestEnv::new();
    let list = env.vsw(["sign", "--forge", "list"]).run().expect(0).stdout;
    let line = "stale              too-old                a token issued an hour before its delivery, correctly signed";
    assert!(list.lines().any(|found| found == line), "{list}");
    assert_eq!(list.lines().count(), kinds(&env).len());
}
