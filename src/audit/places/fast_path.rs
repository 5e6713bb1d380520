//! Fast path: reads lines of foreign logs (not in vsw's capture format) in one pass, without a JSON tree.
//!
//! Invariant: the result is `None`, or the delivery that the strict reader, `Places::read`, would return.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{ABSENT, BodyEncoding, JsonPointer, Places, query_in};
use crate::audit::json_pointer;
use crate::audit::record::{MOST_VALUES, Record};
use crate::delivery::{Delivery, Headers, Method};
use crate::json::cursor::{Cursor, FastValue};
use crate::json::scan::Found;
use crate::json::unescape::Unescaped;
use crate::timestamp;

/// Indices of the needed values in the arrays of `Search`.
const AUTHORIZATION: usize = 0;
const BODY: usize = 1;
const TIME: usize = 2;
const ENCODING: usize = 3;
const METHOD: usize = 4;
const URL: usize = 5;
const NEEDED: usize = 6;

/// Maximum number of steps in a pointer: each step is a recursive call.
const MOST_STEPS: usize = 16;

/// Finds several values of a line in one pass.
struct Search<'s, 'l> {
    pointers: [Option<&'s JsonPointer>; NEEDED],
    /// For each pointer, how many of its steps were found.
    found: [usize; NEEDED],
    values: [Option<FastValue<'l>>; NEEDED],
    body: &'s mut Unescaped,
    has_body: bool,
}

/// A bit set of needed values.
type Set = u8;

impl Places {
    /// Returns `None` for a line that needs the strict reader.
    pub(in crate::audit) fn fast_path<'l>(
        &self,
        line: &'l [u8],
        header: &'l str,
        body: &'l mut Unescaped,
    ) -> Option<Record<'l>> {
        if line.len() > MOST_VALUES {
            return None;
        }
        simdutf8::basic::from_utf8(line).ok()?;
        let mut search = Search::new(self, body)?;
        let mut cursor = Cursor::of(line);
        search.object(&mut cursor, 0, Set::MAX)?;
        cursor.end()?;
        let Search { values, has_body, .. } = search;
        let headers = authorizations(values[AUTHORIZATION], header)?;
        let received_at = match values[TIME] {
            None | Some(FastValue::Word(b"null")) => None,
            Some(value) => Some(seconds(value)?),
        };
        let method = match (&self.request, values[METHOD]) {
            (None, _) | (Some(_), Some(FastValue::Text(b"POST"))) => Method::Post,
            (Some(_), Some(FastValue::Text(b"GET"))) => Method::Get,
            _ => return None,
        };
        if method == Method::Get {
            let Some(FastValue::Text(url)) = values[URL] else { return None };
            let delivery = Delivery::get(query_in(url)).with_headers(headers);
            return Some(Record { delivery, received_at, marks: None });
        }
        let text = Some(&*body).filter(|_| has_body)?;
        if self.encoding.is_base64_in(values[ENCODING])? {
            let delivery = Delivery::new(method, STANDARD.decode(text.text()).ok()?).with_headers(headers);
            return Some(Record { delivery, received_at, marks: None });
        }
        let delivery = Delivery::new(method, text.text()).with_headers(headers);
        Some(Record { delivery, received_at, marks: Some(text.marks()) })
    }
}

impl<'s, 'l> Search<'s, 'l> {
    fn new(places: &'s Places, body: &'s mut Unescaped) -> Option<Self> {
        let Places { authorization, body: body_at, encoding, received_at, request } = places;
        let encoding = match encoding {
            BodyEncoding::Base64Where(pointer) => Some(pointer),
            BodyEncoding::Text | BodyEncoding::Base64 => None,
        };
        let (method, url) = request.as_ref().map(|request| (&request.method, &request.url)).unzip();
        let pointers = [Some(authorization), Some(body_at), received_at.as_ref(), encoding, method, url];
        let is_usual = |pointer: &&JsonPointer| (1..=MOST_STEPS).contains(&pointer.steps().len());
        pointers.iter().flatten().all(is_usual).then_some(())?;
        Some(Self { pointers, found: [0; NEEDED], values: [None; NEEDED], body, has_body: false })
    }

    /// Reads an object at `depth`. The pointers of `set` lead into it.
    fn object(&mut self, cursor: &mut Cursor<'l, Found<'l>>, depth: usize, set: Set) -> Option<()> {
        let mut has_more = cursor.open(b'{', b'}')?;
        while has_more {
            let name = cursor.name()?;
            let below = self.step(depth, set, |step| step.as_bytes() == name)?;
            self.value(cursor, depth + 1, below)?;
            has_more = cursor.more(b'}')?;
        }
        Some(())
    }

    fn array(&mut self, cursor: &mut Cursor<'l, Found<'l>>, depth: usize, set: Set) -> Option<()> {
        let mut has_more = cursor.open(b'[', b']')?;
        let mut index = 0_usize;
        while has_more {
            let below = self.step(depth, set, |step| json_pointer::index(step) == Some(index))?;
            self.value(cursor, depth + 1, below)?;
            has_more = cursor.more(b']')?;
            index += 1;
        }
        Some(())
    }

    /// Returns the values of `set` whose pointer has a step at `depth` that satisfies `is_step`. Returns
    /// `None` if a member on a pointer's path is duplicated.
    #[inline]
    fn step(&mut self, depth: usize, set: Set, is_step: impl Fn(&str) -> bool) -> Option<Set> {
        let mut below = 0;
        for (needed, pointer) in self.pointers.iter().enumerate() {
            let step =
                pointer.and_then(|pointer| pointer.steps().get(depth)).filter(|_| set >> needed & 1 == 1);
            if step.is_some_and(|step| is_step(step)) {
                if self.found[needed] > depth {
                    return None;
                }
                self.found[needed] = depth + 1;
                below |= 1 << needed;
            }
        }
        Some(below)
    }

    /// Reads the value at `depth`. The pointers of `set` lead to it.
    #[inline]
    fn value(&mut self, cursor: &mut Cursor<'l, Found<'l>>, depth: usize, set: Set) -> Option<()> {
        if set == 0 {
            return cursor.value().map(drop);
        }
        let ends =
            |needed: &usize| self.pointers[*needed].is_some_and(|pointer| pointer.steps().len() == depth);
        let ending = (0..NEEDED).filter(|needed| set >> needed & 1 == 1).filter(ends);
        let ending: Set = ending.fold(0, |ending, needed| ending | 1 << needed);
        match cursor.peek()? {
            b'"' if ending == 1 << BODY => {
                self.has_body = true;
                cursor.unescape(self.body)
            }
            b'{' if ending == 0 => self.object(cursor, depth, set),
            b'[' if ending == 0 => self.array(cursor, depth, set),
            b'{' | b'[' if ending != set => None,
            _ => {
                let value = cursor.value()?;
                for needed in (0..NEEDED).filter(|needed| ending >> needed & 1 == 1) {
                    self.values[needed] = Some(value);
                }
                Some(())
            }
        }
    }
}

impl BodyEncoding {
    fn is_base64_in(&self, value: Option<FastValue<'_>>) -> Option<bool> {
        match (self, value) {
            (Self::Text, _) => Some(false),
            (Self::Base64, _) => Some(true),
            (Self::Base64Where(_), Some(FastValue::Word(b"true"))) => Some(true),
            (Self::Base64Where(_), Some(FastValue::Word(_)) | None) => Some(false),
            _ => None,
        }
    }
}

fn authorizations<'l>(value: Option<FastValue<'l>>, header: &'l str) -> Option<Headers<'l>> {
    let pair = |value: &'l [u8]| (Cow::Borrowed(header), Cow::Borrowed(value));
    match value {
        None | Some(FastValue::Word(b"null")) => Some(Vec::new()),
        Some(FastValue::Text(ABSENT)) => Some(Vec::new()),
        Some(FastValue::Text(value)) => Some(vec![pair(value)]),
        Some(FastValue::Nested(list)) => {
            let mut cursor = Cursor::of(list);
            let mut values = Vec::new();
            let mut has_more = cursor.open(b'[', b']')?;
            while has_more {
                let value = cursor.text()?;
                if value != ABSENT {
                    values.push(pair(value));
                }
                has_more = cursor.more(b']')?;
            }
            Some(values)
        }
        Some(_) => None,
    }
}

fn seconds(time: FastValue<'_>) -> Option<u64> {
    let (time, parse): (_, fn(&str) -> Option<u64>) = match time {
        FastValue::Text(text) => (text, timestamp::parse),
        FastValue::Number(number) => (number, timestamp::from_unix),
        _ => return None,
    };
    parse(std::str::from_utf8(time).ok()?)
}
