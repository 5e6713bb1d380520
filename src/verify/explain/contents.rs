//! Undoes changes of content by JSON programs: confused empty objects and arrays, and null members that were
//! dropped or added.
//!
//! Not here: order, layout and escapes (`rewriting`).

use std::iter::once_with;

use super::Cause;
use super::rewriting::{DOCUMENTED, MAX_DEPTH};
use super::search::Search;
use crate::json::form::{Escaping, Form, Layout, Order, Spelling, written};
use crate::json::{Json, Kind, Member, Value};

/// Up to this many empty containers are also changed one by one.
const MAX_SINGLE: usize = 4;
/// A body with fewer members of a documented webhook is not taken for that webhook.
const MIN_DOCUMENTED: usize = 4;

const EMPTY: &str = "is the signed JSON with empty arrays and empty objects confused";
const DROPPED: &str = "is the signed JSON without its null members";
const ADDED: &str = "is the signed JSON with null members added";

pub(super) fn signed_content(json: &Json, search: &mut Search<'_, '_>) -> Option<(Cause, &'static str)> {
    if json.depth() > MAX_DEPTH {
        return None;
    }
    // Lazy, so that no text is made after the budget is exhausted.
    let emptied = with_other_empties(json).map(|text| (Cause::BodyJsonEmptyContainers, EMPTY, text));
    let added = once_with(|| without_nulls(json)).flatten().map(|text| (Cause::BodyJsonNulls, ADDED, text));
    let dropped = once_with(|| with_nulls(json)).flatten().map(|text| (Cause::BodyJsonNulls, DROPPED, text));
    for (cause, description, text) in emptied.chain(added).chain(dropped) {
        if is_signed(&text, search)? {
            return Some((cause, description));
        }
    }
    None
}

/// Returns `None` if the budget is exhausted.
fn is_signed(text: &str, search: &mut Search<'_, '_>) -> Option<bool> {
    if !search.budget.hypothesis(3 * text.len()) {
        return None;
    }
    let Ok(json) = Json::parse(text.to_owned()) else { return Some(false) };
    let spelling = Spelling::Escaped { slashes: Escaping::Plain, characters: Escaping::Plain };
    let form = Form { layout: Layout::Compact, order: Order::AsRead, spelling };
    let made = written(&json, form, 0, 2 * text.len());
    Some(made.is_some_and(|made| search.matches(made.as_bytes())))
}

/// Turns empty arrays into empty objects and the reverse: all of a kind, then each alone.
fn with_other_empties(json: &Json) -> impl Iterator<Item = String> {
    let is_empty = |value: &Value<'_>| match value.kind() {
        Kind::Object => value.members().next().is_none(),
        Kind::Array => value.elements().next().is_none(),
        _ => false,
    };
    let empties: Vec<Value<'_>> = json.values().filter(is_empty).collect();
    let of = |kind| empties.iter().copied().filter(|value| value.kind() == kind).collect::<Vec<_>>();
    let mut choices = vec![of(Kind::Array), of(Kind::Object)];
    if (2..=MAX_SINGLE).contains(&empties.len()) {
        choices.extend(empties.iter().map(|&value| vec![value]));
    }
    choices.retain(|choice| !choice.is_empty());
    choices.into_iter().map(|choice| with_toggled(json, &choice))
}

fn with_toggled(json: &Json, values: &[Value<'_>]) -> String {
    let mut made = String::with_capacity(json.text().len());
    let mut copied = 0;
    for value in values {
        let place = value.span();
        made.push_str(&json.text()[copied..place.start]);
        made.push_str(if value.kind() == Kind::Array { "{}" } else { "[]" });
        copied = place.end;
    }
    made + &json.text()[copied..]
}

/// Removes null members of the outermost object. Returns `None` if nothing was removed.
fn without_nulls(json: &Json) -> Option<String> {
    let members = json.root().members();
    let kept: Vec<String> = members
        .filter(|member| member.value.kind() != Kind::Null)
        .map(|member| text_of(json, &member))
        .collect();
    (kept.len() < json.root().members().count()).then(|| object(&kept))
}

/// For each documented webhook that the document resembles, adds the missing members as null. Restores the
/// documented order.
fn with_nulls(json: &Json) -> impl Iterator<Item = String> {
    let present: Vec<(Vec<u8>, String)> =
        json.root().members().map(|member| (member.name().into_owned(), text_of(json, &member))).collect();
    DOCUMENTED.iter().filter_map(move |names| {
        let place = |name: &[u8]| names.iter().position(|other| other.as_bytes() == name);
        let documented = present.iter().filter(|(name, _)| place(name).is_some()).count();
        if documented < MIN_DOCUMENTED || documented == names.len() {
            return None;
        }
        let mut last = 0;
        let mut members: Vec<(usize, String)> = Vec::new();
        for (name, text) in &present {
            last = place(name).map_or(last, |place| place + 1);
            members.push((last, text.clone()));
        }
        let is_missing = |name: &str| !present.iter().any(|(other, _)| *other == name.as_bytes());
        let missing = names.iter().enumerate().filter(|(_, name)| is_missing(name));
        members.extend(missing.map(|(place, name)| (place + 1, format!("\"{name}\":null"))));
        members.sort_by_key(|(place, _)| *place);
        Some(object(&members.into_iter().map(|(_, text)| text).collect::<Vec<_>>()))
    })
}

fn text_of(json: &Json, member: &Member<'_>) -> String {
    format!("{}:{}", &json.text()[member.name_span()], member.value.raw())
}

fn object(members: &[String]) -> String {
    format!("{{{}}}", members.join(","))
}
