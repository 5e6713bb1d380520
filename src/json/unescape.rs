//! Fast path for decoding strings with many escapes, such as a body in a log.
//!
//! Invariant: decodes the same text as [`Json`](super::Json), or gives up.

use std::ops::Range;

use super::scan::{BLOCK, Specials, block_at, control_marks};

/// A decoded string. Its buffers are reused for the next string.
#[derive(Default)]
pub(crate) struct Unescaped {
    bytes: Vec<u8>,
    length: usize,
    marks: Vec<usize>,
    count: usize,
}

impl Unescaped {
    pub(crate) fn text(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Returns the positions of the decoded characters that were escaped, in order. All quotes, backslashes
    /// and control characters are among them.
    pub(crate) fn marks(&self) -> &[usize] {
        self.marks.get(..self.count).unwrap_or_default()
    }

    /// `from` begins after the opening quote. Returns the length up to and including the closing quote.
    #[inline(never)]
    pub(crate) fn read(&mut self, from: &[u8]) -> Option<usize> {
        if from.len() > LONGEST {
            return None;
        }
        if self.bytes.len() < from.len() + SPAN {
            self.bytes.resize(from.len() + SPAN, 0);
            self.marks.resize(from.len() + SPAN, 0);
        }
        // `carried` is 1 if the block's first byte is escaped. The block's bytes before `read` are already
        // decoded.
        let (mut carried, mut read, mut written, mut count) = (0, 0, 0, 0);
        for start in (0..from.len()).step_by(BLOCK) {
            let padded;
            let span = match from.get(start..)?.first_chunk() {
                Some(span) => span,
                None => {
                    padded = block_at(from, start);
                    &padded
                }
            };
            let bytes = span.first_chunk()?;
            let specials = Specials::of(bytes);
            let escaped = escaped(specials.backslashes, &mut carried);
            let ends = specials.quotes & !escaped;
            let before_end = ends.wrapping_sub(1) & !ends;
            if specials.has_controls && control_marks(bytes) & before_end != 0 {
                return None;
            }
            let end = if ends == 0 { BLOCK } else { ends.trailing_zeros() as usize };
            let escapes = specials.backslashes & !escaped & before_end & u64::MAX << read;
            let block = Block { span, read, escapes, end, before: written };
            let mut out = Out {
                text: self.bytes.get_mut(written..)?.first_chunk_mut()?,
                marks: self.marks.get_mut(count..)?.first_chunk_mut()?,
            };
            let kept = specials.quotes | specials.backslashes;
            let decoded = if carried == 0 && escaped & before_end & !kept == 0 {
                block.drop_backslashes(&mut out)
            } else {
                block.decode(from.get(start..)?, &mut out)?
            };
            (read, written, count) = (decoded.read - end, written + decoded.written, count + decoded.marks);
            if ends != 0 {
                (self.length, self.count) = (written, count);
                return Some(start + end + 1);
            }
        }
        None
    }
}

/// Maximum length of the input in bytes, so that the buffers stay small.
const LONGEST: usize = 1024 * 1024;

/// Two blocks, because a copy of a whole block may begin anywhere in a block.
const SPAN: usize = 2 * BLOCK;

struct Block<'b> {
    span: &'b [u8; SPAN],
    /// The block's bytes before this position are already decoded.
    read: usize,
    /// A bit mask of the backslashes that begin an escape.
    escapes: u64,
    end: usize,
    /// The length of the text decoded from earlier blocks.
    before: usize,
}

struct Out<'o> {
    text: &'o mut [u8; SPAN],
    marks: &'o mut [usize; BLOCK],
}

struct Decoded {
    read: usize,
    written: usize,
    marks: usize,
}

impl Block<'_> {
    /// Decodes a block in which only quotes and backslashes are escaped. The `%` changes no index, but lets
    /// the compiler omit the bounds check.
    #[inline]
    fn drop_backslashes(&self, out: &mut Out<'_>) -> Decoded {
        let (mut read, mut written, mut marks, mut escapes) = (self.read, 0, 0, self.escapes);
        while escapes != 0 {
            let at = escapes.trailing_zeros() as usize;
            escapes &= escapes - 1;
            written = copied(self.span, read..at, out.text, written);
            out.marks[marks % BLOCK] = self.before + written;
            (read, marks) = (at + 1, marks + 1);
        }
        self.finish(Decoded { read, written, marks }, out)
    }

    /// `from` is the rest of the string, from the start of this block.
    fn decode(&self, from: &[u8], out: &mut Out<'_>) -> Option<Decoded> {
        let mut done = Decoded { read: self.read, written: 0, marks: 0 };
        let mut escapes = self.escapes;
        while escapes != 0 {
            let at = escapes.trailing_zeros() as usize;
            escapes &= escapes - 1;
            if at < done.read {
                continue; // the second half of a surrogate pair
            }
            let written = copied(self.span, done.read..at, out.text, done.written);
            *out.marks.get_mut(done.marks)? = self.before + written;
            done.marks += 1;
            let (character, length) = match ESCAPED[usize::from(*from.get(at + 1)?)] {
                0 => unicode(from.get(at..)?)?,
                byte => (char::from(byte), 2),
            };
            let place = out.text.get_mut(written..written + character.len_utf8())?;
            done.written = written + character.encode_utf8(place).len();
            done.read = at + length;
        }
        Some(self.finish(done, out))
    }

    #[inline]
    fn finish(&self, done: Decoded, out: &mut Out<'_>) -> Decoded {
        if done.read >= self.end {
            return done;
        }
        let written = copied(self.span, done.read..self.end, out.text, done.written);
        Decoded { read: self.end, written, ..done }
    }
}

/// Copies a range of at most one block to position `at` of `to`. Returns the position after the copy.
///
/// Copies `PIECE` or `BLOCK` bytes, because a copy of fixed length needs no call of `memcpy`. The next copy
/// overwrites the surplus. The `%` changes no position, but lets the compiler omit bounds checks.
#[inline]
fn copied(from: &[u8; SPAN], range: Range<usize>, to: &mut [u8; SPAN], at: usize) -> usize {
    let length = range.end - range.start;
    let (read, written) = (range.start % BLOCK, at % BLOCK);
    to[written..written + PIECE].copy_from_slice(&from[read..read + PIECE]);
    if length > PIECE {
        to[written..written + BLOCK].copy_from_slice(&from[read..read + BLOCK]);
    }
    at + length
}

/// Decodes a `\uXXXX` escape, or two for a surrogate pair. Also returns the length of the escapes.
fn unicode(from: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(from)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 6));
    }
    let pair = [first, code_unit(from.get(6..)?)?];
    Some((char::decode_utf16(pair).next()?.ok()?, 12))
}

/// Length in bytes of the shorter copy. Most texts between escapes are shorter than this.
const PIECE: usize = 32;

/// Returns a bit mask of the escaped characters: those after an odd number of backslashes.
///
/// `carried` is passed from block to block. It is 1 if a block's last backslash escapes the next block's
/// first character.
#[inline]
fn escaped(backslashes: u64, carried: &mut u64) -> u64 {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let backslashes = backslashes & !*carried;
    let after = backslashes << 1 | *carried;
    // In a run of backslashes, the first, third, fifth and so on escape the next character. So a run with an
    // odd start escapes even positions (EVEN), and a run with an even start escapes odd positions. Adding
    // `odd_starts` clears the runs with odd starts by carry. So within `after`, `sum << 1` has only the
    // positions of runs with even starts, where the XOR turns EVEN into odd.
    let odd_starts = backslashes & !EVEN & !after;
    let (sum, overflow) = odd_starts.overflowing_add(backslashes);
    *carried = u64::from(overflow);
    (EVEN ^ (sum << 1)) & after
}

fn code_unit(from: &[u8]) -> Option<u16> {
    let digits = from.strip_prefix(b"\\u")?.get(..4)?;
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u16::try_from(digit).ok());
    digits.iter().try_fold(0, |unit, &byte| Some(unit << 4 | digit(byte)?))
}

/// The byte for each letter after a backslash; 0 for `u` and invalid escapes.
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

    fn read(from: &str, space: &mut Unescaped) -> Option<(Vec<u8>, usize)> {
        let length = space.read(from.strip_prefix('"')?.as_bytes())?;
        Some((space.text().to_vec(), length + 1))
    }

    /// Checks against the strict decoder. Returns whether the fast path read the string.
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
