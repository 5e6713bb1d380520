//! Place: a complaint about a fleet file and where it stands, and the pieces of TOML that the reader asks for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::words;

pub type Key<'t> = Spanned<DeString<'t>>;
pub type Value<'t> = Spanned<DeValue<'t>>;
pub type Read<T> = Result<T, Complaint>;

/// What is wrong, and at which byte.
#[derive(Debug)]
pub struct Complaint {
    pub at: Range<usize>,
    pub message: String,
}

pub fn at<T>(place: &Spanned<T>, message: impl Into<String>) -> Complaint {
    Complaint { at: place.span(), message: message.into() }
}

/// The table, if it has no member but these.
pub fn table<'v, 't>(name: &str, value: &'v Value<'t>, known: &[&str]) -> Read<&'v DeTable<'t>> {
    let table = any_table(name, value)?;
    match table
        .keys()
        .filter(|key| !known.contains(&key.get_ref().as_ref()))
        .min_by_key(|key| key.span().start)
    {
        Some(key) => Err(at(key, words::complaint(key.get_ref(), known))),
        None => Ok(table),
    }
}

/// The table, whatever its members are called.
pub fn any_table<'v, 't>(name: &str, value: &'v Value<'t>) -> Read<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| at(value, format!("`{name}` is to be a table")))
}

/// The tables of a list such as `[[applications]]`, each with no member but these.
pub fn tables<'v, 't>(
    name: &str,
    value: &'v Value<'t>,
    known: &[&str],
) -> Read<Vec<(&'v Value<'t>, &'v DeTable<'t>)>> {
    let list = value.get_ref().as_array();
    let list = list.ok_or_else(|| at(value, format!("`{name}` is to be a list of tables: `[[{name}]]`")))?;
    list.iter().map(|entry| Ok((entry, table(name, entry, known)?))).collect()
}

pub fn member<'v, 't>(table: &'v DeTable<'t>, name: &str) -> Option<(&'v Key<'t>, &'v Value<'t>)> {
    table.get_key_value(name)
}

/// A text that is there and not blank.
pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = value.get_ref().as_str();
    let text = text.ok_or_else(|| at(value, format!("`{}` is to be a string", key.get_ref())))?;
    if text.trim().is_empty() {
        return Err(at(value, format!("`{}` is empty", key.get_ref())));
    }
    Ok(text)
}
