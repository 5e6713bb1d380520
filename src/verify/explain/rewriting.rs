//! Finds the layout, order and escapes of the signed JSON after a program parsed and serialized it again.
//!
//! Not here: values that a parser changed, such as a rounded number.

use std::borrow::Cow;

use super::Cause;
use super::search::Search;
use crate::json::form::{Escaping, Form, Layout, Order, Spelling, spelled, written};
use crate::json::{Json, Member, decode};

const LAYOUTS: [Layout; 4] = [Layout::Compact, Layout::Spaced, Layout::Indented(2), Layout::Indented(4)];
pub(super) const MAX_DEPTH: usize = 64;

/// Member orders from Vonage's reference, to undo sorting and, in `contents`, to add dropped members.
pub(super) const DOCUMENTED: [&[&str]; 6] = [
    &["from", "to", "uuid", "conversation_uuid", "status", "direction", "timestamp"],
    &[
        "end_time",
        "uuid",
        "network",
        "duration",
        "start_time",
        "rate",
        "price",
        "from",
        "to",
        "conversation_uuid",
        "status",
        "direction",
        "timestamp",
    ],
    &["start_time", "recording_url", "size", "recording_uuid", "end_time", "conversation_uuid", "timestamp"],
    &["speech", "dtmf", "from", "to", "uuid", "conversation_uuid", "timestamp"],
    &["conversation_uuid_from", "conversation_uuid_to", "uuid", "timestamp"],
    &["from", "to", "uuid", "conversation_uuid"],
];

pub(super) fn signed_form(json: &Json, search: &mut Search<'_, '_>) -> Option<(Cause, String)> {
    if json.depth() > MAX_DEPTH {
        search.budget.cut_short = true;
        return None;
    }
    let found = forms(json).into_iter().find(|form| {
        let limit = search.budget.bytes / 2;
        let Some(text) = written(json, *form, 0, limit) else {
            search.budget.cut_short = true;
            return false;
        };
        search.budget.hypothesis(2 * text.len()) && search.matches(text.as_bytes())
    })?;
    Some(description(json, found))
}

/// Describes an unusual layout or order of keys, if found.
pub(super) fn foreign_style(json: &Json, search: &mut Search<'_, '_>) -> Option<String> {
    if json.depth() > MAX_DEPTH || !search.budget.bytes(LAYOUTS.len() * json.text().len()) {
        return None;
    }
    match layout_of(json) {
        Some(Layout::Compact) if is_sorted(json) => Some("with its keys in alphabetical order".to_owned()),
        Some(Layout::Compact) => None,
        other => Some(layout_words(other)),
    }
}

/// The likeliest forms come first.
fn forms(json: &Json) -> Vec<Form> {
    let mut forms = Vec::new();
    let spellings = spellings(json);
    let documented = DOCUMENTED
        .iter()
        .filter(|names| has_documented_members(json, names))
        .map(|names| Order::Documented(names));
    for &spelling in &spellings {
        let form = |layout| Form { layout, order: Order::AsRead, spelling };
        forms.extend(LAYOUTS.map(form));
    }
    for order in documented {
        forms.extend(spellings.iter().map(|&spelling| Form { layout: Layout::Compact, order, spelling }));
    }
    let sorted = if is_sorted_throughout(json) { &[][..] } else { &spellings[..] };
    for &spelling in sorted {
        let form = |layout| Form { layout, order: Order::Sorted, spelling };
        forms.extend(LAYOUTS.map(form));
    }
    forms
}

fn spellings(json: &Json) -> Vec<Spelling> {
    let has = |what: fn(u8) -> bool| strings(json).any(|(_, text)| text.iter().any(|&byte| what(byte)));
    let both = [Escaping::Plain, Escaping::Escaped];
    let slashes = if has(|byte| byte == b'/') { &both[..] } else { &both[..1] };
    let characters = if has(|byte| !byte.is_ascii()) { &both[..] } else { &both[..1] };
    let mut spellings = Vec::new();
    for &slashes in slashes {
        for &characters in characters {
            spellings.push(Spelling::Escaped { slashes, characters });
        }
    }
    let is_usual =
        |spelling: &Spelling| strings(json).all(|(raw, text)| *spelled(raw, &text, *spelling) == *raw);
    if !spellings.iter().any(is_usual) {
        spellings.insert(0, Spelling::Kept);
    }
    spellings
}

/// Returns the literal and the decoded text of each name and string.
fn strings(json: &Json) -> impl Iterator<Item = (&str, Cow<'_, [u8]>)> {
    json.strings().map(|(place, _)| (&json.text()[place.clone()], decode(&json.text()[place])))
}

/// Returns whether the object has all `names`, but in another order. One other member is allowed, because
/// webhooks may have `headers` first.
fn has_documented_members(json: &Json, names: &[&str]) -> bool {
    let members: Vec<Member<'_>> = json.root().members().take(names.len() + 2).collect();
    let has = |name: &&str| members.iter().any(|member| *member.name() == *name.as_bytes());
    let more = members.len().checked_sub(names.len());
    names.iter().all(has)
        && more.is_some_and(|more| {
            let documented = members.iter().skip(more).zip(names);
            more <= 1 && !documented.into_iter().all(|(member, name)| *member.name() == *name.as_bytes())
        })
}

/// Returns whether the members are in alphabetical order. Fewer than four prove nothing.
fn is_sorted(json: &Json) -> bool {
    let names: Vec<Cow<'_, [u8]>> = json.root().members().map(Member::name).collect();
    names.len() >= 4 && names.is_sorted()
}

fn is_sorted_throughout(json: &Json) -> bool {
    json.values().all(|value| value.members().map(Member::name).is_sorted())
}

fn layout_of(json: &Json) -> Option<Layout> {
    let text = json.text().trim_ascii().replace("\r\n", "\n");
    let form = |layout| Form { layout, order: Order::AsRead, spelling: Spelling::Kept };
    LAYOUTS
        .into_iter()
        .find(|layout| written(json, form(*layout), 0, text.len()).is_some_and(|made| made == text))
}

fn layout_words(layout: Option<Layout>) -> String {
    match layout {
        Some(Layout::Compact) => "compact".to_owned(),
        Some(Layout::Spaced) => "with spaces after `,` and `:`".to_owned(),
        Some(Layout::Indented(by)) => format!("indented by {by}"),
        None => "with another layout".to_owned(),
    }
}

/// Returns the cause for the most significant difference, and a sentence about all differences.
fn description(json: &Json, signed: Form) -> (Cause, String) {
    let mut found = layout_changed(layout_of(json), signed.layout);
    if signed.order != Order::AsRead {
        let order = if signed.order == Order::Sorted {
            "sorted"
        } else {
            "in the documented order of Vonage's webhooks"
        };
        let words = format!("with its keys in another order (the signed body has them {order})");
        found.push((Cause::BodyJsonKeysSorted, words));
    }
    if let Spelling::Escaped { slashes, characters } = signed.spelling {
        let changed = [slashes_changed(json, slashes), characters_changed(json, characters)];
        found.extend(changed.into_iter().flatten().map(|(cause, words)| (cause, words.to_owned())));
    }
    let (cause, words) = match found.first() {
        Some((cause, _)) => (*cause, found.iter().map(|(_, words)| &**words).collect::<Vec<_>>().join(", ")),
        None if json.text().trim_ascii() != json.text() => {
            (Cause::BodyJsonSpacing, "with white space around it".to_owned())
        }
        None => (Cause::BodyJsonEscaped, "with other escapes".to_owned()),
    };
    (cause, format!("is the signed JSON, serialized again {words}"))
}

fn layout_changed(received: Option<Layout>, signed: Layout) -> Vec<(Cause, String)> {
    let cause = match received {
        Some(layout) if layout == signed => return Vec::new(),
        Some(Layout::Compact) => Cause::BodyJsonCompact,
        Some(Layout::Spaced) => Cause::BodyJsonSpaced,
        Some(Layout::Indented(2)) => Cause::BodyJsonIndented2,
        Some(Layout::Indented(_)) => Cause::BodyJsonIndented4,
        None => Cause::BodyJsonSpacing,
    };
    vec![(cause, format!("{} (the signed body is {})", layout_words(received), layout_words(Some(signed))))]
}

fn slashes_changed(json: &Json, signed: Escaping) -> Option<(Cause, &'static str)> {
    let has_slash = strings(json).any(|(_, text)| text.contains(&b'/'));
    let is_escaped = strings(json).any(|(raw, _)| raw.contains("\\/"));
    match signed {
        Escaping::Plain if is_escaped => Some((Cause::BodyJsonSlashesEscaped, "with `/` escaped")),
        Escaping::Escaped if has_slash && !is_escaped => {
            Some((Cause::BodyJsonSlashesUnescaped, "with `/` unescaped"))
        }
        _ => None,
    }
}

fn characters_changed(json: &Json, signed: Escaping) -> Option<(Cause, &'static str)> {
    let has_wide = strings(json).any(|(_, text)| !text.is_ascii());
    let is_escaped = strings(json).any(|(raw, text)| raw.is_ascii() && !text.is_ascii());
    match signed {
        Escaping::Plain if is_escaped => Some((Cause::BodyJsonEscaped, "with non-ASCII characters escaped")),
        Escaping::Escaped if has_wide && !is_escaped => {
            Some((Cause::BodyJsonUnescaped, "with non-ASCII characters unescaped"))
        }
        _ => None,
    }
}
