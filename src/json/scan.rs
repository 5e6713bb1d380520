//! Finds quotes and backslashes, sixty-four bytes at a time.
//!
//! The strings of webhooks are short. A search made for long texts has a high startup cost, and a byte loop ends in an
//! unpredictable branch. This module finds all quotes of a block at once, as the bits of a number.

use wide::{i8x16, u8x16};

/// The number of bytes examined together.
pub(crate) const BLOCK: usize = 64;

/// The special bytes of a block as bit masks: bit 0 is its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
}

impl Marks {
    #[inline]
    pub(crate) fn of(block: &[u8; BLOCK]) -> Self {
        Self { quotes: equal(block, b'"'), backslashes: equal(block, b'\\') }
    }

    /// Examines the bytes from `at` on, padded with spaces after the end.
    #[inline]
    pub(crate) fn at(text: &[u8], at: usize) -> Self {
        Self::of(&block_at(text, at))
    }
}

/// Returns `true` if the text contains only printable ASCII; DEL counts as printable.
pub(crate) fn is_printable(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    !blocks.iter().any(has_strange) && rest.iter().all(|byte| (b' '..=0x7f).contains(byte))
}

/// Returns a mask of the bytes equal to this one.
#[inline]
fn equal(block: &[u8; BLOCK], byte: u8) -> u64 {
    let (quarters, _) = block.as_chunks::<16>();
    quarters.iter().rev().fold(0, |bits, quarter| {
        bits << 16 | u64::from(u8x16::new(*quarter).simd_eq(u8x16::splat(byte)).to_bitmask())
    })
}

/// Returns `true` if the block has a control character (except DEL) or a non-ASCII byte: as signed numbers, both are
/// less than a space.
#[inline]
fn has_strange(block: &[u8; BLOCK]) -> bool {
    let (quarters, _) = block.as_chunks::<16>();
    let special = quarters.iter().fold(i8x16::splat(0), |special, quarter| {
        special | i8x16::new(quarter.map(u8::cast_signed)).simd_lt(i8x16::splat(b' '.cast_signed()))
    });
    special.to_bitmask() != 0
}

#[inline]
fn block_at(text: &[u8], at: usize) -> [u8; BLOCK] {
    let rest = text.get(at..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut block = [b' '; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        block
    })
}

/// Yields the positions of a text's quotes, up to the first block with a byte that could change a quote's meaning: a
/// backslash, a control character (except DEL) or a non-ASCII byte.
pub(crate) struct Quotes<'t> {
    /// Empty from such a block on.
    text: &'t [u8],
    block: usize,
    marks: u64,
}

impl<'t> Quotes<'t> {
    pub(crate) fn of(text: &'t [u8]) -> Self {
        let mut quotes = Self { text, block: 0, marks: 0 };
        quotes.look();
        quotes
    }

    /// Returns the next position, or `None` at the end and from a block with such a byte on.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<usize> {
        while self.marks == 0 {
            self.block += BLOCK;
            if self.block >= self.text.len() {
                return None;
            }
            self.look();
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        Some(at)
    }

    /// Examines the block that begins at `self.block`.
    fn look(&mut self) {
        let block = block_at(self.text, self.block);
        let marks = Marks::of(&block);
        if marks.backslashes == 0 && !has_strange(&block) {
            self.marks = marks.quotes;
        } else {
            self.text = &[];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slowly(block: &[u8]) -> (Marks, bool) {
        let bits =
            |of: u8| block.iter().enumerate().fold(0, |bits, (at, &byte)| bits | u64::from(byte == of) << at);
        let marks = Marks { quotes: bits(b'"'), backslashes: bits(b'\\') };
        (marks, block.iter().all(|byte| (b' '..=0x7f).contains(byte)))
    }

    #[test]
    fn every_byte_is_classified_at_every_position() {
        for at in 0..BLOCK {
            for byte in 0..=u8::MAX {
                for filling in [b'a', b'"', b'\\', 0, 0x7f, 0x80, 0xff] {
                    let mut block = [filling; BLOCK];
                    block[at] = byte;
                    assert_eq!(
                        (Marks::of(&block), is_printable(&block)),
                        slowly(&block),
                        "{byte} at {at} in {filling}"
                    );
                    let cut = &block[..at];
                    assert_eq!((Marks::at(cut, 0), is_printable(cut)), slowly(cut));
                }
            }
        }
    }

    #[test]
    fn no_quote_is_returned_after_a_special_byte() {
        for special in ["\\", "\n", "\u{e9}"] {
            for before in 0..3 * BLOCK {
                let text = format!("{}{special}{}\"", "a".repeat(before), "a".repeat(2 * BLOCK));
                assert_eq!(Quotes::of(text.as_bytes()).next(), None);
                let quoted = format!("\"{text}");
                let mut quotes = Quotes::of(quoted.as_bytes());
                assert_eq!(quotes.next(), (before + 1 >= BLOCK).then_some(0));
                assert_eq!(quotes.next(), None);
            }
        }
        let long = format!("\"{}\"", "a".repeat(5 * BLOCK));
        let mut quotes = Quotes::of(long.as_bytes());
        assert_eq!([quotes.next(), quotes.next(), quotes.next()], [Some(0), Some(5 * BLOCK + 1), None]);
    }
}
