//! What `vsw login` stored and what `vsw logout` removed.

use super::pieces::row;
use crate::report::{LoginReport, LogoutReport};
use crate::screen::{Line, Style, Text, table};

pub fn stored(report: &LoginReport) -> Text {
    let mut text = Text::new();
    let profile = if report.default_profile { "the default profile" } else { "profile" };
    text.push(
        Line::new()
            .styled(Style::Good, "stored ")
            .plain(format!("account {} as {profile} ", report.api_key))
            .strong(report.profile.clone()),
    );
    let applications = match report.applications {
        1 => "1 application".to_owned(),
        several => format!("{several} applications"),
    };
    let secrets = match (report.stored_in, report.signature_secrets) {
        (_, 0) => "none; `vsw verify` needs one".to_owned(),
        ("keyring", _) | (_, 1) => "set".to_owned(),
        (_, several) => format!("{several} set; a delivery may be signed with any of them"),
    };
    let place = match report.stored_in {
        "keyring" => format!("the keyring; the rest in {}", report.config_file),
        _ => format!("{} (only you can read it)", report.config_file),
    };
    let mut rows = vec![
        row("checked", format!("{} answered: {applications}", report.api_url)),
        row(
            "application",
            report.application.map_or_else(|| "none by default".to_owned(), |id| id.to_string()),
        ),
        row("signature secret", secrets),
        row("secrets in", place),
    ];
    if let Some(path) = &report.imported_from {
        rows.push(row("imported from", path.clone()));
    }
    text.extend(table(rows));
    text
}

pub fn removed(report: &LogoutReport) -> Text {
    let mut text = Text::new();
    let account = report.api_key.as_ref().map(|key| format!(" (account {key})")).unwrap_or_default();
    text.push(
        Line::new()
            .styled(Style::Good, "removed ")
            .plain("profile ")
            .strong(report.profile.clone())
            .plain(format!("{account} from {}", report.config_file)),
    );
    text.push(Line::new().faint(format!("gone: {}", report.removed.join(", "))));
    text
}
