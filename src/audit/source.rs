//! Source: splits a log into blocks of whole lines.
//!
//! Invariant: a block that is not empty ends after a line feed or at the end of the log.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use crate::secret::BYTE_ORDER_MARK;

/// Approximate maximum line length in bytes: a line up to 128 KiB longer may be accepted. A line that is too
/// long is skipped and counted as broken.
pub const LONGEST_LINE: usize = 100 * 1000 * 1000;

/// Maximum bytes per read. Blocks of about this size fit into the L2 cache, and bound the memory for the
/// results of their lines.
const BLOCK: usize = 128 * 1024;

/// A reader, and the bytes read beyond the end of the previous block: usually an incomplete line.
pub(super) struct Source<R> {
    reader: R,
    rest: Vec<u8>,
    number: u64,
    /// How the log ended; `None` before its end.
    end: Option<io::Result<()>>,
}

#[derive(Clone, Copy)]
pub(super) struct Block {
    /// The block's number, from 0, in log order.
    pub(super) number: u64,
    /// The length in bytes of a line that was skipped as too long. The block is then empty.
    pub(super) refused: Option<usize>,
}

impl<R: Read> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), number: 0, end: None }
    }

    pub(super) fn into_result(self) -> io::Result<()> {
        self.end.unwrap_or(Ok(()))
    }

    /// Replaces the content of `block` with the next whole lines. Returns `None` at the end.
    pub(super) fn next(&mut self, block: &mut Vec<u8>) -> Option<Block> {
        block.clear();
        block.shrink_to(2 * BLOCK);
        block.append(&mut self.rest);
        // Search from 0: after a line that was skipped as too long, `rest` may contain whole lines.
        let mut searched = 0;
        loop {
            let arrived = self.fill(block);
            if let Some(end) = memrchr(b'\n', &block[searched..]) {
                self.rest.extend_from_slice(&block[searched + end + 1..]);
                block.truncate(searched + end + 1);
                self.without_mark(block);
                return Some(self.block(None));
            }
            searched = block.len();
            if !arrived {
                self.without_mark(block);
                return if block.is_empty() { None } else { Some(self.block(None)) };
            }
            if block.len() > LONGEST_LINE {
                let length = self.pass_over(block);
                return Some(self.block(Some(length)));
            }
        }
    }

    fn without_mark(&self, block: &mut Vec<u8>) {
        if self.number == 0 && block.starts_with(BYTE_ORDER_MARK) {
            block.drain(..BYTE_ORDER_MARK.len());
        }
    }

    fn block(&mut self, refused: Option<usize>) -> Block {
        self.number += 1;
        Block { number: self.number - 1, refused }
    }

    /// Appends up to `BLOCK` bytes from the reader. Returns whether any arrived.
    fn fill(&mut self, block: &mut Vec<u8>) -> bool {
        if self.end.is_some() {
            return false;
        }
        let before = block.len();
        block.resize(before + BLOCK, 0);
        let read = loop {
            match self.reader.read(&mut block[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let length = *read.as_ref().unwrap_or(&0);
        if length == 0 {
            self.end = Some(read.map(drop));
        }
        block.truncate(before + length);
        length > 0
    }

    /// Skips the rest of the line that begins in `block`. Returns the length of the whole line.
    fn pass_over(&mut self, block: &mut Vec<u8>) -> usize {
        let mut length = block.len();
        loop {
            block.clear();
            block.shrink_to(2 * BLOCK);
            if !self.fill(block) {
                return length;
            }
            if let Some(end) = memchr(b'\n', block) {
                self.rest.extend_from_slice(&block[end + 1..]);
                block.clear();
                return length + end;
            }
            length += block.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(reader: impl Read) -> (Vec<u8>, Vec<usize>, Option<io::Error>) {
        let mut source = Source::new(reader);
        let (mut block, mut whole, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        let mut number = 0;
        while let Some(next) = source.next(&mut block) {
            assert_eq!(next.number, number);
            number += 1;
            refused.extend(next.refused);
            assert!(next.refused.is_none() || block.is_empty());
            whole.extend_from_slice(&block);
        }
        (whole, refused, source.into_result().err())
    }

    #[test]
    fn blocks_are_whole_lines_and_contain_every_byte() {
        for length in [0, 1, 7, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            for every in [1, 2, 1000, BLOCK, 2 * BLOCK + 5] {
                let log: Vec<u8> =
                    (1..=length).map(|at| if at % every == 0 { b'\n' } else { b'x' }).collect();
                let mut source = Source::new(&log[..]);
                let (mut block, mut whole) = (Vec::new(), Vec::new());
                while source.next(&mut block).is_some() {
                    whole.extend_from_slice(&block);
                    assert!(block.ends_with(b"\n") || whole.len() == log.len());
                }
                assert_eq!(whole, log, "{length} {every}");
            }
        }
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_and_the_next_one_is_read() {
        let long = io::repeat(b'x').take(LONGEST_LINE as u64 + BLOCK as u64 * 3);
        let log = (&b"before\n"[..]).chain(long).chain(&b"\nafter\nlast"[..]);
        let (whole, refused, error) = all(log);
        assert_eq!(String::from_utf8_lossy(&whole), "before\nafter\nlast");
        assert_eq!(refused, [LONGEST_LINE + BLOCK * 3]);
        assert!(error.is_none());
    }

    #[test]
    fn a_line_between_two_lines_over_the_limit_is_read() {
        let long = || io::repeat(b'x').take(LONGEST_LINE as u64 + BLOCK as u64);
        let log = long().chain(&b"\nbetween\n"[..]).chain(long()).chain(&b"\nlast"[..]);
        let (whole, refused, _) = all(log);
        assert_eq!(String::from_utf8_lossy(&whole), "between\nlast");
        assert_eq!(refused, [LONGEST_LINE + BLOCK; 2]);
    }

    #[test]
    fn a_failing_reader_ends_the_log_after_its_last_bytes() {
        struct Failing(usize);
        impl Read for Failing {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 > 3 {
                    return Err(io::Error::other("torn"));
                }
                buffer[..2].copy_from_slice(b"a\n");
                Ok(2)
            }
        }
        let (whole, _, error) = all(Failing(0));
        assert_eq!(whole, b"a\na\na\n");
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some("torn"));
    }
}
