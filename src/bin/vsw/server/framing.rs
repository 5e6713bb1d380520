//! Framing: makes hyper refuse requests whose end is ambiguous (request smuggling).
//!
//! An invalid byte replaces the last byte of an ambiguous head, so that hyper responds with 400.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

pub struct Unambiguous<S> {
    stream: S,
    scanner: Scanner,
}

impl<S> Unambiguous<S> {
    pub fn new(stream: S) -> Self {
        Self { stream, scanner: Scanner::default() }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Unambiguous<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if matches!(self.scanner.state, State::Lost) {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if let Some(new) = buffer.filled_mut().get_mut(before..) {
            let kept = self.scanner.scan(new);
            buffer.set_filled(before + kept);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Unambiguous<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[derive(Default)]
struct Scanner {
    state: State,
    line: Vec<u8>,
    head: Head,
}

#[derive(Default)]
struct Head {
    is_begun: bool,
    lengths: u32,
    length: u64,
    codings: u32,
    has_other_coding: bool,
    has_bare_lf: bool,
}

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Head,
    Body(u64),
    ChunkSize,
    /// The number of bytes left, including the final CR LF.
    Chunk(u64),
    Trailers,
    /// The end of the request is unknown, so nothing more is passed on.
    Lost,
}

/// Maximum length of a line in bytes. A longer line is cut before its CR, so it counts as ending in a bare
/// LF, and is refused.
const LONGEST_LINE: usize = 64 * 1024;
const REFUSED: u8 = 0;

impl Scanner {
    /// Overwrites the last byte of an ambiguous head, and a bare LF in chunk sizes or trailers. Returns how
    /// many bytes to pass on.
    fn scan(&mut self, bytes: &mut [u8]) -> usize {
        let mut at = 0;
        while let Some(rest) = bytes.get_mut(at..).filter(|rest| !rest.is_empty()) {
            at += match self.state {
                State::Lost => return at,
                State::Body(left) => {
                    let (taken, left) = take(rest, left);
                    self.state = if left == 0 { State::Head } else { State::Body(left) };
                    taken
                }
                State::Chunk(left) => {
                    let (taken, left) = take(rest, left);
                    self.state = if left == 0 { State::ChunkSize } else { State::Chunk(left) };
                    taken
                }
                State::Head | State::ChunkSize | State::Trailers => {
                    let end = memchr::memchr(b'\n', rest);
                    let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    let room = LONGEST_LINE.saturating_sub(self.line.len());
                    self.line.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
                    if let Some(end) = end
                        && !self.ends_line()
                        && let Some(last) = rest.get_mut(end)
                    {
                        *last = REFUSED;
                    }
                    end.map_or(rest.len(), |end| end + 1)
                }
            };
        }
        at
    }

    /// Handles a complete line. Returns `false` if its LF must be replaced by [`REFUSED`].
    fn ends_line(&mut self) -> bool {
        let line = std::mem::take(&mut self.line);
        let (text, has_cr) = match line.strip_suffix(b"\r") {
            Some(text) => (text, true),
            None => (&line[..], false),
        };
        let fits = match self.state {
            State::Head => {
                self.head.has_bare_lf |= !has_cr;
                if !text.is_empty() {
                    self.head.read(text);
                }
                !text.is_empty() || self.ends_head()
            }
            // Replacing the LF is not enough: hyper accepts the `REFUSED` byte in a chunk extension, and would
            // read on. So pass nothing on after this byte.
            State::ChunkSize | State::Trailers if !has_cr => {
                self.state = State::Lost;
                false
            }
            State::ChunkSize => {
                self.state = match chunk_size(text) {
                    Some(0) => State::Trailers,
                    Some(size) => State::Chunk(size.saturating_add(2)),
                    None => State::Lost,
                };
                true
            }
            _ if text.is_empty() => {
                self.state = State::Head;
                true
            }
            _ => true,
        };
        self.line = line;
        self.line.clear();
        fits
    }

    fn ends_head(&mut self) -> bool {
        if !self.head.is_begun {
            // Empty lines before a request are allowed (RFC 9112 §2.2).
            return true;
        }
        let head = std::mem::take(&mut self.head);
        let is_unambiguous = !head.has_bare_lf && !head.has_other_coding && head.lengths + head.codings <= 1;
        self.state = match head {
            _ if !is_unambiguous => State::Lost,
            Head { codings: 1, .. } => State::ChunkSize,
            Head { length: 0, .. } => State::Head,
            Head { length, .. } => State::Body(length),
        };
        is_unambiguous
    }
}

impl Head {
    fn read(&mut self, line: &[u8]) {
        self.is_begun = true;
        let Some(colon) = memchr::memchr(b':', line) else { return };
        let (name, value) = line.split_at(colon);
        if name.eq_ignore_ascii_case(b"content-length") {
            self.lengths += 1;
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            // hyper refuses a length that is not a number, so its value does not matter here.
            self.length = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            self.codings += 1;
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            self.has_other_coding |= !value.eq_ignore_ascii_case(b"chunked");
        }
    }
}

/// Returns how many bytes to take, and how many remain.
fn take(bytes: &[u8], left: u64) -> (usize, u64) {
    let taken = usize::try_from(left).map_or(bytes.len(), |left| left.min(bytes.len()));
    (taken, left - taken as u64)
}

fn chunk_size(line: &[u8]) -> Option<u64> {
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str, size: usize) -> String {
        let mut scanner = Scanner::default();
        let mut passed = Vec::new();
        for piece in text.as_bytes().to_vec().chunks_mut(size) {
            let kept = scanner.scan(piece);
            passed.extend_from_slice(&piece[..kept]);
        }
        String::from_utf8(passed).expect("still UTF-8")
    }

    #[test]
    fn s2_a_request_with_one_frame_passes_unchanged() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n\n\n\n\n\
            POST / HTTP/1.1\r\ntransfer-encoding:\t Chunked \r\n\r\n2;x=1\r\n\n\n\r\n0\r\nTrailer: 1\r\n\r\n\
            \r\nGET /?content-length:1 HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n";
        for size in 1..text.len() {
            assert_eq!(scanned(text, size), text, "in pieces of {size}");
        }
    }

    #[test]
    fn s2_an_ambiguous_head_is_spoiled_at_its_end_and_ends_the_stream() {
        for head in [
            "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: \r\n\r\n",
            "POST / HTTP/1.1\nContent-Length: 4\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 4\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 4\r\n\n",
        ] {
            for before in ["", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\r\n"] {
                let text = format!("{before}{head}rest\n");
                let spoiled = format!("{before}{}\0", &head[..head.len() - 1]);
                for size in 1..text.len() {
                    assert_eq!(scanned(&text, size), spoiled, "in pieces of {size}");
                }
            }
        }
    }

    #[test]
    fn s2_a_bare_lf_in_chunk_sizes_or_trailers_is_spoiled_and_ends_the_stream() {
        let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (before, after) in [
            ("0\r\n", "\r\nPOST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n"),
            ("0\r\nTrailer: 1", "\r\n\r\n"),
            ("2;x=1", "ab\r\n0\r\n\r\n"),
            ("0", "\r\n"),
        ] {
            let text = format!("{head}{before}\n{after}");
            let spoiled = format!("{head}{before}\0");
            for size in 1..text.len() {
                assert_eq!(scanned(&text, size), spoiled, "in pieces of {size}");
            }
        }
    }
}
