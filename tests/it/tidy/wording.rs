//! Keeps words that hide the subject of a sentence out of comments and strings of `src`. Names of variables and
//! functions are not checked.
//!
//! `wording.txt` lists the files that still contain such words. The list only shrinks: no file may be added, and
//! `VSW_WRITE=1 cargo test wording` removes the files that are clean.

use std::collections::BTreeSet;
use std::{env, fs};

use super::expect_none;
use super::source::{Source, all, is_word, root, without_words};

const LIST: &str = "tests/it/tidy/wording.txt";

/// Words and phrases in lower case. Instead, name the caller, the user, the API or the file.
const REJECTED: &[&[&str]] =
    &[&["whoever"], &["nobody"], &["somebody"], &["mend"], &["mended"], &["by", "chance"], &["way", "out"]];

/// Returns the rejected words in the comments and strings of a file.
fn rejected(text: &str) -> Vec<String> {
    let blank_if_code =
        |(letter, code): (char, char)| if code == letter && code != '\n' { ' ' } else { letter };
    let prose: String = text.chars().zip(without_words(text).chars()).map(blank_if_code).collect();
    let prose = prose.to_lowercase();
    let words: Vec<&str> = prose.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect();
    let found = |phrase: &&&[&str]| words.windows(phrase.len()).any(|words| words == **phrase);
    REJECTED.iter().filter(found).map(|phrase| phrase.join(" ")).collect()
}

#[test]
fn comments_and_strings_name_their_subject() {
    let listed = fs::read_to_string(root().join(LIST)).expect("the list");
    let listed: BTreeSet<&str> = listed.lines().collect();
    let sources: Vec<Source> = all().into_iter().filter(|source| source.path.starts_with("src/")).collect();
    let (mut left, mut offenders) = (String::new(), Vec::new());
    for source in &sources {
        let words = rejected(&source.text);
        if words.is_empty() {
            continue;
        }
        if listed.contains(source.path.as_str()) {
            left += &format!("{}\n", source.path);
        } else {
            offenders.push(format!("{}: {}", source.path, words.join(", ")));
        }
    }
    if env::var_os("VSW_WRITE").is_some() {
        fs::write(root().join(LIST), left).expect("the list is writable");
    }
    expect_none("name the subject of a sentence: the caller, the user, the API, the file", &offenders);
}

#[test]
fn only_comments_and_strings_are_searched() {
    assert_eq!(
        rejected("let nobody = 1; // a way\n// out, by chance\nlet s = \"Nobody's\";"),
        ["nobody", "by chance", "way out"]
    );
    assert!(rejected("let whoever = mend(); // amend, somebodys").is_empty());
}
