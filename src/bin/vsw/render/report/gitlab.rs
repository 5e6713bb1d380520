//! GitLab: makes a Code Quality report, which is an array of issues.

use serde_json::{Value, json};

use super::summary::{ApplicationRow, RowStatus, RunSummary, fingerprint};

pub fn text(summary: &RunSummary) -> String {
    let error = summary.error.iter().map(|error| {
        let (message, severity) = match error.code {
            Some(_) => (summary.sentence(), "blocker"),
            None => (format!("the check is incomplete: {}", error.message), "major"),
        };
        let fingerprint = fingerprint(&[&summary.command, error.word()]);
        issue(summary, None, error.word(), &message, &fingerprint, severity)
    });
    let rows = summary.rows.iter().filter_map(|row| {
        let severity = match row.status {
            RowStatus::Bad => "critical",
            RowStatus::Unknown => "major",
            RowStatus::Excused => "info",
            RowStatus::Good | RowStatus::Aside => return None,
        };
        Some(issue(summary, Some(row), row.rule(), &row.line(), &row.fingerprint(), severity))
    });
    let issues: Value = error.chain(rows).collect();
    format!("{issues:#}\n")
}

/// GitLab requires a location; the fallback is the start of `vsw.toml`.
fn issue(
    summary: &RunSummary,
    row: Option<&ApplicationRow>,
    code: &str,
    description: &str,
    fingerprint: &str,
    severity: &str,
) -> Value {
    let (path, line, _) = summary.place(row).unwrap_or(("vsw.toml", 1, 1));
    // GitLab accepts only paths relative to the repository's root.
    let path = path.trim_start_matches('/');
    json!({
        "description": description,
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": if path.is_empty() { "." } else { path }, "lines": { "begin": line } },
    })
}
