//! Body: finds the change that a framework, gateway or editor made to the signed body.
//!
//! A cause is a guess unless undoing the change gives the signed hash.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::rewriting;
use super::search::Search;
use super::{Budget, Case, Cause, Certainty, Explanation, Undo, characters, contents, escapes, shape};
use crate::delivery::{Method, Query};
use crate::secret::BYTE_ORDER_MARK;
use crate::verify::Outcome;

/// Magic bytes (RFC 1952 §2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// The subject, in messages, for the body together with the bytes after it, which Content-Length excluded.
const WHOLE: &str = "the body with the bytes after its declared end";

/// Maximum length of a searched body in bytes. A webhook has a few hundred bytes; with a long transcript,
/// some thousands.
const MAX_BODY: usize = 1024 * 1024;

/// The changes, in the order in which they are tried. Each description follows a subject, such as "the body".
const TRANSFORMATIONS: &[(Cause, &str, Undo)] = &[
    (Cause::BodyNewlineAdded, "has a trailing newline (LF) that the signed body lacks", |body| {
        body.strip_suffix(b"\n").map(<[u8]>::to_vec)
    }),
    (Cause::BodyNewlineAdded, "has a trailing newline (CRLF) that the signed body lacks", |body| {
        body.strip_suffix(b"\r\n").map(<[u8]>::to_vec)
    }),
    (Cause::BodyNewlineRemoved, "lacks the trailing newline (LF) of the signed body", |body| {
        Some([body, b"\n"].concat())
    }),
    (Cause::BodyNewlineRemoved, "lacks the trailing newline (CRLF) of the signed body", |body| {
        Some([body, b"\r\n"].concat())
    }),
    (Cause::BodyCrlf, "has CRLF line endings, but the signed body has LF", |body| {
        Some(with_line_feeds(body)).filter(|made| made.len() < body.len())
    }),
    (Cause::BodyCrlf, "has LF line endings, but the signed body has CRLF", |body| {
        Some(with_carriage_returns(&with_line_feeds(body))).filter(|made| made != body)
    }),
    (Cause::BodyByteOrderMark, "starts with a byte order mark that the signed body lacks", |body| {
        body.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec)
    }),
    (Cause::BodyByteOrderMark, "lacks the byte order mark of the signed body", |body| {
        (!body.starts_with(BYTE_ORDER_MARK)).then(|| [BYTE_ORDER_MARK, body].concat())
    }),
    (Cause::BodyBase64, "is the signed body encoded in base64", from_base64),
];

pub(super) fn explain(case: &Case<'_>, budget: &mut Budget<'_>) -> Vec<Explanation> {
    let claimed = case.rejection.authenticated_claims().and_then(|claims| claims.payload_hash);
    let (Some(claimed), Outcome::Fail) = (claimed, case.rejection.checks().payload) else {
        return Vec::new();
    };
    if case.delivery.method() == Method::Get {
        return of_empty_get(case).into_iter().collect();
    }
    if case.delivery.body().len() > MAX_BODY {
        // Skip this body: the budget is charged only after a candidate was made, and making one from so long
        // a body takes too long.
        budget.cut_short = true;
        return Vec::new();
    }
    let body = case.delivery.body();
    let found = rewritten(case, &mut Search { subject: "the body", body, claimed, budget });
    if found.as_ref().is_some_and(|found| found.certainty == Certainty::Tested) {
        return found.into_iter().collect();
    }
    let of_whole = with_trailing_bytes(case).and_then(|whole| {
        let mut search = Search { subject: WHOLE, body: &whole, claimed, budget };
        cut_off(body, &mut search).or_else(|| rewritten(case, &mut search))
    });
    of_whole.or(found).or_else(|| shortened(case)).into_iter().collect()
}

fn rewritten(case: &Case<'_>, search: &mut Search<'_, '_>) -> Option<Explanation> {
    transformed(TRANSFORMATIONS, search)
        .or_else(|| query(case, search))
        // `json` comes first: JSON with escapes was more likely serialized again than escaped again.
        .or_else(|| json(search))
        .or_else(|| transformed(escapes::TRANSFORMATIONS, search))
        .or_else(|| gzip(case, search))
        .or_else(|| reencoded(search))
        .or_else(|| of_consumed_body(search.body))
        .or_else(|| looks_rewritten(search))
}

fn transformed(list: &[(Cause, &str, Undo)], search: &mut Search<'_, '_>) -> Option<Explanation> {
    let (cause, words, _) = list.iter().find(|(_, _, undo)| search.fits(undo(search.body)))?;
    Some(search.tested(*cause, words))
}

/// Returns the body with the bytes that follow it. They are the rest of the body if a program lengthened the
/// body but kept Content-Length.
fn with_trailing_bytes(case: &Case<'_>) -> Option<Vec<u8>> {
    let trailing = case.diagnosis.trailing_bytes;
    let is_searched = !trailing.is_empty() && trailing.len() <= MAX_BODY;
    is_searched.then(|| [case.delivery.body(), trailing].concat())
}

/// Explains a body that a wrong Content-Length cut off.
fn cut_off(body: &[u8], search: &mut Search<'_, '_>) -> Option<Explanation> {
    let whole = search.body;
    for (whole, words) in [(whole, ""), (whole.trim_ascii_end(), " (without white space at the end)")] {
        if whole.len() > body.len() && search.fits(Some(whole.to_vec())) {
            let words = format!(
                "Content-Length cuts off the body after {} bytes: the {} bytes after the headers{words} match the signed hash",
                body.len(),
                whole.len()
            );
            return Some(Explanation::tested(Cause::BodyContentLength, words));
        }
    }
    None
}

fn shortened(case: &Case<'_>) -> Option<Explanation> {
    let found = case.delivery.body().len();
    let length = case.delivery.header("content-length").next()?;
    let length: usize = std::str::from_utf8(length).ok()?.trim().parse().ok()?;
    (found < length).then(|| {
        let detail = format!("the body has {found} of the {length} bytes that Content-Length names: it is cut off, or was changed");
        Explanation::guess(Cause::BodyContentLength, detail)
    })
}

/// Explains a GET that was passed as a POST: its query is the body, or is still in the URL.
fn query(case: &Case<'_>, search: &mut Search<'_, '_>) -> Option<Explanation> {
    let of_url = case.delivery.query().text();
    let is_query = |text: &[u8]| text.contains(&b'=') && !text.contains(&b'{') && text.is_ascii();
    let body = search.body.strip_prefix(b"?").unwrap_or(search.body);
    for (text, place) in
        [(body, "the body is the query of a GET"), (of_url, "the signed data is the query of the URL")]
    {
        if is_query(text) && search.fits(Query::new(text).json().ok().map(String::into_bytes)) {
            let words = "turned into a JSON object by the rule for GET, it has the signed hash";
            return Some(Explanation::tested(Cause::BodyQuery, format!("{place}; {words}")));
        }
    }
    None
}

fn json(search: &mut Search<'_, '_>) -> Option<Explanation> {
    let body = search.body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(search.body);
    let json = shape::parsed(body, search.budget)?;
    if let Some((cause, words)) = rewriting::signed_form(&json, search) {
        return Some(search.tested(cause, &words));
    }
    let (cause, words) = contents::signed_content(&json, search)?;
    Some(search.tested(cause, words))
}

fn gzip(case: &Case<'_>, search: &mut Search<'_, '_>) -> Option<Explanation> {
    if !search.body.starts_with(GZIP) {
        return None;
    }
    if let Some(gunzip) = case.diagnosis.gunzip
        && search.budget.hypothesis(2 * MAX_BODY)
        && let Some(unpacked) = gunzip(search.body, MAX_BODY)
    {
        // If the decompressed body does not match either, compression is not the cause.
        return search
            .matches(&unpacked)
            .then(|| search.tested(Cause::BodyGzip, "is the signed body compressed with gzip"));
    }
    let detail = format!("the body ({} bytes) starts like gzip data", search.body.len());
    Some(Explanation::guess(Cause::BodyGzip, detail))
}

fn reencoded(search: &mut Search<'_, '_>) -> Option<Explanation> {
    if search.body.is_ascii() {
        return None;
    }
    let found = characters::TRANSFORMATIONS.iter().find(|(_, undo)| search.fits(undo(search.body)));
    if let Some((words, _)) = found {
        return Some(search.tested(Cause::BodyReencoded, words));
    }
    let lost = search.body.windows(3).any(|part| part == "\u{fffd}".as_bytes());
    lost.then(|| {
        let detail = "the body has replacement characters (U+FFFD), so characters were lost".to_owned();
        Explanation::guess(Cause::BodyReencoded, detail)
    })
}

fn of_empty_get(case: &Case<'_>) -> Option<Explanation> {
    let is_empty = case.delivery.query().text().is_empty() && case.delivery.body().is_empty();
    let detail = "the request has neither a query nor a body: it is an auth subrequest (as nginx's auth_request sends), or its query was lost";
    is_empty.then(|| Explanation::guess(Cause::BodyEmpty, detail.to_owned()))
}

fn of_consumed_body(body: &[u8]) -> Option<Explanation> {
    let (cause, what) = match body.trim_ascii() {
        b"" => (
            Cause::BodyEmpty,
            "empty: other code read it first, or this is an auth subrequest (as Envoy's ext_authz sends)",
        ),
        b"{}" => (Cause::BodyEmptyObject, "an empty object, as some body parsers return"),
        b"undefined" => (Cause::BodyUndefined, "the text `undefined`, as JavaScript prints a missing value"),
        b"[object Object]" => (Cause::BodyObjectObject, "`[object Object]`, as JavaScript prints an object"),
        _ => return None,
    };
    Some(Explanation::guess(cause, format!("the body is {what}; the signed body differs")))
}

fn looks_rewritten(search: &mut Search<'_, '_>) -> Option<Explanation> {
    let body = search.body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(search.body);
    let json = shape::parsed(body, search.budget)?;
    let words = rewriting::foreign_style(&json, search)?;
    let detail = format!("the body is JSON {words}; Vonage sends compact JSON in its own member order");
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
    body.split(|&byte| byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..])
}

fn from_base64(body: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(&text).or_else(|_| URL_SAFE.decode(&text)).ok().filter(|made| !made.is_empty())
}
