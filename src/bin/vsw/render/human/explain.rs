//! What a code means, as text: the page as it is, which is Markdown made for reading as it stands.

use crate::report::explain::ExplainReport;
use crate::screen::{Line, Style, Text, table};

pub fn text(report: &ExplainReport) -> Text {
    let mut text = Text::new();
    if let (Some(code), Some(title), Some(page)) = (report.code, report.title, &report.text) {
        text.push(Line::new().strong(code.word()).plain(format!(": {title}")));
        for line in page.lines() {
            let heading = line.strip_prefix("## ");
            text.push(match heading {
                Some(heading) => Line::new().strong(heading),
                None => Line::from(line),
            });
        }
        return text;
    }
    table(
        report
            .codes
            .iter()
            .map(|row| {
                vec![(Style::Strong, row.code.word().to_owned()), (Style::Plain, row.title.to_owned())]
            })
            .collect(),
    )
}
