//! Looking for a quote or a backslash a word at a time.
//!
//! The strings of webhooks are short: a dozen letters, then a quote. A search that is made for long texts takes longer
//! to begin than to end there, and a loop over bytes ends in a branch that no processor can foresee. A word of sixteen
//! holds most of these strings whole.

/// The bytes that are looked at together.
pub(crate) const WORD: usize = 16;

const ONES: u128 = u128::from_ne_bytes([1; WORD]);
const HIGH: u128 = ONES << 7;

/// Where the first of the wanted bytes stands in a word; [`WORD`] where there is none.
pub(crate) fn first_of<const N: usize>(wanted: [u8; N], word: [u8; WORD]) -> usize {
    let word = u128::from_le_bytes(word);
    // A byte less one borrows from its own high bit exactly where it was zero, or where a byte below it was: the
    // lowest mark is always a true one.
    let marks = wanted.iter().fold(0, |marks, &byte| {
        let zeros = word ^ (ONES * u128::from(byte));
        marks | (zeros.wrapping_sub(ONES) & !zeros & HIGH)
    });
    marks.trailing_zeros() as usize / 8
}

/// Where the first quote stands.
pub(crate) fn quote(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let found = first_of([b'"'], *word);
        at += found;
        if found < WORD {
            return Some(at);
        }
    }
    text[at..].iter().position(|&byte| byte == b'"').map(|found| at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_of_a_word_is_told_apart() {
        for at in 0..WORD {
            for byte in 0..=u8::MAX {
                for filling in [b'a', b'!', b'#', b'[', b']', 0, 1, 0xff] {
                    let mut word = [filling; WORD];
                    word[at] = byte;
                    let expected = word.iter().position(|byte| b"\"\\".contains(byte)).unwrap_or(WORD);
                    assert_eq!(first_of(*b"\"\\", word), expected, "{word:?}");
                }
            }
        }
    }

    #[test]
    fn the_first_quote_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            assert_eq!(quote(&text), None);
            for at in (0..length).rev() {
                text[at] = b'"';
                assert_eq!(quote(&text), Some(at));
            }
        }
    }
}
