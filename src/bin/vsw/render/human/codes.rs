//! Renders `vsw exit-codes` and `vsw explain`. A code's page is Markdown, printed without the `#` of its headings.

use crate::report::codes::{ExitCode, ExitCodesReport, ExplainReport};
use crate::screen::{Line, Style, Text, table};

pub fn exits(report: &ExitCodesReport) -> Text {
    let row = |row: &ExitCode| {
        let number = format!("{:>3}", row.code);
        vec![
            (Style::Strong, number),
            (Style::Plain, row.name.to_owned()),
            (Style::Plain, row.meaning.to_owned()),
        ]
    };
    table(report.codes.iter().map(row).collect())
}

pub fn explained(report: &ExplainReport) -> Text {
    let (Some(code), Some(title), Some(page)) = (report.code, report.title, &report.text) else {
        let rows = report.codes.iter();
        let rows = rows.map(|row| {
            vec![(Style::Strong, row.code.word().to_owned()), (Style::Plain, row.title.to_owned())]
        });
        return table(rows.collect());
    };
    let mut text = Text::from(Line::new().strong(code.word()).plain(format!(": {title}")));
    for line in page.lines() {
        text.push(match line.strip_prefix("## ") {
            Some(heading) => Line::new().strong(heading),
            None => Line::from(line),
        });
    }
    text
}
