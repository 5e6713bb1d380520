//! Keeps vague words (`nobody`, `whoever`) and rare ones (`mend`) out of comments, strings, scripts and
//! configuration. Names in Rust code may contain them.

use std::fs;
use std::path::Path;

use super::expect_none;
use super::source::{files, is_word, root, without_words};

/// Words and phrases in lower case. Instead of a vague word, name the caller, the user, the API or the file.
const REJECTED: &[&[&str]] =
    &[&["by", "chance"], &["mend"], &["mended"], &["nobody"], &["somebody"], &["way", "out"], &["whoever"]];

/// Extensions of the checked files outside `.ci`. Markdown is not checked, because it quotes these words.
const EXTENSIONS: &[&str] = &["mjs", "py", "rs", "service", "sh", "timer", "toml", "yml"];

fn rejected(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect();
    let found = |phrase: &&&[&str]| words.windows(phrase.len()).any(|words| words == **phrase);
    REJECTED.iter().filter(found).map(|phrase| phrase.join(" ")).collect()
}

fn comments_and_strings(text: &str) -> String {
    let blank_if_code =
        |(letter, code): (char, char)| if code == letter && code != '\n' { ' ' } else { letter };
    text.chars().zip(without_words(text).chars()).map(blank_if_code).collect()
}

fn extension(path: &str) -> &str {
    Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

fn is_checked(path: &str) -> bool {
    (path.starts_with(".ci/") || EXTENSIONS.contains(&extension(path))) && path != "tests/it/tidy/wording.rs"
}

#[test]
fn texts_name_their_subject() {
    let paths: Vec<String> = files(&["."]).into_iter().filter(|path| is_checked(path)).collect();
    for name in [".ci/run", "Cargo.toml", "benches/fleet.py", "examples/ci/github.yml", "fuzz/src/lib.rs"] {
        assert!(paths.iter().any(|path| path == name), "{name} is not checked");
    }
    let mut offenders = Vec::new();
    for path in paths {
        let text = fs::read_to_string(root().join(&path)).expect("a text file");
        let words = rejected(&if extension(&path) == "rs" { comments_and_strings(&text) } else { text });
        if !words.is_empty() {
            offenders.push(format!("{path}: {}", words.join(", ")));
        }
    }
    expect_none("name the subject of a sentence: the caller, the user, the API, the file", &offenders);
}

#[test]
fn only_comments_and_strings_of_rust_files_are_searched() {
    let text = "let nobody = 1; // a way\n// out, by chance\nlet s = \"Nobody's\";";
    assert_eq!(rejected(&comments_and_strings(text)), ["by chance", "nobody", "way out"]);
    assert!(rejected(&comments_and_strings("let whoever = mend(); // amend, somebodys")).is_empty());
}
