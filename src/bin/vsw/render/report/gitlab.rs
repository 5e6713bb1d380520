//! GitLab: a Code Quality report: an array of issues, each with a fingerprint and a place in a file.

use serde_json::{Value, json};

use super::sheet::{ApplicationRow, RunSummary, Standing, fingerprint};

pub fn text(sheet: &RunSummary) -> String {
    let trouble = sheet.trouble.iter().map(|trouble| {
        let (message, severity) = match trouble.code {
            Some(_) => (sheet.summary(), "blocker"),
            None => (format!("not all was looked at: {}", trouble.message), "major"),
        };
        let fingerprint = fingerprint(&[&sheet.command, trouble.word()]);
        issue(sheet, None, trouble.word(), &message, &fingerprint, severity)
    });
    let rows = sheet.rows.iter().filter_map(|row| {
        let severity = match row.standing {
            Standing::Bad => "critical",
            Standing::Unknown => "major",
            Standing::Excused => "info",
            Standing::Good | Standing::Aside => return None,
        };
        Some(issue(sheet, Some(row), row.rule(), &row.line(), &row.fingerprint(), severity))
    });
    let issues: Value = trouble.chain(rows).collect();
    format!("{issues:#}\n")
}

/// It belongs to the line that says what should be; else to the file that does; else to the file that could.
fn issue(
    sheet: &RunSummary,
    row: Option<&ApplicationRow>,
    code: &str,
    description: &str,
    fingerprint: &str,
    severity: &str,
) -> Value {
    let (path, line, _) = sheet.place(row).unwrap_or(("vsw.toml", 1, 1));
    // GitLab knows paths from the repository's root only.
    let path = path.trim_start_matches('/');
    json!({
        "description": description,
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": if path.is_empty() { "." } else { path }, "lines": { "begin": line } },
    })
}
