//! JSON that was parsed and written again: in which form the signed one was.
//!
//! Numbers stand as they stood, names and strings are only spelled anew, nothing is added or lost; a value that a
//! parser changed for good (a rounded number) is not guessed at.
//!
//! Invariant: no recursion, and no text longer than was allowed for.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Cause;
use super::body::Search;
use crate::json::{Json, Kind, Member, Value};

/// In which form a document is written.
#[derive(Clone, Copy)]
struct Form {
    layout: Layout,
    order: Order,
    spelling: Spelling,
}

/// What stands between the values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Nothing: `JSON.stringify(x)`, PHP's `json_encode`, most others.
    Compact,
    /// A blank behind `,` and `:`: Python's `json.dumps`.
    Spaced,
    /// Lines, indented by so many blanks.
    Indented(usize),
}

/// In which order the members of an object stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    AsTheyStand,
    /// By name, in every object.
    Sorted,
    /// The outermost object's as the documentation has them.
    Documented(&'static [&'static str]),
}

#[derive(Clone, Copy)]
enum Spelling {
    Kept,
    /// With no more escapes than JSON wants, and these.
    Anew {
        slashes: Escaping,
        characters: Escaping,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escaping {
    Plain,
    Escaped,
}

/// What was done to the signed document.
pub(super) struct Rewritten {
    pub(super) cause: Cause,
    /// To stand behind "the body".
    pub(super) words: String,
}

const LAYOUTS: [Layout; 4] = [Layout::Compact, Layout::Spaced, Layout::Indented(2), Layout::Indented(4)];
/// Deeper than this, lines would be mostly blanks; no webhook is.
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
        let Some(text) = written(json, *form, room) else {
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

fn name_literal<'j>(json: &'j Json, member: Member<'j>) -> &'j str {
    &json.text()[member.name_span()]
}

fn is_of(json: &Json, names: &[&str]) -> bool {
    let members: Vec<Member<'_>> = json.root().members().collect();
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

enum Step<'j> {
    Value(Value<'j>, usize),
    Text(Cow<'j, str>),
    Line(usize),
}

/// The document in that form; none where it would become longer than there is room.
fn written(json: &Json, form: Form, room: usize) -> Option<String> {
    let mut text = String::with_capacity(json.text().len().min(room));
    let mut to_do = vec![Step::Value(json.root(), 0)];
    while let Some(step) = to_do.pop() {
        match step {
            Step::Text(piece) => text.push_str(&piece),
            Step::Line(depth) => {
                if let Layout::Indented(by) = form.layout {
                    text.push('\n');
                    text.extend(std::iter::repeat_n(' ', by * depth));
                }
            }
            Step::Value(value, depth) => match value.kind() {
                Kind::Object | Kind::Array => {
                    let inside = to_do.len();
                    container(json, value, depth, form, &mut to_do);
                    to_do[inside..].reverse();
                }
                Kind::String => {
                    let bytes = value.string_bytes().unwrap_or_default();
                    text.push_str(&spelled(value.raw(), &bytes, form.spelling));
                }
                _ => text.push_str(value.raw()),
            },
        }
        if text.len() > room {
            return None;
        }
    }
    Some(text)
}

/// The steps of a container, in their order.
fn container<'j>(json: &'j Json, value: Value<'j>, depth: usize, form: Form, steps: &mut Vec<Step<'j>>) {
    let (open, close) = if value.kind() == Kind::Object { ("{", "}") } else { ("[", "]") };
    let (comma, colon) = match form.layout {
        Layout::Compact => (",", ":"),
        Layout::Spaced => (", ", ": "),
        Layout::Indented(_) => (",", ": "),
    };
    let mut members: Vec<Member<'j>> = value.members().collect();
    match form.order {
        Order::Sorted => members.sort_by(|one, other| one.name().cmp(&other.name())),
        Order::Documented(names) if depth == 0 => {
            members.sort_by_key(|member| names.iter().position(|name| *member.name() == *name.as_bytes()))
        }
        Order::Documented(_) | Order::AsTheyStand => {}
    }
    let members = members.into_iter().map(|member| (Some(member), member.value));
    let children: Vec<_> = members.chain(value.elements().map(|element| (None, element))).collect();
    steps.push(Step::Text(open.into()));
    let is_empty = children.is_empty();
    for (number, (member, child)) in children.into_iter().enumerate() {
        if number > 0 {
            steps.push(Step::Text(comma.into()));
        }
        steps.push(Step::Line(depth + 1));
        if let Some(member) = member {
            steps.push(Step::Text(spelled(name_literal(json, member), &member.name(), form.spelling)));
            steps.push(Step::Text(colon.into()));
        }
        steps.push(Step::Value(child, depth + 1));
    }
    if !is_empty {
        steps.push(Step::Line(depth));
    }
    steps.push(Step::Text(close.into()));
}

/// A string's literal in that spelling. One that is no text (an unpaired surrogate) stays as it is.
fn spelled<'r>(raw: &'r str, bytes: &[u8], spelling: Spelling) -> Cow<'r, str> {
    let Spelling::Anew { slashes, characters } = spelling else { return Cow::Borrowed(raw) };
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(raw) };
    let mut literal = String::with_capacity(raw.len());
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\u{8}' => literal.push_str("\\b"),
            '\u{c}' => literal.push_str("\\f"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '/' if slashes == Escaping::Escaped => literal.push_str("\\/"),
            control if control < ' ' => escape(&mut literal, control),
            wide if !wide.is_ascii() && characters == Escaping::Escaped => escape(&mut literal, wide),
            plain => literal.push(plain),
        }
    }
    literal.push('"');
    Cow::Owned(literal)
}

fn escape(literal: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        let _ = write!(literal, "\\u{unit:04x}");
    }
}

/// The layout that the document has, where it is one of ours.
fn layout_of(json: &Json) -> Option<Layout> {
    let text = json.text().trim_ascii().replace("\r\n", "\n");
    let form = |layout| Form { layout, order: Order::AsTheyStand, spelling: Spelling::Kept };
    LAYOUTS
        .into_iter()
        .find(|layout| written(json, form(*layout), text.len()).is_some_and(|made| made == text))
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
