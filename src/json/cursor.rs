//! Cursor: reads a JSON text in one pass, without building a [`Json`](super::Json). The text must be UTF-8.
//!
//! Invariant: reads the same values as `Json`, or returns `None`. After `None`, the text must be parsed as `Json`.

use super::scan::{Found, Marks};
use super::unescape::Unescaped;

pub(crate) struct Cursor<'t, M> {
    text: &'t [u8],
    at: usize,
    marks: M,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FastValue<'t> {
    Text(&'t [u8]),
    /// The contents of a string with escapes, not decoded.
    Escaped(&'t [u8]),
    Number(&'t [u8]),
    /// `true`, `false` or `null`.
    Word(&'t [u8]),
    /// An object or array, including its brackets.
    Nested(&'t [u8]),
}

impl<'t> Cursor<'t, Found<'t>> {
    pub(crate) fn of(text: &'t [u8]) -> Self {
        Self::with(text, Found::of(text))
    }

    pub(crate) fn unescape(&mut self, space: &mut Unescaped) -> Option<()> {
        self.take(b'"')?;
        self.at += space.read(self.text.get(self.at..)?)?;
        self.marks = Found::after(self.text, self.at);
        Some(())
    }
}

impl<'t, M: Marks> Cursor<'t, M> {
    pub(crate) fn with(text: &'t [u8], marks: M) -> Self {
        Self { text, at: 0, marks }
    }

    /// Skips white space, and returns the next character without reading it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        match self.text.get(self.at) {
            Some(byte) if *byte > b' ' => Some(*byte),
            _ => self.peek_after_space(),
        }
    }

    #[cold]
    fn peek_after_space(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..)?;
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        self.text.get(self.at).copied()
    }

    /// Reads the character `byte`, after optional white space.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> Option<()> {
        if self.text.get(self.at) != Some(&byte) && self.peek_after_space() != Some(byte) {
            return None;
        }
        self.at += 1;
        Some(())
    }

    pub(crate) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Reads an opening bracket. If the closing bracket follows, reads that too, and returns `false`.
    #[inline]
    pub(crate) fn open(&mut self, open: u8, close: u8) -> Option<bool> {
        self.take(open)?;
        let is_empty = self.peek()? == close;
        self.at += usize::from(is_empty);
        Some(!is_empty)
    }

    #[inline]
    pub(crate) fn name(&mut self) -> Option<&'t [u8]> {
        let name = self.text()?;
        self.colon()?;
        Some(name)
    }

    #[inline]
    fn colon(&mut self) -> Option<()> {
        self.take(b':')?;
        self.pass_space();
        Some(())
    }

    /// Skips one space, which Python writes after each colon and comma, so that reading on does not need the
    /// slower `peek_after_space`.
    #[inline]
    fn pass_space(&mut self) {
        self.at += usize::from(self.text.get(self.at) == Some(&b' '));
    }

    /// Reads a comma (`true`) or the closing bracket (`false`).
    #[inline]
    pub(crate) fn more(&mut self, close: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        if byte == b',' {
            self.pass_space();
            return Some(true);
        }
        (byte == close).then_some(false)
    }

    #[inline]
    pub(crate) fn value(&mut self) -> Option<FastValue<'t>> {
        match self.peek()? {
            b'"' => self.string(),
            b'{' | b'[' => self.nested().map(FastValue::Nested),
            _ => self.scalar(),
        }
    }

    /// Reads a string without escapes.
    #[inline]
    pub(crate) fn text(&mut self) -> Option<&'t [u8]> {
        match self.string()? {
            FastValue::Text(text) => Some(text),
            _ => None,
        }
    }

    #[inline]
    fn string(&mut self) -> Option<FastValue<'t>> {
        let (open, mark) = (self.marks.next()?, self.marks.next()?);
        if open == self.at && self.text.get(open) == Some(&b'"') && self.text.get(mark) == Some(&b'"') {
            self.at = mark + 1;
            return self.text.get(open + 1..mark).map(FastValue::Text);
        }
        self.unusual_string(open, mark)
    }

    /// Reads a string that has escapes or follows white space. `open` and `mark` are the positions of the
    /// next two [`Marks`]: quotes, backslashes, control characters, or ordinary bytes to ignore.
    #[cold]
    fn unusual_string(&mut self, mut open: usize, mut mark: usize) -> Option<FastValue<'t>> {
        self.take(b'"')?;
        let start = self.at;
        // Skip the marks before the string: control characters between tokens, such as a line feed.
        while open + 1 < start {
            (open, mark) = (mark, self.marks.next()?);
        }
        let mut is_escaped = false;
        loop {
            match self.text.get(mark)? {
                b'"' => {
                    self.at = mark + 1;
                    let text = self.text.get(start..mark)?;
                    return Some(if is_escaped { FastValue::Escaped(text) } else { FastValue::Text(text) });
                }
                b'\\' => {
                    is_escaped = true;
                    self.escape(mark + 1)?;
                }
                0..b' ' => return None,
                _ => {}
            }
            mark = self.marks.next()?;
        }
    }

    /// Checks an escape. `at` is the position after the backslash.
    fn escape(&mut self, at: usize) -> Option<()> {
        match self.text.get(at)? {
            b'"' | b'\\' => self.marks.next().map(drop),
            b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => self.text.get(at + 1..at + 5)?.iter().all(u8::is_ascii_hexdigit).then_some(()),
            _ => None,
        }
    }

    fn scalar(&mut self) -> Option<FastValue<'t>> {
        let rest = &self.text[self.at..];
        let word = [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
        let length = word.map_or_else(|| number(rest), |word| Some(word.len()))?;
        self.at += length;
        let text = &rest[..length];
        Some(if word.is_some() { FastValue::Word(text) } else { FastValue::Number(text) })
    }

    fn nested(&mut self) -> Option<&'t [u8]> {
        let start = self.at;
        let mut brackets = Brackets::default();
        loop {
            let is_whole = match self.peek()? {
                open @ (b'{' | b'[') => {
                    let is_empty = !self.open(open, brackets.push(open)?)?;
                    if is_empty {
                        brackets.pop();
                    }
                    is_empty
                }
                b'"' => self.string().map(|_| true)?,
                _ => self.scalar().map(|_| true)?,
            };
            while let Some(close) = brackets.last().filter(|_| is_whole) {
                if self.more(close)? {
                    break;
                }
                brackets.pop();
            }
            match brackets.last() {
                None => return self.text.get(start..self.at),
                Some(b'}') => {
                    self.string()?;
                    self.colon()?;
                }
                Some(_) => {}
            }
        }
    }
}

/// The open brackets as bits: 1 for an object, 0 for an array. The innermost is the lowest bit.
#[derive(Default)]
struct Brackets {
    objects: u64,
    depth: u32,
}

impl Brackets {
    /// Returns the closing bracket, or `None` if the nesting is too deep.
    fn push(&mut self, open: u8) -> Option<u8> {
        self.objects = self.objects << 1 | u64::from(open == b'{');
        self.depth += 1;
        if self.depth > u64::BITS { None } else { self.last() }
    }

    fn pop(&mut self) {
        self.objects >>= 1;
        self.depth -= 1;
    }

    fn last(&self) -> Option<u8> {
        let close = if self.objects & 1 == 1 { b'}' } else { b']' };
        (self.depth > 0).then_some(close)
    }
}

fn number(text: &[u8]) -> Option<usize> {
    let digits = |at: usize| text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let some_digits = |at: usize| Some(digits(at)).filter(|&count| count > 0);
    let mut at = usize::from(text.starts_with(b"-"));
    let whole = some_digits(at)?;
    if whole > 1 && text[at] == b'0' {
        return None;
    }
    at += whole;
    if text.get(at) == Some(&b'.') {
        at += 1 + some_digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        at += 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        at += some_digits(at)?;
    }
    Some(at)
}
