//! Tests the options of `vsw verify` for the header, the body, the request, the method and the time.

use super::{Genuine, NOW};
use crate::env::TestEnv;

#[test]
fn headers_have_three_forms_from_arguments_files_and_stdin() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let body = genuine.body.as_str();
    let bearer = genuine.header.clone();
    for form in [bearer.clone(), format!("Authorization: {bearer}"), genuine.token().to_owned()] {
        let _ = genuine.verify(&env, &["--header", &form, "--body", body]).run().expect(0);
        env.write("work/header", &form);
        let _ = genuine.verify(&env, &["--header-file", "header", "--body", body]).run().expect(0);
        let _ = genuine.verify(&env, &["--header-file", "-", "--body", body]).stdin(&form).run().expect(0);
    }
}

#[test]
fn a_header_loses_one_trailing_newline_and_a_body_none() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    env.write("work/body", &genuine.body);
    for (end, code) in [("", 0), ("\n", 0), ("\r\n", 0), ("\n\n", 1), ("\r\n\r\n", 1), ("\r", 1), (" \n", 0)]
    {
        env.write("work/header", format!("{}{end}", genuine.header));
        let line = ["--header-file", "header", "--body-file", "body", "--json"];
        let output = genuine.verify(&env, &line).run();
        assert_eq!(output.code, code, "{end:?}: {output:?}");
        assert_eq!(output.json()["code"] == "malformed-token", code == 1, "{end:?}: {output:?}");
    }
    for end in ["\n", "\r\n", " "] {
        let line = ["--header", &genuine.header, "--body-file", "-", "--json"];
        let output = genuine.verify(&env, &line).stdin(format!("{}{end}", genuine.body)).run().expect(1);
        assert_eq!(output.json()["code"], "payload-mismatch", "{end:?}");
    }
}

#[test]
fn a_missing_header_is_unsigned_and_a_missing_body_a_usage_error() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    env.write("work/empty", "");
    for line in [
        &["--body", "x"][..],
        &["--header", "", "--body", "x"],
        &["--header", " \t", "--body", "x"],
        &["--header-file", "empty", "--body", "x"],
        &["--header-file", "-", "--body", ""],
    ] {
        let output = genuine.verify(&env, &[line, &["--json"]].concat()).run().expect(1).json();
        assert_eq!(
            (&output["verdict"], &output["code"]),
            (&"unsigned".into(), &"no-header".into()),
            "{line:?}"
        );
    }
    for line in [&["--header", &genuine.header][..], &["--header-file", "-"], &[]] {
        let output = genuine.verify(&env, line).stdin(&genuine.header).run().expect(2);
        assert!(output.stdout.is_empty() && output.stderr.contains("--body"), "{output:?}");
    }
    // `--body ''` is an empty body, not a missing one.
    let output = genuine.verify(&env, &["--header", &genuine.header, "--body", "", "--json"]).run().expect(1);
    assert_eq!(output.json()["code"], "payload-mismatch");
}

#[test]
fn stdin_is_read_by_one_option_only() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    for line in [
        &["--header-file", "-", "--body-file", "-"][..],
        &["--header", "x", "--body-file", "-", "--signature-secret-file", "-"],
        &["--request-file", "-", "--signature-secret-file", "-"],
        &["--body", "x", "--signature-secret-file", "-", "--signature-secret-file", "b=-"],
    ] {
        let output = genuine.verify(&env, line).run().expect(2);
        assert!(
            ["cannot both read stdin", "`-` is given twice"]
                .iter()
                .any(|words| output.stderr.contains(words)),
            "{line:?}: {output:?}"
        );
    }
    for line in [
        &["--header", "x", "--header-file", "y", "--body", "z"][..],
        &["--body", "x", "--body-file", "y"],
        &["--request-file", "x", "--body", "y"],
        &["--request-file", "x", "--header", "y"],
        &["--body", "x", "--now", "1", "--at", "2020-01-01T00:00:00Z"],
    ] {
        let output = env.vsw(["verify"].iter().chain(line)).run().expect(2);
        assert!(output.stderr.contains("cannot be used with"), "{line:?}: {output:?}");
    }
}

#[test]
fn raw_requests_are_parsed_by_their_own_framing() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let length = format!("Content-Length: {}\r\n", genuine.body.len());
    let (head, rest) = genuine.body.split_at(7);
    let chunked = genuine
        .request("Transfer-Encoding: chunked\r\n")
        .replace(&genuine.body, &format!("7;note=x\r\n{head}\r\n{:X}\r\n{rest}\r\n0\r\n\r\n", rest.len()));
    let whole = genuine.request(&length);
    for (name, request) in [
        ("as it is", genuine.request("")),
        ("by Content-Length", whole.clone()),
        ("with LF", whole.replace("\r\n", "\n")),
        ("chunked", chunked),
        ("with more behind it", format!("{whole}\n\n")),
    ] {
        let from_stdin = genuine.verify(&env, &["--request-file", "-"]).stdin(&request).run();
        assert_eq!(from_stdin.code, 0, "{name}: {from_stdin:?}");
        assert_eq!(
            from_stdin.stderr.contains("2 bytes after the end of the body"),
            name.starts_with("with more"),
            "{from_stdin:?}"
        );
        env.write("work/request", &request);
        let _ = genuine.verify(&env, &["--request-file", "request"]).run().expect(0);
    }
    let twice = genuine.request(&format!("authorization: {}\r\n", genuine.header));
    let output = genuine.verify(&env, &["--request-file", "-", "--json"]).stdin(twice).run().expect(1);
    assert_eq!(output.json()["code"], "several-headers");
}

#[test]
fn incomplete_requests_are_rejected_with_the_reason() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    for (request, words) in [
        (
            genuine.request("Content-Length: 233\r\n").replace(&genuine.body, ""),
            "the request has no body, but its Content-Length is 233",
        ),
        (genuine.request("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "contradictory lengths"),
        (genuine.request("Content-Length: x\r\n"), "Content-Length is not a number"),
        ("POST / HTTP/1.1\r\nHost: a\r\n".to_owned(), "has no empty line after its headers"),
        ("some words".to_owned(), "its first line is not like"),
        (
            "request:\nPOST / HTTP/1.1\nHost: a\n\n".to_owned(),
            "the request begins in line 2, below other text",
        ),
        ("POST / HTTP/1.1\nHost: a\nwrapped\n\n".to_owned(), "line 3 is not a header"),
        ("some more words\n\n".to_owned(), "not an HTTP request"),
        (String::new(), "the request is empty\nhint: check the file, or the command before the pipe"),
        ("\n".to_owned(), "the request is empty"),
        (r#"{"schema":"vsw/sign/1","body":"{}"}"#.to_owned(), "make a request with `vsw sign --output http`"),
    ] {
        let output = genuine.verify(&env, &["--request-file", "-"]).stdin(&request).run().expect(3);
        assert!(output.stdout.is_empty() && output.stderr.contains(words), "{words}: {output:?}");
    }
}

#[test]
fn v16_the_given_method_selects_the_signed_data() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    // The token signs the body, but the payload of a GET is its query.
    let get = genuine.request("").replacen("POST", "GET", 1);
    let output = genuine.verify(&env, &["--request-file", "-"]).stdin(&get).run().expect(1);
    assert!(
        output.stdout.contains("payload-mismatch") && output.stdout.contains("one Vonage article"),
        "{output:?}"
    );
    for (line, words) in [
        (&["--method", "GET", "--body", ""][..], "--method GET needs --url"),
        (&["--method", "get"], "--method GET needs --url"),
        (&["--url", "/?a=b"], "the body of a POST is missing"),
        (
            &["--method", "Put", "--body", ""],
            "unsupported method `Put`: expected POST or GET\nhint: omit `--method` for a POST; for a GET, pass `--method \
             GET` and `--url`\n",
        ),
    ] {
        let output = genuine.verify(&env, line).run().expect(2);
        assert!(output.stdout.is_empty() && output.stderr.contains(words), "{line:?}: {output:?}");
    }
    let post = ["--method", "post", "--header", &genuine.header, "--body", &genuine.body, "--url", "/?a=b"];
    let _ = genuine.verify(&env, &post).run().expect(0);
}

#[test]
fn bodies_up_to_64_mib_are_accepted() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let mut body = vec![b'x'; 64 * 1024 * 1024];
    let line = ["--header", &genuine.header, "--body-file", "body", "--json"];
    env.write("work/body", &body);
    let output = genuine.verify(&env, &line).run().expect(1);
    assert_eq!(output.json()["code"], "payload-mismatch");
    body.push(b'x');
    env.write("work/body", &body);
    let output = genuine.verify(&env, &line).run().expect(3);
    let (report, nothing) = (output.json(), serde_json::Value::Null);
    assert_eq!((&report["verdict"], &report["code"]), (&"unchecked".into(), &"body-too-long".into()));
    assert_eq!((&report["claims"], &report["event"]), (&nothing, &nothing));
    assert!(report["checks"].as_object().expect("checks").values().all(|check| check == "skipped"));
}

#[test]
fn time_and_age_checks_can_be_set_explicitly() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let verify = |more: &[&str]| {
        let line = ["verify", "--header", &genuine.header, "--body", &genuine.body, "--json"];
        let line: Vec<&str> = line.iter().chain(more).copied().collect();
        env.vsw(line).env("VONAGE_SIGNATURE_SECRET", &genuine.secret).run()
    };
    let at = "2020-04-21T18:49:30Z";
    for more in [
        &["--now", &NOW.to_string()][..],
        &["--now", &format!("{NOW}000")],
        &["--at", at],
        &["--at", "2020-04-21T20:49:30+02:00"],
    ] {
        assert!(verify(more).expect(0).stderr.is_empty(), "{more:?}");
    }
    for long_after in ["9999-12-31T23:59:59Z", "2026-11-29T01:00:00.9999999999Z"] {
        assert_eq!(
            verify(&["--at", long_after]).expect(1).json()["failures"],
            serde_json::json!(["too-old"])
        );
    }
    assert_eq!(verify(&[]).expect(1).json()["failures"], serde_json::json!(["too-old"]));
    let unaged = verify(&["--max-age", "0"]).expect(0);
    assert_eq!(unaged.stderr, "warning: the token's age is not checked (--max-age 0)\n");
    assert_eq!(unaged.json()["checks"]["age"], "skipped");
    let output = verify(&["--now", "1587490000"]).expect(1);
    assert_eq!(output.json()["code"], "from-the-future");
    assert_eq!(verify(&["--now", "1587490000", "--max-skew", "5000"]).expect(0).code, 0);
    assert_eq!(verify(&["--max-age", "4000000000"]).expect(0).code, 0);
    for wrong in
        [&["--at", "yesterday"][..], &["--at", "1969-12-31T23:59:59Z"], &["--now", "-1"], &["--max-age", "x"]]
    {
        assert_eq!(verify(wrong).expect(2).json()["schema"], "vsw/error/1", "{wrong:?}");
    }
}
