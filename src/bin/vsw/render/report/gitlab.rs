//! GitLab: a Code Quality report: an array of issues, each with a fingerprint and a place in a file.

use serde::Serialize;

use super::sheet::{Row, Sheet, Standing};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

pub fn text(sheet: &Sheet) -> String {
    let whole = |code: &str, message: String, severity| Issue {
        description: message,
        check_name: code.to_owned(),
        fingerprint: whole_fingerprint(sheet, code),
        severity,
        location: location(sheet, None),
    };
    let failure = sheet.failure.iter();
    let failure =
        failure.map(|broken| whole(broken.code.word(), sheet_failed(sheet, &broken.message), "blocker"));
    let incomplete = sheet.incomplete.iter();
    let incomplete =
        incomplete.map(|why| whole("incomplete", format!("not all was looked at: {why}"), "major"));
    let rows = sheet.rows.iter().filter_map(|row| issue(sheet, row));
    let issues: Vec<Issue> = failure.chain(incomplete).chain(rows).collect();
    // Texts, numbers and lists cannot fail to be written.
    serde_json::to_string_pretty(&issues).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

fn sheet_failed(sheet: &Sheet, message: &str) -> String {
    format!("vsw {}: no application was reached: {message}", sheet.command)
}

fn issue(sheet: &Sheet, row: &Row) -> Option<Issue> {
    let severity = match row.standing {
        Standing::Bad => "critical",
        Standing::Unknown => "major",
        Standing::Excused => "info",
        Standing::Good | Standing::Aside => return None,
    };
    Some(Issue {
        description: format!("{} ({}, profile {}): {}", row.title(), row.id, row.profile, row.sentence()),
        check_name: row.rule().to_owned(),
        fingerprint: row.fingerprint(),
        severity,
        location: location(sheet, Some(row)),
    })
}

/// Where it belongs: the line that says what should be; else the file that does; else the file that could.
fn location(sheet: &Sheet, row: Option<&Row>) -> Location {
    let (path, begin) = match row.and_then(|row| row.declared.as_ref()) {
        Some(spot) => (spot.path.as_str(), spot.line),
        None => (sheet.fallback_file().unwrap_or("vsw.toml"), 1),
    };
    // GitLab knows paths from the repository's root only.
    let path = path.trim_start_matches('/');
    Location { path: if path.is_empty() { "." } else { path }.to_owned(), lines: Lines { begin } }
}

fn whole_fingerprint(sheet: &Sheet, code: &str) -> String {
    let named = format!("{}\n{code}", sheet.command);
    let hash = ring::digest::digest(&ring::digest::SHA256, named.as_bytes());
    hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
