//! Profiles, the account in use, and settings with their sources, as text.

use super::Rendered;
use super::pieces::{hint, number_of, row};
use crate::config::SourceInfo;
use crate::report::{ConfigReport, LoginReport, LogoutReport, WhoamiReport};
use crate::screen::{Line, Style, Text, table};

pub fn stored(report: &LoginReport) -> Rendered {
    let profile = if report.default_profile { "the default profile" } else { "profile" };
    let line = Line::new().styled(Style::Good, "stored ");
    let line = line.plain(format!("account {} in {profile} ", report.api_key)).strong(&report.profile);
    let mut text = Text::from(line);
    let applications = number_of(report.applications, "application", "applications");
    let secrets = match (report.stored_in, report.signature_secrets) {
        (_, 0) => "none; `vsw verify` needs one".to_owned(),
        ("keyring", _) | (_, 1) => "set".to_owned(),
        (_, several) => format!("{several} set; a delivery may be signed with any of them"),
    };
    let place = match report.stored_in {
        "keyring" => format!("the keyring; the rest in {}", report.config_file),
        _ => report.config_file.clone(),
    };
    let application = report.application.map_or_else(|| "none by default".to_owned(), |id| id.to_string());
    let mut rows = vec![
        row("checked", format!("{} responded: {applications}", report.api_url)),
        row("application", application),
        row("signature secret", secrets),
        row("secrets in", place),
    ];
    rows.extend(report.imported_from.as_ref().map(|path| row("imported from", path)));
    text.extend(table(rows));
    let mut rendered = Rendered::from(text);
    if let Some(step) = next_step(report) {
        rendered.notes.push(hint(step));
    }
    rendered
}

fn next_step(report: &LoginReport) -> Option<&'static str> {
    match (report.application, report.applications) {
        (Some(_), _) => Some("check the application: `vsw status`; turn signing on: `vsw enable`"),
        (None, 0) => None,
        (None, _) => {
            Some("check all applications: `vsw status --all`; turn signing on in one: `vsw enable APP`")
        }
    }
}

pub fn removed(report: &LogoutReport) -> Text {
    let account = report.api_key.as_ref().map(|key| format!(" (account {key})")).unwrap_or_default();
    let line = Line::new().styled(Style::Good, "removed ").plain("profile ").strong(&report.profile);
    let mut text = Text::from(line.plain(format!("{account} from {}", report.config_file)));
    text.push(Line::new().faint(format!("removed: {}", report.removed.join(", "))));
    text
}

pub fn whoami(report: &WhoamiReport) -> Text {
    let from_there = |name: &str, value: &str, origin: &SourceInfo| {
        let mut cells = row(name, value);
        cells.push((Style::Faint, from(origin)));
        cells
    };
    table(vec![
        from_there("account", &report.api_key, &report.api_key_origin),
        from_there("secret", "set", &report.api_secret_origin),
        from_there("api url", &report.api_url, &report.api_url_origin),
        row("profile", &report.profile),
        row("applications", report.applications.to_string()),
    ])
}

pub fn settings(report: &ConfigReport) -> Text {
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
    // Problems get their own table, because long sentences would widen the column of values.
    let (problems, values): (Vec<_>, Vec<_>) =
        rows.partition(|row| row.iter().any(|cell| cell.0 == Style::Bad));
    let mut text = table(values);
    text.extend(table(problems));
    text
}

/// Names a source, for example `environment VONAGE_API_KEY`, `profile prod` or `default`.
pub fn from(origin: &SourceInfo) -> String {
    match &origin.name {
        Some(name) => format!("{} {name}", origin.source),
        None => origin.source.to_owned(),
    }
}
