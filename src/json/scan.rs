//! Looking for quotes and backslashes, sixty-four bytes at a time.
//!
//! The strings of webhooks are short: a dozen letters, then a quote. A search that is made for long texts takes longer
//! to begin than to end there, and a loop over bytes ends in a branch that no processor can foresee. Here all the
//! quotes of a block are found at once, whatever there are, as the bits of a number.

use wide::{i8x16, u8x16};

/// The bytes that are looked at together.
pub(crate) const BLOCK: usize = 64;

/// What stands where in a block: bit 0 is its first byte.
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

    /// Of the bytes from `at` on, filled up with spaces behind the end.
    #[inline]
    pub(crate) fn at(text: &[u8], at: usize) -> Self {
        Self::of(&block_at(text, at))
    }
}

/// Whether nothing but ASCII that prints (DEL counts) stands in a text.
pub(crate) fn is_printable(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    !blocks.iter().any(has_strange) && rest.iter().all(|byte| (b' '..=0x7f).contains(byte))
}

/// The bits of the bytes that are this one.
#[inline]
fn equal(block: &[u8; BLOCK], byte: u8) -> u64 {
    let (quarters, _) = block.as_chunks::<16>();
    quarters.iter().rev().fold(0, |bits, quarter| {
        bits << 16 | u64::from(u8x16::new(*quarter).simd_eq(u8x16::splat(byte)).to_bitmask())
    })
}

/// Whether a control character is among them, or anything that is not ASCII: as signed numbers, both are below a space.
#[inline]
fn has_strange(block: &[u8; BLOCK]) -> bool {
    let (quarters, _) = block.as_chunks::<16>();
    let strange = quarters.iter().fold(i8x16::splat(0), |strange, quarter| {
        strange | i8x16::new(quarter.map(u8::cast_signed)).simd_lt(i8x16::splat(b' '.cast_signed()))
    });
    strange.to_bitmask() != 0
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

/// The places of a text's quotes, in their order, for as long as nothing stands among them that would make a quote
/// mean something else.
pub(crate) struct Quotes<'t> {
    /// Empty once something strange was seen.
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

    /// The next one. None at the end, and for good where a block comes that has a backslash, a control character or
    /// something that is not ASCII in it.
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

    /// Looks at the block that begins here.
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
    fn every_byte_at_every_place_is_told_apart() {
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
    fn nothing_is_found_behind_something_strange() {
        for strange in ["\\", "\n", "\u{e9}"] {
            for before in 0..3 * BLOCK {
                let text = format!("{}{strange}{}\"", "a".repeat(before), "a".repeat(2 * BLOCK));
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
