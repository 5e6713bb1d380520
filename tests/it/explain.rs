//! Tests `vsw explain`, and the pages in `docs/codes`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::env::TestEnv;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn listed() -> BTreeSet<String> {
    let report = TestEnv::new().vsw(["explain", "--json"]).run().expect(0).json();
    let codes = report["codes"].as_array().expect("codes");
    let names = codes.iter().map(|row| row["code"].as_str().expect("a code").to_owned());
    let names: BTreeSet<String> = names.collect();
    assert_eq!(names.len(), codes.len());
    names
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let files = fs::read_dir(root().join("docs/codes")).expect("the pages").flatten();
    let pages: BTreeSet<String> = files
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".md").map(str::to_owned))
        .collect();
    assert_eq!(listed(), pages);
    for (name, text) in pages.iter().map(|name| (name, page(&format!("{name}.md")))) {
        let lines: Vec<&str> = text.lines().collect();
        let title = lines.first().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
        assert!((10..=70).contains(&title.len()) && !title.ends_with('.'), "{name}: {title}");
        assert!(lines.get(1) == Some(&"") && (3..=40).contains(&lines.len()), "{name}");
        assert!(text.ends_with('\n') && lines.iter().all(|line| line.chars().count() <= 120), "{name}");
    }
}

fn page(file: &str) -> String {
    fs::read_to_string(root().join("docs/codes").join(file)).expect("a page")
}

#[test]
fn codes_that_scripts_rely_on_are_listed() {
    let listed = listed();
    let required = [
        "flag-dropped",
        "flag-absent",
        "flag-off",
        "flag-invalid",
        "no-voice",
        "not-found",
        "unauthorized",
        "unreachable",
        "unexpected-document",
        "duplicate-member",
        "refused",
        "not-applied",
        "not-confirmed",
        "collateral",
        "conflict",
        "read-only",
        "state-unwritable",
        "state-unsafe",
        "snapshot-changed",
        "private-key-present",
        "body-too-long",
        "replayed",
    ];
    let missing: Vec<_> = required.iter().filter(|code| !listed.contains(**code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn pages_name_existing_commands_and_codes() {
    let help = TestEnv::new().vsw(["--help"]).run().expect(0).stdout;
    let listed = listed();
    let names = fs::read_dir(root().join("docs/codes")).expect("the pages").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    for name in names.filter(|name| name != "family") {
        let text = page(&name);
        for word in text.split("`vsw ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next()) {
            let listed_in_help = help
                .lines()
                .filter_map(|line| line.get(13..))
                .any(|line| line.starts_with(&format!("{word} ")));
            let known = listed_in_help || word.starts_with('-') || word == "COMMAND";
            assert!(known, "{name}: vsw {word}");
        }
        for code in text.split("vsw explain ").skip(1).filter_map(|rest| rest.split(['`', '\n']).next()) {
            assert!(listed.contains(code), "{name}: {code}");
        }
    }
}

#[test]
fn explain_prints_text_and_json() {
    let env = TestEnv::new();
    let text = env.vsw(["explain", "body-json-spaced"]).run().expect(0);
    assert!(
        text.stdout.starts_with("body-json-spaced: the JSON was re-serialized with spaces, as by Python\n\n"),
        "{}",
        text.stdout
    );
    for part in ["Possible causes", "request.get_data()", "https://developer.vonage.com/"] {
        assert!(text.stdout.contains(part), "{}", text.stdout);
    }
    assert!(text.stderr.is_empty() && !text.stdout.contains("\n## "));
    let json = env.vsw(["explain", "body-json-spaced", "--format", "json"]).run().expect(0).json();
    let members: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(members, ["schema", "vsw", "code", "kind", "title", "text", "codes"]);
    assert_eq!((&json["schema"], &json["kind"]), (&"vsw/explain/1".into(), &"cause".into()));
    assert_eq!((&json["code"], &json["codes"]), (&"body-json-spaced".into(), &serde_json::json!([])));
    let all = env.vsw(["explain"]).run().expect(0).stdout;
    assert_eq!(all.lines().count(), listed().len());
    assert!(all.lines().all(|line| line.chars().count() <= 110), "{all}");
}

#[test]
fn an_unknown_code_is_a_usage_error_with_suggestions() {
    let env = TestEnv::new();
    let output = env.vsw(["explain", "payload-missmatch"]).run().expect(2);
    assert!(
        output
            .stderr
            .starts_with("error: unknown code `payload-missmatch`\nhint: did you mean `payload-mismatch`"),
        "{}",
        output.stderr
    );
    let output = env.vsw(["explain", "zzzz", "--json"]).run().expect(2).json();
    assert_eq!((&output["code"], &output["exit"]), (&"usage".into(), &2.into()));
    let output = env.vsw(["explain", "3"]).run().expect(2);
    assert!(output.stderr.contains("`vsw exit-codes`"), "{output:?}");
    // A user may type a secret instead of a code.
    let output = env.vsw(["explain", "Hunter2!"]).run().expect(2);
    assert!(!output.all().contains("Hunter2"), "{}", output.stderr);
}
