//! Checks names, headers, sizes and forbidden types.

use std::collections::BTreeSet;

use super::expect_none;
use super::source::{Place, all, is_word};

const MAX_LINES: usize = 350;

/// Functions that may take a bool, each with the reason why a type would be less clear.
const BOOLS: &[(&str, &str)] = &[];

/// Files and directories that may use `serde_json::Value`, each with the reason. `Value` rounds numbers and
/// drops duplicates, so documents and claims need another type.
const VALUES: &[(&str, &str)] = &[
    ("src/json/string.rs", "writes a string as JSON"),
    ("src/bin/vsw/config/vonage_cli_import.rs", "reads four strings from another program's file"),
    ("src/bin/vsw/sandbox", "faults, log and errors may be values; stored documents are text"),
    ("src/bin/vsw/render/report/sarif.rs", "writes another program's format, and reads nothing"),
    ("src/bin/vsw/render/report/gitlab.rs", "writes another program's format, and reads nothing"),
    ("src/bin/vsw/screen/redact.rs", "escapes a secret as JSON"),
];

#[test]
fn no_file_has_a_catch_all_name() {
    let catch_all = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "types"];
    let offenders: Vec<String> = all()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.trim_end_matches(".rs").split('/').any(|name| catch_all.contains(&name)))
        .collect();
    expect_none("rename the file after its contents", &offenders);
}

#[test]
fn every_file_starts_with_a_header() {
    let offenders: Vec<String> = all()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    expect_none("start the file with `//!`: what it is, what it is not, its invariant", &offenders);
}

#[test]
fn no_file_is_longer_than_350_lines() {
    let long = all().into_iter().filter(|source| source.text.lines().count() > MAX_LINES);
    let offenders: Vec<String> = long.map(|source| source.path).collect();
    expect_none("split the file: 350 lines at most", &offenders);
}

#[test]
fn main_contains_only_the_flow() {
    let main = all().into_iter().find(|source| source.path == "src/bin/vsw/main.rs").expect("main.rs");
    let lines = main.code.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("mod ")).count();
    assert!(
        lines <= 40,
        "main.rs has {lines} lines besides its modules; 40 are enough for parse, run, render, exit"
    );
}

#[test]
fn no_unfinished_code_remains() {
    // Split, so that this file passes.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("dbg", "!("), concat!("todo", "!(")];
    let mut offenders = Vec::new();
    for source in all() {
        for (number, line) in (1..).zip(source.text.lines()) {
            if marks.iter().any(|mark| line.contains(mark)) {
                offenders.push(format!("{}:{number}", source.path));
            }
        }
    }
    expect_none("open an issue and remove the mark", &offenders);
}

#[test]
fn functions_have_no_get_prefix() {
    let mut offenders = Vec::new();
    for source in all() {
        offenders.extend(
            functions(&source.code)
                .filter(|(name, _)| name.starts_with("get_"))
                .map(|(name, _)| format!("{}: {name}", source.path)),
        );
    }
    expect_none("drop the `get_` prefix", &offenders);
}

#[test]
fn no_public_function_takes_a_bool() {
    let mut offenders = Vec::new();
    for source in all() {
        if source.place() == Place::Tests {
            continue;
        }
        for (name, head) in functions(&source.code) {
            let parameters: String = head.split_whitespace().collect();
            let takes = parameters.contains(":bool,") || parameters.contains(":bool)");
            let public = head.trim_start().starts_with("pub");
            if public && takes && !BOOLS.iter().any(|(may, _)| *may == name) {
                offenders.push(format!("{}: {name}", source.path));
            }
        }
    }
    expect_none("take an enum, such as `Signing`, instead of a bool", &offenders);
}

/// Returns the name of each function, and its signature without the return type.
fn functions(code: &str) -> impl Iterator<Item = (String, String)> {
    let heads = code.match_indices("fn ").filter(|(at, _)| !code[..*at].ends_with(is_word));
    heads.filter_map(|(start, head)| {
        let name: String = code[start + head.len()..].chars().take_while(|&letter| is_word(letter)).collect();
        let line = code[..start].rfind('\n').map_or(0, |end| end + 1);
        let behind = start + head.len() + name.len();
        (!name.is_empty()).then(|| (name, code[line..behind + parameters(&code[behind..])].to_owned()))
    })
}

/// Returns the length of a function's generics and parameters. The `>` of `->` ends no generics.
fn parameters(code: &str) -> usize {
    let (mut generics, mut depth, mut before) = (0_i32, 0_i32, ' ');
    for (at, letter) in code.char_indices() {
        match letter {
            '<' => generics += 1,
            '>' if before != '-' => generics -= 1,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if letter == ')' && depth == 0 && generics == 0 {
            return at + 1;
        }
        before = letter;
    }
    code.len()
}

#[test]
fn documents_are_never_serde_json_values() {
    let mut offenders = Vec::new();
    for source in all() {
        if source.place() == Place::Tests || VALUES.iter().any(|(may, _)| source.path.starts_with(may)) {
            continue;
        }
        let names = source.names();
        let forgetful = names.iter().filter(|name| {
            ["Value", "Map", "json", "to_value", "from_value"].iter().any(|word| {
                **name == format!("serde_json::{word}") || name.starts_with(&format!("serde_json::{word}::"))
            })
        });
        offenders.extend(forgetful.map(|name| format!("{}: {name}", source.path)));
    }
    expect_none("`serde_json::Value` rounds numbers and drops duplicates; use `vsw::json`", &offenders);
}

#[test]
fn secret_and_proof_types_do_not_implement_equality() {
    let guarded = ["Mac", "MacKey", "PayloadHash", "Secret", "SignatureSecret"];
    let mut found = BTreeSet::new();
    let mut offenders = Vec::new();
    for source in all().iter().filter(|source| source.path.starts_with("src/")) {
        for name in guarded {
            for (at, head) in source.code.match_indices(&format!("struct {name}")) {
                let is_longer = |letter: char| letter.is_alphanumeric() || letter == '_';
                if source.code[at + head.len()..].starts_with(is_longer) {
                    continue;
                }
                found.insert(name);
                let before = &source.code[..at];
                let attributes = &before[before.rfind(['}', ';']).unwrap_or(0)..];
                if attributes.contains("PartialEq") || attributes.contains("Hash") {
                    offenders.push(format!("{}: {name} derives a comparison", source.path));
                }
            }
            for of in ["PartialEq for ", "PartialEq<[u8]> for ", "Deref for "] {
                if source.code.contains(&format!("{of}{name} ")) {
                    offenders.push(format!("{}: {of}{name}", source.path));
                }
            }
        }
    }
    let mac = all().into_iter().find(|source| source.path == "src/mac.rs").expect("mac.rs");
    if ["==", "!=", ".eq(", ".ne(", ".cmp("].iter().any(|compare| mac.code.contains(compare)) {
        offenders.push("src/mac.rs compares something".to_owned());
    }
    assert_eq!(found.len(), guarded.len(), "every guarded type was found: {found:?}");
    expect_none("compare MACs and hashes in constant time, and never compare secrets", &offenders);
}
