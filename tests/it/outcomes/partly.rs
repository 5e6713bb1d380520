//! Tests read-backs that do not equal the document that was sent.

use serde_json::json;

use super::{BEFORE, NEW};
use crate::stand::{FLAG, Stand, concurrently, document, only, paths};

#[test]
fn a7_a_third_value_of_the_flag_counts_neither_as_made_nor_as_unchanged() {
    let stand = Stand::new();
    let third = [json!(false), json!("true"), json!(null)];
    let answers = [(200, "not-applied", "different"), (500, "not-confirmed", "neither")];
    let cases: Vec<_> = third.iter().flat_map(|value| answers.map(|answer| (value, answer))).collect();
    concurrently(&cases, |&(value, (status, code, words))| {
        let app = stand.application(BEFORE);
        let edit = json!({"when": "after", "edit": {"set": {FLAG: value}}});
        stand.fault(json!([
            {"on": "put", "id": app, "do": {"answer": {"status": status}}},
            {"on": "put", "id": app, "do": {"edit": edit}},
        ]));
        let report = stand.vsw(["enable", &app, "--json", "--timeout", "2"]).run().expect(6).json();
        let one = only(&report);
        assert_eq!((&one["outcome"], &one["code"]), (&json!("unconfirmed"), &json!(code)), "{report}");
        assert_eq!(paths(&one["differences"]), [FLAG], "{report}");
        let detail = one["detail"].as_str().expect("a sentence");
        assert!(detail.contains(words) && !detail.contains("did not change"), "{detail}");
    });
}

#[test]
fn a7_a_restored_document_without_a_member_is_not_confirmed_if_the_api_ignored_it() {
    let stand = Stand::new();
    let app = with_an_extra_member(&stand);
    stand.fault(json!({"on": "put", "id": app, "do": "ignore"}));
    let rollback = ["rollback", &app, "--yes", "--overwrite", "--json", "--timeout", "2"];
    let report = stand.vsw(rollback).run().expect(6).json();
    let one = only(&report);
    assert_eq!((&one["outcome"], &one["code"]), (&json!("unconfirmed"), &json!("not-applied")), "{report}");
}

#[test]
fn a7_members_that_the_api_adds_to_a_restored_document_are_listed() {
    let stand = Stand::new();
    let app = with_an_extra_member(&stand);
    let edit = json!({"when": "after", "edit": {"set": {NEW: {"a": 2}}}});
    stand.fault(json!({"on": "put", "id": app, "do": {"edit": edit}}));
    let rollback = ["rollback", &app, "--yes", "--overwrite", "--json", "--timeout", "2"];
    let report = stand.vsw(rollback).run().expect(0).json();
    let one = only(&report);
    assert_eq!((&one["outcome"], paths(&one["added"])), (&json!("changed"), vec![NEW]), "{report}");
}

#[test]
fn a7_a_flag_that_the_api_keeps_is_no_addition_to_a_restored_document() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let _ = stand.vsw(["enable", &app]).run().expect(0);
    let edit = json!({"when": "after", "edit": {"set": {FLAG: true}}});
    stand.fault(json!({"on": "put", "id": app, "do": {"edit": edit}}));
    let report = stand.vsw(["rollback", &app, "--yes", "--json", "--timeout", "2"]).run().expect(6).json();
    assert_eq!(only(&report)["outcome"], "unconfirmed", "{report}");
}

/// Returns an application that `enable` changed and another client changed afterwards.
fn with_an_extra_member(stand: &Stand) -> String {
    let app = stand.application(r#""voice":{"region":"eu-west","signed_callbacks":false}"#);
    let _ = stand.vsw(["enable", &app]).run().expect(0);
    let extra = r#""voice":{"region":"eu-west","signed_callbacks":false,"extra":{"a":1}}"#;
    stand.store(&app, document(&app, extra));
    app
}
