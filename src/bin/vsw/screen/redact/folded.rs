//! Folded: secrets of which some characters are written as `\\u0053` or `%53`, in any mixture. Nobody's encoder writes
//! that, but somebody who wants to see a secret may.

use std::ops::Range;

/// Where in the text the secrets stand, in order and apart from each other. Plain text without escapes has none that
/// were not found already.
pub(super) fn places(text: &str, secrets: &[Vec<u8>]) -> Vec<Range<usize>> {
    if secrets.is_empty() || !(text.contains("\\u") || text.contains('%')) {
        return Vec::new();
    }
    let (unfolded, origins) = unfolded(text);
    let mut found: Vec<Range<usize>> = secrets
        .iter()
        .flat_map(|secret| {
            let starts = (0..unfolded.len())
                .filter(|&at| unfolded.get(at..).is_some_and(|rest| rest.starts_with(secret)));
            starts.filter_map(|at| {
                let (first, last) = (origins.get(at)?, origins.get(at + secret.len() - 1)?);
                Some(first.start..last.end)
            })
        })
        .collect();
    found.sort_by_key(|place| (place.start, place.end));
    let mut end = 0;
    found.retain(|place| {
        let apart = place.start >= end;
        if apart {
            end = place.end;
        }
        apart
    });
    found
}

/// The text's bytes with each escape as what it stands for, and where each byte was written.
fn unfolded(text: &str) -> (Vec<u8>, Vec<Range<usize>>) {
    let (mut bytes, mut origins) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (decoded, length) = escape(rest).unwrap_or_else(|| {
            let character = rest.chars().next().unwrap_or_default();
            (character.to_string().into_bytes(), character.len_utf8().max(1))
        });
        origins.extend(decoded.iter().map(|_| at..at + length));
        bytes.extend(decoded);
        at += length;
    }
    (bytes, origins)
}

/// What an escape at the start of the text stands for, and how long it is. JSON inside JSON doubles the backslash.
fn escape(text: &str) -> Option<(Vec<u8>, usize)> {
    if let Some(digits) = text.strip_prefix('%') {
        let byte = u8::from_str_radix(digits.get(..2)?, 16).ok()?;
        return Some((vec![byte], 3));
    }
    let escaped = text.trim_start_matches('\\');
    let backslashes = text.len() - escaped.len();
    if backslashes == 0 {
        return None;
    }
    let digits = escaped.strip_prefix('u')?.get(..4)?;
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((character.to_string().into_bytes(), backslashes + 5))
}
