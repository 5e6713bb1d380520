//! Rejects cycles of imports between files of `src`, and between the top-level modules of the program
//! (`src/bin/vsw`).
//!
//! Imports from a file's own child modules do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::expect_none;
use super::source::{Place, Source, all, paths_in};

#[derive(Default)]
pub struct Crate {
    /// The file of each module, by a path such as `crate::config::account`.
    files: BTreeMap<String, String>,
    /// The target of each re-exported path.
    reexports: BTreeMap<String, String>,
}

/// The files that each file imports from, each with an imported path.
type Imports = BTreeMap<String, BTreeMap<String, String>>;

impl Crate {
    pub fn of(sources: &[(Vec<String>, Source)]) -> Self {
        let mut found = Self::default();
        for (here, source) in sources {
            found.files.insert(module(here), source.path.clone());
        }
        for (here, source) in sources {
            for statement in reexports(&source.code) {
                for (name, path) in named(paths_in(&source.code[statement], here)) {
                    let path = found.absolute(here, &path);
                    found.reexports.insert(format!("{}::{name}", module(here)), path);
                }
            }
        }
        found
    }

    /// Makes a path absolute if it begins with a child module of `here`.
    fn absolute(&self, here: &[String], path: &str) -> String {
        let first = path.split("::").next().unwrap_or_default();
        let child = format!("{}::{first}", module(here));
        if self.files.contains_key(&child) { format!("{}::{path}", module(here)) } else { path.to_owned() }
    }

    /// Returns the path at which an item is defined. Follows at most ten re-exports.
    pub fn defined(&self, path: &str) -> String {
        let mut path = path.to_owned();
        for _ in 0..10 {
            let led = prefixes(&path).find_map(|prefix| {
                let to = self.reexports.get(prefix)?;
                Some(format!("{to}{}", &path[prefix.len()..]))
            });
            match led {
                Some(to) if to != path => path = to,
                _ => break,
            }
        }
        path
    }

    fn file(&self, path: &str) -> Option<&String> {
        prefixes(path).find_map(|prefix| self.files.get(prefix))
    }
}

fn module(here: &[String]) -> String {
    ["crate"].into_iter().chain(here.iter().map(String::as_str)).collect::<Vec<_>>().join("::")
}

/// Returns the path and all its prefixes, the longest first.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
    ends.into_iter().rev().map(|end| &path[..end])
}

/// Returns the position of the paths in each `pub use …;`.
fn reexports(code: &str) -> Vec<Range<usize>> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let line = code[..*at].rsplit('\n').next().unwrap_or_default().trim();
        line.starts_with("pub") && !line.contains('=')
    });
    let starts = starts.map(|(at, head)| at + head.len());
    starts.map(|start| start..code[start..].find(';').map_or(code.len(), |length| start + length)).collect()
}

/// Returns the name under which each path is re-exported, with the path.
fn named(paths: Vec<String>) -> Vec<(String, String)> {
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    let mut named: Vec<(String, String)> = Vec::new();
    let mut paths = paths.into_iter();
    while let Some(path) = paths.next() {
        if last(&path) == "as" {
            let alias = paths.next().map(|alias| last(&alias)).unwrap_or_default();
            if let Some((name, _)) = named.last_mut() {
                *name = alias;
            }
        } else {
            named.push((last(&path), path));
        }
    }
    named
}

fn imports(sources: Vec<(Vec<String>, Source)>) -> Imports {
    let modules = Crate::of(&sources);
    let mut imports = Imports::new();
    for (here, mut source) in sources {
        for statement in reexports(&source.code) {
            let blank = " ".repeat(statement.len());
            source.code.replace_range(statement, &blank);
        }
        let within = format!("{}/", source.path.trim_end_matches(".rs"));
        for name in source.names() {
            let path = modules.absolute(&here, &name);
            if !path.starts_with("crate::") {
                continue;
            }
            let Some(file) = modules.file(&modules.defined(&path)) else { continue };
            if *file != source.path && !file.starts_with(&within) {
                imports.entry(source.path.clone()).or_default().insert(file.clone(), path);
            }
        }
    }
    imports
}

pub fn crates() -> [Vec<(Vec<String>, Source)>; 2] {
    let (mut library, mut program) = (Vec::new(), Vec::new());
    for source in all() {
        match source.place() {
            Place::Library(here) => library.push((here, source)),
            Place::Program(here) => program.push((here, source)),
            Place::Tests => {}
        }
    }
    [library, program]
}

fn find_cycles(imports: &Imports) -> Vec<String> {
    let reaches = |from: &String, to: &String| {
        let (mut seen, mut to_do) = (BTreeSet::new(), vec![from]);
        while let Some(file) = to_do.pop() {
            if file == to {
                return true;
            }
            if seen.insert(file) {
                to_do.extend(imports.get(file).into_iter().flat_map(BTreeMap::keys));
            }
        }
        false
    };
    let edges = imports.iter().flat_map(|(from, tos)| tos.iter().map(move |(to, name)| (from, to, name)));
    edges
        .filter(|(from, to, _)| reaches(to, from))
        .map(|(from, to, name)| format!("{from} -> {to}: {name}"))
        .collect()
}

#[test]
fn no_file_imports_itself_through_others() {
    let mut offenders = Vec::new();
    for sources in crates() {
        let imports = imports(sources);
        assert!(imports.len() > 50, "imports were found");
        offenders.extend(find_cycles(&imports));
    }
    expect_none("break the import cycle, or merge the files", &offenders);
}

#[test]
fn no_part_of_the_program_imports_itself_through_others() {
    let part = |path: &str| {
        let rest = path.trim_start_matches("src/bin/vsw/");
        rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs").to_owned()
    };
    let [_, program] = crates();
    let mut parts = Imports::new();
    for (from, tos) in imports(program) {
        for (to, name) in tos {
            if part(&from) != part(&to) {
                parts.entry(part(&from)).or_default().insert(part(&to), format!("{name} in {from}"));
            }
        }
    }
    expect_none("break the cycle: move what both parts use into a part below them", &find_cycles(&parts));
}

#[test]
fn a_reexport_leads_to_the_file_that_defines_the_item() {
    let source =
        |path: &str, code: &str| Source { path: path.to_owned(), text: String::new(), code: code.to_owned() };
    let files = [
        ("a.rs", "mod x;\npub use x::{One as Uno, Two};\npub mod y;"),
        ("a/x.rs", "use super::y::Three;"),
        ("a/y.rs", "pub use crate::b::Four;\nuse crate::b::Four;"),
        ("b.rs", "use crate::a::{Uno, y}; fn f() { y::Four::new() }"),
    ];
    let sources = files.map(|(path, code)| {
        let here = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        (here, source(&format!("src/bin/vsw/{path}"), code))
    });
    let found = find_cycles(&imports(sources.into()));
    assert_eq!(
        found,
        [
            "src/bin/vsw/a/x.rs -> src/bin/vsw/a/y.rs: crate::a::y::Three",
            "src/bin/vsw/a/y.rs -> src/bin/vsw/b.rs: crate::b::Four",
            "src/bin/vsw/b.rs -> src/bin/vsw/a/x.rs: crate::a::Uno",
            "src/bin/vsw/b.rs -> src/bin/vsw/a/y.rs: crate::a::y",
        ]
    );
}
