//! Line: formats the result of one line of a log, for `--lines`.

use std::borrow::Cow;

use vsw::audit::LineResult;

use crate::report::audit::LineReport;

/// A word with fewer digits is not taken for a telephone number.
const MIN_PHONE_DIGITS: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneNumbers {
    Shown,
    /// The last two digits are shown.
    Masked,
}

pub fn written(result: &LineResult, file: Option<&str>, numbers: PhoneNumbers) -> String {
    let mask = |text| match numbers {
        PhoneNumbers::Shown => Cow::Borrowed(text),
        PhoneNumbers::Masked => Cow::Owned(masked(text)),
    };
    let [detail, from, to] = [&result.detail, &result.from, &result.to].map(|text| text.as_deref().map(mask));
    let line = LineReport {
        line: result.line,
        verdict: result.status.word(),
        code: result.code,
        file,
        detail: detail.as_deref(),
        product: result.product,
        event: result.event,
        claimed_event: result.claimed_event,
        received_at: result.received_at,
        api_key: result.api_key.as_deref(),
        application_id: result.application_id.as_deref(),
        token: result.token.map(|token| token.to_string()),
        from: from.as_deref(),
        to: to.as_deref(),
    };
    // Serializing strings and numbers cannot fail.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Masks telephone numbers, except for their last two digits.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        let length = from.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        masked.push_str(before);
        // Digits inside a word, such as a hash, are not a telephone number.
        let is_number = length >= MIN_PHONE_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
        let (hidden, shown) = word.split_at(if is_number { length - 2 } else { 0 });
        masked.extend(hidden.chars().map(|_| '*'));
        masked.push_str(shown);
        rest = after;
    }
    masked + rest
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn telephone_numbers_are_masked_except_the_last_two_digits() {
        for (text, shown) in [
            ("447700900000", "**********00"),
            ("+44 7700900000 and 1234567", "+44 ********00 and *****67"),
            ("line 123456", "line 123456"),
            ("SHA-256 f6b1234567890176ec", "SHA-256 f6b1234567890176ec"),
            ("sip:447700900000@x", "sip:**********00@x"),
            ("", ""),
            ("ü1234567ü", "ü*****67ü"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
