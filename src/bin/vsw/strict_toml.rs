//! TOML read strictly: what is wrong is an error with its line and column, whose message repeats no value.
//!
//! Read by hand and not by derive: a deserializer's messages repeat the value that they did not expect, which may be a
//! secret, and do not say what is known in its place. Not here: which members there are (`profiles`, `fleet`).

mod lines;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use lines::Lines;

pub type Key<'t> = Spanned<DeString<'t>>;
pub type Value<'t> = Spanned<DeValue<'t>>;
pub type Read<T> = Result<T, Complaint>;

/// What is wrong, and at which byte.
#[derive(Debug)]
pub struct Complaint {
    pub at: Range<usize>,
    pub message: String,
}

/// # Errors
/// The text is no TOML.
pub fn parse(text: &str) -> Read<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(|error| Complaint {
        at: error.span().unwrap_or_default(),
        message: error.message().split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

pub fn at<T>(place: &Spanned<T>, message: impl Into<String>) -> Complaint {
    Complaint { at: place.span(), message: message.into() }
}

pub fn member<'v, 't>(table: &'v DeTable<'t>, name: &str) -> Option<(&'v Key<'t>, &'v Value<'t>)> {
    table.get_key_value(name)
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
