//! Unescape: a string with many short escapes, decoded at the speed of a copy.
//!
//! This is the short way and decides nothing: it knows no `\\u` escape, and gives up on what it does not know. The
//! strict way is the decoder of [`Json`](super::Json).

use std::ops::Range;

use super::scan::{BLOCK, Marks};

/// A string literal whose escapes are the short ones: its contents, decoded into `space`, and what stands behind it.
///
/// A quote with a backslash before it is what nearly all the escapes of a body are, and decoding it is leaving the
/// backslash out. So a block in which there is nothing else is copied from one backslash to the next.
pub(crate) fn unescaped<'l, 's>(from: &'l [u8], space: &'s mut Vec<u8>) -> Option<(&'s [u8], &'l [u8])> {
    let inside = from.strip_prefix(b"\"")?;
    if space.len() < inside.len() + PIECE {
        space.resize(inside.len() + PIECE, 0);
    }
    // What stands before `read` is written, up to `written`. `escaped` is 1 where a block's first byte has a backslash
    // before it, which takes its meaning.
    let (mut read, mut written, mut escaped) = (0, 0, 0);
    for block in (0..inside.len()).step_by(BLOCK) {
        let marks = Marks::at(inside, block);
        let carried = marks.backslashes >> (u64::BITS - 1);
        let quoted = marks.backslashes << 1 | escaped;
        if quoted & !marks.quotes == 0 && (carried == 0 || inside.get(block + BLOCK) == Some(&b'"')) {
            let ends = marks.quotes & !quoted;
            // Those before the end, where it is here: the bits below the lowest one, or all where there is none.
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

/// Bytes that are copied at once. A fixed length takes no call, and most texts between two escapes are shorter.
const PIECE: usize = 32;

/// Copies a range to that place of `to`, and gives the place behind it. What is copied too much is written over by what
/// follows.
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

/// The last bytes of a line, behind which there is no whole piece.
#[cold]
fn copy_exactly(from: Option<&[u8]>, to: Option<&mut [u8]>) {
    if let (Some(from), Some(to)) = (from, to) {
        to.copy_from_slice(from);
    }
}

/// What stands for what behind a backslash; 0 where it is no short escape.
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
