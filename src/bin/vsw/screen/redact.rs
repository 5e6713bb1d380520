//! Removes the user's secrets, also in usual encodings, from text. A last resort, for servers that echo requests.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;
use vsw::json::{Json, Role};

use super::sanitize;

#[derive(Clone, Default)]
pub struct Redactions {
    known: Arc<RwLock<Known>>,
}

#[derive(Default)]
struct Known {
    /// The secrets so far, to skip repetitions: the environment and the configuration often add the same secret.
    secrets: BTreeSet<Vec<u8>>,
    spellings: Vec<String>,
    /// A prepared search for each spelling, because a log has millions of lines.
    finders: OnceLock<Vec<Finder<'static>>>,
}

const REDACTED: &str = "[redacted]";

/// In bytes. A shorter secret may occur in ordinary words, and a redacted word would reveal the secret.
const SHORTEST: usize = 6;

/// The mark at the end of truncated text, which may cut a secret.
const CUT: char = '…';
/// In bytes. A shorter prefix reveals too little to matter.
const SHORTEST_BEGINNING: usize = 4;

/// The ASCII characters that JSON writers escape like `\u003c`, in this order: most writers (none), Go, Gson, PHP
/// with `JSON_HEX_…`, .NET.
const ESCAPED_IN_JSON: [&str; 5] = ["", "<>&", "<>&'=", "<>&'\"", "<>&'\"+`"];

/// Like ASCII letters and digits, never escaped in JSON or URLs.
const NEVER_ESCAPED: &[u8] = b"-._";
/// Characters besides letters and digits that URLs do not escape: RFC 3986, encodeURIComponent, forms, paths.
const PLAIN_IN_URLS: [&str; 4] = ["-._~", "-._~!*'()", "-._*", "-._~/"];

impl Redactions {
    /// Redacts this secret from now on, also in base64, URL, hex and JSON encodings. Ignores a secret shorter
    /// than [`SHORTEST`].
    pub fn add(&self, secret: &[u8]) {
        if secret.len() < SHORTEST || self.known.read().is_ok_and(|known| known.secrets.contains(secret)) {
            return;
        }
        let mut spellings = encodings(secret);
        // For most secrets, these encodings change nothing and would only cost startup time.
        if !secret.iter().all(|byte| byte.is_ascii_alphanumeric() || NEVER_ESCAPED.contains(byte)) {
            spellings.extend(percent_encodings(secret));
            spellings.extend(std::str::from_utf8(secret).into_iter().flat_map(escapes));
        }
        spellings.extend(std::str::from_utf8(secret).map(str::to_owned));
        let spellings = spellings.into_iter().flat_map(as_written).collect::<Vec<_>>();
        if let Ok(mut known) = self.known.write() {
            known.secrets.insert(secret.to_vec());
            known.spellings.extend(spellings);
            // The longest first, so that a shorter spelling does not split a longer one.
            known.spellings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            known.spellings.dedup();
            known.finders = OnceLock::new();
        }
    }

    /// Redacts each line of a secret such as a PEM key, because text may repeat only some of the lines.
    pub fn add_lines(&self, secret: &[u8]) {
        let lines = secret.split(|byte| matches!(byte, b'\n' | b'\r'));
        for line in lines.filter(|line| !line.is_empty()) {
            // Some tools write a key on one line, with `\n` for each line feed.
            match line.starts_with(b"-----") {
                true => line.split(|byte| *byte == b'\\').for_each(|part| {
                    let part = part.strip_prefix(b"n").unwrap_or(part);
                    if !part.starts_with(b"-----") {
                        self.add(part);
                    }
                }),
                false => self.add(line),
            }
        }
    }

    pub fn apply(&self, text: String) -> String {
        let Ok(known) = self.known.read() else { return text };
        let text = known.spellings.iter().fold(text, |text, spelling| {
            if text.contains(spelling.as_str()) { text.replace(spelling.as_str(), REDACTED) } else { text }
        });
        if text.contains(CUT) { without_truncated_secrets(&text, &known.spellings) } else { text }
    }

    /// Redacts the strings of a JSON document, except member names that look like vsw's own: scripts depend
    /// on vsw's names.
    pub fn apply_to_json(&self, document: String) -> String {
        if !self.touch(&document) {
            return document;
        }
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

    pub fn touch(&self, text: &str) -> bool {
        self.known.read().is_ok_and(|known| {
            known.finders().iter().any(|finder| finder.find(text.as_bytes()).is_some())
                || (text.contains(CUT) && without_truncated_secrets(text, &known.spellings) != text)
        })
    }
}

impl Known {
    fn finders(&self) -> &[Finder<'static>] {
        let prepared = |spelling: &String| Finder::new(spelling).into_owned();
        self.finders.get_or_init(|| self.spellings.iter().map(prepared).collect())
    }
}

/// Redacts each prefix of a secret that truncation left before a [`CUT`].
fn without_truncated_secrets(text: &str, known: &[String]) -> String {
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

/// Returns the length of the longest prefix of `spelling` that `text` ends with. Ignores prefixes shorter
/// than [`SHORTEST_BEGINNING`].
fn beginning_at_the_end(text: &str, spelling: &str) -> Option<usize> {
    let beginnings = spelling.char_indices().map(|(end, _)| end).filter(|&end| end >= SHORTEST_BEGINNING);
    beginnings.rev().find(|&end| spelling.get(..end).is_some_and(|beginning| text.ends_with(beginning)))
}

/// Returns the usual base64 and hex variants, and the percent-encodings of every byte.
fn encodings(secret: &[u8]) -> BTreeSet<String> {
    let percent: String = secret.iter().flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)]).collect();
    let hex = percent.replace('%', "");
    let (upper_hex, upper_percent) = (hex.to_uppercase(), percent.to_uppercase());
    let base64 = [STANDARD_NO_PAD.encode(secret), URL_SAFE_NO_PAD.encode(secret)];
    base64.into_iter().chain([hex, upper_hex, percent, upper_percent]).collect()
}

fn digit(four_bits: u8) -> char {
    char::from_digit(four_bits.into(), 16).unwrap_or_default()
}

fn percent_encodings(secret: &[u8]) -> impl Iterator<Item = String> {
    PLAIN_IN_URLS.iter().flat_map(|plain| {
        let upper = percent(secret, plain, |byte| format!("%{byte:02X}"));
        let lower = percent(secret, plain, |byte| format!("%{byte:02x}"));
        [upper.replace("%20", "+"), lower.replace("%20", "+"), upper, lower]
    })
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

/// Returns the text as several JSON writers escape it.
fn escapes(text: &str) -> Vec<String> {
    let lower: fn(u16) -> String = |unit| format!("\\u{unit:04x}");
    let upper: fn(u16) -> String = |unit| format!("\\u{unit:04X}");
    let mut spellings = Vec::new();
    for escaped in ESCAPED_IN_JSON {
        for escape in [lower, upper] {
            let units = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|&unit| escape(unit)).collect();
            let written =
                |c: char| if escaped.contains(c) { units(c) } else { quoted(c.encode_utf8(&mut [0; 4])) };
            let ascii = |c: char| if c.is_ascii() { written(c) } else { units(c) };
            spellings
                .extend([text.chars().map(written).collect::<String>(), text.chars().map(ascii).collect()]);
        }
    }
    let slashed: Vec<String> = spellings.iter().map(|text| text.replace('/', "\\/")).collect();
    spellings.extend(slashed);
    spellings
}

/// Returns how a spelling may appear in our output: unchanged, inside our own JSON, and sanitized. Output is
/// sanitized before it is redacted.
fn as_written(spelling: String) -> Vec<String> {
    // Nothing is escaped in such a spelling. Each additional spelling would cost startup time.
    if spelling.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._%+/".contains(&byte)) {
        return vec![spelling];
    }
    let in_json = quoted(&spelling);
    let safe = |text: &str| [sanitize::safe_json(text).into_owned(), sanitize::safe_line(text)];
    [safe(&spelling), safe(&in_json), [spelling, in_json]].concat()
}

fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(&json).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_usual_encodings_are_redacted() {
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
            "%53%33%63%72%65%74%2f%22%2b%20%76%61%6c%75%65",
            "%53%33%63%72%65%74%2F%22%2B%20%76%61%6C%75%65",
        ] {
            let written = redactions.apply(format!("before {spelled} after"));
            assert_eq!(written, "before [redacted] after");
        }
    }

    #[test]
    fn k2_html_escapes_of_json_writers_are_redacted() {
        let redactions = Redactions::default();
        redactions.add(b"S3<cret>&'=\"+`");
        for spelled in [
            r#"S3\u003ccret\u003e\u0026'=\"+`"#,
            r#"S3\u003ccret\u003e\u0026\u0027\u003d\"+`"#,
            r"S3\u003Ccret\u003E\u0026\u0027=\u0022+`",
            r"S3\u003Ccret\u003E\u0026\u0027=\u0022\u002B\u0060",
            r#"S3\\u003ccret\\u003e\\u0026'=\\\"+`"#,
        ] {
            assert_eq!(redactions.apply(format!("a {spelled} b")), "a [redacted] b");
        }
        assert_eq!(redactions.apply("100% \\u00 %zz".to_owned()), "100% \\u00 %zz");
    }

    #[test]
    fn k2_a_spelling_that_is_not_escaped_stays_itself() {
        let text = "-._%+/%2f/+azAZ09__..--%%++//";
        assert_eq!(as_written(text.to_owned()), [text]);
        for written in [quoted(text), sanitize::safe_json(text).into_owned(), sanitize::safe_line(text)] {
            assert_eq!(written, text);
        }
        assert_eq!(as_written("a\"b".to_owned()).len(), 6);
    }

    #[test]
    fn k2_our_own_escapes_are_redacted() {
        let redactions = Redactions::default();
        let secret = "é\u{200b}##[S3cret";
        redactions.add(secret.as_bytes());
        let text = sanitize::safe(secret);
        for spelled in [sanitize::safe_json(secret), sanitize::no_annotation(&text)] {
            assert_ne!(spelled, secret);
            assert_eq!(redactions.apply(format!("a {spelled} b")), "a [redacted] b");
        }
    }

    #[test]
    fn k2_json_keeps_our_member_names_and_redacts_other_strings() {
        let redactions = Redactions::default();
        redactions.add(b"secret");
        redactions.add(b"S3cretPlanted99xQ");
        let document = r#"{"secret":"the secret","S3cretPlanted99xQ":["S3cretPlanted99xQ",1]}"#;
        let kept = r#"{"secret":"the [redacted]","[redacted]":["[redacted]",1]}"#;
        assert_eq!(redactions.apply_to_json(document.to_owned()), kept);
    }
}
