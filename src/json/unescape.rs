//! Fast path for strings with many escapes, such as a body in a log.
//!
//! It decides nothing: it gives up on unpaired surrogates and on everything that is not a string. The strict decoder is
//! in [`Json`](super::Json).
//!
//! Invariant: it decodes like the strict one (a property test checks this), and records every quote, backslash and
//! control character of the decoded text, which a [`Cursor`](super::cursor::Cursor) then need not search.

use super::scan::{BLOCK, Specials, block_at};

/// A decoded string, and the buffers for the next one.
#[derive(Default)]
pub(crate) struct Unescaped {
    bytes: Vec<u8>,
    length: usize,
    marks: Vec<usize>,
}

impl Unescaped {
    /// Returns the decoded text.
    pub(crate) fn text(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Returns the positions of the decoded characters that were escaped, in order.
    pub(crate) fn marks(&self) -> &[usize] {
        &self.marks
    }

    /// Decodes a string after its opening quote and returns the length of its text, closing quote included. Returns
    /// `None` if it has no end or cannot be decoded.
    ///
    /// Everything is copied in pieces of a fixed length, which needs no call; the next piece overwrites the surplus.
    pub(crate) fn read(&mut self, from: &[u8]) -> Option<usize> {
        if self.bytes.len() < from.len() + SPAN {
            self.bytes.resize(from.len() + SPAN, 0);
        }
        self.marks.clear();
        // `skipped` is the length of an escape's rest in the next block, `carried` 1 if that block's first byte is
        // escaped.
        let (mut written, mut skipped, mut carried) = (0, 0, 0);
        for start in (0..from.len()).step_by(BLOCK) {
            let padded;
            let span = match from.get(start..)?.first_chunk() {
                Some(span) => span,
                None => {
                    padded = block_at(from, start);
                    &padded
                }
            };
            let specials = Specials::of(span.first_chunk()?);
            let escaped = escaped(specials.backslashes, &mut carried);
            let ends = specials.quotes & !escaped;
            let before_end = ends.wrapping_sub(1) & !ends;
            if specials.controls & before_end != 0 {
                return None;
            }
            let escapes = specials.backslashes & !escaped & before_end;
            let out = self.bytes.get_mut(written..)?.first_chunk_mut()?;
            let mut block = Block { span, read: skipped, out, written: 0 };
            block.decode(escapes, written, &mut self.marks, from.get(start..)?)?;
            let end = if ends == 0 { BLOCK } else { ends.trailing_zeros() as usize };
            block.copy_to(end);
            (written, skipped) = (written + block.written, block.read - end);
            if ends != 0 {
                self.length = written;
                return Some(start + end + 1);
            }
        }
        None
    }
}

/// Number of bytes that a block's pieces may touch.
const SPAN: usize = 2 * BLOCK;

/// One block while it is decoded.
struct Block<'b> {
    span: &'b [u8; SPAN],
    /// Everything before this position is decoded.
    read: usize,
    out: &'b mut [u8; SPAN],
    written: usize,
}

impl Block<'_> {
    /// Decodes up to the end of the last escape. `from` is the string from this block on.
    #[inline]
    fn decode(&mut self, mut escapes: u64, before: usize, marks: &mut Vec<usize>, from: &[u8]) -> Option<()> {
        while escapes != 0 {
            let at = escapes.trailing_zeros() as usize;
            escapes &= escapes - 1;
            if at < self.read {
                continue;
            }
            self.copy_to(at);
            marks.push(before + self.written);
            match ESCAPED[usize::from(self.span[at + 1])] {
                0 => self.unicode(from.get(at..)?)?,
                byte => {
                    self.out[self.written % BLOCK] = byte;
                    (self.read, self.written) = (at + 2, self.written + 1);
                }
            }
        }
        Some(())
    }

    /// Copies the text before a position of the block.
    #[inline]
    fn copy_to(&mut self, end: usize) {
        let Some(length) = end.checked_sub(self.read) else { return };
        let (read, written) = (self.read % BLOCK, self.written % BLOCK);
        self.out[written..written + PIECE].copy_from_slice(&self.span[read..read + PIECE]);
        if length > PIECE {
            self.out[written..written + BLOCK].copy_from_slice(&self.span[read..read + BLOCK]);
        }
        (self.read, self.written) = (end, self.written + length);
    }

    /// Decodes `\u` and four digits, or two of them that are a surrogate pair.
    #[cold]
    fn unicode(&mut self, from: &[u8]) -> Option<()> {
        let first = code_unit(from)?;
        let (character, length) = match char::from_u32(first) {
            Some(character) => (character, 6),
            None => {
                let pair =
                    [first, code_unit(from.get(6..)?)?].map(|unit| u16::try_from(unit).unwrap_or_default());
                (char::decode_utf16(pair).next()?.ok()?, 12)
            }
        };
        let encoded = self.out.get_mut(self.written..self.written + character.len_utf8())?;
        character.encode_utf8(encoded);
        self.read += length;
        self.written += character.len_utf8();
        Some(())
    }
}

/// Number of bytes copied at once. Most texts between escapes are shorter.
const PIECE: usize = 32;

/// Returns a mask of the escaped characters: those after an odd number of backslashes. `carried` is 1 if the block's
/// first character is escaped, and becomes that of the next block.
#[inline]
fn escaped(backslashes: u64, carried: &mut u64) -> u64 {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let backslashes = backslashes & !*carried;
    let after = backslashes << 1 | *carried;
    // Adding a run's first backslash to the run carries past its end. Runs that start at an odd position are added, so
    // that in them the escaped positions are even.
    let odd_starts = backslashes & !EVEN & !after;
    let (sum, overflow) = odd_starts.overflowing_add(backslashes);
    *carried = u64::from(overflow);
    (EVEN ^ (sum << 1)) & after
}

/// Returns the code unit of the escape `\uXXXX` at the start of a text.
fn code_unit(from: &[u8]) -> Option<u32> {
    let digits = from.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, &digit| Some(unit * 16 + char::from(digit).to_digit(16)?))
}

/// The byte that each escape's letter means; 0 for `u` and for bytes that are not escapes.
const ESCAPED: [u8; 256] = {
    let mut escaped = [0; 256];
    escaped[b'"' as usize] = b'"';
    escaped[b'\\' as usize] = b'\\';
    escaped[b'/' as usize] = b'/';
    escaped[b'n' as usize] = b'\n';
    escaped[b'r' as usize] = b'\r';
    escaped[b't' as usize] = b'\t';
    escaped[b'b' as usize] = 0x08;
    escaped[b'f' as usize] = 0x0c;
    escaped
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::Json;

    /// Returns the decoded string and the length of its literal.
    fn read(from: &str, space: &mut Unescaped) -> Option<(Vec<u8>, usize)> {
        let length = space.read(from.strip_prefix('"')?.as_bytes())?;
        Some((space.text().to_vec(), length + 1))
    }

    /// Checks that the decoder agrees with the strict one, or gives up.
    fn check(text: &str, space: &mut Unescaped) -> Result<bool, TestCaseError> {
        let Some((decoded, length)) = read(text, space) else { return Ok(false) };
        let json = Json::parse(text[..length].to_owned()).expect("a string literal");
        let strict = json.root().as_str();
        prop_assert_eq!(strict.as_deref(), std::str::from_utf8(&decoded).ok(), "{}", text);
        let special = |at: &usize| matches!(decoded[*at], b'"' | b'\\' | 0..b' ');
        let specials: Vec<usize> = (0..decoded.len()).filter(special).collect();
        let marks: Vec<usize> = space.marks().iter().copied().filter(special).collect();
        prop_assert_eq!(marks, specials, "{}", text);
        prop_assert!(space.marks().is_sorted());
        Ok(true)
    }

    #[test]
    fn every_escape_is_decoded_at_every_position() {
        let mut space = Unescaped::default();
        for escape in [
            r#"\""#,
            r"\\",
            r"\/",
            r"\n",
            r"\u0022",
            r"\u00e9",
            r"\u8a9e",
            r"\ud83d\ude00",
            "é",
            "\\\\\\\\\\\"",
        ] {
            for before in 0..2 * BLOCK + 2 {
                for after in [0, 1, 31, 32, 33, BLOCK] {
                    let text = format!("\"{}{escape}{}\",\"", "a".repeat(before), "b".repeat(after));
                    assert!(check(&text, &mut space).unwrap(), "{text}");
                }
            }
        }
    }

    #[test]
    fn other_strings_are_not_read() {
        let mut space = Unescaped::default();
        for other in [
            "",
            "\"",
            "a\"",
            r#""\""#,
            r#""\x""#,
            r#""\u12""#,
            r#""\ud800""#,
            r#""\ud800\u0041""#,
            "\"\n\"",
            r#""\udc00""#,
        ] {
            assert!(read(other, &mut space).is_none(), "{other}");
        }
        assert_eq!(read("\"\"\n", &mut space), Some((Vec::new(), 2)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn strings_are_decoded_like_the_strict_reader(
            texts in prop::collection::vec(r#"([ -~é語]|[a-z]{1,40}|\\{1,4}["/bfnrtux]|\\u(00[2-7]|d[89ac]0|20)[0-9]|\\ud83d\\ude00){0,40}"#, 1..3),
        ) {
            let mut space = Unescaped::default();
            for text in texts {
                check(&format!("\"{text}\""), &mut space)?;
            }
        }

        #[test]
        fn every_valid_string_with_paired_surrogates_is_read(text in crate::json::generate::string()) {
            let is_text = Json::parse(text.clone()).unwrap().root().as_str().is_some();
            prop_assert_eq!(check(&text, &mut Unescaped::default())?, is_text, "{}", text);
        }
    }
}
