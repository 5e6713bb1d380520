//! Checks the schemas in `docs/schema` themselves. `.ci/json-schemas` compares the program's output with them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// The schema files, each with the NAMEs that it allows in the member `schema` (`vsw/NAME/1`).
const SCHEMAS: [(&str, &[&str]); 20] = [
    ("status", &["status"]),
    ("change", &["enable", "disable", "rollback", "apply"]),
    ("list", &["list"]),
    ("show", &["show"]),
    ("history", &["history"]),
    ("history-runs", &["history-runs"]),
    ("history-prune", &["history-prune"]),
    ("diff", &["diff"]),
    ("verify", &["verify"]),
    ("decode", &["decode"]),
    ("audit", &["audit"]),
    ("audit-line", &[]),
    ("listen-event", &["listen-event"]),
    ("send", &["trigger", "replay"]),
    ("probe", &["probe"]),
    ("call", &["call"]),
    ("watch-event", &["watch-event"]),
    ("drift", &["drift"]),
    ("live-check", &["live-check"]),
    ("error", &["error"]),
];

#[test]
fn each_document_has_a_schema_and_a_section() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = fs::read_to_string(docs.join("json.md")).expect("docs/json.md");
    for (name, documents) in SCHEMAS {
        let file = format!("schema/{name}.schema.json");
        let text = fs::read_to_string(docs.join(&file)).expect(&file);
        let schema: Value = serde_json::from_str(&text).expect(&file);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{file}");
        let claimed = &schema["properties"]["schema"];
        let claimed: Vec<&str> = match &claimed["enum"] {
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
            _ => claimed["const"].as_str().into_iter().collect(),
        };
        let expected: Vec<String> = documents.iter().map(|name| format!("vsw/{name}/1")).collect();
        assert_eq!(claimed, expected, "{file}");
        assert!(page.contains(&format!("[{name}]({file})")), "docs/json.md does not mention {file}");
        assert!(page.contains(&format!("<!-- table: {name} -->")), "docs/json.md has no table of {name}");
        check_objects(&schema, &file);
    }
    let files: BTreeSet<String> = fs::read_dir(docs.join("schema"))
        .expect("docs/schema")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "vsw.toml.schema.json")
        .collect();
    let listed = SCHEMAS.iter().map(|(name, _)| format!("{name}.schema.json")).collect();
    assert_eq!(files, listed);
}

fn check_objects(schema: &Value, place: &str) {
    if let Some(properties) = schema["properties"].as_object() {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let members: Vec<&str> = properties.keys().map(String::as_str).collect();
        // An event of a receiver has only the members of its kind.
        let is_event = place == "schema/listen-event.schema.json";
        assert!(is_event || required == members, "{place}: not all members are required");
        assert!(schema["additionalProperties"].is_null(), "{place}: other members are not allowed");
        for (name, member) in properties {
            check_objects(member, &format!("{place}: {name}"));
        }
    }
    if schema["items"].is_object() {
        check_objects(&schema["items"], place);
    }
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        check_objects(definition, &format!("{place}: {name}"));
    }
}
