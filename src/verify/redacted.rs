//! Redacted: recognizes a header's value that a logger replaced.

const WORDS: [&str; 9] = [
    "redacted",
    "filtered",
    "masked",
    "hidden",
    "removed",
    "scrubbed",
    "sanitized",
    "obfuscated",
    "sensitive",
];

/// Recognizes what loggers write instead of a token, such as `Bearer [REDACTED]` or `***`. No token looks like that.
pub(crate) fn is_redacted(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else { return false };
    let text = text.trim();
    let token = match text.split_at_checked("bearer ".len()) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer ") => token.trim(),
        _ => text,
    };
    let word = token.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    let is_word = WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut characters = token.chars();
    let first = characters.next();
    let is_mask = token.chars().count() >= MIN_MASK
        && first
            .is_some_and(|first| "xX*•.#".contains(first) && characters.all(|character| character == first));
    is_word || is_mask || token.contains("***") && !token.contains(char::is_whitespace)
}

const MIN_MASK: usize = 3;

#[cfg(test)]
mod tests {
    use super::is_redacted;

    #[test]
    fn replacements_of_tokens_are_recognized() {
        for value in
            ["[REDACTED]", "Bearer  <hidden>", "bearer ***", "Bearer xxx", "...", "eyJhbGci***", "(masked)"]
        {
            assert!(is_redacted(value.as_bytes()), "{value}");
        }
        for value in [
            "",
            "-",
            "xx",
            "Bearer",
            "Bearer ",
            "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
            "redacted.redacted.redacted",
            "a *** b",
            "Basic redacted",
        ] {
            assert!(!is_redacted(value.as_bytes()), "{value}");
        }
        assert!(!is_redacted(b"\xff***"));
    }
}
