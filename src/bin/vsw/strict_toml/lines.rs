//! Lines: converts byte offsets to line and column, fast enough for a hundred thousand offsets.

use std::cell::Cell;

pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The last result: byte, line, column. Counting continues from there, because a file may be one long line.
    last: Cell<(usize, usize, usize)>,
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        Self { text, starts, last: Cell::new((0, 1, 1)) }
    }

    /// Returns line and column of a byte, both counted from 1; the column counts characters.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied().unwrap_or(0);
        let (known, known_line, known_column) = self.last.get();
        let (from, column) =
            if known_line == line && known <= byte { (known, known_column) } else { (start, 1) };
        let column = column + self.text.get(from..byte).map_or(0, |between| between.chars().count());
        self.last.set((byte, line, column));
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_equal_counted_ones_in_any_order() {
        let text = "ab\nüñ x\r\n\n日本 y";
        let lines = Lines::of(text);
        let counted = |byte: usize| {
            let before = &text[..byte];
            let line = before.rsplit('\n').next().unwrap_or(before);
            (before.matches('\n').count() + 1, line.chars().count() + 1)
        };
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        for &byte in bytes.iter().chain(bytes.iter().rev()).chain(bytes.iter().step_by(3)) {
            assert_eq!(lines.place(byte), counted(byte), "{byte}");
        }
    }
}
