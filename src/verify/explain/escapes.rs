//! Undoes the escaping of a body that was copied out of a log, a table, a web page or source code.

use super::{Cause, Undo, shape};
use crate::delivery::form_decoded;
use crate::json::Json;

/// The transformations in the order in which they are tried. Each description continues a sentence that
/// begins with "the body".
pub(super) const TRANSFORMATIONS: &[(Cause, &str, Undo)] = &[
    (Cause::BodyJsonString, "is a JSON string with the signed body in it", |body| {
        in_quotes(body, b"\"").and_then(json_string)
    }),
    (Cause::BodyBackslashes, "has extra backslash escapes, as in a JSON string", |body| {
        json_string(unquoted(body))
    }),
    (
        Cause::BodyBackslashes,
        "has its quotes escaped with backslashes, but the signed body does not",
        |body| replaced(unquoted(body), b"\\\"", b"\""),
    ),
    (Cause::BodyPythonBytes, "is a bytes literal of Python with the signed body in it", |body| {
        let literal = body.trim_ascii().strip_prefix(b"b")?;
        let inside = in_quotes(literal, b"'").or_else(|| in_quotes(literal, b"\""))?;
        Some(c_string(inside))
    }),
    (
        Cause::BodyHexEscapes,
        "has hex escapes such as `\\x22`, as web servers write them in their logs",
        |body| {
            let inside = unquoted(body);
            contains(inside, b"\\x").then(|| c_string(inside))
        },
    ),
    (Cause::BodyBackslashes, "is a string literal with the signed body in it", |body| {
        let inside = unquoted(body);
        inside.contains(&b'\\').then(|| c_string(inside))
    }),
    (Cause::BodyQuotesDoubled, "has its quotes doubled, as in CSV", |body| {
        replaced(in_quotes(body, b"\"").unwrap_or(body.trim_ascii()), b"\"\"", b"\"")
    }),
    (Cause::BodyQuotesDoubled, "has its single quotes doubled, as in SQL", |body| {
        replaced(in_quotes(body, b"'").unwrap_or(body.trim_ascii()), b"''", b"'")
    }),
    (Cause::BodyQuoted, "is in quotes, but the signed body is not", |body| {
        Some(unquoted(body)).filter(|inside| inside.len() < body.trim_ascii().len()).map(<[u8]>::to_vec)
    }),
    (Cause::BodyHtmlEntities, "has HTML entities for characters of the signed body", |body| {
        html_decoded(body.trim_ascii())
    }),
    (Cause::BodyUtf16, "is in UTF-16, but the signed body is in UTF-8", utf_16_decoded),
    (
        Cause::BodyFormDecoded,
        "is the signed body after a form parser: its JSON became the name of a parameter",
        out_of_a_form_object,
    ),
    (Cause::BodyFormDecoded, "is the signed body encoded as a form", |body| form_decoded(form_value(body)?)),
    (Cause::BodyFormDecoded, "is the signed body with percent escapes", |body| {
        // Some encoders leave a plus sign as it is, but `form_decoded` would turn it into a space.
        let text = form_value(body).filter(|text| text.contains(&b'+'))?;
        form_decoded(&replaced(text, b"+", b"%2B")?)
    }),
];

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

fn in_quotes<'b>(body: &'b [u8], quote: &[u8]) -> Option<&'b [u8]> {
    body.trim_ascii().strip_prefix(quote)?.strip_suffix(quote)
}

fn unquoted(body: &[u8]) -> &[u8] {
    let quotes: [&[u8]; 3] = [b"\"", b"'", b"`"];
    quotes.into_iter().find_map(|quote| in_quotes(body, quote)).unwrap_or(body.trim_ascii())
}

fn json_string(inside: &[u8]) -> Option<Vec<u8>> {
    if !inside.contains(&b'\\') || inside.len() > shape::LONGEST_PARSED {
        return None;
    }
    let json = Json::parse_bytes([b"\"", inside, b"\""].concat()).ok()?;
    json.root().string_bytes().map(std::borrow::Cow::into_owned)
}

/// Returns `None` if `part` does not occur.
fn replaced(text: &[u8], part: &[u8], by: &[u8]) -> Option<Vec<u8>> {
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(byte) = rest.first() {
        if let Some(after) = rest.strip_prefix(part) {
            made.extend_from_slice(by);
            rest = after;
        } else {
            made.push(*byte);
            rest = &rest[1..];
        }
    }
    (made != text).then_some(made)
}

/// Decodes common escapes of C, Python and JavaScript, but no octal ones. An unknown escape keeps its backslash.
fn c_string(inside: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let [byte, after @ ..] = rest {
        rest = after;
        let (b'\\', [escape, after @ ..]) = (byte, after) else {
            made.push(*byte);
            continue;
        };
        rest = after;
        match escape {
            b'"' | b'\'' | b'`' | b'\\' | b'/' => made.push(*escape),
            b'n' => made.push(b'\n'),
            b'r' => made.push(b'\r'),
            b't' => made.push(b'\t'),
            b'b' => made.push(0x08),
            b'f' => made.push(0x0c),
            b'x' => match hex(after, 2).and_then(|code| u8::try_from(code).ok()) {
                Some(byte) => {
                    made.push(byte);
                    rest = &after[2..];
                }
                None => made.extend_from_slice(b"\\x"),
            },
            b'u' => match hex(after, 4).and_then(char::from_u32) {
                Some(character) => {
                    made.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    rest = &after[4..];
                }
                None => made.extend_from_slice(b"\\u"),
            },
            other => made.extend_from_slice(&[b'\\', *other]),
        }
    }
    made
}

fn hex(text: &[u8], digits: usize) -> Option<u32> {
    let digits = std::str::from_utf8(text.get(..digits)?).ok()?;
    digits
        .bytes()
        .all(|digit| digit.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// Decodes numeric entities, and the named ones that PHP's `htmlspecialchars` and a browser's `innerHTML` write.
fn html_decoded(body: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(body).ok()?;
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        made.push_str(before);
        // Entities are short. Searching the whole rest of the text after each `&` would be quadratic.
        let end = from.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        let entity = end.and_then(|end| Some((character(&from[1..end])?, &from[end + 1..])));
        match entity {
            Some((character, after)) => {
                made.push(character);
                rest = after;
            }
            None => {
                made.push('&');
                rest = &from[1..];
            }
        }
    }
    made.push_str(rest);
    (made != text).then(|| made.into_bytes())
}

/// In bytes, with the ampersand and the semicolon.
const LONGEST_ENTITY: usize = 12;

fn character(entity: &str) -> Option<char> {
    let named = match entity {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            return char::from_u32(code.ok()?);
        }
    };
    Some(named)
}

/// Also removes line ends after the text: `>` in Windows `PowerShell` writes UTF-16 and adds one.
fn utf_16_decoded(body: &[u8]) -> Option<Vec<u8>> {
    let (units, is_little) = match body {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        [_, 0, ..] => (body, true),
        [0, _, ..] => (body, false),
        _ => return None,
    };
    let read = if is_little { u16::from_le_bytes } else { u16::from_be_bytes };
    let (pairs, []) = units.as_chunks::<2>() else { return None };
    let text: String =
        char::decode_utf16(pairs.iter().map(|pair| read(*pair))).collect::<Result<_, _>>().ok()?;
    Some(text.trim_end_matches(['\r', '\n']).as_bytes().to_vec())
}

/// Undoes `{"{\"from\":…}":""}`: JSON that was parsed as a form and serialized as JSON. If the original JSON
/// contains `=`, the text after the first `=` became the value.
fn out_of_a_form_object(body: &[u8]) -> Option<Vec<u8>> {
    if !body.starts_with(b"{") || body.len() > shape::LONGEST_PARSED {
        return None;
    }
    let json = Json::parse_bytes(body.to_vec()).ok()?;
    let mut members = json.root().members();
    let (only, None) = (members.next()?, members.next()) else { return None };
    let (name, value) = (only.name(), only.value.as_str()?);
    let joint: &[u8] = if value.is_empty() { b"" } else { b"=" };
    name.starts_with(b"{").then(|| [&name[..], joint, value.as_bytes()].concat())
}

/// Returns the encoded JSON in a form: `%7B%22from%22…%7D=` (as a name) or `payload=%7B…%7D` (as a value).
fn form_value(body: &[u8]) -> Option<&[u8]> {
    let text = body.trim_ascii();
    let is_json = |text: &[u8]| [&b"%7B"[..], b"%7b", b"{%22"].iter().any(|start| text.starts_with(start));
    if is_json(text) {
        return Some(text.strip_suffix(b"=").unwrap_or(text));
    }
    let start = text.iter().position(|&byte| byte == b'=')? + 1;
    text[start..].split(|&byte| byte == b'&').next().filter(|value| is_json(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_cut_off_escapes_stay() {
        for (text, decoded) in [
            (&br"a\qb\"[..], &br"a\qb\"[..]),
            (br"\x2", br"\x2"),
            (br"\xzz\u12", br"\xzz\u12"),
            (br"\ud800", br"\ud800"),
            (br"\x41\u00e9\'\n", "Aé'\n".as_bytes()),
        ] {
            assert_eq!(c_string(text), decoded);
        }
        assert_eq!(html_decoded(b"a&b;&;&#x110000;&#99999999999;&"), None);
        assert_eq!(html_decoded(b"&&amp;&#65;&#x42;&lt"), Some(b"&&AB&lt".to_vec()));
        assert_eq!(utf_16_decoded(b"\xff\xfea\0b"), None);
        assert_eq!(utf_16_decoded(b"\xfe\xff\0a\0\r\0\n"), Some(b"a".to_vec()));
        assert_eq!(utf_16_decoded(b"\xff\xfe\0\xd8"), None);
        assert_eq!(replaced(b"ab", b"c", b"d"), None);
    }

    #[test]
    fn v15_no_transformation_is_quadratic() {
        // No timing assertion (shared machine). A quadratic algorithm would hang here.
        for part in ["&", "&;", "\\", "\\x", "\\u", "\"", "''", "%7B", "=%7B&", "{", "\0"] {
            let body = part.repeat(128 * 1024 / part.len());
            for start in ["", "\"", "b'", "{"] {
                let body = format!("{start}{body}{start}").into_bytes();
                for (_, _, undo) in TRANSFORMATIONS {
                    let _ = undo(&body);
                }
            }
        }
    }
}
