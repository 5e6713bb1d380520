//! Values: reads TOML values of a fleet file.

use toml::de::DeTable;

use super::keys;
use crate::strict_toml::{Key, Read, Value, at};

pub fn table<'v, 't>(name: &str, value: &'v Value<'t>, known: &[&str]) -> Read<&'v DeTable<'t>> {
    let table = crate::strict_toml::table(name, value)?;
    reject_unknown_members(table, known).map(|()| table)
}

/// Fails at the first unknown member, in the order of the file.
pub fn reject_unknown_members(table: &DeTable<'_>, known: &[&str]) -> Read<()> {
    let strangers = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
    match strangers.min_by_key(|key| key.span().start) {
        Some(key) => Err(at(key, keys::unknown_member_message(key.get_ref(), known))),
        None => Ok(()),
    }
}

/// Reads a list such as `[[applications]]`.
pub fn tables<'v, 't>(
    name: &str,
    value: &'v Value<'t>,
    known: &[&str],
) -> Read<Vec<(&'v Value<'t>, &'v DeTable<'t>)>> {
    let list = value.get_ref().as_array();
    let list = list.ok_or_else(|| at(value, format!("`{name}` must be a list of tables: `[[{name}]]`")))?;
    list.iter().map(|entry| Ok((entry, table(name, entry, known)?))).collect()
}

pub fn text<'v>(key: &Key<'_>, value: &'v Value<'_>) -> Read<&'v str> {
    let text = crate::strict_toml::text(key, value)?;
    if text.trim().is_empty() {
        return Err(at(value, format!("`{}` is empty", key.get_ref())));
    }
    Ok(text)
}
