//! The pieces of TOML that the reader asks for: tables with known members, and text that is not blank.

use toml::de::DeTable;

use super::keys;
use crate::strict_toml::{Key, Read, Value, at};

/// The table, if it has no member but these.
pub fn table<'v, 't>(name: &str, value: &'v Value<'t>, known: &[&str]) -> Read<&'v DeTable<'t>> {
    let table = crate::strict_toml::table(name, value)?;
    refuse_strangers(table, known).map(|()| table)
}

/// # Errors
/// The table has another member than these: the first in the order of the file.
pub fn refuse_strangers(table: &DeTable<'_>, known: &[&str]) -> Read<()> {
    let strangers = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
    match strangers.min_by_key(|key| key.span().start) {
        Some(key) => Err(at(key, keys::complaint(key.get_ref(), known))),
        None => Ok(()),
    }
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

/// A text that is there and not blank.
pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = crate::strict_toml::text(key, value)?;
    if text.trim().is_empty() {
        return Err(at(value, format!("`{}` is empty", key.get_ref())));
    }
    Ok(text)
}
