//! Tests the hints of `vsw audit`: likely causes, remedies that fit the log and its options, and references
//! to `vsw explain CODE`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{ELSEWHERE, LOG, audit};
use crate::env::{Output, TestEnv};

/// Changes three genuine deliveries from the log in vsw's own format.
pub(super) fn captures(change: impl Fn(&mut Value)) -> String {
    changed(LOG, change)
}

/// Changes two genuine deliveries from the log in another format.
pub(super) fn foreign(change: impl Fn(&mut Value)) -> String {
    changed(ELSEWHERE, change).lines().take(2).flat_map(|line| [line, "\n"]).collect()
}

fn changed(log: &[u8], change: impl Fn(&mut Value)) -> String {
    let rows = log.split(|&byte| byte == b'\n').take(3).map(|row| {
        let mut row = serde_json::from_slice(row).expect("JSON");
        change(&mut row);
        format!("{row}\n")
    });
    rows.collect()
}

pub(super) const POINTERS: [&str; 6] = [
    "--authorization",
    "/request/headers/authorization",
    "--body",
    "/request/body",
    "--received-at",
    "/time",
];

/// Audits the log as text, as JSON and line by line, and asserts the cause.
#[track_caller]
fn caused(words: &[&str], log: &str, code: &str) -> (Output, Value) {
    let env = TestEnv::new();
    let text = audit(&env, words).stdin(log).run().expect(1);
    assert!(text.stdout.contains(&format!("why (a sample): {code}\n")), "{text:?}");
    let each = audit(&env, &[&["--lines"], words].concat()).stdin(log).run().expect(1);
    assert!(each.stderr.contains(&format!("why (a sample): {code}\n")), "{each:?}");
    let report = audit(&env, &[&["--json"], words].concat()).stdin(log).run().expect(1).json();
    assert_eq!(report["sampled_cause"]["code"], code, "{report}");
    (text, report["sampled_cause"].clone())
}

#[test]
fn a_renamed_header_is_the_cause_of_unsigned_lines() {
    for name in ["X-Vonage-Webhook-Auth-Token", "X-Forwarded-Authorization"] {
        let log = captures(|row| row["headers"][2][0] = name.into());
        let (text, cause) = caused(&[], &log, "header-renamed");
        assert!(text.stdout.starts_with("✗ 0 of 3 deliveries genuine, 3 unsigned\n"), "{text:?}");
        assert!(text.stdout.contains("explains 3 of the first 3 unsigned lines"), "{text:?}");
        assert!(text.stdout.contains(&format!("the token is in {name}")), "{text:?}");
        assert_eq!((&cause["verdict"], &cause["sampled"]), (&json!("unsigned"), &json!(3)));
        let env = TestEnv::new();
        let _ = audit(&env, &["--header-name", name]).stdin(&log).run().expect(0);
    }
    // `Authorization` has another value, such as a proxy's credentials; the token is in another header.
    for own in ["Basic dXNlcjpwYXNzd29yZA==", "Bearer null", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA"] {
        let log = captures(|row| {
            let token = row["headers"][2][1].take();
            row["headers"][2][1] = own.into();
            row["headers"].as_array_mut().expect("headers").push(json!(["X-Forwarded-Authorization", token]));
        });
        let (_, cause) = caused(&[], &log, "header-renamed");
        assert_eq!(cause["verdict"], "rejected");
    }
    let one = captures(|row| row["body"] = "{}".into()).lines().next().expect("a line").to_owned();
    let log = one + "\n" + &captures(|row| row["headers"][2][0] = "X-Forwarded-Authorization".into());
    let _ = caused(&[], &log, "header-renamed");
}

#[test]
fn a_token_that_no_line_has_is_reported() {
    let env = TestEnv::new();
    let hinted = |words: &[&str], log: &str, hint: Option<&str>| {
        let text = audit(&env, words).stdin(log).run();
        let each = audit(&env, &[&["--lines"], words].concat()).stdin(log).run();
        let found = audit(&env, &[&["--json"], words].concat()).stdin(log).run().json()["hint"].clone();
        let line = hint.map(|hint| format!("hint: {hint}"));
        for output in [text, each] {
            assert!(
                line.as_ref().map_or(!output.stderr.contains("hint:"), |line| output.stderr.contains(line)),
                "{output:?}"
            );
        }
        assert!(
            hint.map_or(found.is_null(), |hint| found.as_str().is_some_and(|found| found.contains(hint))),
            "{found}"
        );
    };
    let log = foreign(|_| {});
    for pointer in ["/request/headers/Authorization", "/nonsense"] {
        let words = ["--authorization", pointer, "--body", "/request/body", "--received-at", "/time"];
        let hint = format!("no checked line has a token at {pointer}: check `--authorization`");
        hinted(&words, &log, Some(&hint));
        hinted(&[&words[..], &["--max-unsigned", "9"]].concat(), &log, Some(&hint));
        hinted(&[&words[..], &["--signing", "preview"]].concat(), &log, Some(&hint));
    }
    let more = foreign(|row| row["request"]["headers"]["authorization"] = Value::Null);
    hinted(&POINTERS, &format!("{log}{more}"), None);
    let without = captures(|row| row["headers"] = json!([]));
    hinted(
        &[],
        &without,
        Some("no checked line has a token in the header Authorization: check that the log keeps this header"),
    );
    hinted(
        &["--header-name", "X-Token"],
        &without,
        Some("no checked line has a token in the header X-Token"),
    );
    hinted(&[], &captures(|_| {}), None);
}

#[test]
fn a_remedy_for_a_log_names_what_audit_has() {
    // As if the log had the times of storage instead of arrival.
    let (_, cause) = caused(&[], &captures(|row| row["received_at"] = 1_592_765_362.into()), "clock-kept");
    assert!(cause["remedy"].as_str().expect("a text").starts_with("check that `received_at` is"), "{cause}");
    assert!(!cause["detail"].as_str().expect("a text").contains("as of its arrival time"), "{cause}");
    let (_, cause) = caused(&POINTERS, &foreign(|row| row["time"] = 1_592_765_362.into()), "clock-kept");
    assert!(
        cause["remedy"].as_str().expect("a text").starts_with("check that `--received-at` leads to"),
        "{cause}"
    );
    // Ten minutes after the tokens were issued.
    let (_, cause) = caused(&POINTERS, &foreign(|row| row["time"] = 1_587_495_570.into()), "clock-retry");
    assert!(cause["remedy"].as_str().expect("a text").ends_with("and a handler must reject them"), "{cause}");
    // As if the log had durations instead of times.
    let remedy = |words: &[&str], log: &str| {
        let (_, cause) = caused(words, log, "clock-skew");
        cause["remedy"].as_str().expect("a text").to_owned()
    };
    let of_own = remedy(&[], &captures(|row| row["received_at"] = 17.into()));
    assert!(of_own.starts_with("check that `received_at` is the time of arrival"), "{of_own}");
    let early = foreign(|row| row["time"] = 17.into());
    let of_pointer = remedy(&POINTERS, &early);
    assert!(
        of_pointer.starts_with("check that `--received-at` leads to the time of arrival"),
        "{of_pointer}"
    );
    let of_now = remedy(&[&POINTERS[..4], &["--now", "17"]].concat(), &early);
    assert_eq!(of_now, "add `--received-at POINTER`, so that vsw knows each delivery's time of arrival");
    let encoded = |body: &mut Value| *body = STANDARD.encode(body.as_str().expect("a text")).into();
    let log = foreign(|row| encoded(&mut row["request"]["body"]));
    let (_, cause) = caused(&POINTERS, &log, "body-base64");
    assert!(cause["remedy"].as_str().expect("a text").contains("`--body-base64`"), "{cause}");
    let _ = audit(&TestEnv::new(), &[&POINTERS[..], &["--body-base64"]].concat()).stdin(log).run().expect(0);
    let (_, cause) = caused(&[], &captures(|row| encoded(&mut row["body"])), "body-base64");
    assert!(cause["remedy"].as_str().expect("a text").contains("`body_b64`"), "{cause}");
    let (_, cause) = caused(&POINTERS, &foreign(|row| row["request"]["body"] = "".into()), "body-empty");
    assert!(
        cause["remedy"].as_str().expect("a text").contains("`--method POINTER --url POINTER`"),
        "{cause}"
    );
    // A delivery by GET that the log calls a POST.
    let log = String::from_utf8_lossy(LOG);
    let get =
        log.lines().find(|line| line.contains(r#""GET""#)).expect("a GET").replace(r#""GET""#, r#""POST""#);
    let (_, cause) = caused(&[], &get, "body-query");
    assert!(
        cause["remedy"].as_str().expect("a text").contains("as GETs, with the query in the URL"),
        "{cause}"
    );
}

#[test]
fn the_report_says_as_of_which_time_deliveries_were_verified() {
    let env = TestEnv::new();
    let now = ["--now", "1587494970"];
    let untimed = ["--authorization", "/request/headers/authorization", "--body", "/request/body"];
    for (words, log, sentence) in [
        (&[][..], captures(|_| {}), "as of the time in the log, which is not verified itself.\n"),
        (&now, captures(|row| row["received_at"] = Value::Null), "The log's times are not verified.\n"),
        (
            &[&untimed[..], &now].concat(),
            foreign(|_| {}),
            "as of --now. To use the times in the log, add --received-at POINTER.\n",
        ),
    ] {
        let output = audit(&env, words).stdin(&log).run().expect(0);
        assert!(output.stderr.contains(sentence), "{sentence}: {output:?}");
    }
}

#[test]
fn lines_without_any_receive_time_name_the_options_that_give_one() {
    let env = TestEnv::new();
    let output = audit(&env, &POINTERS[..4]).stdin(foreign(|_| {})).run().expect(1);
    let hint = "hint: name the place of the receive time: `--received-at POINTER`; if the lines have none, pass `--now TIME`\n";
    assert!(output.stderr.contains(hint), "{output:?}");
    let _ = audit(&env, &POINTERS).stdin(foreign(|_| {})).run().expect(0);
}

#[test]
fn a_rejection_without_a_cause_names_its_page() {
    let env = TestEnv::new();
    let log = captures(|row| row["body"] = r#"{"status":"forged"}"#.into());
    let output = audit(&env, &[]).stdin(&log).run().expect(1);
    assert!(output.stderr.contains("hint: see `vsw explain payload-mismatch`\n"), "{output:?}");
    let output = audit(&env, &[]).stdin(log.repeat(3) + &String::from_utf8_lossy(LOG)).run().expect(1);
    assert!(output.stderr.contains("hint: see `vsw explain payload-mismatch`\n"), "{output:?}");
}

#[test]
fn a_pointer_to_an_object_around_the_raw_body_gets_a_hint() {
    let env = TestEnv::new();
    // As in the Elastic Common Schema.
    let log = foreign(|row| row["request"]["body"] = json!({"content": row["request"]["body"].take()}));
    let output = audit(&env, &POINTERS).stdin(&log).run().expect(1);
    let hint = "hint: check `--body`: if the raw body is deeper in the line, name its place, such as `--body /request/body/content`\n";
    assert!(output.stderr.contains(hint), "{output:?}");
    let deeper = POINTERS.map(|word| if word == "/request/body" { "/request/body/content" } else { word });
    let _ = audit(&env, &deeper).stdin(&log).run().expect(0);
}
