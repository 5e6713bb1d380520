//! TOML read strictly: what is wrong is an error with its line and column, whose message repeats no value.
//!
//! Read by hand and not by derive: a deserializer's messages repeat the value that they did not expect, which may be a
//! secret, and do not say what is known in its place. Not here: which members there are (`profiles`, `fleet`).

mod lines;

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use lines::Lines;

pub type Key<'t> = Spanned<DeString<'t>>;
pub type Value<'t> = Spanned<DeValue<'t>>;
pub type Read<T> = Result<T, Diagnostic>;

/// What is wrong, and at which byte.
#[derive(Debug)]
pub struct Diagnostic {
    pub at: Range<usize>,
    pub message: String,
}

/// Reads a text by its table, and gives a complaint its place in the file.
///
/// # Errors
/// The text is no TOML, or `read` complains.
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
/// The text is no TOML.
fn parse(text: &str) -> Read<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(|error| Diagnostic {
        at: error.span().unwrap_or_default(),
        message: error.message().split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// A mistake in a file that a person may have written, with its place.
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

/// The table, whatever its members are called.
pub fn table<'v, 't>(name: &str, value: &'v Value<'t>) -> Read<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| at(value, format!("`{name}` is to be a table")))
}

pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| at(value, format!("`{}` is to be a string", key.get_ref())))
}

/// A time or a day as it is written, quoted or as TOML's own; empty if it is neither.
pub fn date(value: &Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        _ => String::new(),
    }
}
