//! Text for the user, as spans with a style. `Screen` sanitizes the text and adds the color.

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub(super) lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub(super) spans: Vec<(Style, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
    Doubtful,
}

impl Text {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, line: impl Into<Line>) {
        self.lines.push(line.into());
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    pub fn to_plain(&self) -> String {
        let plain = |line: &Line| line.spans.iter().map(|(_, text)| text.as_str()).collect::<String>();
        self.lines.iter().map(plain).collect::<Vec<_>>().join("\n")
    }

    pub fn extend(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// Alternates the lines of both texts, until one text ends.
    #[must_use]
    pub fn alternating(self, other: Self) -> Self {
        Self { lines: self.lines.into_iter().zip(other.lines).flat_map(<[Line; 2]>::from).collect() }
    }

    #[must_use]
    pub fn within(self, columns: usize) -> Self {
        Self { lines: self.lines.into_iter().map(|line| line.within(columns)).collect() }
    }
}

impl Line {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn styled(mut self, style: Style, text: impl Into<String>) -> Self {
        self.spans.push((style, text.into()));
        self
    }

    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.styled(Style::Plain, text)
    }

    #[must_use]
    pub fn faint(self, text: impl Into<String>) -> Self {
        self.styled(Style::Faint, text)
    }

    fn within(self, mut columns: usize) -> Self {
        let cut = |(style, text): (Style, String)| {
            let text = clipped(&text, columns);
            columns = columns.saturating_sub(console::measure_text_width(&text));
            (style, text)
        };
        Self { spans: self.spans.into_iter().map(cut).collect() }
    }

    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.styled(Style::Strong, text)
    }
}

impl From<Line> for Text {
    fn from(line: Line) -> Self {
        Self { lines: vec![line] }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new().plain(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new().plain(text)
    }
}

fn clipped(text: &str, columns: usize) -> String {
    let mark = if columns == 0 { "" } else { "…" };
    console::truncate_str(&super::sanitize::safe(text), columns, mark).into_owned()
}

/// Returns a text with aligned columns, separated by two spaces.
pub fn table(rows: Vec<Vec<(Style, String)>>) -> Text {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |cell: &(Style, String)| console::measure_text_width(&super::sanitize::safe(&cell.1));
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(width).max().unwrap_or(0))
        .collect();
    let mut text = Text::new();
    for row in rows {
        let last = row.len().saturating_sub(1);
        let line = row.into_iter().enumerate().fold(Line::new(), |line, (column, cell)| {
            let wide = widths.get(column).filter(|_| column < last);
            let padding = wide.map_or(0, |wide| wide + 2 - width(&cell));
            line.styled(cell.0, cell.1).plain(" ".repeat(padding))
        });
        text.push(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_in_the_middle_of_any_span() {
        let line = || Line::new().plain("abc").strong("def").faint("ghi");
        for (columns, text) in
            [(9, "abcdefghi"), (7, "abcdef…"), (6, "abcdef"), (4, "abc…"), (1, "…"), (0, "")]
        {
            assert_eq!(Text::from(line().within(columns)).to_plain(), text, "{columns}");
        }
    }
}
