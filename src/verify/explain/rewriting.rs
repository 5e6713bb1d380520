//! JSON that was parsed and written again: in which form the signed one was.
//!
//! A value that a parser changed for good (a rounded number) is not guessed at.
//!
//! Invariant: each form that is tried was paid for, and none is tried twice.

use std::borrow::Cow;

use super::Cause;
use super::search::Search;
use crate::json::form::{Escaping, Form, Layout, Order, Spelling, name_literal, spelled, written};
use crate::json::{Json, Member};

/// What was done to the signed document.
pub(super) struct Rewritten {
    pub(super) cause: Cause,
    /// To stand behind "the body".
    pub(super) words: String,
}

const LAYOUTS: [Layout; 4] = [Layout::Compact, Layout::Spaced, Layout::Indented(2), Layout::Indented(4)];
/// Deeper than this is not searched; no webhook is.
const DEEPEST: usize = 64;

/// The orders in which the vendor's reference shows its webhooks, for bodies whose keys were sorted: from those, the
/// first order cannot be told otherwise.
const DOCUMENTED: [&[&str]; 6] = [
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

/// The form that has the hash, told as what was done to it since.
pub(super) fn find(json: &Json, search: &mut Search<'_, '_>) -> Option<Rewritten> {
    if json.depth() > DEEPEST {
        search.budget.cut_short();
        return None;
    }
    let found = forms(json).into_iter().find(|form| {
        let room = search.budget.left() / 2;
        let Some(text) = written(json, *form, 0, room) else {
            search.budget.cut_short();
            return false;
        };
        search.budget.hypothesis(2 * text.len()) && search.is_it(text.as_bytes())
    })?;
    Some(told(json, found))
}

/// What a document looks like that some other program than Vonage's wrote; none where it looks like Vonage's.
pub(super) fn looks(json: &Json, search: &mut Search<'_, '_>) -> Option<String> {
    if json.depth() > DEEPEST || !search.budget.bytes(LAYOUTS.len() * json.text().len()) {
        return None;
    }
    match layout_of(json) {
        Some(Layout::Compact) if is_sorted(json) => Some("with its keys in alphabetical order".to_owned()),
        Some(Layout::Compact) => None,
        other => Some(layout_words(other)),
    }
}

/// The forms to try, the likeliest first. What would come out as the same text is left out.
fn forms(json: &Json) -> Vec<Form> {
    let mut forms = Vec::new();
    let spellings = spellings(json);
    let documented =
        DOCUMENTED.iter().filter(|names| is_of(json, names)).map(|names| Order::Documented(names));
    for &spelling in &spellings {
        let form = |layout| Form { layout, order: Order::AsTheyStand, spelling };
        forms.extend(LAYOUTS.map(form));
    }
    for order in documented {
        forms.extend(spellings.iter().map(|&spelling| Form { layout: Layout::Compact, order, spelling }));
    }
    // Where all stand sorted already, these would be the first ones again.
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
            spellings.push(Spelling::Anew { slashes, characters });
        }
    }
    // A spelling that is nobody's usual one may be the signed one's own.
    let is_usual =
        |spelling: &Spelling| strings(json).all(|(raw, text)| *spelled(raw, &text, *spelling) == *raw);
    if !spellings.iter().any(is_usual) {
        spellings.insert(0, Spelling::Kept);
    }
    spellings
}

/// Every name and string: its literal, and what it says.
fn strings(json: &Json) -> impl Iterator<Item = (&str, Cow<'_, [u8]>)> {
    let mut to_do = vec![json.root()];
    std::iter::from_fn(move || {
        let value = to_do.pop()?;
        let mut found: Vec<(&str, Cow<'_, [u8]>)> = Vec::new();
        for member in value.members() {
            found.push((name_literal(json, member), member.name()));
            to_do.push(member.value);
        }
        to_do.extend(value.elements());
        found.extend(value.string_bytes().map(|text| (value.raw(), text)));
        Some(found)
    })
    .flatten()
}

fn is_of(json: &Json, names: &[&str]) -> bool {
    let members: Vec<Member<'_>> = json.root().members().take(names.len() + 1).collect();
    let has = |name: &&str| members.iter().any(|member| *member.name() == *name.as_bytes());
    members.len() == names.len()
        && names.iter().all(has)
        && !members.iter().zip(names).all(|(member, name)| *member.name() == *name.as_bytes())
}

/// Four members or more in alphabetical order: no webhook of the reference has them so.
fn is_sorted(json: &Json) -> bool {
    let names: Vec<Cow<'_, [u8]>> = json.root().members().map(Member::name).collect();
    names.len() >= 4 && names.is_sorted()
}

fn is_sorted_throughout(json: &Json) -> bool {
    let mut to_do = vec![json.root()];
    while let Some(value) = to_do.pop() {
        if !value.members().map(Member::name).is_sorted() {
            return false;
        }
        to_do.extend(value.members().map(|member| member.value).chain(value.elements()));
    }
    true
}

/// The layout that the document has, where it is one of ours.
fn layout_of(json: &Json) -> Option<Layout> {
    let text = json.text().trim_ascii().replace("\r\n", "\n");
    let form = |layout| Form { layout, order: Order::AsTheyStand, spelling: Spelling::Kept };
    LAYOUTS
        .into_iter()
        .find(|layout| written(json, form(*layout), 0, text.len()).is_some_and(|made| made == text))
}

fn layout_words(layout: Option<Layout>) -> String {
    match layout {
        Some(Layout::Compact) => "without blanks between its values".to_owned(),
        Some(Layout::Spaced) => "with blanks behind `,` and `:`".to_owned(),
        Some(Layout::Indented(by)) => format!("indented by {by}"),
        None => "with white space of its own between its values".to_owned(),
    }
}

/// What is different in the document from the form that was signed, the most telling difference first.
fn told(json: &Json, signed: Form) -> Rewritten {
    let received = layout_of(json);
    let escapes = |what: fn(u8) -> bool| {
        strings(json).any(|(raw, text)| raw.is_ascii() && text.iter().any(|&byte| what(byte)))
    };
    let mut causes = Vec::new();
    let mut words = Vec::new();
    if received != Some(signed.layout) {
        causes.push(match received {
            Some(Layout::Compact) => Cause::BodyJsonCompact,
            Some(Layout::Spaced) => Cause::BodyJsonSpaced,
            Some(Layout::Indented(2)) => Cause::BodyJsonIndented2,
            Some(Layout::Indented(_)) => Cause::BodyJsonIndented4,
            None => Cause::BodyJsonSpacing,
        });
        words.push(format!(
            "{} (the signed one is {})",
            layout_words(received),
            layout_words(Some(signed.layout))
        ));
    }
    if signed.order != Order::AsTheyStand {
        causes.push(Cause::BodyJsonKeysSorted);
        words.push(match signed.order {
            Order::Sorted => "with its keys in another order (the signed one has them sorted)".to_owned(),
            _ => {
                "with its keys in another order (the signed one has them as Vonage documents them)".to_owned()
            }
        });
    }
    if let Spelling::Anew { slashes, characters } = signed.spelling {
        let has_escaped_slash = strings(json).any(|(raw, _)| raw.contains("\\/"));
        let has_slash = strings(json).any(|(_, text)| text.contains(&b'/'));
        if has_slash && has_escaped_slash != (slashes == Escaping::Escaped) {
            let escaped = slashes == Escaping::Plain;
            causes.push(if escaped {
                Cause::BodyJsonSlashesEscaped
            } else {
                Cause::BodyJsonSlashesUnescaped
            });
            words.push(if escaped { "with `/` escaped" } else { "with `/` unescaped" }.to_owned());
        }
        let has_wide = strings(json).any(|(_, text)| !text.is_ascii());
        let has_escaped_wide = escapes(|byte| !byte.is_ascii());
        if has_wide && has_escaped_wide != (characters == Escaping::Escaped) {
            let escaped = characters == Escaping::Plain;
            causes.push(if escaped { Cause::BodyJsonEscaped } else { Cause::BodyJsonUnescaped });
            words.push(
                if escaped { "with what is not ASCII escaped" } else { "with what is not ASCII unescaped" }
                    .to_owned(),
            );
        }
    }
    if let Some(&cause) = causes.first() {
        return Rewritten { cause, words: format!("is the signed JSON, written again {}", words.join(", ")) };
    }
    // Only what stands around the document, or an escape that nobody needs, is another.
    let around = json.text().trim_ascii() != json.text();
    let (cause, words) = if around {
        (Cause::BodyJsonSpacing, "with white space around it")
    } else {
        (Cause::BodyJsonEscaped, "with other escapes")
    };
    Rewritten { cause, words: format!("is the signed JSON, written again {words}") }
}
