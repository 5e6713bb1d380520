//! Strict TOML: an error has a line and column, and its message repeats no value.
//!
//! Written by hand, because a derived deserializer's messages repeat the unexpected value, which may be a secret.
//!
//! Not here: the members themselves (`profiles`, `fleet`).

mod lines;

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use lines::Lines;

pub type Key<'t> = Spanned<DeString<'t>>;
pub type Value<'t> = Spanned<DeValue<'t>>;
pub type Read<T> = Result<T, Diagnostic>;

/// An error and its byte range.
#[derive(Debug)]
pub struct Diagnostic {
    pub at: Range<usize>,
    pub message: String,
}

/// Parses a text and reads its table; adds the file and position to an error.
///
/// # Errors
/// Fails if the text is not TOML, or if `read` fails.
pub fn read<T>(
    text: &str,
    path: &Path,
    read: impl FnOnce(&DeTable<'_>, &Lines<'_>) -> Read<T>,
) -> Result<T, ParseFileError> {
    let lines = Lines::of(text);
    parse(text)
        .and_then(|document| read(document.get_ref(), &lines))
        .map_err(|complaint| ParseFileError::new(path, lines.place(complaint.at.start), complaint.message))
}

/// # Errors
/// Fails if the text is not TOML.
fn parse(text: &str) -> Read<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(|error| Diagnostic {
        at: error.span().unwrap_or_default(),
        message: error.message().split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// An error in a file, with its position.
#[derive(Debug, thiserror::Error)]
#[error("{path}, line {line}, column {column}: {message}")]
pub struct ParseFileError {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl ParseFileError {
    pub fn new(path: &Path, (line, column): (usize, usize), message: impl Into<String>) -> Self {
        Self { path: path.display().to_string(), line, column, message: message.into() }
    }
}

pub fn at<T>(place: &Spanned<T>, message: impl Into<String>) -> Diagnostic {
    Diagnostic { at: place.span(), message: message.into() }
}

/// Reads a table with any members.
pub fn table<'v, 't>(name: &str, value: &'v Value<'t>) -> Read<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| at(value, format!("`{name}` must be a table")))
}

pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| at(value, format!("`{}` must be a string", key.get_ref())))
}

/// Returns a string, or a time or day without quotes, as text; empty for any other value.
pub fn date(value: &Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        _ => String::new(),
    }
}
