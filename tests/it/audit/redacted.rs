//! Tests `vsw audit` on logs with redacted tokens, missing headers and escaped lines.

use serde_json::{Value, json};

use super::hints::{POINTERS, captures, foreign};
use super::{audit, lines};
use crate::env::TestEnv;

#[test]
fn a_line_with_a_redacted_token_is_broken() {
    let env = TestEnv::new();
    for value in [
        "REDACTED",
        "[REDACTED]",
        "<redacted>",
        "***",
        "Bearer [FILTERED]",
        "bearer ********",
        "Bearer xxxxxx",
        "Bearer eyJhbGciOi****",
        "[Filtered]",
        "(hidden)",
        "Bearer \u{2022}\u{2022}\u{2022}\u{2022}",
    ] {
        let of_captures = captures(|row| row["headers"][2][1] = value.into());
        let elsewhere = foreign(|row| row["request"]["headers"]["authorization"] = json!([value]));
        for (log, pointers) in [(of_captures, &[][..]), (elsewhere, &POINTERS)] {
            let text = audit(&env, pointers).stdin(&log).run().expect(1);
            assert!(
                text.stdout.contains(" broken\n") && !text.stdout.contains("rejected"),
                "{value}: {text:?}"
            );
            assert!(
                text.stdout.contains("line 1: the token was redacted when the log was written\n"),
                "{text:?}"
            );
            assert!(text.stderr.contains("hint: let the logger keep the header with the token"), "{text:?}");
        }
    }
    for value in ["Bearer redacted.a.b", "hidden token", "Bearer x", "-x-"] {
        let log = captures(|row| row["headers"][2][1] = value.into());
        let each = audit(&env, &["--lines"]).stdin(log).run().expect(1);
        assert_eq!(lines(&each)[0]["verdict"], "rejected", "{value}");
    }
}

#[test]
fn a_dash_means_that_a_server_logged_no_header() {
    let env = TestEnv::new();
    for value in [json!("-"), json!(["-"])] {
        let log = foreign(|row| row["request"]["headers"]["authorization"] = value.clone());
        let report = audit(&env, &[&["--json"], &POINTERS[..]].concat()).stdin(&log).run().expect(1).json();
        assert_eq!(report["summary"]["unsigned"], 2, "{report}");
        let allowed = [&["--max-unsigned", "2"], &POINTERS[..]].concat();
        let _ = audit(&env, &allowed).stdin(&log).run().expect(0);
    }
    let log = captures(|row| row["headers"][2][1] = "-".into());
    let each = audit(&env, &["--lines"]).stdin(log).run().expect(1);
    assert_eq!(lines(&each)[0]["verdict"], "rejected");
}

#[test]
fn a_line_with_escapes_of_nginx_names_the_remedy() {
    let env = TestEnv::new();
    let log = foreign(|row| {
        let body = row["request"]["body"].as_str().expect("a body").to_owned();
        row["request"]["body"] = Value::from(body.replace('"', "QUOTE"));
    });
    let text = audit(&env, &POINTERS).stdin(log.replace("QUOTE", "\\x22")).run().expect(1);
    let words = "line 1: not JSON: JSON has no escape `\\x`; if nginx wrote the log, add `escape=json` to nginx's `log_format`\n";
    assert!(text.stdout.contains(words), "{text:?}");
}
