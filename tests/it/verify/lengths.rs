//! Tests requests with a wrong Content-Length or with several.

use serde_json::json;

use super::Genuine;
use super::requests::{assert_refused, length, verified};
use crate::env::TestEnv;

#[test]
fn a_body_shorter_than_its_length_is_verified() {
    let genuine = Genuine::new();
    let length = |length: usize| genuine.request(&format!("Content-Length: {length}\r\n"));
    let all = genuine.body.len();
    // The body is complete; only the length is wrong.
    let report = verified(&genuine, length(all + 2)).expect(0).json();
    let note = format!("the body has {all} of the {} bytes that Content-Length names", all + 2);
    assert_eq!((&report["verdict"], &report["notes"]), (&json!("valid"), &json!([note])));
    let request = length(all);
    let cut_off = &request[..request.len() - 3];
    let report = verified(&genuine, cut_off).expect(1).json();
    assert_eq!(
        (&report["code"], &report["checks"]["signature"]),
        (&json!("payload-mismatch"), &json!("pass"))
    );
    let cause = &report["explanation"][0];
    assert_eq!(
        (&cause["code"], &cause["proven"]),
        (&json!("body-content-length"), &json!(false)),
        "{report}"
    );
    let words = format!("the body has {} of the {all} bytes that Content-Length names", all - 3);
    assert!(cause["detail"].as_str().expect("a text").starts_with(&words), "{cause}");
    let other = Genuine { secret: "b".repeat(40), ..Genuine::new() };
    assert_eq!(verified(&other, cut_off).expect(1).json()["code"], "signature-mismatch");
    let head = &request[..request.len() - all];
    assert_refused(&genuine, head, &format!("the request has no body, but its Content-Length is {all}"));
}

#[test]
fn a_rewritten_body_is_shown_with_all_of_its_bytes() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let spaced = genuine.body.replace(",\"", ", \"").replace("\":", "\": ");
    let request = genuine.request(&length(&genuine)).replace(&genuine.body, &spaced);
    let output = genuine.verify(&env, &["--request-file", "-"]).stdin(request).run().expect(1);
    let words = format!(
        "  why: body-json-spaced\n    the body with the bytes after its declared end ({} bytes) is the signed JSON, serialized again with spaces",
        spaced.len()
    );
    assert!(output.stdout.contains(&words), "{output:?}");
}

#[test]
fn equal_lengths_do_not_contradict_each_other() {
    let genuine = Genuine::new();
    let all = genuine.body.len();
    for more in [
        format!("Content-Length: {all}\r\ncontent-length: {all}\r\n"),
        format!("Content-Length: {all}, {all}\r\n"),
        format!("Content-Length: {all},{all} , {all}\r\nContent-Length: {all}\r\n"),
    ] {
        let _ = verified(&genuine, genuine.request(&more)).expect(0);
    }
    for more in
        [format!("Content-Length: {all}\r\nContent-Length: 2\r\n"), format!("Content-Length: {all}, 2\r\n")]
    {
        assert_refused(&genuine, genuine.request(&more), "contradictory lengths");
    }
    assert_refused(&genuine, genuine.request(&format!("Content-Length: {all},\r\n")), "not a number");
}
