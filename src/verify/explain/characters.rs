//! Undoes wrong character sets.
//!
//! A body that was wrongly decoded as Latin-1 or Windows-1252 can be restored, because both have a character
//! for every byte.

use super::Undo;

/// The transformations, in the order in which they are tried. Each description follows the words "the body".
pub(super) const TRANSFORMATIONS: &[(&str, Undo)] = &[
    ("was decoded as Latin-1 and encoded as UTF-8", |body| narrowed(body, latin_1)),
    ("was decoded as Windows-1252 and encoded as UTF-8", |body| narrowed(body, windows_1252)),
    ("is in Latin-1, but the signed body is in UTF-8", |body| Some(widened(body, char::from))),
    ("is in Windows-1252, but the signed body is in UTF-8", |body| Some(widened(body, of_windows_1252))),
];

fn narrowed(body: &[u8], byte_of: fn(char) -> Option<u8>) -> Option<Vec<u8>> {
    std::str::from_utf8(body).ok()?.chars().map(byte_of).collect()
}

fn widened(body: &[u8], character_of: fn(u8) -> char) -> Vec<u8> {
    body.iter().map(|&byte| character_of(byte)).collect::<String>().into_bytes()
}

fn latin_1(character: char) -> Option<u8> {
    u8::try_from(character).ok()
}

fn windows_1252(character: char) -> Option<u8> {
    // Latin-1 and Windows-1252 differ only from 0x80 to 0x9f.
    if matches!(u32::from(character), 0..0x80 | 0xa0..=0xff) {
        return latin_1(character);
    }
    let found = (0x80..).zip(WINDOWS_1252).find(|(_, other)| *other == character);
    found.map(|(byte, _)| byte).or_else(|| latin_1(character))
}

fn of_windows_1252(byte: u8) -> char {
    let place = usize::from(byte).checked_sub(0x80);
    place.and_then(|place| WINDOWS_1252.get(place)).copied().unwrap_or(char::from(byte))
}

/// The characters of the bytes 0x80 to 0x9f, from the index in the WHATWG Encoding Standard.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž',
    'Ÿ',
];
