//! Checks the package: versions, the number of dependencies, addresses, and paths of one machine.

use std::collections::BTreeSet;
use std::process::Command;

use super::expect_none;
use super::source::{files, root};

/// The maximum number of packages that the library alone adds to another program. `wide` and `simdutf8` make
/// reading logs fast. Explain each increase here.
const LIBRARY_CRATES: usize = 35;
/// The maximum number of packages that the feature `tower` adds. They define traits and byte types.
const LAYER_CRATES: usize = 8;
/// The maximum number of packages of the program on this platform. flate2 and zstd unpack logs; redis shares
/// the seen tokens of gateways. Explain each increase here.
const PROGRAM_CRATES: usize = 183;
/// The maximum number of packages in Cargo.lock, for every platform, feature and test.
const LOCKED_CRATES: usize = 359;

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let made = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(made.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).expect("UTF-8")
}

fn crates(features: &[&str]) -> BTreeSet<String> {
    let tree = ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none"];
    let lines = cargo(&[&tree, features].concat());
    let names = lines.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "));
    names.filter(|name| !name.starts_with("vsw ")).collect()
}

#[test]
fn the_library_stays_small_to_embed() {
    let crates = crates(&["--no-default-features"]);
    assert!(crates.iter().any(|name| name.starts_with("subtle ")));
    assert!(crates.len() <= LIBRARY_CRATES, "{} crates without the program: {crates:#?}", crates.len());
}

#[test]
fn the_tower_feature_adds_no_runtime() {
    let library = crates(&["--no-default-features"]);
    let layered = crates(&["--no-default-features", "--features", "tower"]);
    let added: Vec<&String> = layered.difference(&library).collect();
    assert!(added.iter().any(|name| name.starts_with("tower-service ")), "{added:?}");
    assert!(added.len() <= LAYER_CRATES, "the layer adds {}: {added:?}", added.len());
    let runtimes = ["axum ", "hyper ", "mio ", "tokio ", "tower "];
    assert!(!added.iter().any(|name| runtimes.iter().any(|runtime| name.starts_with(runtime))), "{added:?}");
}

#[test]
fn the_program_stays_within_its_budget() {
    let (program, locked) = (crates(&[]).len(), text("Cargo.lock").matches("[[package]]").count());
    assert!(program > LIBRARY_CRATES, "the program's crates were found");
    assert!(program <= PROGRAM_CRATES, "{program} crates in the program");
    assert!(locked <= LOCKED_CRATES, "{locked} crates in Cargo.lock");
}

#[test]
fn no_dependency_requires_a_newer_rust() {
    let version =
        |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    let host = cargo(&["--version", "--verbose"]);
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo tells its host");
    let metadata =
        cargo(&["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours = packages.iter().find(|package| package["name"] == "vsw").expect("vsw");
    let ours = version(ours["rust_version"].as_str().expect("Cargo.toml states rust-version"));
    let offenders: Vec<String> = packages
        .iter()
        .filter(|package| package["rust_version"].as_str().is_some_and(|theirs| version(theirs) > ours))
        .map(|package| format!("{} wants {}", package["name"], package["rust_version"]))
        .collect();
    expect_none("use only features of the `rust-version` in Cargo.toml", &offenders);
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(
        text("CHANGELOG.md").lines().any(|line| line.starts_with(&heading)),
        "CHANGELOG.md has no {heading}"
    );
}

#[test]
fn every_crate_is_from_crates_io() {
    let lock = text("Cargo.lock");
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let offenders: Vec<String> = sources
        .filter(|source| *source != "\"registry+https://github.com/rust-lang/crates.io-index\"")
        .map(str::to_owned)
        .collect();
    expect_none("the lock file must name crates.io, not a mirror", &offenders);
}

/// Returns the owner in each address of the project, such as the address of its image.
fn owners<'a>(line: &'a str, project: &str) -> Vec<&'a str> {
    let prefixes =
        ["github.com/", "githubusercontent.com/", "ghcr.io/", "github:", "uses: ", "brew install "];
    let mentions = prefixes.iter().flat_map(|prefix| line.split(prefix).skip(1));
    let path =
        |rest: &'a str| rest.split(|next: char| !(next.is_alphanumeric() || "-_/.".contains(next))).next();
    let owner = |path: &'a str| {
        let (owner, rest) = path.split_once('/')?;
        let mut names = rest.split(['/', '.']);
        names.any(|name| name == project).then_some(owner)
    };
    mentions.filter_map(path).filter_map(owner).collect()
}

#[test]
fn every_address_is_that_of_the_manifest() {
    let manifest = text("Cargo.toml");
    let value = |key: &str| {
        let mut lines = manifest.lines();
        lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')).expect(key)
    };
    let repository = value("repository");
    assert_eq!(value("homepage"), repository);
    let (owner, project) = repository
        .strip_prefix("https://github.com/")
        .and_then(|path| path.split_once('/'))
        .expect("https://github.com/OWNER/PROJECT");
    let foreign =
        format!("https://github.com/a/{project}.git, uses: b/{project}@v1, github.com/c/{project}s");
    assert_eq!(owners(&foreign, project), ["a", "b"]);
    let (mut offenders, mut mentions) = (Vec::new(), 0);
    for path in files(&["."]) {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            let owners = owners(line, project);
            mentions += owners.len();
            if owners.iter().any(|other| !other.eq_ignore_ascii_case(owner)) {
                offenders.push(format!("{path}:{number}"));
            }
        }
    }
    assert!(mentions > 2, "the mentions were found");
    expect_none("spell the address as `repository` in Cargo.toml does", &offenders);
}

#[test]
fn no_text_contains_a_path_of_a_particular_machine() {
    // Each text is split, so that this file passes.
    let places = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/tmp/", "wt"),
        concat!("arti", "factory"),
        concat!("C:", "\\\\Users"),
    ];
    let mut offenders = Vec::new();
    for path in files(&["."]) {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if places.iter().any(|place| line.contains(place)) {
                offenders.push(format!("{path}:{number}"));
            }
        }
    }
    expect_none("remove the machine's paths and names from committed files", &offenders);
}
