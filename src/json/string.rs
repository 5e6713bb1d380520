//! Decodes and writes JSON strings. Literals to decode must be valid.

use std::borrow::Cow;

/// Returns a text as a JSON string literal, with only the required escapes.
#[must_use]
pub fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns a compact JSON object. The values must be JSON text.
pub(crate) fn object(members: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    let member =
        |(name, value): &(_, _)| format!("{}:{}", literal(AsRef::as_ref(name)), AsRef::<str>::as_ref(value));
    format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
}

/// Decodes a literal with its quotes to WTF-8: UTF-8 that can also encode unpaired surrogates.
pub(crate) fn decode(raw: &str) -> Cow<'_, [u8]> {
    let inside = &raw.as_bytes()[1..raw.len() - 1];
    let Some(first) = inside.iter().position(|&byte| byte == b'\\') else {
        return Cow::Borrowed(inside);
    };
    let mut decoded = inside[..first].to_vec();
    let mut rest = &inside[first..];
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte != b'\\' {
            decoded.push(*byte);
            continue;
        }
        let [escape, after @ ..] = rest else { break };
        rest = after;
        match escape {
            b'b' => decoded.push(0x08),
            b'f' => decoded.push(0x0c),
            b'n' => decoded.push(b'\n'),
            b'r' => decoded.push(b'\r'),
            b't' => decoded.push(b'\t'),
            b'u' => {
                let (unit, after) = code_unit(rest);
                let (code, after) = match after {
                    [b'\\', b'u', low @ ..] if is_high(unit) && is_low(code_unit(low).0) => {
                        let (low, after) = code_unit(low);
                        (0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00), after)
                    }
                    _ => (unit, after),
                };
                push(&mut decoded, code);
                rest = after;
            }
            literal => decoded.push(*literal),
        }
    }
    Cow::Owned(decoded)
}

fn code_unit(text: &[u8]) -> (u32, &[u8]) {
    let (digits, rest) = text.split_at(text.len().min(4));
    let unit = digits.iter().fold(0, |unit, &digit| unit * 16 + (digit as char).to_digit(16).unwrap_or(0));
    (unit, rest)
}

fn is_high(unit: u32) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

fn is_low(unit: u32) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

fn push(decoded: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return;
    }
    // `char` rejects an unpaired surrogate: encode its three bytes here.
    for byte in [0xe0 | (code >> 12), 0x80 | (code >> 6) & 0x3f, 0x80 | code & 0x3f] {
        decoded.extend(u8::try_from(byte));
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escaped_and_unescaped_spellings_decode_equally() {
        assert_eq!(
            *decode(r#""\u0061\/\"\\\b\f\n\r\t\ud83d\ude00""#),
            *"a/\"\\\u{8}\u{c}\n\r\t😀".as_bytes()
        );
    }

    #[test]
    fn unpaired_surrogates_and_the_replacement_character_decode_differently() {
        let lone = [r#""\ud800""#, r#""\udc00""#, r#""\ud800\u0041""#, "\"\u{fffd}\"", r#""\udc00\ud800""#];
        for (i, a) in lone.iter().enumerate() {
            for (j, b) in lone.iter().enumerate() {
                assert_eq!(decode(a) == decode(b), i == j, "{a} {b}");
            }
        }
    }
}
