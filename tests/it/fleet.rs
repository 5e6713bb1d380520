//! Tests `vsw fleet`: valid and invalid files, warnings and hostile names.

mod init;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::env::{Output, TestEnv};

const NO_BASELINE: &str = r#"{"schema": "vsw/baseline/1", "applications": []}"#;
const ONE: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

fn files(directory: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fleet").join(directory);
    let entries =
        fs::read_dir(&directory).expect("the directory").map(|entry| entry.expect("an entry").path());
    let files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect();
    assert!(files.len() >= 3, "{}", directory.display());
    files
}

fn check(env: &TestEnv, path: &Path) -> Output {
    env.vsw(["fleet".as_ref(), "check".as_ref(), path.as_os_str(), "--json".as_ref()]).run()
}

fn warnings(report: &Value) -> Vec<(&str, u64)> {
    let warnings = report["warnings"].as_array().expect("warnings").iter();
    let line = |one: &'_ Value| one["declared"]["line"].as_u64().expect("a line");
    warnings.map(|one| (one["code"].as_str().expect("a code"), line(one))).collect()
}

#[test]
fn valid_files_pass_and_invalid_ones_fail_with_line_and_column() {
    let env = TestEnv::new();
    for path in files("good") {
        let report = check(&env, &path).expect(0).json();
        assert_eq!((&report["schema"], &report["ok"]), (&json!("vsw/fleet-check/1"), &json!(true)));
    }
    for path in files("bad").into_iter().chain(files("beyond")) {
        let text = fs::read_to_string(&path).expect("a file");
        // The first line is `# LINE:COLUMN WORDS`: the position of the error, and a part of its message.
        let comment = text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a comment");
        let (place, words) = comment.split_once(' ').expect("a place and words");
        let (line, column) = place.split_once(':').expect("line and column");
        let report = check(&env, &path).expect(3).json();
        let message = report["message"].as_str().expect("a message");
        let start = format!("{}, line {line}, column {column}: ", path.display());
        assert!(message.starts_with(&start) && message.contains(words), "{comment}\n{message}");
        assert_eq!((&report["schema"], &report["code"]), (&json!("vsw/error/1"), &json!("fleet-file")));
        let (line, column): (u64, u64) = (line.parse().expect("a line"), column.parse().expect("a column"));
        assert_eq!(
            report["place"],
            json!({"path": path.display().to_string(), "line": line, "column": column})
        );
        let text = env.vsw(["fleet".as_ref(), "check".as_ref(), path.as_os_str()]).run().expect(3);
        assert!(
            text.stderr.starts_with(&format!("error: {message}\nhint: ")) && text.stdout.is_empty(),
            "{text:?}"
        );
    }
}

#[test]
fn fleet_check_counts_entries_and_prints_warnings() {
    let env = TestEnv::new();
    let waiver = |until: &str| {
        format!(
            "[[waivers]]\naccount = \"eu\"\nname = \"x\"\nreason = \"r\"\nowner = \"o\"\nuntil = {until}\n"
        )
    };
    let text = format!(
        "unlisted = \"fail\"\nbaseline = \"b.json\"\n[accounts.eu]\nprofile = \"p\"\napi_key = \"k\"\n[accounts.us]\n\
         api_key = \"l\"\n[[applications]]\naccount = \"eu\"\nid = \"{ONE}\"\n[[applications]]\naccount = \"us\"\n\
         name = \"*\"\n[[applications]]\naccount = \"us\"\nname = \"a\"\n[[applications]]\naccount = \"us\"\nall = true\n\
         {}{}",
        waiver("2020-01-31"),
        waiver("2999-12-31")
    );
    env.write("work/vsw.toml", text);
    let missing = env.vsw(["fleet", "check"]).run().expect(3);
    assert_eq!(
        missing.stderr,
        "error: the baseline file ./b.json does not exist\nhint: correct the path, restore the file from \
         version control, or create it: `vsw baseline save --fleet ./vsw.toml --file ./b.json`\n"
    );
    std::os::unix::fs::symlink("nowhere.json", env.path("work/b.json")).expect("a link");
    assert_eq!(env.vsw(["fleet", "check", "--json"]).run().expect(3).json()["code"], "baseline-file");
    fs::remove_file(env.path("work/b.json")).expect("the link");
    env.write("work/b.json", NO_BASELINE);
    let report = env.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!(
        report,
        json!({
            "schema": "vsw/fleet-check/1", "vsw": env!("CARGO_PKG_VERSION"), "file": "./vsw.toml", "ok": true,
            "accounts": [
                {"name": "eu", "profile": "p", "api_key": "k", "rules": {"total": 1, "id": 1, "name": 0, "all": 0}},
                {"name": "us", "profile": null, "api_key": "l", "rules": {"total": 3, "id": 0, "name": 2, "all": 1}},
            ],
            "rules": {"total": 4, "id": 1, "name": 2, "all": 1}, "waivers": {"total": 2, "ended": 1},
            "unlisted": "fail", "baseline": "./b.json", "warnings": report["warnings"],
        })
    );
    assert_eq!(warnings(&report), [("entry-hidden", 16), ("waiver-ended", 22)]);
    let text = env.vsw(["fleet", "check"]).run().expect(0);
    assert!(text.stdout.starts_with("✓ ./vsw.toml  4 entries: 1 by id, 2 by name, 1 for all\n"), "{text:?}");
    assert!(
        text.stdout.contains("warning: ./vsw.toml, line 22, column 1: the waiver ended on 2020-01-31"),
        "{text:?}"
    );
    assert_eq!(text.stderr, "");
}

#[test]
fn missing_oversized_and_binary_files_are_rejected() {
    let env = TestEnv::new();
    let code = |output: Output| output.expect(3).json()["code"].clone();
    assert_eq!(code(env.vsw(["fleet", "check", "--json"]).run()), "fleet-file");
    assert_eq!(code(check(&env, &env.path("home"))), "fleet-file");
    let long = env.write("long.toml", vec![b'#'; 16 * 1024 * 1024 + 1]);
    let output = check(&env, &long);
    assert!(output.stdout.contains("longer than 16777216 bytes"), "{}", output.stdout);
    assert_eq!(code(output), "fleet-file");
    let fits = env.write(
        "fits.toml",
        [&b"[[applications]]\nall = true\n"[..], &vec![b'#'; 16 * 1024 * 1024 - 28]].concat(),
    );
    check(&env, &fits).expect(0);
    let bytes = env.write("bytes.toml", b"[[applications]]\nname = \"\xff\"\n");
    let report = check(&env, &bytes).expect(3).json();
    assert_eq!((&report["place"]["line"], &report["place"]["column"]), (&json!(2), &json!(9)));
}

#[test]
fn s1_errors_about_a_hostile_file_are_sanitized() {
    let env = TestEnv::new();
    let names = ["::error::x", "##[error]x", "\\u001b[31m", "\\u202e", "\\n::error::x", "\\\"><script>"];
    for name in names {
        for text in [
            format!("\"{name}\" = 1\n"),
            format!("unlisted = \"{name}\"\n[[applications]]\nall = true\n"),
            format!("[accounts.eu]\napi_key = \"k\"\n[[applications]]\naccount = \"{name}\"\nall = true\n"),
            format!("[accounts.eu]\napi_key = \"{name}\"\n[[applications]]\nall = true\n"),
        ] {
            env.write("work/vsw.toml", &text);
            for format in ["text", "json"] {
                let output = env.vsw(["fleet", "check", "--format", format]).run().all();
                let forged = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
                assert!(!output.lines().any(forged), "{output}");
                assert!(!output.contains(['\u{1b}', '\u{202e}']), "{output:?}");
            }
        }
    }
}

#[test]
fn fleet_check_reads_the_default_baseline_beside_the_file() {
    let env = TestEnv::new();
    env.write("work/ops/vsw.toml", format!("[[applications]]\nid = \"{ONE}\"\n"));
    let check = || env.vsw(["fleet", "check", "ops/vsw.toml", "--json"]).run();
    assert_eq!(check().expect(0).json()["baseline"], json!(null));
    env.write("work/ops/vsw.baseline.json", "{");
    assert_eq!(check().expect(3).json()["code"], "baseline-file");
    env.write("work/ops/vsw.baseline.json", NO_BASELINE);
    assert_eq!(check().expect(0).json()["baseline"], "ops/vsw.baseline.json");
}

#[test]
fn the_fleet_documentation_shows_a_valid_file() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/fleet.md")).expect("the page");
    let shown =
        page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```\n")).expect("a file").0;
    let env = TestEnv::new();
    env.write("work/vsw.toml", shown);
    env.write("work/vsw.baseline.json", NO_BASELINE);
    let report = env.vsw(["fleet", "check", "--json"]).run().expect(0).json();
    assert_eq!((&report["rules"]["total"], &report["waivers"]["total"]), (&json!(3), &json!(1)));
}

#[test]
fn the_printed_schema_matches_the_published_one() {
    let printed = TestEnv::new().vsw(["fleet", "schema"]).run().expect(0).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/vsw.toml.schema.json");
    assert_eq!(printed, fs::read_to_string(path).expect("the schema"));
}
