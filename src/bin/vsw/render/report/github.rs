//! GitHub: workflow commands that a runner turns into annotations. The only lines of ours that begin with `::`, so all
//! that comes from outside is escaped here as the runner unescapes it.
//!
//! A step shows ten annotations of a kind: at most nine applications are named, and a tenth line counts the rest.

use super::sheet::{ApplicationRow, RunSummary, Standing, Trouble};

pub fn text(sheet: &RunSummary) -> String {
    if let Some(Trouble { code: Some(code), message, hint }) = &sheet.trouble {
        let hint = hint.as_deref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        return command(
            "error",
            &format!("vsw {}: {code}", sheet.command),
            None,
            &format!("{message}{hint}"),
        );
    }
    let mut lines = Vec::new();
    let red: Vec<&ApplicationRow> = sheet.red().collect();
    // A sentence about the whole takes one of the ten places, and so does the count of the rest.
    let room = if sheet.trouble.is_some() { MOST - 1 } else { MOST };
    if let Some(Trouble { message, .. }) = &sheet.trouble {
        let title = format!("vsw {}: not all was looked at", sheet.command);
        lines.push(command("error", &title, sheet.file.as_deref().map(|file| (file, None)), message));
    }
    lines.extend(red.iter().take(room).map(|row| annotation(row)));
    if red.len() > room {
        let said = format!("and {} more; the other reports and the text name them all", red.len() - room);
        let title = format!("vsw {}: {} applications are not well", sheet.command, red.len());
        lines.push(command("error", &title, None, &said));
    }
    let excused: Vec<String> = sheet
        .standing(Standing::Excused)
        .take(MOST)
        .map(|row| format!("{} ({})", row.title(), row.id))
        .collect();
    if !excused.is_empty() {
        let count = sheet.standing(Standing::Excused).count();
        let rest = if count > MOST { ", …" } else { "" };
        let title = format!("vsw {}: {count} waived", sheet.command);
        lines.push(command("notice", &title, None, &format!("{}{rest}", excused.join(", "))));
    }
    // A sentence of ours, for whoever reads the log; it cannot begin with a colon.
    lines.push(format!("{}\n", sheet.summary()));
    lines.concat()
}

/// How many applications are named.
const MOST: usize = 9;

fn annotation(row: &ApplicationRow) -> String {
    let place = row.declared.as_ref().map(|spot| (spot.path.as_str(), Some((spot.line, spot.column))));
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

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which a comma or a colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
