//! GitLab: a Code Quality report: an array of issues, each with a fingerprint and a location in a file.

use serde_json::{Value, json};

use super::summary::{ApplicationRow, RunSummary, Standing, fingerprint};

pub fn text(summary: &RunSummary) -> String {
    let trouble = summary.trouble.iter().map(|trouble| {
        let (message, severity) = match trouble.code {
            Some(_) => (summary.sentence(), "blocker"),
            None => (format!("the check is incomplete: {}", trouble.message), "major"),
        };
        let fingerprint = fingerprint(&[&summary.command, trouble.word()]);
        issue(summary, None, trouble.word(), &message, &fingerprint, severity)
    });
    let rows = summary.rows.iter().filter_map(|row| {
        let severity = match row.standing {
            Standing::Bad => "critical",
            Standing::Unknown => "major",
            Standing::Excused => "info",
            Standing::Good | Standing::Aside => return None,
        };
        Some(issue(summary, Some(row), row.rule(), &row.line(), &row.fingerprint(), severity))
    });
    let issues: Value = trouble.chain(rows).collect();
    format!("{issues:#}\n")
}

/// Returns an issue at the line of the fleet file that declares the application, else at that file, else at the default
/// one.
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
