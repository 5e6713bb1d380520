//! The body: what a framework, a gateway or an editor made of the bytes that were signed.
//!
//! The body at hand is the changed one, and the signed one is looked for: each hypothesis undoes one change, and is
//! named where what it leads to has the hash in the token. Only bodies of POSTs, under a token whose signature passed.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::rewriting::{self, Rewritten};
use super::{Budget, Case, Cause, Explanation, characters, shape};
use crate::delivery::{Method, Query};
use crate::json::{Json, Kind};
use crate::verify::{Outcome, PayloadHash};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How gzip begins (RFC 1952 §2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// A webhook has a few hundred bytes, and one with a long transcript some thousand.
const LONGEST: usize = 1024 * 1024;

/// The body as it came, and the hash that it should have.
pub(super) struct Search<'s, 'b> {
    pub(super) body: &'s [u8],
    claimed: PayloadHash,
    pub(super) budget: &'s mut Budget<'b>,
}

impl Search<'_, '_> {
    /// Whether the bytes that are made have the hash. At most `most` are made.
    pub(super) fn fits(&mut self, most: usize, make: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> bool {
        // What is made is copied once and hashed once.
        self.budget.hypothesis(2 * most) && make(self.body).is_some_and(|made| self.is_it(&made))
    }

    /// Whether these bytes, which were paid for, have the hash.
    pub(super) fn is_it(&self, bytes: &[u8]) -> bool {
        PayloadHash::of(bytes).matches(&self.claimed)
    }
}

/// One thing that happens to bodies, what is said of it, and how it is undone.
struct Change {
    cause: Cause,
    words: &'static str,
    /// Whether it could be, so that nothing is spent on what cannot.
    could_be: fn(&[u8]) -> bool,
    /// The most that it makes of so many bytes.
    most: fn(usize) -> usize,
    undo: fn(&[u8]) -> Option<Vec<u8>>,
}

/// The simple ones, in the order in which they are tried.
const CHANGES: &[Change] = &[
    Change {
        cause: Cause::BodyNewlineAdded,
        words: "ends in a line end (LF) that the signed one does not have",
        could_be: |body| body.ends_with(b"\n"),
        most: |length| length,
        undo: |body| body.strip_suffix(b"\n").map(<[u8]>::to_vec),
    },
    Change {
        cause: Cause::BodyNewlineAdded,
        words: "ends in a line end (CRLF) that the signed one does not have",
        could_be: |body| body.ends_with(b"\r\n"),
        most: |length| length,
        undo: |body| body.strip_suffix(b"\r\n").map(<[u8]>::to_vec),
    },
    Change {
        cause: Cause::BodyNewlineRemoved,
        words: "lacks the line end (LF) that the signed one ends in",
        could_be: |_| true,
        most: |length| length + 1,
        undo: |body| Some([body, b"\n"].concat()),
    },
    Change {
        cause: Cause::BodyNewlineRemoved,
        words: "lacks the line end (CRLF) that the signed one ends in",
        could_be: |_| true,
        most: |length| length + 2,
        undo: |body| Some([body, b"\r\n"].concat()),
    },
    Change {
        cause: Cause::BodyCrlf,
        words: "has CRLF where the signed one has LF",
        could_be: |body| body.windows(2).any(|pair| pair == b"\r\n"),
        most: |length| length,
        undo: |body| Some(with_line_feeds(body)),
    },
    Change {
        cause: Cause::BodyCrlf,
        words: "has LF where the signed one has CRLF",
        could_be: |body| body.contains(&b'\n'),
        most: |length| 2 * length,
        undo: |body| Some(with_carriage_returns(&with_line_feeds(body))),
    },
    Change {
        cause: Cause::BodyByteOrderMark,
        words: "begins with a byte order mark that the signed one does not have",
        could_be: |body| body.starts_with(BYTE_ORDER_MARK),
        most: |length| length,
        undo: |body| body.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec),
    },
    Change {
        cause: Cause::BodyByteOrderMark,
        words: "lacks the byte order mark that the signed one begins with",
        could_be: |body| !body.starts_with(BYTE_ORDER_MARK),
        most: |length| length + BYTE_ORDER_MARK.len(),
        undo: |body| Some([BYTE_ORDER_MARK, body].concat()),
    },
    Change {
        cause: Cause::BodyBase64,
        words: "is the base64 of the signed one",
        could_be: |body| {
            !body.is_empty()
                && body.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(byte))
        },
        most: |length| length,
        undo: from_base64,
    },
    Change {
        cause: Cause::BodyFormDecoded,
        words: "is what a form parser made of the signed one: its JSON stands as the name of a parameter",
        could_be: |body| body.starts_with(b"{") && body.len() <= shape::LONGEST_PARSED,
        most: |length| 2 * length,
        undo: out_of_a_form_object,
    },
    Change {
        cause: Cause::BodyFormDecoded,
        words: "is the signed one in the coding of a form",
        could_be: |body| body.starts_with(b"%7B") || body.starts_with(b"%7b"),
        most: |length| length,
        undo: out_of_a_form,
    },
];

pub(super) fn explain(case: &Case<'_>, budget: &mut Budget<'_>) -> Vec<Explanation> {
    let claimed = case.rejection.authenticated_claims().and_then(|claims| claims.payload_hash());
    let (Some(claimed), Outcome::Fail, Method::Post) =
        (claimed, case.rejection.checks().payload, case.delivery.method())
    else {
        return Vec::new();
    };
    if case.delivery.body().len() > LONGEST {
        // Even looking through it for what could be takes time.
        budget.cut_short();
        return Vec::new();
    }
    let mut search = Search { body: case.delivery.body(), claimed: *claimed, budget };
    let found = simple(&mut search)
        .or_else(|| query(case, &mut search))
        .or_else(|| json(&mut search))
        .or_else(|| gzip(case, &mut search))
        .or_else(|| reencoded(&mut search))
        .or_else(|| left_over(search.body))
        .or_else(|| shape::of_another_product(case, search.budget))
        .or_else(|| looks_rewritten(&mut search));
    found.into_iter().collect()
}

fn told(search: &Search<'_, '_>, cause: Cause, words: &str) -> Explanation {
    Explanation::tried(cause, format!("the body ({} bytes) {words}", search.body.len()))
}

fn simple(search: &mut Search<'_, '_>) -> Option<Explanation> {
    let possible = CHANGES.iter().filter(|change| (change.could_be)(search.body)).collect::<Vec<_>>();
    let most = search.body.len();
    let change = possible.into_iter().find(|change| search.fits((change.most)(most), change.undo))?;
    Some(told(search, change.cause, change.words))
}

/// A GET's query stands where the body should be, or behind the URL of what was taken for a POST.
fn query(case: &Case<'_>, search: &mut Search<'_, '_>) -> Option<Explanation> {
    let of_url = case.delivery.query().text();
    let is_query = |text: &[u8]| text.contains(&b'=') && !text.contains(&b'{') && text.is_ascii();
    let body = search.body.strip_prefix(b"?").unwrap_or(search.body);
    for (text, place) in
        [(body, "the body is the query of a GET"), (of_url, "the signed one is the query of the URL")]
    {
        // Each byte may become two, quotes and separators stand around, and a control character becomes six.
        let most = 6 * text.len() + 2;
        if is_query(text) && search.fits(most, |_| Query::new(text).json().ok().map(String::into_bytes)) {
            let words = "as one JSON object it has the hash, by the rule for GET, which is unconfirmed";
            return Some(Explanation::tried(Cause::BodyQuery, format!("{place}: {words}")));
        }
    }
    None
}

fn json(search: &mut Search<'_, '_>) -> Option<Explanation> {
    let body = search.body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(search.body);
    let json = shape::parsed(body, search.budget)?;
    let Rewritten { cause, words } = rewriting::find(&json, search)?;
    Some(told(search, cause, &words))
}

fn gzip(case: &Case<'_>, search: &mut Search<'_, '_>) -> Option<Explanation> {
    if !search.body.starts_with(GZIP) {
        return None;
    }
    if let Some(gunzip) = case.diagnosis.gunzip
        && search.budget.hypothesis(2 * LONGEST_UNPACKED)
        && let Some(unpacked) = gunzip(search.body, LONGEST_UNPACKED)
    {
        // Unpacked and another body still: then the coding is not what is wrong with it.
        return search
            .is_it(&unpacked)
            .then(|| told(search, Cause::BodyGzip, "is the signed one, compressed by gzip"));
    }
    let detail = format!("the body ({} bytes) begins as gzip does", search.body.len());
    Some(Explanation::guess(Cause::BodyGzip, detail))
}

/// A webhook has a few hundred bytes; what becomes more than this is none.
const LONGEST_UNPACKED: usize = 1024 * 1024;

fn reencoded(search: &mut Search<'_, '_>) -> Option<Explanation> {
    if search.body.is_ascii() {
        return None;
    }
    let most = 3 * search.body.len();
    let found = characters::UNDOINGS.iter().find(|(_, undo)| search.fits(most, undo));
    if let Some((words, _)) = found {
        return Some(told(search, Cause::BodyReencoded, words));
    }
    let lost = search.body.windows(3).any(|part| part == "\u{fffd}".as_bytes());
    lost.then(|| {
        let detail = "the body has replacement characters (U+FFFD) where others were lost".to_owned();
        Explanation::guess(Cause::BodyReencoded, detail)
    })
}

/// What is left of a body when something else has taken it.
fn left_over(body: &[u8]) -> Option<Explanation> {
    let (cause, what) = match body.trim_ascii() {
        b"" => (Cause::BodyEmpty, "empty: it was read before, or never"),
        b"{}" => (Cause::BodyEmptyObject, "an empty object, as a body parser leaves it"),
        b"undefined" => {
            (Cause::BodyUndefined, "the word `undefined`, as JavaScript writes what is not there")
        }
        b"[object Object]" => {
            (Cause::BodyObjectObject, "`[object Object]`, as JavaScript writes a parsed object")
        }
        _ => return None,
    };
    Some(Explanation::guess(cause, format!("the body is {what}, and another one was signed")))
}

fn looks_rewritten(search: &mut Search<'_, '_>) -> Option<Explanation> {
    let body = search.body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(search.body);
    let json = shape::parsed(body, search.budget)?;
    let words = rewriting::looks(&json, search)?;
    let detail = format!("the body is JSON {words}, and Vonage writes it compact and in an order of its own");
    Some(Explanation::guess(Cause::BodyLooksReserialised, detail))
}

fn with_line_feeds(body: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(body.len());
    for (at, byte) in body.iter().enumerate() {
        if *byte != b'\r' || body.get(at + 1) != Some(&b'\n') {
            made.push(*byte);
        }
    }
    made
}

fn with_carriage_returns(body: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(body.len());
    for &byte in body {
        if byte == b'\n' {
            made.push(b'\r');
        }
        made.push(byte);
    }
    made
}

fn from_base64(body: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(&text).or_else(|_| URL_SAFE.decode(&text)).ok()
}

/// `{"{\"from\":…}":""}`: JSON that was parsed as a form and written as JSON. A `=` in it parted name and value.
fn out_of_a_form_object(body: &[u8]) -> Option<Vec<u8>> {
    let json = Json::parse_bytes(body.to_vec()).ok()?;
    let mut members = json.root().members();
    let (only, None) = (members.next()?, members.next()) else { return None };
    let (name, value) = (only.name(), only.value.string_bytes()?);
    let joint: &[u8] = if value.is_empty() { b"" } else { b"=" };
    (only.value.kind() == Kind::String && name.starts_with(b"{"))
        .then(|| [&name[..], joint, &value[..]].concat())
}

/// `%7B%22from%22…%7D=`: JSON that was parsed as a form and written as one.
fn out_of_a_form(body: &[u8]) -> Option<Vec<u8>> {
    let text = body.strip_suffix(b"=").unwrap_or(body);
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, after) {
            (b'+', _) => made.push(b' '),
            (b'%', [high, low, behind @ ..]) => {
                let digit =
                    |byte: &u8| (*byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                made.push(digit(high)? << 4 | digit(low)?);
                rest = behind;
            }
            (plain, _) => made.push(*plain),
        }
    }
    Some(made)
}
