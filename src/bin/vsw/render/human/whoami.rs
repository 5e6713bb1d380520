//! Which account it is.

use crate::config::Told;
use crate::report::WhoamiReport;
use crate::screen::{Style, Text, table};

pub fn text(report: &WhoamiReport) -> Text {
    let row = |name: &str, value: String, from: Option<String>| {
        vec![(Style::Faint, name.to_owned()), (Style::Plain, value), (Style::Faint, from.unwrap_or_default())]
    };
    table(vec![
        row("account", report.api_key.clone(), Some(from(&report.api_key_origin))),
        row("secret", "set".to_owned(), Some(from(&report.api_secret_origin))),
        row("api url", report.api_url.clone(), Some(from(&report.api_url_origin))),
        row("profile", report.profile.clone(), None),
        row("applications", report.applications.to_string(), None),
    ])
}

/// `environment VONAGE_API_KEY`, `profile prod`, `default`.
pub fn from(origin: &Told) -> String {
    match &origin.name {
        Some(name) => format!("{} {name}", origin.source),
        None => origin.source.to_owned(),
    }
}
