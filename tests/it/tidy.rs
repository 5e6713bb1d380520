//! Tidy: the rules of the house, held against the source text. What the compiler and clippy hold is not here.
//!
//! Each test names every offender, by file. A rule that stands in somebody's way is changed here, with its reason.

mod imports;
mod layers;
mod package;
mod source;
mod style;

/// Fails with all that is wrong at once.
fn expect_none(rule: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{rule}\n  {}\n", offenders.join("\n  "));
}
