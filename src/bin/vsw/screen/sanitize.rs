//! Makes outside text safe for terminals and for the logs of GitHub Actions.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns the text with every unsafe character as `\u{…}`.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unsafe(character) {
            // Writing to a String cannot fail.
            let _ = write!(safe, "\\u{{{:x}}}", u32::from(character));
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Escapes GitHub's workflow commands in one line of text. GitHub reads a command after `::` at the start of
/// a line, and after `##[` anywhere.
pub fn no_annotation(line: &str) -> Cow<'_, str> {
    let starts = line.trim_start().starts_with("::");
    if !starts && !line.contains("##[") {
        return Cow::Borrowed(line);
    }
    let line = line.replace("##[", "#\\u{23}[");
    Cow::Owned(if starts { line.replacen("::", "\\u{3a}:", 1) } else { line })
}

pub fn safe_line(text: &str) -> String {
    no_annotation(&safe(text)).into_owned()
}

/// Returns an equivalent JSON text that is safe to print. JSON allows tabs and carriage returns only between
/// values, so spaces replace them.
pub fn safe_json(json: &str) -> Cow<'_, str> {
    let in_the_way = |character: char| character != '\n' && is_unsafe(character);
    // Nearly all JSON is printable ASCII. No early exit, so that the compiler can vectorize the loop.
    let is_plain = json.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b' '..=b'~'));
    if !json.contains("##[") && (is_plain || !json.chars().any(in_the_way)) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for character in json.replace("##[", "#\\u0023[").chars() {
        if matches!(character, '\t' | '\r') {
            safe.push(' ');
        } else if in_the_way(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Returns whether the character is a control, a direction mark or another invisible character. Spaces are safe.
pub fn is_unsafe(character: char) -> bool {
    matches!(u32::from(character),
        0x00..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0
        | 0xfff0..=0xfffb | 0xfffe | 0xffff | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_invisible_characters_are_escaped() {
        let hostile = "a\u{1b}[31m\u{9b}2J\r\n\u{7}\u{202e}b\u{200b}\u{2028}\u{feff}\u{7f}\u{2066}c";
        let shown = safe(hostile);
        assert!(shown.chars().all(|character| !is_unsafe(character)), "{shown}");
        assert_eq!(safe("Zoë 日本 🎉"), "Zoë 日本 🎉");
    }

    #[test]
    fn s1_no_line_is_a_workflow_command() {
        for hostile in
            ["::error::x", "   ::error::x", "\u{3000}::error::x", "a ##[error]x", "##[group]::error::"]
        {
            let shown = no_annotation(hostile);
            assert!(!shown.trim_start().starts_with("::") && !shown.contains("##["), "{shown}");
        }
        assert_eq!(no_annotation("a::b ## [c"), "a::b ## [c");
    }

    #[test]
    fn s1_json_keeps_its_meaning_between_its_strings_too() {
        let text = "{\r\n\t\"a\":\t\"\u{9b}\"}";
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        assert_eq!(value(&safe_json(text)), value(text));
    }

    #[test]
    fn s1_json_keeps_its_meaning() {
        let text = serde_json::to_string("\u{202e}\u{9b}\u{e0001}x\u{7f}").expect("a string");
        let safe = safe_json(&text);
        assert!(safe.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&safe).ok(), serde_json::from_str::<String>(&text).ok());
    }
}
