//! Tests application lists whose pages do not match their totals.

use serde_json::{Value, json};

use super::{OFF, ON, application, puts, stand};
use crate::stand::Stand;

fn with(count: usize, capabilities: &str) -> Stand {
    let stand = stand();
    for number in 0..count {
        application(&stand, &format!("app-{number}"), capabilities);
    }
    stand
}

/// Falsifies every page after the first `skip` pages.
fn falsify(stand: &Stand, skip: u32, content: &Value) {
    stand.fault(json!({"on": "list", "skip": skip, "times": "forever", "do": {"list": content}}));
}

fn status(stand: &Stand, code: i32) -> Value {
    stand.vsw(["status", "--all", "--json", "--concurrency", "4"]).run().expect(code).json()
}

#[test]
fn an_impossible_first_page_is_the_only_request() {
    for content in [
        json!({"total_items": 100_000, "total_pages": 1000}),
        json!({"total_items": 100_000, "total_pages": 1000, "page_size": 25}),
        json!({"total_items": 100_000, "total_pages": 1000, "without": ["page_size"]}),
        json!({"total_items": 100_000, "total_pages": 4000}),
        json!({"total_items": 26, "total_pages": 2}),
        json!({"total_items": u64::MAX, "total_pages": u64::MAX, "without": ["_links"]}),
        json!({"total_items": 25_000, "total_pages": 25_000, "page_size": 1}),
        json!({"total_items": 24, "total_pages": 1000}),
        json!({"total_items": 0, "total_pages": 1000}),
    ] {
        let stand = with(25, OFF.0);
        falsify(&stand, 0, &content);
        let report = status(&stand, 1);
        assert_eq!((&report["requests"], &report["complete"]), (&json!(1), &json!(false)), "{content}");
        assert_eq!(report["code"], "unreachable", "{content}");
        assert_eq!(report["applications"].as_array().map(Vec::len), Some(25), "{content}");
        let listed = stand.vsw(["list", "--json"]).run().expect(5).json();
        assert_eq!((&listed["code"], stand.requests().len()), (&json!("unreachable"), 2), "{content}");
        stand.vsw(["enable", "--all", "--yes"]).run().expect(5);
        assert_eq!((stand.requests().len(), puts(&stand).len()), (3, 0), "{content}");
    }
}

#[test]
fn a_short_or_empty_page_ends_the_list() {
    for (content, known) in [(json!({"fewer": 1}), 199), (json!({"fewer": 100}), 100)] {
        let stand = with(250, ON.0);
        let mut first = json!({"total_items": 10_000, "total_pages": 100});
        stand.fault(json!({"on": "list", "do": {"list": first}}));
        let members = first.as_object_mut().expect("an object");
        members.extend(content.as_object().expect("an object").clone());
        falsify(&stand, 1, &first);
        let report = status(&stand, 5);
        let requests = report["requests"].as_u64().expect("a number");
        assert!((2..=6).contains(&requests), "{content}: {requests}");
        let summary = &report["summary"];
        assert_eq!((&summary["ok"], &summary["unknown"]), (&json!(known), &json!(10_000 - known)));
    }
}

#[test]
fn the_api_may_allow_fewer_applications_per_page() {
    let stand = with(245, ON.0);
    for (largest, pages) in [(50, 5), (49, 5), (1, 245)] {
        stand.reset_faults();
        falsify(&stand, 0, &json!({"largest_page": largest}));
        let report = status(&stand, 0);
        assert_eq!((&report["requests"], &report["summary"]["ok"]), (&json!(pages), &json!(245)));
    }
    // In a page, `page_size` may be wrong or missing if the totals are right.
    for content in [json!({"page_size": 10}), json!({"page_size": 1000}), json!({"without": ["page_size"]})] {
        stand.reset_faults();
        falsify(&stand, 0, &content);
        assert_eq!(status(&stand, 0)["requests"], 3, "{content}");
    }
}

#[test]
fn an_empty_page_after_the_last_application_is_accepted() {
    let stand = with(200, ON.0);
    falsify(&stand, 0, &json!({"total_pages": 1000}));
    let report = status(&stand, 0);
    let requests = report["requests"].as_u64().expect("a number");
    assert!((3..=6).contains(&requests) && report["complete"] == json!(true), "{report}");
}

#[test]
fn every_known_application_that_is_not_listed_is_read() {
    let stand = with(250, ON.0);
    assert_eq!(status(&stand, 0)["requests"], 3);
    falsify(&stand, 0, &json!({"total_items": 100, "total_pages": 1, "without": ["_links"]}));
    let report = status(&stand, 5);
    assert_eq!((&report["requests"], &report["complete"]), (&json!(151), &json!(false)));
    assert_eq!(report["summary"]["ok"], 250);
}

#[test]
fn an_unreadable_application_that_is_not_listed_makes_the_check_incomplete() {
    let stand = with(3, ON.0);
    let deleted = application(&stand, "deleted", ON.0);
    assert_eq!(status(&stand, 0)["summary"]["ok"], 4);
    stand.fault(
        json!({"on": "list", "do": {"edit": {"when": "before", "id": deleted, "edit": {"delete": true}}}}),
    );
    stand.fault(json!({"on": "get", "id": deleted, "do": {"answer": {"status": 403}}}));
    let report = status(&stand, 4);
    assert_eq!((&report["complete"], &report["code"]), (&json!(false), &json!("refused")));
    assert_eq!((&report["summary"]["ok"], &report["summary"]["unknown"]), (&json!(3), &json!(1)));
    // Now the API responds with 404, which proves that the application is gone.
    assert_eq!(status(&stand, 0)["complete"], true);
}
