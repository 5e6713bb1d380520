//! Finds the code, and paths such as `crate::api`, in Rust files, for the rules of `tidy`.
//!
//! Not a complete Rust parser.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

#[derive(Clone)]
pub struct Source {
    /// Relative to the package's root, with `/` as separator.
    pub path: String,
    pub text: String,
    /// The lines of `text`, with comments, the contents of strings, and items under `#[cfg(test)]` blank.
    pub code: String,
}

/// The crate of a file, and its module path there.
#[derive(Debug, PartialEq)]
pub enum Place {
    Library(Vec<String>),
    Program(Vec<String>),
    Tests,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn all() -> Vec<Source> {
    // Read once: finding the ends of strings and comments takes much longer than a copy.
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(read_all);
    ALL.clone()
}

fn read_all() -> Vec<Source> {
    let mut sources: Vec<Source> = files(&["src", "tests", "examples"])
        .into_iter()
        .filter(|path| Path::new(path).extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = fs::read_to_string(root().join(&path)).expect("a source is UTF-8");
            Source { path, text, code: String::new() }
        })
        .collect();
    let mut only_tests = BTreeSet::new();
    for source in &mut sources {
        let (code, modules) = without_tests(&without_words(&source.text));
        let directory =
            source.path.trim_end_matches(".rs").trim_end_matches("/lib").trim_end_matches("/main");
        only_tests.extend(modules.iter().map(|name| format!("{directory}/{name}")));
        source.code = code;
    }
    for source in &mut sources {
        let inside = |module: &String| {
            source.path == format!("{module}.rs") || source.path.starts_with(&format!("{module}/"))
        };
        if only_tests.iter().any(inside) {
            source.code = blank(&source.code);
        }
    }
    sources
}

/// Returns the files below these paths, sorted, without build output and version control.
pub fn files(below: &[&str]) -> Vec<String> {
    let mut to_do: Vec<PathBuf> = below.iter().map(|name| root().join(name)).collect();
    let mut files = Vec::new();
    while let Some(path) = to_do.pop() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && name != "target" && name != ".git" {
            to_do.extend(
                fs::read_dir(&path).expect("a directory of ours").flatten().map(|entry| entry.path()),
            );
        } else if path.is_file() && name != ".git" {
            let path = path.strip_prefix(root()).expect("it is below the root");
            files.push(path.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned());
        }
    }
    files.sort();
    files
}

impl Source {
    pub fn place(&self) -> Place {
        let modules = |path: &str| -> Vec<String> {
            let path = path.trim_end_matches(".rs");
            let names = path.split('/').filter(|name| *name != "main" && *name != "lib");
            names.map(str::to_owned).collect()
        };
        if let Some(path) = self.path.strip_prefix("src/bin/vsw/") {
            Place::Program(modules(path))
        } else if let Some(path) = self.path.strip_prefix("src/") {
            Place::Library(modules(path))
        } else {
            Place::Tests
        }
    }

    /// Returns the paths that the code names, with `use` trees split, and `super` and `self` resolved. Empty
    /// for files outside `src`.
    pub fn names(&self) -> Vec<String> {
        let (Place::Library(here) | Place::Program(here)) = self.place() else { return Vec::new() };
        paths_in(&self.code, &here)
    }
}

pub fn paths_in(code: &str, here: &[String]) -> Vec<String> {
    let mut paths = Vec::new();
    let code: Vec<char> = code.chars().collect();
    let mut at = 0;
    while at < code.len() {
        if is_word(code[at]) {
            read_path(&code, &mut at, &[], &mut paths);
        } else {
            at += 1;
        }
    }
    paths.into_iter().map(|path| resolved(path, here).join("::")).collect()
}

fn resolved(path: Vec<String>, here: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    match path.first().map(String::as_str) {
        Some("super") => {
            let above = here.len().saturating_sub(ups);
            let above = here.iter().take(above).cloned();
            std::iter::once("crate".to_owned()).chain(above).chain(path.into_iter().skip(ups)).collect()
        }
        Some("self") if path.len() > 1 => std::iter::once("crate".to_owned())
            .chain(here.iter().cloned())
            .chain(path.into_iter().skip(1))
            .collect(),
        _ => path,
    }
}

pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Adds the path that starts at `at` to `paths`, with all its branches.
fn read_path(code: &[char], at: &mut usize, before: &[String], paths: &mut Vec<Vec<String>>) {
    let blanks = |at: &mut usize| {
        while code.get(*at).is_some_and(|letter| letter.is_whitespace()) {
            *at += 1;
        }
    };
    let start = *at;
    while code.get(*at).copied().is_some_and(is_word) {
        *at += 1;
    }
    let mut path = before.to_vec();
    path.push(code[start..*at].iter().collect());
    let end = *at;
    blanks(at);
    if !code[*at..].starts_with(&[':', ':']) {
        *at = end;
        paths.push(path);
        return;
    }
    *at += 2;
    blanks(at);
    match code.get(*at) {
        Some('{') => {
            *at += 1;
            while code.get(*at).is_some_and(|letter| *letter != '}') {
                if is_word(code[*at]) {
                    read_path(code, at, &path, paths);
                } else {
                    *at += 1;
                }
            }
            // Skip the `}`: it must not end the outer group, too.
            *at += usize::from(*at < code.len());
        }
        Some(&letter) if is_word(letter) => read_path(code, at, &path, paths),
        _ => paths.push(path),
    }
}

/// Returns the text with comments and the contents of strings blank, line for line.
pub fn without_words(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = comment(rest).or_else(|| literal(rest, at.checked_sub(1).map(|before| text[before])));
        let keep = length.is_none();
        let length = length.unwrap_or(1);
        code.extend(rest[..length].iter().map(|&letter| if keep || letter == '\n' { letter } else { ' ' }));
        at += length;
    }
    code
}

fn comment(rest: &[char]) -> Option<usize> {
    if rest.starts_with(&['/', '/']) {
        return Some(rest.iter().position(|&letter| letter == '\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with(&['/', '*']) {
        return None;
    }
    let (mut depth, mut at) = (1, 2);
    while depth > 0 && at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    Some(at)
}

/// Returns the length of the string or character literal that starts here. `None` for other code, such as a lifetime.
fn literal(rest: &[char], before: Option<char>) -> Option<usize> {
    let in_a_word = before.is_some_and(is_word);
    let prefix = rest.iter().take_while(|letter| matches!(letter, 'b' | 'c' | 'r')).count();
    let raw = rest[..prefix].contains(&'r') && !in_a_word;
    let hashes = if raw { rest[prefix..].iter().take_while(|&&letter| letter == '#').count() } else { 0 };
    if rest[0] == '"' || (raw && rest.get(prefix + hashes) == Some(&'"')) {
        let open = if rest[0] == '"' { 1 } else { prefix + hashes + 1 };
        let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let mut at = open;
        while at < rest.len() && !rest[at..].starts_with(&close) {
            at += if !raw && rest[at] == '\\' { 2 } else { 1 };
        }
        return Some((at + close.len()).min(rest.len()));
    }
    match (rest[0], rest.get(1), rest.get(2)) {
        ('\'', Some('\\'), _) => rest.iter().skip(3).position(|&letter| letter == '\'').map(|end| end + 4),
        ('\'', _, Some('\'')) => Some(3),
        _ => None,
    }
}

/// Blanks items under `#[cfg(test)]` in the code. Also returns the names of test modules in other files.
fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let (mut kept, mut modules, mut rest) = (String::new(), Vec::new(), code);
    while let Some(start) = rest.find(MARK) {
        let (before, after) = rest.split_at(start);
        let item = after.find(['{', ';']).map_or(after.len(), |end| {
            if after[end..].starts_with('{') { end + block(&after[end..]) } else { end + 1 }
        });
        let (item, behind) = after.split_at(item);
        if let Some(module) = item.strip_suffix(';').and_then(|item| item.rsplit("mod ").next()) {
            modules.push(module.trim().to_owned());
        }
        kept.push_str(before);
        kept.push_str(&blank(item));
        rest = behind;
    }
    kept.push_str(rest);
    (kept, modules)
}

pub fn block(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in code.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn blank(code: &str) -> String {
    code.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect()
}

#[test]
fn the_reader_separates_code_from_comments_strings_and_tests() {
    let text = "use a::{b, c::{self, d}, super::e, f::{g}, n}; // use x::y\nlet s = \"q::r\"; let c = '\"'; /* m::n */ f::<'a>();\n\
                #[cfg(test)]\nmod tests { use t::u; }\n#[cfg(test)]\nmod generate;\nlet r = r#\"v\"w\"#; g::h!();";
    let (code, modules) = without_tests(&without_words(text));
    let source = Source { path: "src/bin/vsw/commands/list.rs".to_owned(), text: String::new(), code };
    let names = source.names();
    for name in ["a::b", "a::c::self", "a::c::d", "a::f::g", "a::n", "g::h"] {
        assert!(names.contains(&name.to_owned()), "{name} of {names:?}");
    }
    for word in ["x", "q", "m", "t", "v", "w"] {
        assert!(!names.iter().any(|name| name.starts_with(word)), "{word} of {names:?}");
    }
    assert_eq!(modules, ["generate"]);
    assert_eq!(
        resolved(vec!["super".to_owned(), "show".to_owned()], &["commands".to_owned(), "list".to_owned()]),
        ["crate", "commands", "show"]
    );
}
