//! GitLab: a Code Quality report: an array of issues, each with a fingerprint and a place in a file.

use serde_json::{Value, json};

use super::sheet::{Row, Sheet, Standing, fingerprint};

pub fn text(sheet: &Sheet) -> String {
    let whole = |code: &str, message: String, severity: &str| {
        let fingerprint = fingerprint(&[&sheet.command, code]);
        issue(sheet, None, code, &message, &fingerprint, severity)
    };
    let failure = sheet.failure.iter().map(|broken| {
        let message = format!("vsw {}: no application was reached: {}", sheet.command, broken.message);
        whole(broken.code.word(), message, "blocker")
    });
    let incomplete = sheet
        .incomplete
        .iter()
        .map(|why| whole("incomplete", format!("not all was looked at: {why}"), "major"));
    let rows = sheet.rows.iter().filter_map(|row| {
        let severity = match row.standing {
            Standing::Bad => "critical",
            Standing::Unknown => "major",
            Standing::Excused => "info",
            Standing::Good | Standing::Aside => return None,
        };
        Some(issue(sheet, Some(row), row.rule(), &row.line(), &row.fingerprint(), severity))
    });
    let issues: Value = failure.chain(incomplete).chain(rows).collect();
    format!("{issues:#}\n")
}

/// It belongs to the line that says what should be; else to the file that does; else to the file that could.
fn issue(
    sheet: &Sheet,
    row: Option<&Row>,
    code: &str,
    description: &str,
    fingerprint: &str,
    severity: &str,
) -> Value {
    let (path, line) = match row.and_then(|row| row.declared.as_ref()) {
        Some(declared) => (declared.path.as_str(), declared.line),
        None => (sheet.fallback_file().unwrap_or("vsw.toml"), 1),
    };
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
