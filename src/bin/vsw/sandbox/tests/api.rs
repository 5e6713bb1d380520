//! Tests of the sandbox's Applications API.

use serde_json::json;

use super::super::sample;
use super::super::{Options, Sandbox, SandboxError};
use super::wire::{Wire, authorization, path, sandbox};

#[test]
fn a_put_stores_exact_bytes_and_all_requests_share_a_connection() {
    let sandbox = sandbox(3);
    let mut wire = Wire::to(&sandbox);
    let read = wire.api("GET", &path(0), "");
    assert_eq!((read.status, read.text()), (200, sample::document(0).as_str()));
    let flagged = read.text().replace("\"voice\": {", "\"voice\": { \"signed_callbacks\" :\ttrue,");
    let odd = flagged.replacen('{', "{\"odd\":[1.10, 1e400,18446744073709551616,\"\\u0061\\ud800\"],", 1);
    // A server could store `odd` exactly because it cannot parse it, but rewrite an ordinary document. So test both.
    for odd in [&odd, &flagged] {
        let put = wire.api("PUT", &path(0), odd);
        assert_eq!((put.status, put.text()), (200, odd.as_str()));
        assert_eq!(wire.api("GET", &path(0), "").text(), odd);
    }
    assert_eq!(wire.api("PUT", &path(0), r#"{"name":"less"}"#).status, 200);
    let less = wire.api("GET", &path(0), "").json();
    assert_eq!(less["name"], "less");
    assert_eq!(
        less.as_object().map(|members| members.keys().map(String::as_str).collect::<Vec<_>>()),
        Some(vec!["id", "name", "keys", "_links"])
    );
    let requests = Wire::to(&sandbox).control("GET", "requests", "");
    let connections: Vec<u64> = requests["requests"]
        .as_array()
        .expect("requests")
        .iter()
        .filter_map(|one| one["connection"].as_u64())
        .collect();
    assert_eq!(connections, [1; 7]);
}

#[test]
fn applications_are_created_deleted_and_read_by_any_spelling_of_the_id() {
    let sandbox = sandbox(0);
    let mut wire = Wire::to(&sandbox);
    let created = wire.api("POST", "/v2/applications", r#"{"name":"x","capabilities":{}}"#);
    assert_eq!(created.status, 201);
    assert!(created.text().contains("private_key"));
    let id = created.json()["id"].as_str().expect("an id").to_owned();
    for spelling in [id.clone(), id.replace('-', ""), id.to_uppercase()] {
        let read = wire.api("GET", &format!("/v2/applications/{spelling}"), "");
        assert_eq!((read.status, &read.json()["name"]), (200, &json!("x")));
        assert!(!read.text().contains("private_key"));
        assert!(read.json()["keys"]["public_key"].is_string());
    }
    let put =
        wire.api("PUT", &format!("/v2/applications/{id}"), r#"{"name":"y","keys":{"private_key":"p"}}"#);
    assert!(!put.text().contains("private_key"));
    let gone = wire.api("DELETE", &format!("/v2/applications/{id}"), "");
    assert_eq!((gone.status, gone.body.len()), (204, 0));
    assert_eq!(wire.api("GET", &format!("/v2/applications/{id}"), "").status, 404);
    let empty = wire.api("GET", "/v2/applications", "").json();
    assert_eq!((&empty["total_items"], &empty["_embedded"]["applications"]), (&json!(0), &json!([])));
}

#[test]
fn an_update_without_keys_keeps_the_public_key_unless_it_is_literal() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    let before = wire.api("GET", &path(0), "").json();
    let body = r#"{"name":"y","capabilities":{"rtc":{}}}"#;
    let put = wire.api("PUT", &path(0), body).json();
    assert_eq!(put["keys"], before["keys"]);
    assert_eq!(put["capabilities"]["rtc"]["signed_callbacks"], false);
    assert_eq!(wire.api("GET", &path(0), "").json(), put);
    wire.control("POST", "faults", r#"{"on":"put","do":"literal"}"#);
    let put = wire.api("PUT", &path(0), body).json();
    assert_eq!((&put["keys"], &put["capabilities"]), (&json!(null), &json!({"rtc": {}})));
    assert_eq!(wire.api("GET", &path(0), "").json(), put);
}

#[test]
fn keys_sent_and_keys_omitted_each_apply_to_their_own_updates() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    let before = wire.api("GET", &path(0), "").json()["keys"].clone();
    let without = json!({ "name": "y" });
    let with = json!({ "name": "y", "keys": { "public_key": "x" } });
    for (switches, update, is_kept) in [
        (json!({ "keys_sent": "dropped" }), &without, true),
        (json!({ "keys_sent": "replaced" }), &without, true),
        (json!({ "keys_sent": "dropped" }), &with, false),
        (json!({ "keys_sent": "kept", "keys_omitted": "dropped" }), &with, true),
        (json!({ "keys_omitted": "dropped" }), &without, false),
    ] {
        wire.control("POST", "reset", "{}");
        wire.control("POST", "behavior", &switches.to_string());
        let after = wire.api("PUT", &path(0), &update.to_string()).json()["keys"].clone();
        let expected = if update.get("keys").is_some() { &update["keys"] } else { &before };
        assert_eq!(&after == expected, is_kept, "{switches} {update}: {after}");
    }
}

#[test]
fn errors_have_the_documented_status_and_type_fragment() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    let (ours, json_type) = (authorization(), "Content-Type: application/json");
    let unknown = "/v2/applications/00000000-0000-0000-0000-000000000000";
    let first = path(0);
    let named = r#"{"name":"x"}"#;
    for (method, target, headers, body, status, fragment) in [
        ("GET", first.as_str(), vec![], "", 401, "#unauthorized"),
        ("GET", first.as_str(), vec!["Authorization: Basic eDp5"], "", 401, "#unauthorized"),
        ("GET", first.as_str(), vec![&ours, &ours], "", 401, "#unauthorized"),
        ("GET", unknown, vec![&ours], "", 404, "#not-found"),
        ("GET", "/v2/applications/x", vec![&ours], "", 404, "#not-found"),
        ("GET", "/v1/other", vec![&ours], "", 404, "#not-found"),
        ("POST", "/v1/calls", vec![&ours, json_type], "{}", 401, "#unauthorized"),
        ("DELETE", unknown, vec![&ours], "", 404, "#not-found"),
        ("PUT", unknown, vec![&ours, json_type], named, 404, "#not-found"),
        ("PATCH", first.as_str(), vec![&ours], "", 405, "#wrong-verb"),
        ("OPTIONS", "/v2/applications", vec![&ours], "", 405, "#wrong-verb"),
        ("DELETE", "/v2/applications", vec![&ours], "", 405, "#wrong-verb"),
        ("GET", first.as_str(), vec![&ours, "Accept: text/html"], "", 406, "#accept-header"),
        ("GET", first.as_str(), vec![&ours, "Accept: application/json;q=0"], "", 406, "#accept-header"),
        ("GET", "/v2/applications", vec![&ours, "Accept: text/*"], "", 406, "#accept-header"),
        ("PUT", first.as_str(), vec![&ours], named, 415, "#content-type-header"),
        ("PUT", first.as_str(), vec![&ours, "Content-Type: text/plain"], named, 415, "#content-type-header"),
        ("POST", "/v2/applications", vec![&ours], named, 415, "#content-type-header"),
        ("PUT", first.as_str(), vec![&ours, json_type], "{", 400, "#payload-validation"),
        ("PUT", first.as_str(), vec![&ours, json_type], "{}", 400, "#payload-validation"),
        ("POST", "/v2/applications", vec![&ours, json_type], "[]", 400, "#payload-validation"),
        ("GET", "/v2/applications?page_size=101", vec![&ours], "", 400, "#list-validation"),
        (
            "PUT",
            first.as_str(),
            vec![&ours, json_type],
            r#"{"name":"x","capabilities":[]}"#,
            500,
            "#internal-error",
        ),
    ] {
        let reply = wire.ask(method, target, &headers, body);
        let problem = reply.json();
        assert_eq!(reply.status, status, "{method} {target} {headers:?}");
        assert!(problem["type"].as_str().is_some_and(|kind| kind.ends_with(fragment)), "{problem}");
        assert!(
            problem["title"].is_string() && problem["detail"].is_string() && problem["instance"].is_string()
        );
        assert_eq!(problem["invalid_parameters"].is_array(), status == 400, "{problem}");
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    }
    for accept in ["Accept: */*", "Accept: text/html, application/json;q=0.9", "Accept: application/*"] {
        assert_eq!(wire.ask("GET", &path(0), &[&authorization(), accept], "").status, 200, "{accept}");
    }
    assert_eq!(wire.api("GET", &path(0), "").text(), sample::document(0), "no error changed anything");
}

#[test]
fn the_list_is_paginated_and_contains_full_documents() {
    let sandbox = sandbox(23);
    let mut wire = Wire::to(&sandbox);
    let (mut next, mut seen) = (Some("/v2/applications?page_size=10".to_owned()), Vec::new());
    while let Some(target) = next {
        let page = wire.api("GET", &target, "").json();
        seen.extend(page["_embedded"]["applications"].as_array().expect("entries").clone());
        next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
    }
    let expected: Vec<serde_json::Value> =
        (0..23).map(|number| serde_json::from_str(&sample::document(number)).expect("a document")).collect();
    assert_eq!(seen, expected);
}

#[test]
fn applications_persist_between_runs() {
    let directory = tempfile::tempdir().expect("a directory");
    let options = Options { apps: 2, state: Some(directory.path().join("state.json")), ..Options::default() };
    let first = Sandbox::start(&options).expect("a sandbox");
    assert_eq!(Wire::to(&first).api("PUT", &path(0), r#"{"name":"kept"}"#).status, 200);
    drop(first);
    let second = Sandbox::start(&options).expect("a sandbox");
    assert_eq!(Wire::to(&second).api("GET", &path(0), "").json()["name"], "kept");
    std::fs::write(directory.path().join("state.json"), "[]").expect("a file");
    assert!(matches!(Sandbox::start(&options), Err(SandboxError::State(_))));
}

#[test]
fn a_used_port_is_an_error_and_the_environment_names_the_sandbox() {
    let sandbox = sandbox(1);
    let port = sandbox.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let again = Sandbox::start(&Options { apps: 1, port, ..Options::default() });
    assert!(matches!(again, Err(SandboxError::Listen(_))));
    let environment = sandbox.environment();
    let value =
        |name: &str| environment.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str());
    assert_eq!(value("VSW_API_URL"), Some(sandbox.origin()));
    assert_eq!(value("VONAGE_APPLICATION_ID"), Some(sample::id(0).to_string().as_str()));
    let secret = value("VONAGE_API_SECRET").expect("a secret");
    assert!((8..=25).contains(&secret.len()));
    assert!(value("VONAGE_SIGNATURE_SECRET").is_some_and(|secret| secret.len() >= 32));
    assert!(value("VONAGE_PRIVATE_KEY_PATH").is_some_and(|path| std::path::Path::new(path).exists()));
    assert_eq!(environment.len(), 6);
}
