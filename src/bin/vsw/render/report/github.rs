//! GitHub: workflow commands that the runner turns into annotations.
//!
//! Security: outside text is escaped, so that it cannot begin another command.

use super::summary::{ApplicationRow, RowStatus, RunError, RunSummary};

pub fn text(summary: &RunSummary) -> String {
    if let Some(RunError { code: Some(code), message, hint }) = &summary.error {
        let hint = hint.as_deref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        return command(
            "error",
            &format!("vsw {}: {code}", summary.command),
            None,
            &format!("{message}{hint}"),
        );
    }
    let mut lines = Vec::new();
    let problems: Vec<&ApplicationRow> = summary.with_problem().collect();
    // Of the ten annotations that GitHub shows, `MAX_ANNOTATIONS` leaves one for the line "and N more". An
    // error about the whole run takes another.
    let room = if summary.error.is_some() { MAX_ANNOTATIONS - 1 } else { MAX_ANNOTATIONS };
    if let Some(RunError { message, .. }) = &summary.error {
        let title = format!("vsw {}: the check is incomplete", summary.command);
        lines.push(command("error", &title, summary.file.as_deref().map(|file| (file, None)), message));
    }
    lines.extend(problems.iter().take(room).map(|row| annotation(row)));
    if problems.len() > room {
        let message = format!(
            "not shown here: {}; the text output and the JUnit and SARIF reports list all of them",
            problems.len() - room
        );
        let title = format!("vsw {}: {} applications need attention", summary.command, problems.len());
        lines.push(command("error", &title, None, &message));
    }
    let excused: Vec<String> = summary
        .with_status(RowStatus::Excused)
        .take(MAX_ANNOTATIONS)
        .map(|row| format!("{} ({})", row.title(), row.id))
        .collect();
    if !excused.is_empty() {
        let count = summary.with_status(RowStatus::Excused).count();
        let rest = if count > MAX_ANNOTATIONS { ", …" } else { "" };
        let title = format!("vsw {}: {count} waived", summary.command);
        lines.push(command("notice", &title, None, &format!("{}{rest}", excused.join(", "))));
    }
    // The line begins with a mark or `vsw`, so it cannot be taken for a command.
    lines.push(format!("{}\n", summary.sentence()));
    lines.concat()
}

const MAX_ANNOTATIONS: usize = 9;

fn annotation(row: &ApplicationRow) -> String {
    let place = row
        .declared
        .as_ref()
        .map(|location| (location.path.as_str(), Some((location.line, location.column))));
    let title = format!("{}: {}", row.title(), row.rule());
    command("error", &title, place, &row.line())
}

type Place<'p> = Option<(&'p str, Option<(usize, usize)>)>;

fn command(kind: &str, title: &str, place: Place, message: &str) -> String {
    let mut properties = format!("title={}", property(title));
    if let Some((file, position)) = place {
        properties.push_str(&format!(",file={}", property(file)));
        if let Some((line, column)) = position {
            properties.push_str(&format!(",line={line},col={column}"));
        }
    }
    format!("::{kind} {properties}::{}\n", data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property value, which a comma or a colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
