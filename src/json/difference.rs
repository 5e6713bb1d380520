//! Differences between two documents. The order of an object's members does not matter, and numbers are
//! compared exactly.
//!
//! Invariant: no recursion, because a document may be nested a hundred thousand deep.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::Serialize;

use super::number::Decimal;
use super::{Json, Kind as ValueKind, Pointer, Value};

/// One place where two documents differ.
///
/// If the place is too deep, or there are too many differences, an enclosing value is reported as changed,
/// without `before` and `after`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub path: Pointer,
    pub kind: Kind,
    /// The earlier text, if any. An added value has none.
    pub before: Option<String>,
    /// The later text, if any. A removed value has none.
    pub after: Option<String>,
}

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The value differs. Arrays of different lengths differ as a whole.
    Changed,
    /// The member was removed.
    Lost,
    /// The member was added.
    Added,
}

/// If more places differ, one more difference reports the whole document as changed.
const MAX_DIFFERENCES: usize = 1_000;
/// The maximum number of steps in a reported path. A deeper difference is reported at an enclosing value.
const MAX_DEPTH: usize = 64;
/// The maximum total length of the names in a reported path, in bytes.
const MAX_NAMES: usize = 4_096;

/// Returns the differences from `before` to `after`, sorted by path. Compares duplicate members in their order.
#[must_use]
pub fn differences(before: &Json, after: &Json) -> Vec<Difference> {
    let mut walk =
        Walk { trail: Vec::new(), pending: vec![(before.root(), after.root(), None)], found: Vec::new() };
    while let Some((before, after, place)) = walk.pending.pop() {
        walk.compare(before, after, place);
    }
    walk.found.sort();
    walk.found
}

/// The state of a comparison. A place in the document is an index in `trail`, or `None` for the whole
/// document. `trail` has each place's parent and last step: a member's name or an element's number.
struct Walk<'j> {
    trail: Vec<(Option<usize>, Cow<'j, [u8]>)>,
    pending: Vec<(Value<'j>, Value<'j>, Option<usize>)>,
    found: Vec<Difference>,
}

impl<'j> Walk<'j> {
    fn compare(&mut self, before: Value<'j>, after: Value<'j>, place: Option<usize>) {
        match (before.kind(), after.kind()) {
            (ValueKind::Object, ValueKind::Object) => self.compare_members(before, after, place),
            (ValueKind::Array, ValueKind::Array) if before.elements().count() == after.elements().count() => {
                for (number, pair) in before.elements().zip(after.elements()).enumerate() {
                    let step = self.step(place, Cow::Owned(number.to_string().into_bytes()));
                    self.pending.push((pair.0, pair.1, Some(step)));
                }
            }
            _ if same_scalar(before, after) => {}
            _ => self.note(place, Kind::Changed, Some(before), Some(after)),
        }
    }

    fn compare_members(&mut self, before: Value<'j>, after: Value<'j>, place: Option<usize>) {
        let (before, after) = (by_name(before), by_name(after));
        let (mut left, mut right) = (before.into_iter().peekable(), after.into_iter().peekable());
        loop {
            let order = match (left.peek(), right.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((before, _)), Some((after, _))) => before.cmp(after),
            };
            let lost = if order.is_le() { left.next() } else { None };
            let added = if order.is_ge() { right.next() } else { None };
            match (lost, added) {
                (Some((name, before)), Some((_, after))) => {
                    let step = self.step(place, name);
                    self.pending.push((before, after, Some(step)));
                }
                (Some((name, before)), None) => {
                    let step = self.step(place, name);
                    self.note(Some(step), Kind::Lost, Some(before), None);
                }
                (None, Some((name, after))) => {
                    let step = self.step(place, name);
                    self.note(Some(step), Kind::Added, None, Some(after));
                }
                (None, None) => return,
            }
        }
    }

    fn step(&mut self, place: Option<usize>, name: Cow<'j, [u8]>) -> usize {
        self.trail.push((place, name));
        self.trail.len() - 1
    }

    fn note(
        &mut self,
        place: Option<usize>,
        kind: Kind,
        before: Option<Value<'_>>,
        after: Option<Value<'_>>,
    ) {
        if self.found.len() > MAX_DIFFERENCES {
            return;
        }
        if self.found.len() == MAX_DIFFERENCES {
            let path = Pointer::of([]);
            return self.found.push(Difference { path, kind: Kind::Changed, before: None, after: None });
        }
        let mut steps: Vec<&[u8]> = Vec::new();
        let mut place = place;
        while let Some(index) = place {
            let (parent, name) = &self.trail[index];
            steps.push(name);
            place = *parent;
        }
        steps.reverse();
        let mut bytes = 0;
        let shown = steps.iter().take(MAX_DEPTH).take_while(|step| {
            bytes += step.len();
            bytes <= MAX_NAMES
        });
        let shown = shown.count();
        let path = Pointer::of(steps[..shown].iter().copied());
        self.found.push(if shown < steps.len() {
            Difference { path, kind: Kind::Changed, before: None, after: None }
        } else {
            let text = |value: Option<Value<'_>>| value.map(|value| value.raw().to_owned());
            Difference { path, kind, before: text(before), after: text(after) }
        });
    }
}

/// Returns the members sorted by decoded name. The sort is stable, so duplicates keep their order.
fn by_name(object: Value<'_>) -> Vec<(Cow<'_, [u8]>, Value<'_>)> {
    let mut members: Vec<_> = object.members().map(|member| (member.name(), member.value)).collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    members
}

fn same_scalar(before: Value<'_>, after: Value<'_>) -> bool {
    match (before.kind(), after.kind()) {
        (ValueKind::String, ValueKind::String) => before.string_bytes() == after.string_bytes(),
        (ValueKind::Number, ValueKind::Number) => Decimal::of(before.raw()) == Decimal::of(after.raw()),
        (ValueKind::Object | ValueKind::Array, _) => false,
        (before, after) => before == after,
    }
}
