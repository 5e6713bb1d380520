//! Settings with their origins.

use super::whoami::from;
use crate::report::ConfigReport;
use crate::screen::{Style, Text, table};

pub fn text(report: &ConfigReport) -> Text {
    let rows = report.settings.iter().map(|setting| {
        let name = (Style::Strong, setting.name.to_owned());
        match (&setting.value, &setting.problem) {
            (_, Some(problem)) => vec![name, (Style::Bad, format!("error: {problem}"))],
            (Some(value), None) => {
                let origin = setting.origin.as_ref().map(from).unwrap_or_default();
                vec![name, (Style::Plain, value.clone()), (Style::Faint, origin)]
            }
            (None, None) => vec![name, (Style::Faint, "-".to_owned())],
        }
    });
    // A sentence would make the column of values as wide as itself.
    let (problems, values): (Vec<_>, Vec<_>) =
        rows.partition(|row| row.iter().any(|cell| cell.0 == Style::Bad));
    let mut text = table(values);
    text.extend(table(problems));
    text
}
