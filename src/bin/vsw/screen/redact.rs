//! Redact: our own secrets, in whatever spelling they come, taken out of everything that is written. The last
//! resort behind the types, for servers that echo what they were sent.

mod folded;

use std::sync::{Arc, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use vsw::json::{Json, Role};

/// The secrets in use, shared between the Screen and the log.
#[derive(Clone, Default)]
pub struct Redactions {
    known: Arc<RwLock<Known>>,
}

/// Each secret as it is, and every spelling of it that somebody's encoder makes.
#[derive(Default)]
struct Known {
    secrets: Vec<Vec<u8>>,
    spellings: Vec<String>,
}

/// What stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// A shorter secret than this stands in ordinary words; taking it out would only say which words it is in.
const SHORTEST: usize = 6;

/// What stands where a long text was cut off, maybe in the middle of a secret.
const CUT: char = '…';
/// So many bytes of a secret, and fewer, say nothing.
const SHORTEST_BEGINNING: usize = 4;

/// What is not escaped, beside letters and digits: in RFC 3986, by encodeURIComponent, in forms, in paths.
const PLAIN_IN_URLS: [&str; 4] = ["-._~", "-._~!*'()", "-._*", "-._~/"];

impl Redactions {
    /// From now on this secret shows in no output: not as it is, nor base64-, URL-, hex- or JSON-escaped.
    pub fn add(&self, secret: &[u8]) {
        if secret.len() < SHORTEST {
            return;
        }
        let mut spellings = encodings(secret);
        if let Ok(text) = std::str::from_utf8(secret) {
            spellings.push(text.to_owned());
            spellings.extend(escapes(text));
        }
        // Each of them may come in a text that is then put into JSON by us.
        let quoted: Vec<String> = spellings.iter().map(|spelling| quoted(spelling)).collect();
        spellings.extend(quoted);
        if let Ok(mut known) = self.known.write() {
            known.secrets.push(secret.to_vec());
            known.spellings.extend(spellings);
            // The longest first, so that no spelling is cut up by a shorter one.
            known.spellings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            known.spellings.dedup();
        }
    }

    pub fn apply(&self, text: String) -> String {
        let Ok(known) = self.known.read() else { return text };
        let text = known.spellings.iter().fold(text, |text, spelling| {
            if text.contains(spelling.as_str()) { text.replace(spelling.as_str(), REDACTED) } else { text }
        });
        let text = match folded::places(&text, &known.secrets) {
            places if places.is_empty() => text,
            places => without(&text, &places),
        };
        if text.contains(CUT) { without_beginnings(&text, &known.spellings) } else { text }
    }

    /// The same in a JSON document of ours: what its strings say, not what its members are called, nor the few
    /// words that scripts go by.
    pub fn apply_to_json(&self, document: String) -> String {
        let json = match Json::parse(document) {
            Ok(json) => json,
            Err(not_json) => return self.apply(String::from_utf8_lossy(&not_json.into_bytes()).into_owned()),
        };
        let is_word =
            |literal: &str| literal.bytes().all(|byte| byte.is_ascii_lowercase() || b"_\"".contains(&byte));
        json.with_strings(|literal, role| {
            let is_ours = role == Role::Name && is_word(literal);
            (!is_ours && self.touch(literal)).then(|| self.apply(literal.to_owned()))
        })
    }

    /// Does the text hold a secret, in whatever spelling?
    pub fn touch(&self, text: &str) -> bool {
        self.known.read().is_ok_and(|known| {
            known.spellings.iter().any(|spelling| text.contains(spelling.as_str()))
                || !folded::places(text, &known.secrets).is_empty()
                || (text.contains(CUT) && without_beginnings(text, &known.spellings) != text)
        })
    }
}

fn without(text: &str, places: &[std::ops::Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    for place in places {
        kept.push_str(text.get(copied..place.start).unwrap_or_default());
        kept.push_str(REDACTED);
        copied = place.end;
    }
    kept + text.get(copied..).unwrap_or_default()
}

/// The text without what a cut left of a secret: its beginning.
fn without_beginnings(text: &str, known: &[String]) -> String {
    let shown = |part: &str| {
        let Some(kept) = part.strip_suffix(CUT) else { return part.to_owned() };
        let beginning = known.iter().filter_map(|spelling| beginning_at_the_end(kept, spelling)).max();
        match beginning {
            Some(length) => format!("{}{REDACTED}{CUT}", kept.split_at(kept.len() - length).0),
            None => part.to_owned(),
        }
    };
    text.split_inclusive(CUT).map(shown).collect()
}

/// How many bytes at the text's end are the beginning of a spelling; fewer than give anything away are none.
fn beginning_at_the_end(text: &str, spelling: &str) -> Option<usize> {
    let beginnings = spelling.char_indices().map(|(end, _)| end).filter(|&end| end >= SHORTEST_BEGINNING);
    beginnings.rev().find(|&end| spelling.get(..end).is_some_and(|beginning| text.ends_with(beginning)))
}

/// base64, hex and percent-encoding, in the variants that are in use.
fn encodings(secret: &[u8]) -> Vec<String> {
    let hex = secret.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let mut encodings =
        vec![STANDARD_NO_PAD.encode(secret), URL_SAFE_NO_PAD.encode(secret), hex.to_uppercase(), hex];
    for plain in PLAIN_IN_URLS {
        let upper = percent(secret, plain, |byte| format!("%{byte:02X}"));
        let lower = percent(secret, plain, |byte| format!("%{byte:02x}"));
        encodings.extend([upper.replace("%20", "+"), lower.replace("%20", "+"), upper, lower]);
    }
    encodings
}

fn percent(secret: &[u8], plain: &str, escape: fn(u8) -> String) -> String {
    secret.iter().fold(String::new(), |text, &byte| {
        if byte.is_ascii_alphanumeric() || plain.as_bytes().contains(&byte) {
            text + char::from(byte).encode_utf8(&mut [0; 4])
        } else {
            text + &escape(byte)
        }
    })
}

/// The text as it stands in a JSON string of one writer or another.
fn escapes(text: &str) -> Vec<String> {
    let quoted = quoted(text);
    let ascii = |escape: fn(u16) -> String| -> String {
        let units = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|&unit| escape(unit)).collect();
        quoted.chars().map(|c| if c.is_ascii() { c.to_string() } else { units(c) }).collect()
    };
    let (lower, upper) = (ascii(|unit| format!("\\u{unit:04x}")), ascii(|unit| format!("\\u{unit:04X}")));
    let slashed = [&quoted, &lower, &upper].map(|text| text.replace('/', "\\/"));
    [quoted, lower, upper].into_iter().chain(slashed).collect()
}

/// The text as it stands in a JSON string of ours.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(&json).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_every_spelling_goes() {
        let redactions = Redactions::default();
        redactions.add(b"S3cret/\"+ value");
        for spelled in [
            "S3cret/\"+ value",
            "S3cret/\\\"+ value",
            "UzNjcmV0LyIrIHZhbHVl",
            "5333637265742f222b2076616c7565",
            "5333637265742F222B2076616C7565",
            "S3cret%2F%22%2B+value",
            "S3cret%2F%22%2B%20value",
        ] {
            let written = redactions.apply(format!("before {spelled} after"));
            assert_eq!(written, "before [redacted] after");
        }
    }
    #[test]
    fn k2_a_mixture_of_spellings_goes_too() {
        let redactions = Redactions::default();
        redactions.add(b"S3cretPlanted99xQ");
        for spelled in [
            "\\u0053\\u0033cretPlanted99xQ",
            "\\\\u0053\\\\u0033cretPlanted99xQ",
            "%53%33%63retPlanted99x%51",
            "S3cret%50lanted99xQ",
            "\\u0053%33cretPlanted99xQ",
        ] {
            assert_eq!(redactions.apply(format!("a {spelled} b")), "a [redacted] b");
        }
        assert_eq!(redactions.apply("100% \\u00 %zz".to_owned()), "100% \\u00 %zz");
    }

    #[test]
    fn k2_json_keeps_its_members_and_loses_what_they_say() {
        let redactions = Redactions::default();
        redactions.add(b"secret");
        redactions.add(b"S3cretPlanted99xQ");
        let document = r#"{"secret":"the secret","S3cretPlanted99xQ":["S3cretPlanted99xQ",1]}"#;
        let kept = r#"{"secret":"the [redacted]","[redacted]":["[redacted]",1]}"#;
        assert_eq!(redactions.apply_to_json(document.to_owned()), kept);
    }
}
