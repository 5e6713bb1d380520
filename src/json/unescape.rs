//! Fast path for strings with many short escapes: a backslash and one character, such as `\n`.
//!
//! It decides nothing: it gives up on `\u` and on invalid escapes. The strict decoder is in [`Json`](super::Json).
//! Control characters are not detected: the caller must have excluded them.

use std::ops::Range;

use super::scan::{BLOCK, Marks};

/// Decodes a string literal with short escapes into `space`. Returns its contents and the text after it, or `None` if
/// it has other escapes or no end.
///
/// Nearly all escapes in a body are `\"`, and decoding one means dropping the backslash. A block without other escapes
/// is copied from one backslash to the next.
pub(crate) fn unescaped<'l, 's>(from: &'l [u8], space: &'s mut Vec<u8>) -> Option<(&'s [u8], &'l [u8])> {
    let inside = from.strip_prefix(b"\"")?;
    if space.len() < inside.len() + PIECE {
        space.resize(inside.len() + PIECE, 0);
    }
    // Everything before `read` is decoded, up to `written`. `escaped` is 1 if a backslash before the block escapes its
    // first byte.
    let (mut read, mut written, mut escaped) = (0, 0, 0);
    for block in (0..inside.len()).step_by(BLOCK) {
        let marks = Marks::at(inside, block);
        let carried = marks.backslashes >> (u64::BITS - 1);
        let quoted = marks.backslashes << 1 | escaped;
        if quoted & !marks.quotes == 0 && (carried == 0 || inside.get(block + BLOCK) == Some(&b'"')) {
            let ends = marks.quotes & !quoted;
            // The backslashes before the string's end (the lowest bit of `ends`); all of them if it does not end here.
            let mut left = marks.backslashes & ends.wrapping_sub(1) & !ends;
            while left != 0 {
                let at = block + left.trailing_zeros() as usize;
                written = copied(inside, read..at, space, written);
                read = at + 1;
                left &= left - 1;
            }
            if ends != 0 {
                let at = block + ends.trailing_zeros() as usize;
                written = copied(inside, read..at, space, written);
                return Some((space.get(..written)?, inside.get(at + 1..)?));
            }
            escaped = carried;
            continue;
        }
        let mut left = (marks.backslashes | marks.quotes) & !escaped;
        escaped = 0;
        while left != 0 {
            let bit = left.trailing_zeros();
            let at = block + bit as usize;
            written = copied(inside, read..at, space, written);
            if marks.quotes >> bit & 1 == 1 {
                return Some((space.get(..written)?, inside.get(at + 1..)?));
            }
            let byte = ESCAPED[usize::from(*inside.get(at + 1)?)];
            if byte == 0 {
                return None;
            }
            space[written] = byte;
            (read, written) = (at + 2, written + 1);
            left &= !(0b11 << bit);
            escaped = u64::from(bit == u64::BITS - 1);
        }
    }
    None
}

/// Number of bytes copied at once. Copying a fixed length needs no call, and most texts between escapes are shorter.
const PIECE: usize = 32;

/// Copies a range to this position of `to` and returns the position after it. Later copies overwrite the surplus bytes.
#[inline]
fn copied(from: &[u8], range: Range<usize>, to: &mut [u8], at: usize) -> usize {
    let end = at + range.len();
    let (mut read, mut written) = (range.start, at);
    while written < end {
        let source = from.get(read..).and_then(<[u8]>::first_chunk::<PIECE>);
        let target = to.get_mut(written..).and_then(<[u8]>::first_chunk_mut::<PIECE>);
        let (Some(source), Some(target)) = (source, target) else {
            copy_exactly(from.get(read..range.end), to.get_mut(written..end));
            break;
        };
        *target = *source;
        (read, written) = (read + PIECE, written + PIECE);
    }
    end
}

/// Copies the rest of a range, if a whole piece would go beyond the end of either slice.
#[cold]
fn copy_exactly(from: Option<&[u8]>, to: Option<&mut [u8]>) {
    if let (Some(from), Some(to)) = (from, to) {
        to.copy_from_slice(from);
    }
}

/// The byte that each escape's letter means; 0 for bytes that are not short escapes.
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
