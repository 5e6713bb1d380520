//! Finds quotes, backslashes and control characters (marks) in JSON text, 64 bytes at a time.
//!
//! All marks of a block are found at once, because a separate search for each short string of a webhook would
//! take longer.

use wide::u8x16;

pub(crate) const BLOCK: usize = 64;

/// Bit 0 of a mask is the block's first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Specials {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    /// DEL does not count as a control character.
    pub(crate) has_controls: bool,
}

impl Specials {
    #[inline]
    pub(crate) fn of(block: &[u8; BLOCK]) -> Self {
        Self {
            quotes: mask(block, |bytes| bytes.simd_eq(u8x16::splat(b'"'))),
            backslashes: mask(block, |bytes| bytes.simd_eq(u8x16::splat(b'\\'))),
            has_controls: has_controls(block),
        }
    }
}

/// Yields at least the positions of all quotes, backslashes and control characters, in order. Callers must
/// ignore other positions.
pub(crate) trait Marks {
    fn next(&mut self) -> Option<usize>;
}

pub(crate) struct Found<'t> {
    text: &'t [u8],
    block: usize,
    left: u64,
}

impl<'t> Found<'t> {
    pub(crate) fn of(text: &'t [u8]) -> Self {
        Self::after(text, 0)
    }

    pub(crate) fn after(text: &'t [u8], at: usize) -> Self {
        let block = at - at % BLOCK;
        Self { text, block, left: marks_at(text, block) & u64::MAX << (at % BLOCK) }
    }
}

impl Found<'_> {
    #[inline(never)]
    fn advance(&mut self) -> Option<()> {
        while self.left == 0 {
            self.block += BLOCK;
            if self.block >= self.text.len() {
                return None;
            }
            self.left = marks_at(self.text, self.block);
        }
        Some(())
    }
}

impl Marks for Found<'_> {
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            self.advance()?;
        }
        let at = self.block + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(at)
    }
}

/// For a decoded string: the positions of the characters that were escaped. They include all marks, because
/// JSON requires escapes for quotes, backslashes and control characters.
impl Marks for std::iter::Copied<std::slice::Iter<'_, usize>> {
    #[inline]
    fn next(&mut self) -> Option<usize> {
        Iterator::next(self)
    }
}

#[inline]
fn marks_at(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(block) => marks(block),
        None => marks(&block_at(text, at)),
    }
}

#[inline]
fn marks(block: &[u8; BLOCK]) -> u64 {
    mask(block, |bytes| {
        bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(b'\\')) | controls(bytes)
    })
}

#[cold]
pub(crate) fn control_marks(block: &[u8; BLOCK]) -> u64 {
    mask(block, controls)
}

#[inline]
fn has_controls(block: &[u8; BLOCK]) -> bool {
    let (quarters, _) = block.as_chunks::<16>();
    let found =
        quarters.iter().fold(u8x16::splat(0), |found, quarter| found | controls(u8x16::new(*quarter)));
    found.to_bitmask() != 0
}

#[inline]
fn controls(bytes: u8x16) -> u8x16 {
    bytes.min(u8x16::splat(0x1f)).simd_eq(bytes)
}

/// Returns a bit mask of the bytes that `find` selects.
#[inline]
fn mask(block: &[u8; BLOCK], find: impl Fn(u8x16) -> u8x16) -> u64 {
    let (quarters, _) = block.as_chunks::<16>();
    quarters
        .iter()
        .rev()
        .fold(0, |bits, quarter| bits << 16 | u64::from(find(u8x16::new(*quarter)).to_bitmask()))
}

/// Returns the block at this position, padded with spaces after the end of the text.
pub(crate) fn block_at<const LENGTH: usize>(text: &[u8], at: usize) -> [u8; LENGTH] {
    let rest = text.get(at..).unwrap_or_default();
    let rest = rest.get(..LENGTH).unwrap_or(rest);
    let mut block = [b' '; LENGTH];
    block[..rest.len()].copy_from_slice(rest);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slowly(block: &[u8]) -> (Specials, u64) {
        let bits = |is: &dyn Fn(u8) -> bool| {
            block.iter().enumerate().fold(0, |bits, (at, &byte)| bits | u64::from(is(byte)) << at)
        };
        let controls = bits(&|byte| byte < b' ');
        let (quotes, backslashes) = (bits(&|byte| byte == b'"'), bits(&|byte| byte == b'\\'));
        (Specials { quotes, backslashes, has_controls: controls != 0 }, controls)
    }

    fn all_marks(mut found: Found<'_>) -> Vec<usize> {
        std::iter::from_fn(|| found.next()).collect()
    }

    #[test]
    fn every_byte_is_classified_at_every_position() {
        for at in 0..BLOCK {
            for byte in 0..=u8::MAX {
                for filling in [b'a', b'"', b'\\', 0, 0x1f, 0x20, 0x7f, 0x80, 0xff] {
                    let mut block = [filling; BLOCK];
                    block[at] = byte;
                    let (specials, controls) = slowly(&block);
                    assert_eq!(Specials::of(&block), specials, "{byte} at {at} in {filling}");
                    assert_eq!(control_marks(&block), controls);
                    assert_eq!(marks(&block), specials.quotes | specials.backslashes | controls);
                }
            }
        }
    }

    #[test]
    fn marks_are_found_from_every_position_to_the_end() {
        for length in 0..3 * BLOCK {
            let text: Vec<u8> = (0..length).map(|at| if at % 3 == 0 { b'"' } else { b'a' }).collect();
            for at in 0..length {
                let wanted: Vec<usize> = (at..length).filter(|at| at % 3 == 0).collect();
                assert_eq!(all_marks(Found::after(&text, at)), wanted, "{at} of {length}");
            }
        }
        assert!(all_marks(Found::of(b"")).is_empty());
        assert_eq!(all_marks(Found::of("é\u{7f}\t\"\\".as_bytes())), [3, 4, 5]);
    }
}
