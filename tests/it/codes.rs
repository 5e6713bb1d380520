//! Checks that the program's codes come from `codes/list.rs`, and that a mistyped code does not compile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::env::TestEnv;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compiles a crate that names this code. Returns the errors if the compilation fails.
fn complaint(code: &str) -> Option<String> {
    let directory = tempfile::tempdir().expect("a directory");
    let list = root().join("src/bin/vsw/codes/list.rs");
    let source = directory.path().join("names.rs");
    let text = format!(
        "#[path = \"{}\"]\npub mod list;\npub const NAMED: list::Code = list::Code::{code};\n",
        list.display()
    );
    fs::write(&source, text).expect("a source");
    let beside = Path::new(env!("CARGO")).with_file_name("rustc");
    let rustc = if beside.exists() { beside } else { PathBuf::from("rustc") };
    let output = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .args([directory.path(), &source])
        .output()
        .expect("a compiler");
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_mistyped_code_does_not_compile() {
    assert_eq!(complaint("FlagDropped"), None);
    let error = complaint("FlagDroped").expect("it does not compile");
    assert!(error.contains("E0599") && error.contains("FlagDroped"), "{error}");
}

#[test]
fn codes_are_spelled_only_in_the_list() {
    let list = TestEnv::new().vsw(["explain", "--json"]).run().expect(0).json();
    let rows = list["codes"].as_array().expect("codes").iter();
    // A code without a hyphen may also be an ordinary word.
    let codes: Vec<String> = rows
        .filter(|row| ["application", "warning", "failure"].iter().any(|kind| row["kind"] == *kind))
        .map(|row| row["code"].as_str().expect("a code").to_owned())
        .filter(|code| code.contains('-'))
        .collect();
    assert!(codes.len() > 40, "{codes:?}");
    let mut offenders = Vec::new();
    let mut directories = vec![root().join("src/bin/vsw")];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).expect("a directory").flatten() {
            let path = entry.path();
            let is_test = path.ends_with("tests") || path.ends_with("tests.rs");
            // Two checks of `doctor` have the same names as codes.
            let is_of_checks = path.ends_with("doctor/state.rs");
            if is_test || is_of_checks || path.ends_with("codes/list.rs") {
                continue;
            }
            if path.is_dir() {
                directories.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            let written = codes.iter().filter(|code| shipped.contains(&format!("\"{code}\"")));
            offenders.extend(written.map(|code| format!("{}: {code}", path.display())));
        }
    }
    assert!(offenders.is_empty(), "{offenders:#?}");
}
