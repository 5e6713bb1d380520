//! Strict TOML: parses TOML, with errors that give line and column.
//!
//! Not derived with serde, because its errors repeat unexpected values, which may be secrets.

mod lines;

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use lines::Lines;

pub type Key<'t> = Spanned<DeString<'t>>;
pub type Value<'t> = Spanned<DeValue<'t>>;
pub type Read<T> = Result<T, Diagnostic>;

#[derive(Debug)]
pub struct Diagnostic {
    pub at: Range<usize>,
    pub message: String,
}

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

fn parse(text: &str) -> Read<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(|error| Diagnostic {
        at: error.span().unwrap_or_default(),
        message: error.message().split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

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

pub fn table<'v, 't>(name: &str, value: &'v Value<'t>) -> Read<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| at(value, format!("`{name}` must be a table")))
}

pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| at(value, format!("`{}` must be a string", key.get_ref())))
}

/// Returns the text of a string or date, and an empty text for another value.
pub fn date(value: &Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        _ => String::new(),
    }
}
